"""What a finding says of its fact: a typed value, or that it says none."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from priorauth.case.care import CareStatus, Modality, Response, Supervisor
from priorauth.case.pain import Instrument, PainPattern, ScoreUnit
from priorauth.case.work_up import Generator
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import DiscLevel, Endplate, ModicType, VertebralBody
from priorauth.parsing.model import Record

Place = DiscLevel | VertebralBody
"""Where a record puts a finding, in its own terms: a disc level or a body, never one turned into the other."""


class Laterality(StrEnum):
    """Which side of the body a finding is on."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    NOT_SAID = "not_said"


class When(Record):
    """The time a finding is about. All empty: the document's own day."""

    kind: Literal["when"] = "when"
    on: PartialDate | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    is_floor: bool = False
    """Whether ``since`` is the latest day it can have begun: "for more than six months"."""


class Presence(Record):
    """That a thing is there, or is denied; the standing tells which."""

    kind: Literal["presence"] = "presence"
    place: Place | None = None
    laterality: Laterality = Laterality.NOT_SAID
    detail: str = ""
    """The word it was named by, in lower case: ``pacemaker``, ``warfarin``, ``extrusion``."""


class Types(Record):
    """Modic types at a place. No types: the record tells of an endplate change and names none."""

    kind: Literal["types"] = "types"
    place: Place | None = None
    endplates: tuple[Endplate, ...] = ()
    """The endplates it names; none that it does not name."""
    types: tuple[ModicType, ...] = ()


class Levels(Record):
    """Disc levels or bodies, as the pain is said to match."""

    kind: Literal["levels"] = "levels"
    places: tuple[Place, ...]


class Names(Record):
    """A list of words as printed: sequences, what makes pain worse."""

    kind: Literal["names"] = "names"
    names: tuple[str, ...]


class Pattern(Record):
    """Where the pain is."""

    kind: Literal["pattern"] = "pattern"
    pattern: PainPattern


class Count(Record):
    """A number of sessions or visits; ``of`` for "8 of 12"."""

    kind: Literal["count"] = "count"
    number: Annotated[int, Field(ge=0)]
    of: int | None = None


class Percent(Record):
    """A relief in percent; a range counts as its higher end, and both ends are kept."""

    kind: Literal["percent"] = "percent"
    percent: Annotated[Decimal, Field(ge=0, le=100)]
    low: Decimal | None = None
    generator: Generator | None = None
    """Which source of pain the block was for."""
    places: tuple[Place, ...] = ()


class ScoreValue(Record):
    """A reading of an instrument, with its unit."""

    kind: Literal["score"] = "score"
    instrument: Instrument
    number: Decimal
    unit: ScoreUnit
    low: Decimal | None = None
    """The lower end, when the record gives a range."""


class Course(Record):
    """What a record says of one course of care. Each part is a finding of its own with the same ``block``."""

    kind: Literal["course"] = "course"
    modality: Modality
    detail: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    sessions: int | None = None
    status: CareStatus | None = None
    response: Response | None = None
    supervisor: Supervisor | None = None
    reason: str = ""


class Test(Record):
    """A named test of the work-up with its result."""

    kind: Literal["test"] = "test"
    generator: Generator
    name: str
    result: Literal["positive", "negative", "equivocal", "not_done", "not_said"]
    laterality: Laterality = Laterality.NOT_SAID


class Text(Record):
    """Words or a number as printed: a name, an id, a reason."""

    kind: Literal["text"] = "text"
    text: str


FactValue = Annotated[
    Presence | Types | Levels | Names | Pattern | Count | Percent | ScoreValue | Course | Test | Text | When,
    Field(discriminator="kind"),
]
"""What a finding says. ``kind`` tells the forms apart in a file."""
