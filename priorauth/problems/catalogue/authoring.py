"""Letters before they are live: imported, looked at and tried: PA59x, PA61x to PA63x."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, ERROR, NOTE, WARNING, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA590", ERROR, ADMIN, "this is not a Word letter that can be read: {reason}", "open it in Word and save it as a Word document (.docx) without a password", "Only .docx is read; an old .doc, a protected file or a renamed one is not."),
        ("PA591", ERROR, ADMIN, "the Word file is not opened: {reason}", "take that out in Word, or copy the text into a new document, and save it again", "What could run, fetch or hide something in a Word file is refused, never removed in silence."),
        ("PA592", ERROR, ADMIN, "the letter has no text of its own", "check that this is the right file; text in text boxes and pictures is not read", "Nothing stands in the body of the document."),
        ("PA593", ERROR, ADMIN, "'{name}' cannot name a template", "use small letters, digits and '_', such as --name our_letter", "A template's name is its file's name, and commands and payers refer to it."),
        ("PA598", ERROR, ADMIN, "the template's name has the patient's name in it", "choose another with --name", "File names and logs never carry a patient's name. A template is called after its file unless --name says otherwise."),
    ),
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA595", WARNING, ADMIN, "the letterhead could not be kept: {reason}", "put the letterhead into a new Word file without that, and save it as letterhead.docx", "A letterhead travels to the payer with every letter, so what may not go out is refused."),
        ("PA596", ERROR, ADMIN, "the letter still has a place to fill in", "replace the words FILL IN at this line", "An import put it where a value stood that fits no field. A letter that has one may be previewed and drafted, and never sent."),
        ("PA610", ERROR, ADMIN, "there is no scenario or made-up case '{name}'", "{hint}", "Scenarios are files in the folder scenarios of the practice, and those shipped."),
        ("PA611", ERROR, ADMIN, "the scenario changes '{key}', which its case does not have", "name the place as the case file has it, with dots; numbers count list entries from 0", "A change names a place of the case file."),
        ("PA612", ERROR, ADMIN, "the letter does not say this sentence", "{hint}", "A template's tests name sentences that its letter has to say."),
        ("PA613", ERROR, ADMIN, "the letter says this sentence, which it must not", "{hint}", "A template's tests name sentences that its letter must never say."),
        ("PA614", ERROR, ADMIN, "the letter takes {pages} pages; {limit} is the most", "shorten the template, or raise pages_at_most", "A template's tests say how long its letter may be."),
        ("PA615", ERROR, ADMIN, "this scenario does not make the document '{name}'", "choose a scenario whose payer or case needs it", "Which letter is written follows from the payer's position; request letters follow from what is missing."),
        ("PA616", ERROR, ADMIN, "no test of the template '{name}' was found", "write one in template_tests/{name}.yaml; docs/word-letter.md shows how", "Asked to test a template that has no tests, the tool does not call it tested."),
        ("PA617", ERROR, ADMIN, "a test names either a scenario or a case, and expects something", "give it 'scenario' or 'case', and at least one of says, never_says and pages_at_most", "A test that expects nothing would always pass."),
        ("PA618", ERROR, ADMIN, "no scenario makes the document '{name}'", "name one with --case, or write one in the folder scenarios", "A preview needs a case that the template is written for."),
        ("PA620", NOTE, ADMIN, "no scenario comes to '{branch}' being {outcome}", "add a scenario that does, or look at the line with care", "What no scenario reaches was not seen on any page."),
    ),
)  # fmt: skip
