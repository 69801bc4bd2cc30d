"""Where in a document a section opens and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from priorauth.reading.lines import Line, Shape
from priorauth.reading.model import About
from priorauth.reading.sections import BODY, Section, section_of, undated
from priorauth.reading.wrapped_lines import CARRIES_ON

_NEAR = 40
_TITLE_LINES = 9
_SHORT_SECTION = 300
_SAYS_NONE = re.compile(r"(?:none|no|not|n/?a)\b[^.;\n]{0,40}\.?", re.IGNORECASE)
_BEGINS_WITH_LEVEL = re.compile(r"\s*(?:at\s+)?L\s?[1-6]\b", re.IGNORECASE)
_OF_SPINE = re.compile(
    r"(?!.*\b(?:T[12]|STIR|FLAIR|sag\w*|ax\w*|cor\w*|imag\w+|series|sequences?|planes?|obtained|acquired|performed|evaluat\w+"
    r"|assess\w*|contrast|for)\b)\s*(?-i:(?=[A-Z])).*\b(?:modic|endplates?|dis[ck]s?|vertebra\w*|marrow|lordosis|alignment)\b",
    re.IGNORECASE,
)
_BEGINS_NOW = re.compile(r"\s*(?:there\s+(?:is|are)|currently|today|on\s+today's)\b", re.IGNORECASE)


@dataclass(slots=True)
class SectionPlace:
    """Where in a document reading has come to."""

    section: Section = BODY
    heading: tuple[int, int] | None = None
    paragraph: int = 0
    line: int = 0
    under_title: bool = False

    def open(self, section: Section, heading: tuple[int, int] | None) -> None:
        """Open a section under a heading."""
        self.section, self.heading, self.under_title = section, heading, self.line <= _TITLE_LINES


def turn(text: str, place: SectionPlace, line: Line) -> None:
    """Open or end a section where a line says so."""
    if line.shape is Shape.HEADING and line.label is not None:
        place.open(section_of(text[slice(*line.label)]) or BODY, line.label)
    elif line.shape is Shape.LABEL and line.label is not None:
        known = section_of(text[slice(*line.label)])
        if known is not None and not _is_answer(text, line):
            place.open(known, line.label)
        elif _may_end(place):
            if not _is_denied_of_others(text, place, line):
                place.open(BODY, None)
        elif text[line.value : line.end].strip() == "":
            place.open(place.section, line.label)
    elif _may_end(place) and (line.shape is Shape.LEVEL or _is_over(text, place, line)):
        place.open(BODY, None)


def _is_denied_of_others(text: str, place: SectionPlace, line: Line) -> bool:
    """Whether a label with a denial stands in a list under ``FAMILY HISTORY``: it denies nothing of the patient.

    A label with anything else ends the section: what it says may be the patient's, and speak against a request.
    """
    is_list = place.section.about is About.OTHER_PERSON and not _is_inline(text, place)
    return is_list and _DENIES.match(text, line.value, line.end) is not None


_DENIES = re.compile(r"[\s*:]*(?:no|none|nil|neg(?:ative)?|never|den\w+|absent|n)\b", re.IGNORECASE)


def _is_answer(text: str, line: Line) -> bool:
    """Whether the label "A" stands before the answer to a question: ``Q: Modic?`` is the line before."""
    label = text[slice(*line.label)] if line.label is not None else ""
    return label in ("A", "Answer") and text[max(0, line.start - _NEAR) : line.start].rstrip().endswith("?")


def end_at_blank_line(text: str, place: SectionPlace) -> None:
    """End a section at an empty line whose words stand beside its label."""
    if _may_end(place) and _is_inline(text, place):
        place.open(BODY, None)


def _may_end(place: SectionPlace) -> bool:
    """Whether the open section has a default and no labels of its own, so that another label ends it."""
    has_default = place.section.standing is not None or place.section.about is not About.PATIENT
    return place.section.ends_at_label and has_default


def _is_over(text: str, place: SectionPlace, line: Line) -> bool:
    """Whether an open section ended on its own line: it said "none", or a sentence ended and a level begins.

    Behind a comparison words of now end it too. A technique asserts nothing, so that a line with a full stop at its
    end ends it, and so does one that speaks of the spine and of no images.
    """
    if place.heading is None or line.label == place.heading or line.start - place.heading[1] > _SHORT_SECTION:
        return False
    before = text[place.heading[1] : line.start].strip(" :\t*\n")
    if _SAYS_NONE.fullmatch(before):
        return True
    if place.section.name == "technique":
        is_finding = _OF_SPINE.match(text, line.start, line.end) is not None and not CARRIES_ON.search(before)
        return before.endswith(".") or is_finding
    is_now = place.section.name == "comparison" and _BEGINS_NOW.match(text, line.start) is not None
    return before.endswith(".") and (is_now or _BEGINS_WITH_LEVEL.match(text, line.start) is not None)


def _is_inline(text: str, place: SectionPlace) -> bool:
    """Whether the open section's heading has its words on its own line, as ``History: back pain`` has."""
    if place.heading is None:
        return False
    end = text.find("\n", place.heading[1])
    label = text[slice(*place.heading)]
    if undated(label) != label:
        return True  # "Comparison. May 11, 2023" is a label with its words
    return bool(text[place.heading[1] : end if end >= 0 else len(text)].strip(" :\t*"))
