"""What reading a chart gives: documents, passages, findings with a standing, and what nobody understood."""

from __future__ import annotations

from enum import StrEnum

from pydantic import ConfigDict

from priorauth.case.sources import ExhibitId
from priorauth.domain.dates import PartialDate
from priorauth.exhibits.pages import Rect
from priorauth.parsing.model import Record
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import FactValue, When


class DocumentKind(StrEnum):
    """What a document of a chart is, told from its title and exam lines."""

    MRI_REPORT = "mri_report"
    CT_REPORT = "ct_report"
    XRAY_REPORT = "xray_report"
    DXA = "dxa"
    OTHER_REPORT = "other_report"
    """Another study: ultrasound, a bone scan, nerve conduction."""
    OFFICE_NOTE = "office_note"
    THERAPY_EVALUATION = "therapy_evaluation"
    THERAPY_NOTE = "therapy_note"
    THERAPY_DISCHARGE = "therapy_discharge"
    THERAPY_ORDER = "therapy_order"
    PROCEDURE_NOTE = "procedure_note"
    INSTRUMENT = "instrument"
    MEDICATION_LIST = "medication_list"
    LETTER = "letter"
    BEHAVIORAL_NOTE = "behavioral_note"
    CHIROPRACTIC_NOTE = "chiropractic_note"
    LABORATORY = "laboratory"
    TELEPHONE = "telephone"
    CONSENT = "consent"
    FACE_SHEET = "face_sheet"
    FAX_COVER = "fax_cover"
    GUIDE = "guide"
    """Instructions, education, a reporting guide: it states nothing of anybody."""
    UNKNOWN = "unknown"


class Signed(StrEnum):
    """Whether a document says that it is final."""

    SIGNED = "signed"
    PRELIMINARY = "preliminary"
    UNSIGNED = "unsigned"
    NOT_STATED = "not_stated"


class PatientMatch(StrEnum):
    """Whose document it is, by the names and birth dates printed on it."""

    SAME = "same"
    OTHER = "other"
    NOT_NAMED = "not_named"


class Standing(StrEnum):
    """How a mention stands in its document. Only a stated one can help a request."""

    STATED = "stated"
    HEDGED = "hedged"
    DENIED = "denied"
    CONDITIONAL = "conditional"
    HISTORIC = "historic"
    PLANNED = "planned"
    REFUSED = "refused"
    NOT_EXAMINED = "not_examined"
    RETRACTED = "retracted"
    UNFILLED = "unfilled"
    GENERIC = "generic"
    ASKED = "asked"
    NOT_UNDERSTOOD = "not_understood"


class About(StrEnum):
    """Whom or what a mention is about."""

    PATIENT = "patient"
    OTHER_PERSON = "other_person"
    OTHER_PART = "other_part"
    """The patient, and another part of the body or another complaint."""


class Side(StrEnum):
    """Whether a finding, as it stands, helps the request or speaks against it."""

    HELPS = "helps"
    HARMS = "harms"
    NEUTRAL = "neutral"


class _Printed(Record):
    """A record that keeps white space: its text is told by place."""

    model_config = ConfigDict(str_strip_whitespace=False)


class Passage(_Printed):
    """Words of one page: ``page.text[start:end]``, which ``quote`` repeats, and where they are printed."""

    exhibit: ExhibitId
    document: str
    page: int
    """The exhibit's page, counted from 1."""
    start: int
    end: int
    quote: str
    boxes: tuple[Rect, ...] = ()
    """Left, bottom, right, top in points, one for each printed line; none for a page whose words have no places."""
    continued: Passage | None = None
    """What follows on the next page, when the words run over."""


class ChartDocument(Record):
    """One document of a chart. An exhibit may hold many, and a document may run over several pages."""

    id: str
    """``A-3``: the exhibit and the document's place in it."""
    exhibit: ExhibitId
    pages: tuple[int, ...]
    kind: DocumentKind
    kind_from: Passage | None = None
    """The title that decided the kind."""
    kind_words: tuple[str, ...] = ()
    """Without a title: the words of the body that are evidence of the kind, the weightiest first."""
    author: Passage | None = None
    signed: Signed = Signed.NOT_STATED
    patient: PatientMatch = PatientMatch.NOT_NAMED
    day: PartialDate | None = None
    """The day of the study, visit or procedure; not that of a signature, a print or a fax."""
    day_from: Passage | None = None
    own_count: tuple[int, int] | None = None
    """First and highest of the document's own "page n of m"; a container's count is none."""
    copy_of: str | None = None
    """An earlier document with the same words."""
    is_readable: bool = True
    """Whether every page of it has text."""

    @property
    def states_nothing(self) -> bool:
        """Whether no word of it may count as said of the patient."""
        return self.kind is DocumentKind.GUIDE or self.patient is PatientMatch.OTHER


CONTRADICTED = "contradicted"
"""What is left over of a finding that another statement of its own document denies."""


class Finding(Record):
    """One mention of a fact, read: what it says, how it stands, and the words that make it so."""

    fact: Fact
    value: FactValue
    standing: Standing
    about: About = About.PATIENT
    when: When = When()
    where: Passage
    reason: tuple[str, ...] = ()
    """The cue words that gave standing and person, as printed."""
    leftover: tuple[str, ...] = ()
    """Words of its clause that nobody understood."""
    first_hand: bool
    """Whether this kind of document may state the fact."""
    side: Side
    block: str | None = None
    """What findings of one course, line or table row have in common."""


class Unsettles(StrEnum):
    """What words that nobody understood leave open, although others bear it out."""

    FACT = "fact"
    """Every claim of their fact."""
    DOCUMENT = "document"
    """Every claim that rests on their document."""
    CHART = "chart"
    """Every claim that rests on any other document: they speak of a record and not of which."""


class Leftover(Record):
    """A trigger that became no finding: nobody understood what is said of it, and a person has to see it."""

    trigger: str
    """The word, as printed."""
    subject: str
    """The reader whose word it is."""
    fact: Fact | None = None
    where: Passage
    why: str
    """In a few words that hold no patient's value: ``too long``, ``no value``, ``repeated``, ``struck out``."""
    unsettles: Unsettles | None = None
    """What they leave open; none for words beside which a claim is borne out all the same."""


class DocumentReading(Record):
    """A document and all that was read in it."""

    document: ChartDocument
    findings: tuple[Finding, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


class ChartReading(Record):
    """All documents of a chart, read; ``tables`` is the version of the word tables that read them."""

    documents: tuple[DocumentReading, ...]
    tables: str
