"""The one catalogue of coded problems, and the exit codes of the command line.

A message names fields, positions and ids. It never carries a value from a chart: what a patient's file says
stays in that file.
"""

from __future__ import annotations

import string
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path


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
        if self.sheet is not None or self.cell is not None:
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


def internal_fault(error: BaseException) -> Problem:
    """Name a fault of the program by its kind and place in the code only: its text could hold a patient's value."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "priorauth" in Path(f.filename).parts]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return problem("PA999", what=f"{type(error).__name__}{place}")


def _kinds(exit_code: ExitCode, *rows: tuple[str, Severity, Owner, str, str, str]) -> Iterable[tuple[str, Kind]]:
    for code, severity, owner, message, fix, why in rows:
        yield code, Kind(code, severity, owner, exit_code, message, fix, why)


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_BILLING, _CLINICIAN, _ADMIN, _NOBODY = Owner.BILLING, Owner.CLINICIAN, Owner.ADMIN, Owner.NOBODY

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
            ("PA408", _ERROR, _ADMIN, "{count} claims of the case were not held against the exhibits", "report this", "Every claim has to meet its exhibit before a letter may make it. Some did not, which is a fault of the program."),
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
            ("PA707", _ERROR, _BILLING, "the file type of the exhibit is not taken", "use PDF, PNG, JPEG or TIFF", "Only types whose pages can be bound are taken."),
            ("PA708", _ERROR, _BILLING, "the exhibit is damaged: reading it gave a warning", "print it to PDF again", "A damaged file can open with fewer pages than it had. It is not bound until it is whole."),
            ("PA709", _ERROR, _BILLING, "the exhibit is a form whose entries cannot be shown on its pages", "print it to PDF again", "A form keeps its entries apart from its pages. These could not be drawn, so a reviewer would see empty or old fields."),
        ),
        # PA8xx: the bound packet.
        *_kinds(
            ExitCode.INTERNAL_ERROR,
            ("PA801", _ERROR, _ADMIN, "the packet has {found} pages and should have {expected}", "report this", "Every page that goes in must come out."),
        ),
        # PA11xx: the ledger.
        *_kinds(
            ExitCode.INPUT_INVALID,
            ("PA1101", _ERROR, _BILLING, "'{step}' cannot follow '{state}'", "see 'priorauth ledger list' for where the case stands", "A request goes through its steps in order: it is built, sent, decided. A step out of order is usually meant for another case."),
            ("PA1102", _ERROR, _BILLING, "the case '{case}' is not in the ledger", "build its packet first, or check the id", "The ledger begins with the packet that was built."),
            ("PA1103", _ERROR, _BILLING, "the day of '{step}' lies before the case's last step ({day})", "check the date", "Steps are recorded in the order in which they happened."),
        ),
        *_kinds(
            ExitCode.USAGE,
            ("PA1108", _ERROR, _BILLING, "'{field}' is missing or has not the form it needs", "see 'priorauth ledger --help'", "A step is recorded only when it is complete, since later deadlines are counted from it."),
        ),
        *_kinds(
            ExitCode.FILE_ACCESS,
            ("PA1104", _ERROR, _ADMIN, "the ledger cannot be read or written", "check that its database can be reached and its disk has room", "Nothing was recorded. The step can be taken again."),
            ("PA1105", _ERROR, _ADMIN, "the ledger was written by a newer version of priorauth", "update priorauth on this machine", "An older version could misread what a newer one has written, so it leaves the ledger alone."),
        ),
        *_kinds(
            ExitCode.USAGE,
            ("PA1106", _ERROR, _ADMIN, "the ledger's URL is not one of SQLite or PostgreSQL", "write it as sqlite:///FILE or postgresql://USER@HOST/NAME", "Only these two have been tested."),
        ),
        *_kinds(
            ExitCode.MISSING_TOOL,
            ("PA1107", _ERROR, _ADMIN, "PostgreSQL's driver is not installed", "install priorauth[postgres]", "The driver is an extra, since most practices keep the ledger in a file."),
        ),
        # PA1001-PA1029: worklists, before any case is built.
        *_kinds(
            ExitCode.INPUT_INVALID,
            ("PA1001", _ERROR, _ADMIN, "the map names '{field}', which is no field of a case that a cell can fill", "{hint}", "A column map names the case's own fields, such as patient.birth_date, and a few short names, such as planned_date. See 'priorauth schema case'."),
            ("PA1002", _ERROR, _ADMIN, "the map's '{key}' {what}", "correct it in the column map", "The column map says how a sheet is to be read. It is read strictly, since one slip in it would repeat in every row."),
            ("PA1003", _ERROR, _BILLING, "this cannot be read as a worklist: {reason}", "save it as an Excel workbook (.xlsx) or as CSV UTF-8", "Only plain workbooks and CSV files are opened. What runs programs, reaches into other files or hides what it holds is not."),
            ("PA1004", _ERROR, _BILLING, "the sheet has more than {limit}", "keep this week's rows in a sheet of their own", "A worklist is what a practice means to send next. One this large is usually the whole archive, or a sheet filled by mistake."),
            ("PA1005", _ERROR, _BILLING, "{what}", "correct 'sheet' or 'header_row' in the column map", "The map has to lead to one sheet and to the row that holds its headers."),
            ("PA1006", _ERROR, _BILLING, "no column has the header that the map gives for '{field}'", "put the header back, or correct the column map", "A renamed or deleted column is not guessed at. Spaces and capital letters make no difference."),
            ("PA1007", _ERROR, _BILLING, "the header for '{field}' stands over two columns", "rename one of the two", "Which of the two columns is meant is not guessed."),
            ("PA1008", _ERROR, _BILLING, "{reason}", "save the sheet again as CSV UTF-8", "In a CSV file one stray quote or separator can move cells into other columns, or run several patients into one row."),
            ("PA1009", _ERROR, _BILLING, "a cell is filled where no header stands", "clear it, move it under its header, or name its column", "A cell beyond the headers often means that its row has slipped to the side, and then no cell of it is where it seems to be."),
            ("PA1010", _ERROR, _BILLING, "the row is filled but has no case id", "give it a case id, or clear the row", "A case is known by its id from the first to the last step. Without one its packet could not be named or tracked."),
            ("PA1011", _ERROR, _BILLING, "the case id {what}", "use an id of letters, digits, '-' and '_', such as the chart's own number", "The case id stands in file names, footers and the ledger, where no patient may be named."),
            ("PA1012", _ERROR, _BILLING, "the case id stands in another row too ({other})", "keep one of the two rows", "Each case has one packet. Which of the two rows is meant is not guessed. Capital letters make no difference, since they make none in file names on many systems."),
            ("PA1013", _ERROR, _BILLING, "'{field}' is a number where text is needed", "format the column as Text, then type the value again from its source", "Excel drops the leading zeros of a number and may round it. What stood there before cannot be seen any more."),
            ("PA1014", _ERROR, _BILLING, "'{field}' {what}, so digits of it may be lost", "format the column as Text, then type the value again from its source", "Excel keeps 15 digits of a number and shows long ones as 1.23E+11. The rest is gone."),
            ("PA1015", _ERROR, _BILLING, "'{field}' is a formula without a result", "open the workbook in Excel, let it calculate and save it; or paste the value", "The program that wrote the file left the result out, so there is nothing to read here."),
            ("PA1016", _ERROR, _BILLING, "'{field}' shows an error ({error})", "mend the formula, or type the value", "A formula failed in the sheet; the value it should have given is not known."),
            ("PA1017", _ERROR, _BILLING, "'{field}' is TRUE or FALSE where something else is needed", "type the value as text", "Excel turns some entries into TRUE or FALSE by itself."),
            ("PA1018", _ERROR, _BILLING, "'{field}' {what}", "write the day as YYYY-MM-DD", "A date that can be read in two ways is not read at all, unless the column map says how days are written."),
            ("PA1019", _ERROR, _BILLING, "'{field}' is a bare number where a date is needed", "format the cell as a date and check it, or write the day as YYYY-MM-DD", "Excel stores days as numbers, and the number alone does not say from which year it counts."),
            ("PA1020", _ERROR, _BILLING, "'{field}' is a date that {what}", "{hint}", "Excel makes full dates of what was only partly typed, and counts days in two ways. The date may not be the one that was meant."),
            ("PA1021", _ERROR, _BILLING, "'{field}' {what}", "type the plain number", "A number goes into the letter as it stands, so it has to be certain what it is."),
            ("PA1022", _ERROR, _BILLING, "'{field}' holds a placeholder", "fill it in, or leave the cell empty", "An empty cell says that something is not known. A placeholder would end up in the letter."),
            ("PA1023", _ERROR, _BILLING, "'{field}' {what}", "type the value again instead of pasting it", "Characters that cannot be seen make two values that look alike differ, and some of them corrupt a document."),
            ("PA1024", _ERROR, _BILLING, "'{field}' lies in merged cells ({range})", "unmerge them and fill every row", "Merged cells hold one value for several rows. To which of them it belongs is not guessed."),
            ("PA1025", _ERROR, _BILLING, "{what} struck out", "delete what no longer holds, or take the line away", "A line through a cell usually means that it is cancelled, but nothing in the value says so."),
            ("PA1026", _WARNING, _BILLING, "{what} hidden; it is read all the same", "unhide it and look whether it is meant", "Rows and columns are hidden by filters or by hand, and are then forgotten."),
            ("PA1027", _ERROR, _BILLING, "'{field}' is not one of those known here", "{hint}", "Payers, physicians, bodies and other choices are read only as they are known. A near miss is not taken for one of them."),
            ("PA1028", _ERROR, _BILLING, "{what}", "{hint}", "Each row leads to one case file, or to the exhibits of one case. It does not get to name files anywhere on the machine."),
            ("PA1029", _ERROR, _BILLING, "'{field}' differs from the case file", "correct whichever of the two is wrong", "Where a row refers to a case file, its other cells are held against that file. Neither silently wins."),
        ),
        # PA10xx: worklists and batch runs.
        *_kinds(
            ExitCode.FILE_ACCESS,
            ("PA1030", _ERROR, _BILLING, "another batch is at work in this folder", "wait until it has ended, or choose another folder", "Two runs that write into one folder would mix their results."),
            ("PA1032", _ERROR, _BILLING, "the folder's record of earlier results cannot be read (line {line})", "choose another folder, or remove '.run' in this one: every case is then built anew", "The record says which results are whole. Without it nothing in the folder can be trusted, and nothing in it was changed."),
        ),
        *_kinds(
            ExitCode.INTERNAL_ERROR,
            ("PA1031", _ERROR, _ADMIN, "the work on this case ended its process, twice", "build the case alone with 'priorauth build' and look at its exhibits", "A process that ends without a word usually ran out of memory. The other cases were not touched."),
        ),
        *_kinds(
            ExitCode.MISSING_TOOL,
            ("PA1034", _ERROR, _ADMIN, "Dask is not installed", "install priorauth[cluster], or use another engine", "The cluster engine is an extra, since most practices run their batches on one machine."),
        ),
        *_kinds(
            ExitCode.UNSAFE_CONFIGURATION,
            ("PA1035", _ERROR, _ADMIN, "the scheduler is on another machine and not reached over TLS with certificates", "use a tls:// address and give --tls-ca, --tls-cert and --tls-key", "Packets hold patients' records. They cross a network only encrypted, between machines that know one another."),
            ("PA1036", _ERROR, _ADMIN, "{count} versions of priorauth or Python on the cluster differ from this one", "install the same versions on every worker", "Another version could make another packet from the same case."),
        ),
        *_kinds(
            ExitCode.BATCH_HAD_FAILURES,
            ("PA1033", _ERROR, _BILLING, "two rows name the case '{case}'", "keep one of them", "Each case has one packet. Which of the two rows is meant is not guessed."),
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
