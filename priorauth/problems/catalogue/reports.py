"""Reading an MRI report: PA77x and PA78x."""

from __future__ import annotations

from priorauth.problems.problem_kind import (
    BILLING,
    CLINICIAN,
    ERROR,
    NOBODY,
    RADIOLOGIST,
    WARNING,
    ExitCode,
    Kind,
    kinds,
)

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA770", WARNING, BILLING, "page {page} has no text a machine can read", "read it by eye, or have its text recognized first", "The page is a scan. What it says is not known here; it may say more, or the opposite."),
        ("PA771", ERROR, BILLING, "none of the {count} pages has text a machine can read", "read the report by eye, or have its text recognized first", "The file is a scan, and a picture of words is not text."),
        ("PA772", ERROR, BILLING, "the file is not text in UTF-8", "save it as plain text in UTF-8, or give the PDF", "Bytes that are not text cannot be quoted."),
        ("PA773", ERROR, BILLING, "there is no text to read", "give the report itself", "The file or the input is empty."),
        ("PA774", WARNING, RADIOLOGIST, "the report names Modic types, and lists no {missing} series", "ask for an addendum that names the series the type was read from", "A Modic type is told from T1 together with T2 or a fluid-sensitive series. A list without one does not support a type."),
        ("PA775", WARNING, CLINICIAN, "the study is {modality}, which cannot show Modic changes", "attach the MRI report", "Modic changes are defined by their signal on MRI. Such wording in an x-ray or CT report is set aside."),
        ("PA776", WARNING, NOBODY, "type 3 alone at {place}", "choose bodies with type 1 or 2, if the chart has them", "The cleared indication is type 1 or 2."),
        ("PA777", WARNING, CLINICIAN, "types 2 and 3 together at {place}", "say in the case why the body is treated", "Both types are kept as the report states them. A reviewer may ask about type 3."),
        ("PA778", WARNING, RADIOLOGIST, "the change at {place} is hedged", "ask for an addendum that states it, if the payer insists", "\"Suggestive of\" is usable, and is shown as hedged."),
        ("PA779", WARNING, RADIOLOGIST, "the change at {place} has no Modic type", "ask for an addendum that names the type and the level", "A type is never inferred from edema, fat or sclerosis. Payers ask for type 1 or 2."),
        ("PA780", WARNING, RADIOLOGIST, "the report contradicts itself at {place}", "ask for an addendum that says which statement holds", "Two statements of one report cannot both be true. Nothing is decided between them."),
        ("PA781", WARNING, BILLING, "the report prints 'page {number} of {of}', and {count} of its pages {verb} here", "ask for the whole report", "A report without all of its pages is a common reason for a denial."),
        ("PA782", WARNING, BILLING, "the report is not final", "ask for the final report", "A preliminary reading can change."),
        ("PA783", WARNING, CLINICIAN, "the report describes transitional anatomy", "confirm that the chart and the report number the levels alike", "A transitional vertebra can shift every level by one."),
        ("PA784", WARNING, RADIOLOGIST, "no change of an endplate was recognized", "read the report by eye; if it describes one, ask for an addendum that names type and level", "The reader leaves out what it cannot read for sure."),
        ("PA785", WARNING, RADIOLOGIST, "{count} {noun} named without a level or body", "ask for an addendum that names the level", "A change is never given a place that its sentence or heading does not name."),
        ("PA786", WARNING, CLINICIAN, "{count} other {noun} for another source of pain, or against the procedure", "answer each by name in the case", "A reviewer reads the same report. What it says against has to be answered, not left out."),
        ("PA787", ERROR, BILLING, "the file type cannot be read as a report", "give a PDF or a text file, or '-' for text on standard input", "Only what has text of its own can be read."),
        ("PA690", ERROR, BILLING, "there is no file here that can be read", "give PDF, picture, Word or text files, or a folder of them", "Only types whose pages can be bound are read."),
        ("PA691", ERROR, BILLING, "{count} files are more than the {limit} that one chart may have", "give the files of one patient, or join them into fewer", "Each file gets a letter of its own, and there are no more letters."),
    ),
)  # fmt: skip
