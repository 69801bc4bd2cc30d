"""The head of a page: its first lines without what machines stamp on them, in cells, and whose paper it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from priorauth.domain.written_dates import dates_in
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.tokens import Form, Token, tokens_of
from priorauth.reading.word_tables import rows
from priorauth.screening.text_spans import TextLine

HEAD_LINES = 9
TABLE = Path(__file__).parent / "letterheads.tsv"
COLUMNS = ("setting", "words", "example")
_PAPER_LINES = 4
_MOST_NAME_WORDS = 7

_STAMP = re.compile(
    r"\b(?:rightfax|fax\s*(?:server|com|id))\b|^\W*(?:fax|rcvd|received|sent)\W{1,4}\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\W{1,4}\d{1,2}:\d{2}|\bP\.?\s?0?\d{1,3}\s?/\s?\d{2,3}\b"
    r"|\bfrom\s*[-:].{0,60}\+?\d{3}[ .-]?\d{4}"
    r"|^\W*(?:fax\W+)?\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\W{1,4}\d{1,2}:\d{2}.{0,90}\b(?:page|pg\.?|p\.?)\s*\d{1,3}\s*(?:of|/)\s*\d{1,3}\W*$"
    r"|^\W*[A-Z]{0,4}\d{5,}\W*$|^\W*(?:page|pg\.?)\W*\d+(?:\s*(?:of|/)\s*\d+)?\W*$"
    r"|^\W*\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\W*$|\bprinted\s+(?:by|on|from)\b",
    re.IGNORECASE,
)
_BATES = re.compile(r"\s{2,}[A-Z]{1,4}\d{5,}\s*$")
_ASIDE = re.compile(r"\([^)]*\)")
_TIME = re.compile(r"(?<![\d:])@?\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m?\b\.?)?", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:we\s+(?:offer|provide|perform)|(?:suite|ste)\b\.?\s*\#?\s*\w?\d+|floor|desk|accredited|board\s+certified|board\s+eligible)\b"
    r"|\bservices\s*:|^\W*\d+\s.{0,40}\b(?:street|st|avenue|ave|blvd|road|rd|drive|dr|lane|way|highway|hwy|parkway)\b"
    r"|\brt\s*\(|,\s*[A-Z]{2}\s+\d{5}\b|\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\s*$",
    re.IGNORECASE,
)
_MODALITY = re.compile(
    r"\b(?:MRI?|CT|X-?rays?|ultrasound|DE?XA|mammo\w*|PET|fluoroscopy|nuclear|EMG|physical\s+therapy)\b",
    re.IGNORECASE,
)
_MOST_MODALITIES = 2
_COLUMNS = 4
"""Cells from which a line is the heads of a table's columns and makes no title as a whole."""

_PHONE = re.compile(
    r"\(?\b\d{3}\)?[ .-]\s?\d{3}[ .-]\d{4}|\b555[ .-]\d{4}\b"
    r"|\b(?:phone|tel|telephone|ph|fax)\b\W*(?:no\W*)?\(?\d{3}\b",
    re.IGNORECASE,
)
_SMALL = frozenset({"of", "the", "and", "at", "for", "in", "on", "llc", "pt"})
_BEHIND_PT = frozenset({"&", "and", "of", "sports", "center", "clinic", "associates", "services", "group"})
_FIRM = re.compile(r",?\s*\b(?:P?LLC|LLP|Inc|P\.?C|P\.?A|Ltd|Corp)\b\.?", re.IGNORECASE)
CELL_GAP = re.compile(r"\s{2,}|\s*\t\s*|\s*\|\s*|\s+[-\u2013\u2014>\u00bb]{1,2}\s+")
_EDGE = " ,-\u2013\u2014>|"
_STOP = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bLt)(?<!\bSgt)(?<!\bCapt)(?<!\bCol)(?<!\bPt)(?<!\bSt)"
    r"(?<=[a-z)\d]{2})\. (?=[A-Z])|(?<=[A-Z]{3})\. (?=[A-Z])|(?<=[ ]{2})\. (?=[A-Z])"
)
"""Where a cell's first sentence ends, and not behind a title or a rank; a day at its end is left blank."""

_STATUS = re.compile(
    r"(?:\W|\b(?:final|preliminary|signed|verified|amended|corrected|electronically|report|result|status|read)\b)*",
    re.IGNORECASE,
)
"""What may stand behind a title's day and is no sentence: ``LUMBAR MRI, July 29, 2026. Signed.``"""

