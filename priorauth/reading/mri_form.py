"""MRI reports without a sure title: known by their pulse sequences, or by the study they name and what it shows."""

from __future__ import annotations

import re

_SEQUENCE = re.compile(r"\bT1\b.{0,400}\b(?:T2|STIR)\b|\bT2\b.{0,400}\b(?:T1|STIR)\b", re.DOTALL)
_IMAGING = re.compile(r"\b(?:signal|endplates?|dis[ck]s?|foramin\w+|conus|canal)\b", re.IGNORECASE)
_EXAM_LINE = re.compile(
    r"\b(?:mri?|m\.r\.(?:i\.)?|mrt|nmr|magnetic\s+resonance(?:\s+imaging)?)[ ,:-]*"
    r"(?:(?:scan|study|exam(?:ination)?|of|the|spine)[ ,:-]*){0,4}"
    r"(?:lumbar|lumbosacral|l[ /-]?s?[ -]?spine|lws|lumbal)\b"
    r"|\b(?:lumbar|lumbosacral|l[ /-]?s?[ -]?spine)(?:\s+spine)?\s+mri?\b",
    re.IGNORECASE,
)
"""The study a report names at its beginning, however it is put: ``MR lumbar. Comparison``, ``lumbar mri no iv``."""

_SEEN = {
    "marrow": r"marrow|signal|intens\w+|oedema|edema",
    "plate": r"end\W?plates?|modic|cover\s+plates?|osteochondrosis",
    "disc": r"dis[ck]s?|annul\w+|bulg\w+|protru\w+|desicc\w+",
    "canal": r"canal|conus|stenosis|thecal|foramin\w+|cauda",
    "root": r"roots?|nerves?|neural",
    "facet": r"facets?|flav\w+",
    "bone": r"alignment|lordosis|posture|vertebra\w*|fracture|h[ae]*mangioma|listhesis|\w+listhesis|scoliosis",
}
_SEEN_IN = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _SEEN.items()}
_CARE = re.compile(
    r"\b(?:therapy|pt|chiro\w*|ablat\w+|bvna?|inject\w+|blocks?|mbb|nsaids?|mg|plan|rtc|follow\W?up|return|exercises?|hep|denies|complain\w*|today|called|appeal\w*|authoriz\w+"
    r"|your?|dear|template|guide|policy|criteria|claim|member|bmi|bp|gait|slr|tender\w*|oswestry|odi|nrs|vas)\b",
    re.IGNORECASE,
)
_REPORTS_SO = re.compile(
    r"\b(?:findings?|impression|imp|techniques?|comparison|compare|no\s+priors?|contrast|nc|opinion|concl(?:usion)?|judge?ment|reported\s+by|dictat\w+)\b",
    re.IGNORECASE,
)
_LEAST_SEEN = 2
_EXAM_LINES = 6


def is_mri(text: str, parts: set[str]) -> bool:
    """Whether a text is the report of an MRI. ``parts`` are those of a note that it prints."""
    return _names_sequences(text, parts) or _is_read(text, parts)


def _names_sequences(text: str, parts: set[str]) -> bool:
    """Whether a text names pulse sequences and what they show, and is no visit's note."""
    return bool(_SEQUENCE.search(text)) and len(_IMAGING.findall(text)) > 1 and len(parts - {"a", "pe"}) < 2


def _is_read(text: str, parts: set[str]) -> bool:
    """Whether a text begins with the name of an MRI and tells what it shows and nothing else.

    A word of treatment, of an examination by hand, of asking or teaching makes it somebody else's words about one.
    """
    if parts - {"a", "cc", "hpi"} or _CARE.search(text) or not _REPORTS_SO.search(text):
        return False
    head = "\n".join([line for line in text.splitlines() if line.strip()][:_EXAM_LINES])
    return (
        bool(_EXAM_LINE.search(head)) and sum(bool(seen.search(text)) for seen in _SEEN_IN.values()) >= _LEAST_SEEN
    )
