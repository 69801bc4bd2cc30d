"""A case held against its exhibits: PA73x and PA74x."""

from __future__ import annotations

from priorauth.problems.problem_kind import BILLING, CLINICIAN, ERROR, RADIOLOGIST, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.NOT_READY,
        ("PA730", ERROR, CLINICIAN, "'{key}' names a place where the report describes no such change", "state the place the report names, or ask the radiologist for an addendum", "The report has typed changes at another level and none here. Letters have been refused for claiming a level that the radiologist never mentioned."),
        ("PA731", ERROR, CLINICIAN, "'{key}' differs from the types the report names there", "state the types the report names, all of them and no others", "The reviewer reads the report beside the letter."),
        ("PA732", ERROR, RADIOLOGIST, "the report names no Modic type for '{key}'", "ask the radiologist for an addendum that names the type and the level", "Degenerative, reactive or fatty endplate changes are no Modic type. A type comes only from the radiologist."),
        ("PA733", ERROR, CLINICIAN, "'{key}' states what the report only suggests", "set 'certainty' to 'hedged', or ask the radiologist for an addendum", "\"Suggestive of\" and \"may represent\" are less than a finding. The letter would say more than the report."),
        ("PA734", ERROR, CLINICIAN, "'{key}' names an endplate; the report names the other side of that body", "state the endplates the report names", "Each body has two endplates, and they belong to different disc levels."),
        ("PA735", ERROR, CLINICIAN, "'{key}' names a change that the report denies", "take the finding out, or ask the radiologist for an addendum", "The report says that there is no such change."),
        ("PA736", ERROR, CLINICIAN, "'{key}' names a change that the report gives only for an earlier study", "take the finding out, or ask the radiologist for an addendum on the present study", "What an earlier study showed does not count as present."),
        ("PA737", ERROR, RADIOLOGIST, "the report contradicts itself on '{key}'", "ask the radiologist for an addendum that settles it", "Findings and impression cannot both be true, and nothing is decided between them here."),
        ("PA738", ERROR, CLINICIAN, "'{key}' rests on a study that cannot show Modic changes", "name the MRI report that shows the change", "Only MRI can show Modic changes. An x-ray and a CT cannot."),
        ("PA739", ERROR, BILLING, "'{key}' is another date than the exhibit gives", "check the date, and that this is the right exhibit", "A reviewer compares the dates of the letter with those of the records."),
        ("PA740", ERROR, BILLING, "'{key}' is another date than the record of that care gives", "copy the date from the record", "The length of the care is counted from its dates."),
        ("PA741", ERROR, BILLING, "'{key}' differs from the number the record states", "copy the number of visits that were kept", "Visits that were ordered, authorized or missed do not count."),
        ("PA742", ERROR, BILLING, "'{key}' says done, and the record says ordered, declined or missed", "correct the status, or enclose the record of the care itself", "Ordered is not done. Appeals have been lost over therapy that was ordered and never attended."),
        ("PA743", ERROR, BILLING, "'{key}' is another score than the exhibit gives for that day", "copy the score from the exhibit", "A score is a number and a day, and both stand on the form."),
        ("PA744", ERROR, CLINICIAN, "'{key}' differs from what the record says of the block", "copy the levels and the relief from the record of the block", "Relief from a block points to another source of pain. A wrong figure turns evidence round."),
        ("PA745", ERROR, CLINICIAN, "'{key}' denies what an exhibit describes", "correct the case and answer the finding by name", "A finding that stands in the packet and is denied in the letter sinks both."),
        ("PA746", ERROR, CLINICIAN, "'{key}' is another date than the note gives", "copy the onset from the note", "How long the pain has lasted is counted from its onset."),
        ("PA747", ERROR, BILLING, "the exhibit does not show '{key}'", "name the page that shows it, or add the record that does", "Every claim must lead to a page that bears it out."),
        ("PA748", ERROR, CLINICIAN, "'{key}' speaks of a Modic change that no finding of the case has", "correct the sentence, or add the finding with its page", "The letter prints this text as it stands, beside the report."),
        ("PA749", ERROR, BILLING, "'{key}' is not what the exhibit says of itself", "check the entry, and that this is the right exhibit", "An exhibit that is another document than the case says is most often a file that was swapped."),
    ),
)  # fmt: skip