_MISREAD = re.compile(r"(?<=[A-Z])l(?=[A-Z]|\b)")
_LABEL = re.compile(r"\s*(?P<label>[A-Za-z0-9][A-Za-z0-9 /.&'()#-]{0,45}?)\s*:(?:\s|$)")
_NO_NAME = re.compile(
    r"[,;:]|\b(?:low\s+back|back\s+pain|neck\s+pain|leg\s+pain|pain\s+(?:score|level|scale|diary|log|intensity)|chronic|lower|mri?|ct|dob|mrn|patient|name|page|for|and\s+treat|visits?|sessions?|note|m\.?d|d\.?o|dr|dx)\b"
    r"|\b(?:suite|ste|street|avenue|blvd|floor|desk|we\s+offer)\b|\bservices\s*:|\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a head line that is set apart: ``text`` has its days, times and asides left blank.

    ``label`` is what stands before a colon in it; ``value`` is where the text behind the colon begins.
    """

    text: str
    label: str | None
    value: int
    row: int
    is_cut: bool = False
    """Whether a sentence goes on behind it."""


def head_of(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the first lines of a page that no fax machine, printer or numbering stamp has set there.

    A line drawn across the page is none of them.
    """
    found: list[TextLine] = []
    for line in lines:
        if len(found) == HEAD_LINES:
            break
        if not is_stamp(line.text) and any(map(str.isalnum, line.text)):
            found.append(TextLine(_BATES.sub("", line.text), line.start))
    return found


def is_stamp(text: str) -> bool:
    """Whether a line is set by a machine that sent, printed or counted the page."""
    return _STAMP.search(text) is not None


def cells_of(line: TextLine, row: int) -> Iterator[Cell]:
    """Return the cells of a head line's first sentence, the whole of it first where it has several."""
    whole = _MISREAD.sub("I", without_days(line.text))
    plain = _STOP.split(whole, maxsplit=1)[0]
    is_cut = len(plain) < len(whole) and _STATUS.fullmatch(whole, len(plain)) is None
    if not line.text.rstrip().endswith(","):
        plain = plain.rstrip(" ,")
    parts = [part.strip(_EDGE) for part in CELL_GAP.split(plain) if part.strip(_EDGE)]
    parts = [part for part, after in zip(parts, [*parts[1:], ""], strict=False) if not _is_phone(part, after)]
    if _PHONE.search(plain):
        plain = ""
    for part in ([plain] if 1 < len(parts) < _COLUMNS and plain else []) + parts:
        label = _LABEL.match(part)
        yield Cell(part, label["label"] if label else None, label.end() if label else 0, row, is_cut)


def _is_phone(cell: str, after: str) -> bool:
    """Whether a cell is a phone number, or what one in the next cell is for."""
    return _PHONE.search(cell) is not None or _PHONE.match(after) is not None


def is_noise(text: str) -> bool:
    """Whether a line is an address, a list of services or a credential: it tells no kind."""
    return (
        _NOISE.search(text) is not None
        or len({m.casefold()[:2] for m in _MODALITY.findall(text)}) > _MOST_MODALITIES
    )


def without_days(text: str) -> str:
    """Return a line with its days, times and what stands in parentheses left blank."""
    spans = [match.span() for match in _ASIDE.finditer(text)] + [(day.start, day.end) for day in dates_in(text)]
    spans += [match.span() for match in _TIME.finditer(text)]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@cache
def _phrases() -> Phrases[str]:
    return Phrases([(row["words"], row["setting"]) for row in rows(TABLE, COLUMNS)])


def settings_of(head: Sequence[TextLine]) -> frozenset[str]:
    """Return whose paper a page is on: ``therapy``, ``clinic``, ``imaging`` and so on, by the names at its top.

    A name is a cell of one of the first lines. Addresses, services, credentials and labels of values are no names.
    """
    found: set[str] = set()
    for row, line in enumerate(head[:_PAPER_LINES]):
        if is_noise(without_days(line.text)):
            continue
        for cell in cells_of(line, row):
            found |= letterhead(cell.label if cell.label is not None else cell.text, row)
    return frozenset(found)


def letterhead(name: str, row: int = 0) -> set[str]:
    """Return what kinds of practice a name is of; none for what is no name."""
    name = _FIRM.sub("", name).strip()
    tokens = tokens_of(name)
    if any(name[t.start].islower() and t.text not in _SMALL for t in tokens):
        return set()
    words = [token for token in tokens if token.form is Form.WORD]
    if not 0 < len(words) <= _MOST_NAME_WORDS or _NO_NAME.search(name) or not name.strip()[:1].isupper():
        return set()
    hits = _phrases().find(tokens)
    found = {setting for hit in hits for setting in hit.payloads}
    if {tokens[hit.first].text for hit in hits} == {"pt"} and not _is_practice(tokens, name, row):
        return set()
    return found


def _is_practice(tokens: Sequence[Token], name: str, row: int) -> bool:
    """Whether "PT" is part of a practice's name: on the first line, behind a word of it, and behind no initial."""
    place = next((index for index, token in enumerate(tokens) if token.text == "pt"), 0)
    ends = place == len(tokens) - 1 or tokens[place + 1].text in _BEHIND_PT
    return row == 0 and place > 0 and ends and "." not in name
