"""What a case file says, read on its own: PA1xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import BILLING, ERROR, WARNING, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA101", ERROR, BILLING, "this is not valid YAML: {reason}", "mend the line shown", "The file could not be read as YAML at all, so nothing in it was checked further. A missing colon, a tab, or a quote that is never closed are the usual reasons."),
        ("PA102", ERROR, BILLING, "this is not valid JSON: {reason}", "mend the line shown", "The file could not be read as JSON at all, so nothing in it was checked further."),
        ("PA193", ERROR, BILLING, "this is not a case file: its name ends neither in .yaml nor in .json", "name the case's folder, or the case.yaml in it", "A case is a file of text. Its exhibits are named in it; they are not cases."),
        ("PA103", ERROR, BILLING, "the key '{key}' stands twice", "keep one of the two", "Two entries with one name: most programs would keep the last and drop the first without a word."),
        ("PA104", ERROR, BILLING, "anchors and aliases (&, *) are not read", "write the value out at each place", "References inside a file can be made to grow without end, and they hide what a line says."),
        ("PA105", ERROR, BILLING, "the file is larger than {limit}", "is this the right file?", "A case file is a few pages of text. One this large is usually an exhibit given by mistake."),
        ("PA106", ERROR, BILLING, "the file is nested more than {limit} deep", "check the indentation", "No field of a case lies that deep."),
        ("PA107", ERROR, BILLING, "the file is not UTF-8 text", "save it as UTF-8", "Names with accents are lost or changed when the encoding has to be guessed, so it is not guessed."),
        ("PA108", ERROR, BILLING, "the file is empty", "start from 'priorauth new'", "There is nothing to read."),
        ("PA109", ERROR, BILLING, "YAML tags (!name) are not read", "remove the tag", "Every value is read as text and converted by what its field declares."),
        ("PA110", ERROR, BILLING, "there is no field '{key}' here", "{hint}", "A field the model does not know is not silently dropped: it may be a misspelling of one that matters."),
        ("PA111", ERROR, BILLING, "'{key}' is missing", "add it", "The field is required; without it no packet can be made."),
        ("PA112", ERROR, BILLING, "'{key}' {expectation}", "{hint}", "The value does not have the form the field declares."),
        ("PA113", ERROR, BILLING, "'{key}' has a character that cannot be printed (U+{codepoint})", "retype the value", "Control characters and broken halves of characters would corrupt the Word file or disappear from the PDF."),
        ("PA114", ERROR, BILLING, "more than one document in the file", "keep one case per file", "A line '---' starts a second document. Which of the two is meant is not guessed."),
        ("PA120", ERROR, BILLING, "'{key}' names an exhibit that is not listed", "list it under 'exhibits', or correct the id", "Every claim must lead to a page in the packet."),
        ("PA121", ERROR, BILLING, "two exhibits have the id '{id}'", "give each its own id", "A page reference has to name one exhibit."),
        ("PA122", ERROR, BILLING, "'{key}' ends before it starts", "check both dates", "A course of care cannot end before it begins."),
        ("PA123", ERROR, BILLING, "'{key}' lies after the day of the packet ({as_of})", "check the date", "Something recorded as done cannot lie in the future."),
        ("PA124", ERROR, BILLING, "the endplate does not belong to the disc level or body beside it", "correct the place or the endplate", "Each disc level has two endplates: the inferior one of the body above and the superior one of the body below."),
        ("PA125", ERROR, BILLING, "the units asked for do not match the bodies asked for", "correct 'procedure_codes' or 'vertebral_bodies'", "64628 covers the first two bodies and 64629 each further one. Which of the two entries is right is for the practice to say."),
        ("PA126", ERROR, BILLING, "the NPI's check digit is wrong", "copy the NPI from the registry again", "An NPI has ten digits, starts with 1 or 2, and its last digit is a Luhn check over 80840 and the rest."),
        ("PA127", ERROR, BILLING, "'{key}' lies before the patient's birth", "check both dates", "One of the two dates is wrong."),
        ("PA128", ERROR, BILLING, "an expedited request gives no reason", "add 'urgency_reason'", "Payers ask why the standard time would harm the patient."),
        ("PA129", ERROR, BILLING, "a finding names neither a disc level nor a body", "add 'disc_level' or 'vertebral_body'", "A finding without a place cannot be matched to a treated body."),
        ("PA132", ERROR, BILLING, "a finding names both a disc level and a body", "keep the one the report names", "A finding is placed as the report places it. With two places it is not clear which one the report means."),
        ("PA130", WARNING, BILLING, "a Modic finding lies at {body}, which is not requested", "is the request complete?", "The report shows a typed change at a body the request leaves out. That can be right; it should be meant."),
        ("PA131", WARNING, BILLING, "one vertebral body alone is requested", "check the request: 64628 covers two bodies", "64628 covers the first two bodies; a single one is unusual."),
        ("PA190", WARNING, BILLING, "'{key}' cannot be billed on the day of the procedure", "give the code in force on that day", "ICD-10-CM codes come and go with the year: M54.5 ended on 2021-09-30, M51.36 and M51.37 on 2024-09-30. A payer returns a request that names one that has ended."),
        ("PA191", WARNING, BILLING, "'{key}' lies before the day of the packet", "give the new day, or leave it out until there is one", "Authorization is asked for before the procedure. A day that has passed is usually one that was put off."),
        ("PA192", WARNING, BILLING, "'{key}' says that the coverage is not in force on the day of the procedure", "verify the coverage for that day, and correct the dates", "Where no day is planned, the day of the packet is looked at. A request under a coverage that has ended, or has not begun, is returned."),
    ),
)  # fmt: skip
