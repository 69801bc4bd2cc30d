"""The one catalogue of coded problems, and the exit codes of the command line.

A message names fields, positions and ids. It never carries a value from a chart: what a patient's file says
stays in that file.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """What a command's exit status means; stable, so that scripts may rely on it."""

    OK = 0
    INTERNAL_ERROR = 1
    USAGE = 2
    INPUT_INVALID = 3
    NOT_READY = 4
    TEMPLATE_OR_PROFILE_INVALID = 5
    MISSING_TOOL = 6
    FILE_ACCESS = 7
    BATCH_HAD_FAILURES = 8
    UNSAFE_CONFIGURATION = 9
    OVER_CHANNEL_LIMITS = 10
    INTERRUPTED = 130


class Severity(StrEnum):
    """How far a problem reaches: an error stops the work, a warning is shown, a note is for the curious."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Owner(StrEnum):
    """Who can put a problem right."""

    BILLING = "billing"
    CLINICIAN = "clinician"
    RADIOLOGIST = "radiologist"
    ADMIN = "admin"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Where:
    """The place a problem was found: a file's line and column, a sheet's cell, or an exhibit's page."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    exhibit: str | None = None
    page: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            place = "!".join(part for part in (self.file, self.sheet, self.cell) if part)
        else:
            numbers = [str(number) for number in (self.line, self.column) if number is not None]
            place = ":".join([self.file or "", *numbers]) if self.file else ""
        if self.exhibit is not None:
            page = f", page {self.page}" if self.page is not None else ""
            exhibit = f"exhibit {self.exhibit}{page}"
            place = f"{place} ({exhibit})" if place else exhibit
        return place or (self.field or "")


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue.

    ``message`` and ``fix`` are patterns whose ``{names}`` take field names, positions and counts. ``why`` is
    the longer text that ``priorauth explain`` prints.
    """

    code: str
    severity: Severity
    owner: Owner
    exit_code: ExitCode
    message: str
    fix: str
    why: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is wrong, how to mend it and who can."""

    kind: Kind
    where: Where
    message: str
    fix: str
    owner: Owner
    excerpt: tuple[str, ...] = field(default=())

    @property
    def code(self) -> str:
        """The catalogue code, such as ``PA101``."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Whether it stops the work."""
        return self.kind.severity

    def as_data(self) -> dict[str, object]:
        """Give the problem as plain data for ``--json``."""
        places = {name: getattr(self.where, name) for name in Where.__slots__}
        return {
            "code": self.code,
            "severity": str(self.severity),
            "owner": str(self.owner),
            "where": {name: value for name, value in places.items() if value is not None},
            "message": self.message,
            "fix": self.fix,
        }


