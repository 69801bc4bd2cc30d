"""What care was for. Care of another joint or illness, or of what nobody knows, is none of the back's."""

from __future__ import annotations

from dataclasses import replace

from priorauth.case.care import Modality
from priorauth.readers.treatment.care_courses import NamedCare
from priorauth.readers.treatment.care_parts import CarePart
from priorauth.readers.treatment.care_statement import CareStatement
from priorauth.readers.treatment.clinic_names import OTHER_THERAPY
from priorauth.reading.assertion import Assertion
from priorauth.reading.model import About, Standing
from priorauth.reading.vocabulary import Category

_IT = frozenset({"it", "them", "this"})
_STOPS = frozenset({";", ".", "|", "but", "once", "until", "when", "because"})
JOINTS = frozenset(
    {
        "shoulder", "shoulders", "knee", "knees", "hip", "hips", "neck", "elbow", "wrist", "ankle", "hand", "hands",
        "foot", "jaw", "migraine", "migraines", "headache", "headaches", "cervical",
    }
)  # fmt: skip
_THERAPIES = frozenset({Modality.PHYSICAL_THERAPY, Modality.CHIROPRACTIC, Modality.HOME_EXERCISE})
_NEAR = 3
_TIES = frozenset({"of", "from", "for", "in"})
"""What ties a result to what it is a result of: "no relief of gout"."""

_PURPOSES = frozenset(
    {
        "pain", "lbp", "clbp", "back", "low", "lower", "lumbar", "lumbosacral", "axial", "vertebrogenic",
        "spine", "spinal", "sx", "symptoms", "symptom", "relief", "it", "them", "this", "core", "strengthening",
        "stabilization", "flare", "flares", "control", "conditioning", "exacerbations", "weeks", "months",
        "years", "days", "wks", "mos", "only", "strain", "sprain", "radiculopathy", "sciatica", "stenosis",
        "ddd", "backache", "lack", "total",
    }
)  # fmt: skip
"""What care of the back is for, and how long it lasts."""

_OF_BACK = frozenset(
    {
        "strain", "sprain", "radiculopathy", "stenosis", "sciatica", "arthritis", "infection", "fracture",
        "surgery", "procedure", "fibromyalgia",
    }
)  # fmt: skip
BACK = frozenset({"back", "lumbar", "lbp", "spine", "axial", "lumbosacral"})
"""Words of the region that the request is about."""


def of_part(said: CareStatement, care: NamedCare, found: Assertion) -> Assertion:
    """Return care said to be for another joint alone as care of that: "naproxen helped her shoulder"."""
    tokens = said.statement.tokens
    end = next((i for i in range(care.mention.last + 1, len(tokens)) if tokens[i].text in _STOPS), len(tokens))
    texts = {token.text for token in tokens[care.mention.first : end]}
    elsewhere = texts & JOINTS or _is_for_another_illness(said, care.mention.last + 1, end)
    elsewhere = elsewhere or _is_other_therapy(said, care)
    elsewhere = elsewhere or any(
        _names_illness(said, value.last + 2) for value in care.values
        if value.part is CarePart.RESPONSE and value.last + 1 < end and tokens[value.last + 1].text in _TIES
    )  # fmt: skip
    if found.about is About.PATIENT and elsewhere and not texts & BACK:
        return replace(found, about=About.OTHER_PART)
    if found.standing is Standing.STATED and _is_for_something_else(said, care.mention.last + 1, end):
        return replace(found, standing=Standing.NOT_UNDERSTOOD)
    return found


def _is_other_therapy(said: CareStatement, care: NamedCare) -> bool:
    """Whether a therapy has the name of another beside its own, set apart or not."""
    tokens, mention = said.statement.tokens, care.mention
    before, behind = ([token.text for token in part] for part in (
        tokens[max(0, mention.first - 1) : mention.first], tokens[mention.last + 1 : mention.last + 4]
    ))  # fmt: skip
    is_closed = behind[:1] == ["("] and behind[2:] == [
        ")"
    ]  # not "PT (balance and core)", which tells what was done
    near = {*before, *(behind[1:2] if is_closed or behind[:1] == ["-"] else behind[:1])}
    return care.modality in _THERAPIES and not near.isdisjoint(OTHER_THERAPY)


def _is_for_something_else(said: CareStatement, first: int, end: int) -> bool:
    """Whether care is said to be for what is neither the back nor a length of time: "for pelvic floor"."""
    told = {
        i for value in said.values if value.part is not CarePart.FILLER for i in range(value.first, value.last + 1)
    }
    tokens = said.statement.tokens
    ends = {value.last + 1 for value in said.values if value.part is CarePart.STATUS}  # "stopped for stomach upset"
    ends |= {place + 1 for place in ends if place < end and tokens[place].text in _IT}
    for index in range(first, end):
        near = tokens[index + 1 : min(index + 1 + _NEAR, end)]
        if tokens[index].text != "for" or index in told or index in ends or not near:
            continue
        if not any(token.text in _PURPOSES or token.text[0].isdigit() for token in near):
            return True
    return False


def _is_for_another_illness(said: CareStatement, first: int, end: int) -> bool:
    """Whether care is for an illness that is none of the back: "prednisone for asthma"."""
    tokens = said.statement.tokens[first:end]
    behind = next((i + 1 for i, token in enumerate(tokens) if token.text == "for"), len(tokens))
    return _names_illness(said, first + behind)


def _names_illness(said: CareStatement, first: int) -> bool:
    """Whether an illness that is none of the back stands at a token or right behind it."""
    known = said.frame.vocabulary
    return any(
        Category.SUBJECT in known.categories(token) and token.text not in _OF_BACK
        for token in said.statement.tokens[first : first + _NEAR]
    )