class Refused(Exception):
    """The work cannot go on; carries every problem found, so that all can be mended at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("a refusal needs at least one problem")
        super().__init__(", ".join(problem.code for problem in self.problems))

    @property
    def exit_code(self) -> ExitCode:
        """The exit status of the first problem that stops the work."""
        errors = [p for p in self.problems if p.severity is Severity.ERROR]
        return (errors or list(self.problems))[0].kind.exit_code


def problem(
    code: str,
    where: Where | None = None,
    *,
    owner: Owner | None = None,
    fix: str | None = None,
    excerpt: Iterable[str] = (),
    **names: object,
) -> Problem:
    """Make a problem of a catalogued kind.

    ``names`` fill the kind's message and fix; ``owner`` and ``fix`` replace the catalogue's when the place
    knows better. Raises ``KeyError`` for a code or a name the catalogue does not know.
    """
    kind = CATALOGUE[code]
    texts = [string.Formatter().vformat(text, (), names) for text in (kind.message, fix or kind.fix)]
    return Problem(kind, where or Where(), texts[0], texts[1], owner or kind.owner, tuple(excerpt))


def _kinds(exit_code: ExitCode, *rows: tuple[str, Severity, Owner, str, str, str]) -> Iterable[tuple[str, Kind]]:
    for code, severity, owner, message, fix, why in rows:
        yield code, Kind(code, severity, owner, exit_code, message, fix, why)


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_BILLING, _CLINICIAN, _ADMIN, _NOBODY = Owner.BILLING, Owner.CLINICIAN, Owner.ADMIN, Owner.NOBODY
_RADIOLOGIST = Owner.RADIOLOGIST

CATALOGUE: dict[str, Kind] = dict(
    [
        # PA1xx: what a case file says, read on its own.
        *_kinds(
            ExitCode.INPUT_INVALID,
            ("PA101", _ERROR, _BILLING, "this is not valid YAML: {reason}", "mend the line shown", "The file could not be read as YAML at all, so nothing in it was checked further. A missing colon, a tab, or a quote that is never closed are the usual reasons."),
            ("PA102", _ERROR, _BILLING, "this is not valid JSON: {reason}", "mend the line shown", "The file could not be read as JSON at all, so nothing in it was checked further."),
            ("PA103", _ERROR, _BILLING, "the key '{key}' stands twice", "keep one of the two", "Two entries with one name: most programs would keep the last and drop the first without a word."),
            ("PA104", _ERROR, _BILLING, "anchors and aliases (&, *) are not read", "write the value out at each place", "References inside a file can be made to grow without end, and they hide what a line says."),
            ("PA105", _ERROR, _BILLING, "the file is larger than {limit}", "is this the right file?", "A case file is a few pages of text. One this large is usually an exhibit given by mistake."),
            ("PA106", _ERROR, _BILLING, "the file is nested more than {limit} deep", "check the indentation", "No field of a case lies that deep."),
            ("PA107", _ERROR, _BILLING, "the file is not UTF-8 text", "save it as UTF-8", "Names with accents are lost or changed when the encoding has to be guessed, so it is not guessed."),
            ("PA108", _ERROR, _BILLING, "the file is empty", "start from 'priorauth new'", "There is nothing to read."),
            ("PA109", _ERROR, _BILLING, "YAML tags (!name) are not read", "remove the tag", "Every value is read as text and converted by what its field declares."),
            ("PA110", _ERROR, _BILLING, "there is no field '{key}' here", "{hint}", "A field the model does not know is not silently dropped: it may be a misspelling of one that matters."),
            ("PA111", _ERROR, _BILLING, "'{key}' is missing", "add it", "The field is required; without it no packet can be made."),
            ("PA112", _ERROR, _BILLING, "'{key}' {expectation}", "{hint}", "The value does not have the form the field declares."),
            ("PA113", _ERROR, _BILLING, "'{key}' has a character that cannot be printed (U+{codepoint})", "retype the value", "Control characters and broken halves of characters would corrupt the Word file or disappear from the PDF."),
            ("PA114", _ERROR, _BILLING, "more than one document in the file", "keep one case per file", "A line '---' starts a second document. Which of the two is meant is not guessed."),
            ("PA120", _ERROR, _BILLING, "'{key}' names an exhibit that is not listed", "list it under 'exhibits', or correct the id", "Every claim must lead to a page in the packet."),
            ("PA121", _ERROR, _BILLING, "two exhibits have the id '{id}'", "give each its own id", "A page reference has to name one exhibit."),
            ("PA122", _ERROR, _BILLING, "'{key}' ends before it starts", "check both dates", "A course of care cannot end before it begins."),
            ("PA123", _ERROR, _BILLING, "'{key}' lies after the day of the packet ({as_of})", "check the date", "Something recorded as done cannot lie in the future."),
            ("PA124", _ERROR, _BILLING, "the endplate does not belong to the disc level or body beside it", "correct the place or the endplate", "Each disc level has two endplates: the inferior one of the body above and the superior one of the body below."),
            ("PA125", _ERROR, _BILLING, "the units asked for do not match the bodies asked for", "correct 'procedure_codes' or 'vertebral_bodies'", "64628 covers the first two bodies and 64629 each further one. Which of the two entries is right is for the practice to say."),
            ("PA126", _ERROR, _BILLING, "the NPI's check digit is wrong", "copy the NPI from the registry again", "An NPI has ten digits, starts with 1 or 2, and its last digit is a Luhn check over 80840 and the rest."),
            ("PA127", _ERROR, _BILLING, "'{key}' lies before the patient's birth", "check both dates", "One of the two dates is wrong."),
            ("PA128", _ERROR, _BILLING, "an expedited request gives no reason", "add 'urgency_reason'", "Payers ask why the standard time would harm the patient."),
            ("PA129", _ERROR, _BILLING, "a finding names neither a disc level nor a body", "add 'disc_level' or 'vertebral_body'", "A finding without a place cannot be matched to a treated body."),
            ("PA132", _ERROR, _BILLING, "a finding names both a disc level and a body", "keep the one the report names", "A finding is placed as the report places it. With two places it is not clear which one the report means."),
            ("PA130", _WARNING, _BILLING, "a Modic finding lies at {body}, which is not requested", "is the request complete?", "The report shows a typed change at a body the request leaves out. That can be right; it should be meant."),
            ("PA131", _WARNING, _BILLING, "one vertebral body alone is requested", "check the request: 64628 covers two bodies", "64628 covers the first two bodies; a single one is unusual."),
        ),
        # PA2xx: files and folders.
        *_kinds(
            ExitCode.FILE_ACCESS,
            ("PA201", _ERROR, _BILLING, "the file is not there", "check the name and the folder", "Nothing was found under this name."),
            ("PA202", _ERROR, _BILLING, "the file cannot be read", "ask for access to it, or close the program that holds it", "The system refused to open it."),
            ("PA203", _ERROR, _BILLING, "it exists already and would be overwritten", "choose another name, or add --force", "Nothing is replaced unless that is said."),
            ("PA204", _ERROR, _BILLING, "the result could not be written here", "check that the folder can be written and the disk has room", "Nothing was left half-written."),
            ("PA205", _ERROR, _BILLING, "the name '{name}' cannot be used for a file", "use letters, digits, '-' and '_'", "Some systems refuse the name or read it as something else."),
            ("PA206", _ERROR, _BILLING, "'{key}' leads out of the case's folder", "keep exhibits in the case's folder or below it", "A case file may come from somewhere else; it does not get to name files anywhere on the machine."),
            ("PA207", _ERROR, _BILLING, "this is a folder, not a file", "name a file in it", "A file is read here."),
        ),
        # PA3xx: payer profiles.
        *_kinds(
            ExitCode.TEMPLATE_OR_PROFILE_INVALID,
            ("PA301", _ERROR, _ADMIN, "no payer profile has the id '{id}'", "{hint}", "Profiles are found by id in the practice's payer_profiles folder, then among those shipped."),
            ("PA302", _ERROR, _ADMIN, "the profile's id '{id}' differs from its file name", "give the file the name of its id", "A profile is found by its file name."),
            ("PA303", _ERROR, _ADMIN, "'extends' goes round in a circle", "remove one of the links", "A profile cannot be its own ancestor."),
            ("PA304", _ERROR, _ADMIN, "two criteria have the id '{id}'", "give each its own id", "Overrides, checklists and manifests name a criterion by its id."),
            ("PA305", _ERROR, _ADMIN, "the position '{position}' goes with no criteria", "remove the criteria or change the position", "Where the payer's criteria are not known, the tool cites the policy and judges nothing."),
            ("PA306", _ERROR, _ADMIN, "the position '{position}' needs criteria", "add the criteria with their source", "A plan that covers with criteria is checked against them."),
            ("PA307", _WARNING, _ADMIN, "the profile was to be re-read by {review_by}", "read the payer's policy again and move 'review_by'", "Policies change. A stale profile can ask for the wrong things."),
            ("PA308", _WARNING, _ADMIN, "{count} criteria were not read on the payer's own page", "read them there and raise their grade", "A secondary or inferred criterion may not be what the payer says. The packet marks it."),
            ("PA309", _NOTE, _ADMIN, "no profile for this payer: the FDA-cleared indication is used", "add a profile when the payer's policy is known", "The packet says that this is not the payer's policy."),
            ("PA310", _WARNING, _ADMIN, "the code {retired} in the profile is not billable on {day}", "keep it only because the policy prints it", "Some payer lists still print codes that have been retired."),
            ("PA311", _ERROR, _ADMIN, "the profile overrides '{id}', which it does not inherit", "correct the id", "A replaced criterion must exist in the profile that is extended."),
            ("PA312", _WARNING, _ADMIN, "the profile names no page of the policy", "add 'policy.url' when the page is known", "A reviewer cannot follow a citation that leads nowhere, and the next reading has no place to start."),
            ("PA313", _WARNING, _ADMIN, "the position was not read on the payer's own page (it is graded {grade})", "read it there and raise the grade", "Where a payer stands decides which letter goes out. A summary may be wrong or out of date."),
            ("PA314", _WARNING, _ADMIN, "'review_by' is not after 'retrieved'", "correct one of the two", "The profile was due to be read again before it had been read."),
            ("PA315", _WARNING, _ADMIN, "the policy takes effect on {effective}", "keep the earlier policy in use until then", "Before its day another policy is in force, and its criteria may differ."),
            ("PA316", _WARNING, _ADMIN, "an earlier branch takes every line of business of this one", "put it first, or remove it", "The first branch that fits is applied, so this one never is."),
        ),
        # PA4xx: criteria and the gate.
        *_kinds(
            ExitCode.NOT_READY,
            ("PA401", _ERROR, _BILLING, "{count} of the things this payer requires are not shown", "see the list; each line names who must act", "A packet is produced only when everything required is documented."),
            ("PA402", _ERROR, _BILLING, "the override names '{id}', which is not an open gap", "see 'priorauth check' for the ids of open gaps", "Only a gap in the documentation can be overridden. A conflict in the chart or a plan's exclusion cannot."),
            ("PA403", _ERROR, _BILLING, "an override needs a person and a reason", "add --by and --reason", "The manifest records who let a gap pass, and why."),
            ("PA404", _WARNING, _CLINICIAN, "{count} disc levels are requested", "confirm that more than two levels are meant", "The clinic's own standard is one or two levels."),
            ("PA405", _WARNING, _BILLING, "'{id}' cannot be decided: {reason}", "ask the payer", "The payer's own wording leaves it open, so the tool does not decide it."),
            ("PA406", _WARNING, Owner.RADIOLOGIST, "the Modic change at {place} is hedged in the report", "ask for an addendum that states it, if the payer insists", "\"Suggestive of\" is usable, but the letter shows it as hedged."),
            ("PA407", _WARNING, _CLINICIAN, "the report describes transitional anatomy", "confirm that the chart and the report number the levels alike", "A transitional vertebra can shift every level by one."),
        ),
        *_kinds(
            ExitCode.NOT_READY,
            ("PA408", _ERROR, _ADMIN, "the case was not held against all of its exhibits", "report this", "Every claim has to meet its exhibit before a letter may make it. Some did not, which is a fault of the program."),
            ("PA409", _ERROR, _BILLING, "'{key}' was not found in its exhibit", "enclose the page that shows it, or correct the case", "The letter says only what a page of the packet shows."),
        ),
        # PA5xx: templates and letters.
        *_kinds(
            ExitCode.TEMPLATE_OR_PROFILE_INVALID,
            ("PA501", _ERROR, _ADMIN, "the template cannot be read: {reason}", "mend the line shown", "Jinja could not make sense of the template."),
            ("PA502", _ERROR, _ADMIN, "the template asks for '{name}', which the letter does not have", "{hint}", "A name that does not exist is an error, never an empty space."),
            ("PA503", _ERROR, _ADMIN, "a value of kind {type} cannot be printed", "print a field of it, or guard it with 'if'", "None, floats and whole records are not text; printing them would put nonsense into a letter."),
            ("PA504", _ERROR, _ADMIN, "there is no template '{name}'", "{hint}", "Templates are found in the practice's templates folder, then among those shipped."),
            ("PA505", _ERROR, _ADMIN, "the letter says '{phrase}', which may not be said", "take the sentence out", "The phrase claims something no source in the citation library supports."),
            ("PA506", _ERROR, _ADMIN, "the letter cites '{id}', which the citation library does not have", "cite by an id of the library", "A letter can only cite what has been verified."),
            ("PA507", _ERROR, _ADMIN, "the template uses {what}, which templates may not use", "remove it", "Templates run in a sandbox with a short list of allowed constructs."),
            ("PA508", _ERROR, _ADMIN, "{what} is not something a letter can hold", "use headings, paragraphs, lists, tables, links and the shipped figures", "Raw HTML and remote images are not carried into a letter."),
            ("PA509", _ERROR, _BILLING, "the letter takes {pages} pages; {limit} is the most", "shorten the case's free texts", "A reviewer has five minutes."),
            ("PA511", _ERROR, _ADMIN, "the letter names {what}", "print it from the case's fields instead of typing it into the template", "The letter, the case, the request and the report have to name the same levels, types, bodies and units. A reviewer compares them."),
            ("PA510", _ERROR, _ADMIN, "'{id}' is in the citation library, but no claim of it is", "take it out of 'cites'", "A line of evidence says what its source was seen to say. This source is listed for its reference alone."),
        ),
        # PA6xx: drawing documents, and reading them back.
        *_kinds(
            ExitCode.INPUT_INVALID,
            ("PA601", _ERROR, _BILLING, "'{key}' has a character no shipped font can draw (U+{codepoint})", "write it with letters the fonts have", "The PDF would show an empty box or nothing at all."),
        ),
        *_kinds(
            ExitCode.TEMPLATE_OR_PROFILE_INVALID,
            ("PA602", _ERROR, _ADMIN, "the letterhead cannot be used: {reason}", "start from the shipped letterhead.docx", "The Word file that carries the styles is damaged or holds what may not go out."),
        ),
        *_kinds(
            ExitCode.INTERNAL_ERROR,
            ("PA603", _ERROR, _ADMIN, "the {format} does not say what the letter says (block {block})", "report this, with the template and without the case", "The finished file was read again and a text was missing or changed. It was not released."),
            ("PA604", _ERROR, _ADMIN, "the {format} carries '{mark}', which no finished letter may", "report this, with the template and without the case", "A template mark or an empty value reached the finished file."),
            ("PA605", _ERROR, _ADMIN, "the {format} has text beyond the edge of page {page}", "report this, with the template and without the case", "A text that falls off the page is read by programs but not by people. The file was not released."),
        ),
        # PA7xx: exhibits.
        *_kinds(
            ExitCode.INPUT_INVALID,
            ("PA701", _ERROR, _BILLING, "the exhibit's file is not there", "check 'file', or scan the document again", "A page reference has to lead to a page."),
            ("PA702", _ERROR, _BILLING, "the exhibit cannot be opened as {kind}", "print it to PDF again", "The file is damaged or is not what its name says."),
            ("PA703", _ERROR, _BILLING, "the exhibit is protected by a password", "save it without one", "A reviewer could not open it either."),
            ("PA704", _ERROR, _BILLING, "'{key}' points to page {page}, and the exhibit has {count}", "correct the page", "A page reference has to lead to a page."),
            ("PA705", _ERROR, _BILLING, "'{key}' quotes words that are not on that page", "copy the words from the page", "The letter quotes the chart. Words that are not there may not be quoted."),
            ("PA706", _ERROR, _BILLING, "'{key}' rests on a page that a machine cannot read", "name who compared them: 'attested_by'", "A scan cannot be read by machine, so a person has to have looked."),
            ("PA707", _ERROR, _BILLING, "the file type of the exhibit is not taken", "use PDF, PNG, JPEG, TIFF, Word (.docx) or plain text (.txt)", "Only types whose pages can be bound are taken."),
            ("PA708", _ERROR, _BILLING, "the exhibit is damaged: reading it gave a warning", "print it to PDF again", "A damaged file can open with fewer pages than it had. It is not bound until it is whole."),
            ("PA709", _ERROR, _BILLING, "the exhibit is a form whose entries cannot be shown on its pages", "print it to PDF again", "A form keeps its entries apart from its pages. These could not be drawn, so a reviewer would see empty or old fields."),
        ),
        # PA710 to PA729: attachments that are set aside when they are opened.
        *_kinds(
            ExitCode.INPUT_INVALID,
            ("PA710", _ERROR, _BILLING, "the exhibit is named as {named} and is {found}", "give the file the ending of what it is, or save it as PDF", "What a file is, its content says. A name that says something else is a mistake, or is meant to get a file past someone."),
            ("PA711", _ERROR, _BILLING, "the exhibit is two kinds of file in one", "print it to PDF again", "Another program would open the same file as something else, so two readers would not see the same document."),
            ("PA712", _ERROR, _BILLING, "the exhibit has been cut short", "ask for the whole file again", "The end of the file is missing, or it has fewer pages than it says. What is missing may be the page that matters."),
            ("PA713", _ERROR, _BILLING, "the exhibit is an XFA form", "open it in Adobe Reader and print it to PDF", "The pages of an XFA form exist only inside the program that fills it in; any other reader sees a notice instead."),
            ("PA714", _ERROR, _BILLING, "the exhibit has layers that are switched off or depend on the reader", "print it to PDF again", "Such a layer shows in one program or on paper and not in another, so two readers would not see the same document."),
            ("PA715", _ERROR, _BILLING, "the exhibit keeps part of its content in another file or as a program", "print it to PDF again", "What is not in the file cannot be checked, and a reviewer would not have it."),
            ("PA716", _ERROR, _BILLING, "the exhibit has more {what} than the limit of {limit}", "is this the right file? print it to PDF again, or split it", "A small file can be made to unpack to more than a machine holds. No chart needs that much."),
            ("PA717", _ERROR, _BILLING, "a check box of the form shows another state than it stores", "open it, tick the box again, and print it to PDF", "A ticked box can be a whole answer. Which of the two states is right is not guessed."),
            ("PA718", _ERROR, _BILLING, "an entry of the form reads otherwise on its page than it is stored", "open it, check the entries, and print it to PDF", "The page still shows an older entry, or shows none. Which of the two is right is not guessed."),
            ("PA719", _ERROR, _BILLING, "opening the exhibit took too long and was stopped", "print it to PDF again", "A chart opens in a moment. A file that does not is damaged, or was made to hold up whoever opens it."),
            ("PA720", _ERROR, _BILLING, "opening the exhibit needed too much memory and was stopped", "print it to PDF again, or scan it at a lower resolution", "A small file can be made to unpack to more than a machine holds. No chart needs that much."),
            ("PA721", _ERROR, _BILLING, "opening the exhibit failed in a way no sound file does", "print it to PDF again", "The program that reads such files broke off. It ran on its own, so nothing else was harmed."),
            ("PA722", _ERROR, _BILLING, "page {page} of the exhibit's image is damaged", "have it faxed or scanned again", "The image could be drawn only in part, or with warnings. A line of a fax that is lost can be the line that matters."),
            ("PA723", _ERROR, _BILLING, "the Word file cannot be used: {reason}", "save it as PDF in Word", "The file holds what could run, fetch or hide something, or is not put together as Word does it. Nothing of it was opened."),
            ("PA724", _ERROR, _CLINICIAN, "the Word file holds tracked changes", "accept or reject them, or save the signed version as PDF", "With changes pending a document says two things at once. Which of the two is the record is not guessed."),
            ("PA725", _ERROR, _CLINICIAN, "the Word file holds hidden text", "remove it or show it, or save the signed version as PDF", "Words that are in the file and are not seen would be read by one reader and not by another."),
            ("PA726", _ERROR, _BILLING, "the Word file holds {what}, which cannot be carried over", "save it as PDF in Word", "Paragraphs, lists, tables, notes and pictures are carried over. Anything else would be lost or changed without a word, so the file is not taken."),
            ("PA727", _ERROR, _BILLING, "the text file is not UTF-8 text", "save it as UTF-8, or as PDF", "Names with accents are lost or changed when the encoding has to be guessed, so it is not guessed."),
            ("PA728", _ERROR, _BILLING, "the exhibit has a character that cannot be printed (U+{codepoint})", "save it as PDF in the program it comes from", "A control character, or one the shipped fonts do not have, would print as a box or not at all."),
            ("PA729", _ERROR, _BILLING, "words of the exhibit did not arrive on its pages", "save it as PDF in the program it comes from", "The pages made from the file were read again, and something was missing or changed. They were not used."),
        ),
        # PA750 to PA769: whose pages the exhibits are, and whether all of them are there.
        *_kinds(
            ExitCode.INPUT_INVALID,
            ("PA750", _ERROR, _BILLING, "{pages}: the patient named is somebody else", "take the pages of the other person out, or correct the name in the case", "Another person's page discloses that person's chart to the payer, and the request is judged on the wrong record. It is not sent."),
            ("PA751", _ERROR, _BILLING, "{pages}: the patient's name is nearly the one in the case", "ask the records office to correct the page; if the page is right, correct the name in the case", "One letter, a suffix or half a name off can be a slip or another person. A reviewer cannot tell, and the payer's system will not match it. It is not guessed here either."),
            ("PA752", _ERROR, _BILLING, "{pages}: the patient's birth date is another", "take the pages of the other person out, or correct the date in the case", "Without the patient's name beside it, another birth date means another person's page."),
            ("PA753", _ERROR, _BILLING, "{pages}: the patient's name is right and the birth date is another", "compare the insurance card; ask the records office to correct the page, or take it out", "It may be a mistyped date, or the page of another person of the same name. Both must be mended before it goes out."),
            ("PA754", _ERROR, _BILLING, "{pages}: the chart number is not the one in the case", "take the pages out if they are another person's; if another facility made them and counts its patients itself, name who compared name and birth date: 'attested_by'", "A number that differs is how a misfiled page shows. Other facilities have numbers of their own, so a named person may vouch for the page where name and birth date are right."),
            ("PA755", _ERROR, _BILLING, "{pages}: the member id is not the one in the case", "compare the insurance card and correct the case; if the page shows an earlier plan, name who compared it: 'attested_by'", "A payer that meets another member id files the page under another member."),
            ("PA756", _WARNING, _BILLING, "no page says whose it is", "ask for a copy with the patient's name and birth date on it", "Pages without a name can be anybody's. Reviewers set them aside."),
            ("PA757", _WARNING, _BILLING, "{pages}: '{field}' reads differently on a scan", "compare the page by eye", "A machine read these words from a picture and may have misread them. Somebody has to look."),
            ("PA758", _WARNING, _BILLING, "{pages}: a social-security number is printed", "build with --redact-ssn, which takes it out", "No payer needs it to decide, and it is the number that does most harm when a fax goes astray."),
            ("PA760", _WARNING, _BILLING, "the document has {count} pages by its own count, without {missing}", "scan the document again, with all its pages", "The pages count themselves, so a reviewer sees that some are missing."),
            ("PA761", _WARNING, _BILLING, "the page is the same as page {number} of exhibit {other}", "take one of the two out; look whether another page was meant", "A page scanned twice often stands where another one was skipped."),
            ("PA762", _WARNING, _BILLING, "the document is the same as exhibit {other}", "keep one of the two; look whether another document was meant", "The same document twice makes the packet longer and shows nothing more."),
            ("PA763", _NOTE, _BILLING, "{pages}: there is nothing on it", "leave it out, unless the page's back was meant", "A blank page is counted and faxed like any other."),
            ("PA764", _WARNING, _BILLING, "{pages}: a picture without text, so no name, date or number was compared", "compare it by eye and name who did: 'attested_by'", "A machine cannot read a scan. What stands on it, whose it is, and whether a social-security number is on it was not checked."),
            ("PA766", _WARNING, _BILLING, "the pages are not in the order of their own count", "put them in order", "A reviewer who reads pages out of order looks for what is missing."),
            ("PA767", _WARNING, _BILLING, "{pages}: '{field}' is another on the page; a named person vouches for it", "nothing, if it is another facility's or an earlier plan's", "Name and birth date are the patient's, and 'attested_by' says who looked."),
            ("PA768", _WARNING, _BILLING, "{pages}: the record says that it is not final", "ask for the signed one", "Unsigned records count for little with a reviewer."),
            ("PA769", _ERROR, _BILLING, "a social-security number could not be taken out", "ask for a copy without it, or print the exhibit to PDF again", "Its place on the page is not known, or the file holds it where no page shows it. What cannot be taken out is not sent as if it had been."),
        ),
        *_kinds(
            ExitCode.NOT_READY,
            ("PA759", _ERROR, _BILLING, "the report has {count} pages by its own count, without {missing}", "ask for the whole report and scan all its pages", "Appeals were lost because one page of a report was sent alone. The finding and the impression often stand on different pages."),
            ("PA765", _ERROR, Owner.RADIOLOGIST, "{pages}: the report says that it is not final", "ask for the final, signed report", "A preliminary report can still change. Payers decide on the final one."),
        ),
        # PA73x and PA74x: a case held against its exhibits.
        *_kinds(
            ExitCode.NOT_READY,
            ("PA730", _ERROR, _CLINICIAN, "'{key}' names a place where the report describes no such change", "state the place the report names, or ask the radiologist for an addendum", "The report has typed changes at another level and none here. Letters have been refused for claiming a level that the radiologist never mentioned."),
            ("PA731", _ERROR, _CLINICIAN, "'{key}' differs from the types the report names there", "state the types the report names, all of them and no others", "The reviewer reads the report beside the letter."),
            ("PA732", _ERROR, _RADIOLOGIST, "the report names no Modic type for '{key}'", "ask the radiologist for an addendum that names the type and the level", "Degenerative, reactive or fatty endplate changes are no Modic type. A type comes only from the radiologist."),
            ("PA733", _ERROR, _CLINICIAN, "'{key}' states what the report only suggests", "set 'certainty' to 'hedged', or ask the radiologist for an addendum", "\"Suggestive of\" and \"may represent\" are less than a finding. The letter would say more than the report."),
            ("PA734", _ERROR, _CLINICIAN, "'{key}' names an endplate; the report names the other side of that body", "state the endplates the report names", "Each body has two endplates, and they belong to different disc levels."),
            ("PA735", _ERROR, _CLINICIAN, "'{key}' names a change that the report denies", "take the finding out, or ask the radiologist for an addendum", "The report says that there is no such change."),
            ("PA736", _ERROR, _CLINICIAN, "'{key}' names a change that the report gives only for an earlier study", "take the finding out, or ask the radiologist for an addendum on the present study", "What an earlier study showed does not count as present."),
            ("PA737", _ERROR, _RADIOLOGIST, "the report contradicts itself on '{key}'", "ask the radiologist for an addendum that settles it", "Findings and impression cannot both be true, and nothing is decided between them here."),
            ("PA738", _ERROR, _CLINICIAN, "'{key}' rests on a study that cannot show Modic changes", "name the MRI report that shows the change", "Only MRI can show Modic changes. An x-ray and a CT cannot."),
            ("PA739", _ERROR, _BILLING, "'{key}' is another date than the exhibit gives", "check the date, and that this is the right exhibit", "A reviewer compares the dates of the letter with those of the records."),
            ("PA740", _ERROR, _BILLING, "'{key}' is another date than the record of that care gives", "copy the date from the record", "The length of the care is counted from its dates."),
            ("PA741", _ERROR, _BILLING, "'{key}' differs from the number the record states", "copy the number of visits that were kept", "Visits that were ordered, authorized or missed do not count."),
            ("PA742", _ERROR, _BILLING, "'{key}' says done, and the record says ordered, declined or missed", "correct the status, or enclose the record of the care itself", "Ordered is not done. Appeals have been lost over therapy that was ordered and never attended."),
            ("PA743", _ERROR, _BILLING, "'{key}' is another score than the exhibit gives for that day", "copy the score from the exhibit", "A score is a number and a day, and both stand on the form."),
            ("PA744", _ERROR, _CLINICIAN, "'{key}' differs from what the record says of the block", "copy the levels and the relief from the record of the block", "Relief from a block points to another source of pain. A wrong figure turns evidence round."),
            ("PA745", _ERROR, _CLINICIAN, "'{key}' denies what an exhibit describes", "correct the case and answer the finding by name", "A finding that stands in the packet and is denied in the letter sinks both."),
            ("PA746", _ERROR, _CLINICIAN, "'{key}' is another date than the note gives", "copy the onset from the note", "How long the pain has lasted is counted from its onset."),
            ("PA747", _ERROR, _BILLING, "the exhibit does not show '{key}'", "name the page that shows it, or add the record that does", "Every claim must lead to a page that bears it out."),
            ("PA748", _ERROR, _CLINICIAN, "'{key}' speaks of a Modic change that no finding of the case has", "correct the sentence, or add the finding with its page", "The letter prints this text as it stands, beside the report."),
            ("PA749", _ERROR, _BILLING, "'{key}' is not what the exhibit says of itself", "check the entry, and that this is the right exhibit", "An exhibit that is another document than the case says is most often a file that was swapped."),
        ),
        # PA77x, PA78x: reading an MRI report.
        *_kinds(
            ExitCode.INPUT_INVALID,
            ("PA770", _WARNING, _BILLING, "page {page} has no text a machine can read", "read it by eye, or have its text recognized first", "The page is a scan. What it says is not known here; it may say more, or the opposite."),
            ("PA771", _ERROR, _BILLING, "none of the {count} pages has text a machine can read", "read the report by eye, or have its text recognized first", "The file is a scan, and a picture of words is not text."),
            ("PA772", _ERROR, _BILLING, "the file is not text in UTF-8", "save it as plain text in UTF-8, or give the PDF", "Bytes that are not text cannot be quoted."),
            ("PA773", _ERROR, _BILLING, "there is no text to read", "give the report itself", "The file or the input is empty."),
            ("PA774", _WARNING, Owner.RADIOLOGIST, "the report names Modic types, and lists no {missing} series", "ask for an addendum that names the series the type was read from", "A Modic type is told from T1 together with T2 or a fluid-sensitive series. A list without one does not support a type."),
            ("PA775", _WARNING, _CLINICIAN, "the study is {modality}, which cannot show Modic changes", "attach the MRI report", "Modic changes are defined by their signal on MRI. Such wording in an x-ray or CT report is set aside."),
            ("PA776", _WARNING, _NOBODY, "type 3 alone at {place}", "choose bodies with type 1 or 2, if the chart has them", "The cleared indication is type 1 or 2."),
            ("PA777", _WARNING, _CLINICIAN, "types 2 and 3 together at {place}", "say in the case why the body is treated", "Both types are kept as the report states them. A reviewer may ask about type 3."),
            ("PA778", _WARNING, Owner.RADIOLOGIST, "the change at {place} is hedged", "ask for an addendum that states it, if the payer insists", "\"Suggestive of\" is usable, and is shown as hedged."),
            ("PA779", _WARNING, Owner.RADIOLOGIST, "the change at {place} has no Modic type", "ask for an addendum that names the type and the level", "A type is never inferred from edema, fat or sclerosis. Payers ask for type 1 or 2."),
            ("PA780", _WARNING, Owner.RADIOLOGIST, "the report contradicts itself at {place}", "ask for an addendum that says which statement holds", "Two statements of one report cannot both be true. Nothing is decided between them."),
            ("PA781", _WARNING, _BILLING, "the report prints 'page {number} of {of}', and {count} of its pages {verb} here", "ask for the whole report", "A report without all of its pages is a common reason for a denial."),
            ("PA782", _WARNING, _BILLING, "the report is not final", "ask for the final report", "A preliminary reading can change."),
            ("PA783", _WARNING, _CLINICIAN, "the report describes transitional anatomy", "confirm that the chart and the report number the levels alike", "A transitional vertebra can shift every level by one."),
            ("PA784", _WARNING, Owner.RADIOLOGIST, "no change of an endplate was recognized", "read the report by eye; if it describes one, ask for an addendum that names type and level", "The reader leaves out what it cannot read for sure."),
            ("PA785", _WARNING, Owner.RADIOLOGIST, "{count} {noun} named without a level or body", "ask for an addendum that names the level", "A change is never given a place that its sentence or heading does not name."),
            ("PA786", _WARNING, _CLINICIAN, "{count} other {noun} for another source of pain, or against the procedure", "answer each by name in the case", "A reviewer reads the same report. What it says against has to be answered, not left out."),
            ("PA787", _ERROR, _BILLING, "the file type cannot be read as a report", "give a PDF or a text file, or '-' for text on standard input", "Only what has text of its own can be read."),
        ),
        # PA8xx: the bound packet.
        *_kinds(
            ExitCode.INTERNAL_ERROR,
            ("PA801", _ERROR, _ADMIN, "the packet has {found} pages and should have {expected}", "report this", "Every page that goes in must come out."),
        ),
        *_kinds(
            ExitCode.INTERNAL_ERROR,
            ("PA802", _ERROR, _ADMIN, "the pages before the exhibits do not settle on a number", "report this, with the templates and without the case", "The cover and the criteria table print packet pages, and these depend on how many pages the two take themselves. They are drawn again until both agree."),
        ),
        # PA810 to PA829: channels, parts and faxes.
        *_kinds(
            ExitCode.USAGE,
            ("PA810", _ERROR, _BILLING, "the payer's profile has no channel of this name or kind", "{hint}", "A channel's limits are taken from the profile. One it does not know would have none."),
            ("PA811", _ERROR, _BILLING, "the payer's profile has {count} channels of this kind", "name one: {hint}", "Each has limits of its own, and which is meant is not guessed."),
        ),
        *_kinds(
            ExitCode.OVER_CHANNEL_LIMITS,
            ("PA812", _ERROR, _BILLING, "the channel takes no PDF", "send it another way, or correct 'file_types' in the profile", "A packet is a PDF. What the channel takes instead cannot carry links, bookmarks and stamps."),
            ("PA813", _ERROR, _BILLING, "the exhibit takes {size} MB by itself and the channel takes {limit} MB a file", "enclose its cited pages alone (--trim), scan it again in black and white, or drop it", "Parts are cut between exhibits. Its images have been made as small as a reader can bear, and it is still too large."),
            ("PA814", _ERROR, _BILLING, "the exhibit has {count} pages with its slip and the channel takes {limit} a file", "enclose its cited pages alone (--trim), or send it another way", "Parts are cut between exhibits, so that no record is torn in two."),
            ("PA815", _ERROR, _BILLING, "the letter and the pages before the exhibits take {size} MB and {count} pages, more than one file may have", "send the packet another way, or correct the channel's limits", "The letter stays in one piece: a reviewer reads it from its first page to its last."),
            ("PA816", _ERROR, _BILLING, "the packet comes in {count} files and the channel takes {limit}", "drop or trim exhibits; the largest are {largest}", "Each file is as full as the channel lets it be."),
            ("PA817", _ERROR, _BILLING, "the packet takes {size} MB and the channel takes {limit} MB in all", "drop or trim exhibits; the largest are {largest}", "Its images have been made as small as a reader can bear."),
            ("PA818", _ERROR, _BILLING, "the packet has {count} pages and the channel takes {limit} in all", "drop or trim exhibits; the largest are {largest}", "No page is left out unasked."),
            ("PA820", _WARNING, _BILLING, "{count} of the exhibit's pages have gray or colored areas that break up in a fax: {pages}", "look at the preview; send them another way or scan them in black and white", "A fax knows black and white alone. What is between becomes one or the other, and what stood in it can be lost."),
            ("PA821", _WARNING, _BILLING, "packet pages {pages} have text smaller than {least} points", "build with --fax", "The pages were drawn to be read on paper or screen. A fax needs larger letters."),
            ("PA822", _WARNING, _BILLING, "{count} of the exhibit's pages have text smaller than {least} points: {pages}", "look at the preview; send them another way if they cannot be read", "The record was printed small. A standard fax has 98 lines to the inch, and small letters run together."),
            ("PA823", _NOTE, _BILLING, "page images were made coarser to fit: at most {dpi} dots per inch", "look at the scans before the packet goes out", "The channel takes so many megabytes. Text that is not an image was not touched, and no image was brought below 150 dots per inch."),
            ("PA824", _NOTE, _BILLING, "the packet goes out in {count} parts", "send all of them, in order", "It is larger than one file may be. Parts are cut between exhibits, and page numbers run on through all of them. A reference to a page in another part is printed but cannot be clicked."),
        ),
        *_kinds(
            ExitCode.INTERNAL_ERROR,
            ("PA826", _ERROR, _ADMIN, "part {part} came out larger than was planned", "report this, with the channel's limits and without the case", "The size of a part is measured before and after it is made. The packet was not released."),
        ),
        *_kinds(
            ExitCode.TEMPLATE_OR_PROFILE_INVALID,
            ("PA827", _WARNING, _ADMIN, "the channel takes no PDF, so no packet can go through it", "correct 'file_types', or take the channel out", "A packet is a PDF."),
            ("PA828", _WARNING, _ADMIN, "two channels have the same name", "give each its own name", "A channel is chosen by its name; the first of two would always be taken."),
        ),
        # PA830-PA859: verifying a packet.
        *_kinds(
            ExitCode.INPUT_INVALID,
            ("PA830", _ERROR, _BILLING, "there is no packet here: no manifest.json was found", "name the packet's folder, its manifest.json, or a PDF beside it", "A packet is verified against its manifest. Without one nothing can be said about it."),
            ("PA831", _ERROR, _BILLING, "the manifest is damaged", "make the packet again", "It is not JSON, not UTF-8, larger than a manifest can be, or was laid out anew by another program."),
            ("PA832", _ERROR, _BILLING, "the manifest's '{key}' is missing, not known, or not of its form", "make the packet again", "A manifest has the keys this tool writes, and no others."),
            ("PA833", _ERROR, _BILLING, "the manifest has another layout than this version writes", "verify it with the version that made it, or make the packet again", "Its keys may mean something else, so they are not guessed at."),
            ("PA834", _ERROR, _BILLING, "the manifest was changed after it was written: its seal does not hold", "make the packet again", "The seal is a hash over the whole manifest. One changed character breaks it."),
            ("PA835", _ERROR, _BILLING, "file {number} of the manifest is not there", "make the packet again", "Every file the manifest names belongs to the packet."),
            ("PA836", _ERROR, _BILLING, "file {number} of the manifest has {found} bytes and should have {expected}", "make the packet again", "The file was cut short, added to, or replaced."),
            ("PA837", _ERROR, _BILLING, "file {number} of the manifest is not the file that was made", "make the packet again", "Its hash differs: something in it was changed, or another file stands in its place."),
            ("PA838", _ERROR, _BILLING, "file {number} of the manifest has {found} pages and should have {expected}", "make the packet again", "Pages were added or taken away."),
            ("PA839", _ERROR, _BILLING, "{count} files stand in the folder that the manifest does not name", "move them elsewhere", "What stands in a packet's folder may be sent with it, and nothing vouches for it."),
            ("PA840", _ERROR, _BILLING, "file {number} of the manifest cannot be opened as a PDF", "make the packet again", "The file is damaged, protected by a password, or no PDF."),
            ("PA841", _ERROR, _BILLING, "file {number} was not made from what the manifest says", "make the packet again", "Each PDF of a packet carries a hash of what it was made from. This one names other inputs than the manifest does, or none."),
            ("PA842", _ERROR, _BILLING, "the PDF can act: {what}", "make the packet again, and find out how this came into it", "A packet holds pages and links between them. It runs nothing, opens nothing, sends nothing and carries no other file."),
            ("PA843", _ERROR, _BILLING, "the PDF is not built as a packet is: {what}", "make the packet again", "A packet is written once, from the first byte to the last. What stands outside that was added by someone, or hides something."),
            ("PA844", _ERROR, _BILLING, "made again from its inputs, file {number} comes out otherwise", "make the packet again", "The same inputs give the same bytes. All inputs are as they were, so the file was changed, and the manifest with it."),
            ("PA845", _ERROR, _BILLING, "this has changed since the packet was made: {what}", "make the packet again, or put back what it was made from", "The packet no longer says what the chart, the profile or the templates say. Its files were not compared byte for byte."),
            ("PA846", _NOTE, _BILLING, "the packet was not made again: {reason}", "name the case file with --case", "The files are the ones the manifest names. Whether they follow from the case was not tried."),
            ("PA847", _WARNING, _ADMIN, "the packet was made with other versions of: {what}", "verify it with those versions", "Other versions may draw the same packet with other bytes, so a difference proves nothing and was not reported."),
            ("PA848", _ERROR, _BILLING, "the packet cannot be made again: {codes}", "see 'priorauth explain' for each code", "Made again from its own inputs, the packet is refused."),
            ("PA849", _ERROR, _BILLING, "the manifest's '{key}' is not what the inputs give", "make the packet again", "The packet was made again from the inputs, and its manifest comes out otherwise."),
            ("PA850", _ERROR, _BILLING, "the letter cannot be opened as a Word file", "save it again as .docx", "It is damaged, protected by a password, or no Word file."),
            ("PA851", _ERROR, _BILLING, "the letter {what}", "accept or reject changes, remove what is named, and save it again", "What could run, fetch, hide or be read between the lines does not go to a payer."),
            ("PA852", _ERROR, _CLINICIAN, "{what} {place} of the letter as made is gone or changed", "put it back, or correct the case and make the packet again", "The letter was edited, and a fact of the case no longer stands where it stood."),
            ("PA853", _ERROR, _CLINICIAN, "{what} {place} of the edited letter is not in the case", "take it out, or write it into the case and make the packet again", "The letter says only what the case holds and an exhibit shows."),
            ("PA854", _NOTE, _BILLING, "the letter was edited: the wording of {count} paragraphs differs, no fact does", "read the letter once more before it goes out", "The paragraphs are {paragraphs}. Levels, types, dates, names, numbers and codes are those of the case."),
            ("PA855", _ERROR, _CLINICIAN, "{what} {place} of the edited letter stands where another fact stood", "put the facts back in their order", "Each fact is in the case, but not here: exchanged levels or dates make a false sentence of true facts."),
            ("PA856", _WARNING, _CLINICIAN, "{what} stands once more {place} of the edited letter", "read the sentence against the chart", "The fact is the case's own, but the sentence around it is new, and what it says of the fact was not checked."),
            ("PA857", _ERROR, _BILLING, "the letter is not this packet's: most of it differs", "check which case the letter belongs to", "Too little of the letter as made is left to compare the two."),
            ("PA858", _ERROR, _CLINICIAN, "a picture in the edited letter is not one the letter had", "take the picture out", "A picture can say anything, and no words of it can be checked."),
            ("PA859", _WARNING, _CLINICIAN, "in paragraph {paragraph} of the edited letter a word that denies came or went", "read the sentence against the chart", "'No', 'not' and 'without' turn a sentence around. Whether that is meant is for the signer to say."),
        ),
        # PA9xx: the tool itself.
        *_kinds(
            ExitCode.USAGE,
            ("PA901", _ERROR, _BILLING, "there is no code '{unknown}'", "see 'priorauth explain --all'", "Codes look like PA101."),
            ("PA902", _ERROR, _BILLING, "{reason}", "see --help", "The command was not understood."),
        ),
        *_kinds(
            ExitCode.INTERNAL_ERROR,
            ("PA999", _ERROR, _ADMIN, "something went wrong inside priorauth ({what})", "report this, without the case; nothing was written", "A fault of the program, not of the input. The message names the kind of fault and the place in the code only, so that no patient data leaks."),
        ),
    ]
)  # fmt: skip
