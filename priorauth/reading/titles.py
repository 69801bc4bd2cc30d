"""What kind of document a page begins: told from the cells of its head and from the text behind "Exam:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from priorauth.reading.composed_titles import composed_kind, fillers, is_small
from priorauth.reading.heads import (
    CELL_GAP,
    Cell,
    cells_of,
    head_of,
    is_noise,
    letterhead,
    settings_of,
    without_days,
)
from priorauth.reading.model import DocumentKind
from priorauth.reading.phrase_matching import Hit, Phrases
from priorauth.reading.tokens import Form, Token, tokens_of
from priorauth.reading.word_tables import rows, wrong_row
from priorauth.screening.text_spans import TextLine

TABLE = Path(__file__).parent / "kinds.tsv"
COLUMNS = ("kind", "setting", "weight", "words", "example")
ANY = "-"
_MOST_WORDS = 12
_MOST_CHARACTERS = 80
_LEAST_SENTENCE = 3
_MOST_BEFORE = 5
_MOST_BEHIND = 3
_FURTHER_DOWN = 0.6
"""How much less each line further down weighs."""

STRONG = 4
"""The weight from which words are a title wherever they stand alone on a line."""

SURE = 3
"""The weight below which a document's body has to bear its title out."""

_TITLE_LABEL = re.compile(
    r"(?:exam(?:ination)?|study|note|procedure|procedures?\s+performed|(?:local|standard|note|document|report)\s+title|title\s+of\s+procedure|title|report|type|visit"
    r"|(?:exam|examination|study|document|note|visit|encounter|report|appointment|record|form)\s+(?:type|name|description|performed|requested)"
    r"|type\s+of\s+(?:exam|visit|note|study|document|encounter|report)|description|procedure\s+(?:name|description)|test|order|imaging\s+study)",
    re.IGNORECASE,
)
_HAS_TITLE_LABEL = re.compile(r"\s*(?:local|standard|note|document|report)\s+title\s*:", re.IGNORECASE)
"""What calls a line a title outright: several of them are names of one document."""

_NO_TITLE = re.compile(
    r"\b(?:department\s+of|technologist|ordering|referring|referred|no\.\s*\d|attending|comparison|compared|prior\s+(?!auth)|previous"
    r"|reason|indication|history\s+of\s+(?!present)|not\s+done|reviewed|showed|shows|shown|scheduled|is|are|will|you|we|pending|per|was|were|has|had|he|she"
    r"|denies|states|asked\s+for|requested\s+by|sent\s+by|copy\s+of(?!\s+(?:\w+\s+)?card)|cc|thank\s+you|attached|enclosed|including|no|not)\b",
    re.IGNORECASE,
)
_OTHERS_LABEL = re.compile(
    r"\s*(?:comparisons?|compared|priors?|previous|technologist|referr\w+|ordering|ordered|indications?|reason|history|clinical"
    r"|services|attending|requested|copies|cc|contents|encl\w*|attach\w*|includ\w+)\b[^:]{0,30}:",
    re.IGNORECASE,
)
"""Labels behind which other studies, persons and services are named."""

_SENTENCE = re.compile(r"[a-z]{2}\.\s*$|[.!?]\s+[A-Z]")
_LIST = re.compile(r",(?!\s*[CLST]?\d).*,(?!\s*[CLST]?\d)", re.DOTALL)
_BULLET = re.compile(r"\s*(?:[-*\u2022\u25cf\u25aa\u00b7]\s|\(?\d{1,2}[.)]\s)")
_FIELD_OF_FORM = re.compile(r"\[[ xX\u2713]?\]|\([xX]\)|\( \)|[\u2610-\u2612]|\.{5,}|^\s*Q\s?\d{1,2}\b")
"""A box, a dotted leader, a question's number: a line of a form that somebody fills in, and no title."""

_PERSON = re.compile(
    r"\s*:\s*(?:Dr\b|[A-Z][\w'-]*\.?(?:[ ,]+[A-Z][\w'-]*\.?){0,3},?\s+"
    r"(?:M\.?D|D\.?O|D\.?C|N\.?P|P\.?A|P\.?T|R\.?N)\b)"
)
"""What makes the words before a colon a field: ``Referral: Dr. Lee`` tells who referred, and titles no referral."""

_RECORD_TOO = re.compile(
    r"(?:\band\b|[&/+])\s+(?P<name>(?:clinic|progress|visit|office|provider|physician|chart|encounter)\s+notes?)\s*$",
    re.IGNORECASE,
)
"""A handout that is printed together with the note of the visit: ``After-visit summary & progress note``."""

_NUMBERS = re.compile(r"(?:\s{2,}|\t|\|)\s*\d{1,3}(?:\.\d)?%?\s*(?=\s{2,}|\t|\||\Z|->\s*\d)")
_SCORED = re.compile(r"\d\s*%?\s*$")
"""A number behind an instrument's name: a score that a note or a table gives."""

_NUMBERED = frozenset({"phq", "gad", "promis", "sf", "eq"})
"""Instruments with a number in their name; behind another name it is a score: ``NRS 7``."""

_SHOWN = re.compile(r"\b(?:modic|end\W?plates?|marrow|o?edema|bulg\w+|protru\w+|stenosis)\b", re.IGNORECASE)
"""What an image shows: behind the name of a study it is somebody's word of a result, and no title of the report."""

_EXPLAINS = re.compile(
    r"\s*(?:what\s+(?:is|are|does|happens)|how\s+(?:is|are|does|do|will)|why\s+(?:is|are|do|does)|when\s+(?:is|are))\b"
    r"(?!.*\byour?\b)[^?:]{3,60}\?\s*",
    re.IGNORECASE,
)
"""A heading that asks what it goes on to explain: a handout's, and no question of a form."""

_EXPLAINED = 10

_PART_OF_HISTORY = re.compile(
    r"(?:\W*(?:[IVX]{1,4}|\d{1,2})[.)]\s*|\W*)(?:(?:past|personal|family|social|medical|surgical|psychosocial|obstetric|work|and|history|hx)\b[\s,&/|>]*)+",
    re.IGNORECASE,
)
"""What a note calls its own parts below its first line: ``Past medical history   Family history``."""

_OPENS_BODY = re.compile(
    r"\s*(?:cc|chief\s+complaints?|hpi|history\s+of\s+present\s+illness|subj(?:ective)?|s|informant|reason\s+for\s+visit)"
    r"\s*(?:[:)]|$)",
    re.IGNORECASE,
)
"""What opens the text of a note: no title stands below it."""

_DATED = re.compile(r"\W*(?:\d{1,2}\W\s+)?\d{1,2}/\d{1,2}(?:/\d{2,4})?\b")
_REFERENCE = re.compile(r"[\s:#]*(?:no\.?|number)?[\s:#]*(?=[\w-]*\d)[\w-]{4,}\s*\Z", re.IGNORECASE)
"""A number behind a word: a reference that a record gives, and no title: ``Authorization UR-1204``."""

_MOST_DATED = 1
"""How many lines below a head's first may begin with a day; more are the rows of a table."""

_MOST_KINDS = 2
"""Kinds that the titles of one head may name; more are a list of enclosures."""

_PROSE_WORDS = 11
_IMAGING = frozenset({DocumentKind.MRI_REPORT, DocumentKind.CT_REPORT, DocumentKind.XRAY_REPORT})
_MOST_SMALL = {**dict.fromkeys(_IMAGING, 0), DocumentKind.BEHAVIORAL_NOTE: _MOST_BEHIND}
"""How many small words may stand behind a title: ``Psychological evaluation before spine surgery``."""

_PARTS_OF_NOTES = frozenset({DocumentKind.MEDICATION_LIST, DocumentKind.LABORATORY, DocumentKind.INSTRUMENT})
_IN_A_SENTENCE = frozenset({DocumentKind.OFFICE_NOTE, DocumentKind.PROCEDURE_NOTE})
"""Kinds whose titles a record of a few lines runs into its text: ``Follow up. Pain as before.``"""

_LEAST_CELLS = 3
_TOP = 2
_OF_ONE_CARE = frozenset(
    {
        DocumentKind.THERAPY_NOTE,
        DocumentKind.THERAPY_EVALUATION,
        DocumentKind.THERAPY_DISCHARGE,
        DocumentKind.CHIROPRACTIC_NOTE,
        DocumentKind.BEHAVIORAL_NOTE,
    }
)
_LESS_THAN_A_SUMMARY = frozenset({DocumentKind.OFFICE_NOTE, DocumentKind.THERAPY_NOTE})
_OVERRULES = 10
"""What a form that states nothing weighs, so that "Guide to nerve ablation" is no record of one; and notes of one
kind of care, so that "Outpatient therapy progress report" is no physician's."""

_STATES_NOTHING = frozenset(
    {
        DocumentKind.GUIDE,
        DocumentKind.UNKNOWN,
        DocumentKind.CONSENT,
        DocumentKind.THERAPY_ORDER,
        DocumentKind.FAX_COVER,
    }
)
"""Kinds whose names are also read beside a colon: ``Dictation template: lumbar MRI``."""

_HARMLESS = _STATES_NOTHING | {DocumentKind.LETTER, DocumentKind.FACE_SHEET, DocumentKind.TELEPHONE}

_FIRST = re.compile(r"\b(?:initial|new|evaluation|eval|intake|consult\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A line that tells what a document is: ``text[start:end]`` of its page."""

    kind: DocumentKind
    weight: int
    start: int
    end: int
    words: str
    """The line."""
    name: str = ""
    """Those of its words that name the kind."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What a row of the table says: a kind, on whose paper, and how much it weighs."""

    kind: DocumentKind
    setting: str
    weight: int


@cache
def _phrases() -> Phrases[_Named]:
    found = []
    for row in rows(TABLE, COLUMNS):
        if not row["weight"].isdigit():
            raise wrong_row(TABLE, row, "the weight is no number")
        found.append((row["words"], _Named(DocumentKind(row["kind"]), row["setting"], int(row["weight"]))))
    return Phrases(found)


def title_of(lines: Sequence[TextLine]) -> Title | None:
    """Return the title among the first lines of a page, running lines left out, or none.

    The kind whose words weigh most wins; of two that weigh the same, the one that stands first.
    """
    head = head_of(lines)
    settings = settings_of(head)
    best: tuple[float, Title] | None = None
    dated = [bool(_DATED.match(line.text)) for line in head]
    kinds: set[DocumentKind] = set()
    for row, line in enumerate(head):
        if _OPENS_BODY.match(line.text) or (dated[row] and sum(dated[1:]) > _MOST_DATED):
            break
        title = title_in(line, settings, row)
        if title is not None and row > _TOP and title.kind in _PARTS_OF_NOTES and _is_row(line.text):
            continue
        if title is not None and title.weight >= STRONG and not _HAS_TITLE_LABEL.match(line.text):
            kinds.add(title.kind)
        if title is not None and (best is None or title.weight - _FURTHER_DOWN * row > best[0]):
            best = (title.weight - _FURTHER_DOWN * row, title)
        if _is_prose(line.text):
            break
    if best is not None and len(kinds) > _MOST_KINDS:
        return replace(best[1], kind=DocumentKind.UNKNOWN)
    return best[1] if best is not None else None


def _is_row(text: str) -> bool:
    """Whether a line is a row of a table: three cells without a colon."""
    cells = [cell for cell in CELL_GAP.split(text.strip()) if cell]
    return len(cells) >= _LEAST_CELLS and ":" not in text


def title_in(line: TextLine, settings: frozenset[str] = frozenset(), row: int = 0) -> Title | None:
    """Return the title a line holds, or none: an address, a list of services, a sentence is none."""
    found = _title_in(line.text, settings, row)
    return replace(found, start=line.start, end=line.start + found.end) if found is not None else None


@lru_cache(maxsize=4096)
def _title_in(text: str, settings: frozenset[str], row: int) -> Title | None:
    """Return the title of a line that stands at the beginning; a broken file prints one line over and over."""
    if (
        is_noise(without_days(text))
        or _BULLET.match(text)
        or _OTHERS_LABEL.match(text)
        or _FIELD_OF_FORM.search(text)
        or (row > 0 and _PART_OF_HISTORY.fullmatch(text))
    ):
        return None
    found = [item for cell in cells_of(TextLine(text, 0), row) for item in _named_by(cell, settings)]
    if _NUMBERS.search(text):
        found = [item for item in found if item[1] is not DocumentKind.INSTRUMENT]
    if not found and _EXPLAINS.fullmatch(text):
        found = [(_EXPLAINED, DocumentKind.GUIDE, text.strip())]
    if any(_SHOWN.search(cell) for cell in CELL_GAP.split(text) if not letterhead(cell.strip())):
        found = [item for item in found if item[1] is not DocumentKind.MRI_REPORT]
    if not found:
        return None
    weight, kind, name = max(found, key=lambda item: item[0])
    if kind is DocumentKind.OFFICE_NOTE:
        kind = _on_its_paper(text, settings)
    return Title(kind, weight, 0, len(text.rstrip()), text.strip(), name)


def _named_by(cell: Cell, settings: frozenset[str]) -> list[tuple[int, DocumentKind, str]]:
    """Return what a cell names, by the rows of the table and by its topic and form."""
    found = list(_in_cell(cell, settings))
    is_labeled = cell.label is not None and _TITLE_LABEL.fullmatch(cell.label.strip()) is not None
    if is_labeled:
        cell = replace(cell, text=cell.text[cell.value :].strip(), label=None, value=0)
    both = _RECORD_TOO.search(cell.text)
    if both is not None and any(kind is DocumentKind.GUIDE for _, kind, _ in found):
        return [(STRONG, DocumentKind.OFFICE_NOTE, both["name"])]
    composed = composed_kind(cell)
    if composed is None or _NO_TITLE.search(cell.text) or _is_sentence(cell.text):
        return found
    states_nothing = composed[0] in _STATES_NOTHING and not any(kind in _HARMLESS for _, kind, _ in found)
    less = _LESS_THAN_A_SUMMARY if composed[0] is DocumentKind.THERAPY_DISCHARGE else {DocumentKind.OFFICE_NOTE}
    is_of_one_care = composed[0] in _OF_ONE_CARE and all(kind in less for _, kind, _ in found)
    if states_nothing or (found and is_of_one_care):
        return [*found, (_OVERRULES, *composed)]
    return found or [(_OVERRULES if is_labeled else STRONG, *composed)]


def _on_its_paper(words: str, settings: frozenset[str]) -> DocumentKind:
    """Return whose note one is that its title merely calls a note or a visit: that of whose paper it is on."""
    if "chiropractic" in settings:
        return DocumentKind.CHIROPRACTIC_NOTE
    if "behavioral" in settings:
        return DocumentKind.BEHAVIORAL_NOTE
    if "therapy" in settings and not settings & {"clinic", "hospital"}:
        return DocumentKind.THERAPY_EVALUATION if _FIRST.search(words) else DocumentKind.THERAPY_NOTE
    return DocumentKind.OFFICE_NOTE


def _is_prose(text: str) -> bool:
    """Whether a line is running text, so that the head of the page is over."""
    is_long = len(text.split()) >= _PROSE_WORDS and "  " not in text.strip()
    return is_long and not is_noise(text) and "," not in text.rstrip()[-1:]


def _in_cell(cell: Cell, settings: frozenset[str]) -> Iterator[tuple[int, DocumentKind, str]]:
    """Return the kinds a cell names, each with its weight and the words that name it."""
    is_labeled = cell.label is not None and _TITLE_LABEL.fullmatch(cell.label.strip()) is not None
    start = cell.value if is_labeled else 0
    words = cell.text[start:]
    if cell.label is not None and cell.row < _TOP and not is_labeled and _is_sentence(words):
        words = cell.text[: cell.value]
    if _NO_TITLE.search(words) or _LIST.search(words) or (not is_labeled and _is_sentence(words)):
        return
    tokens = tokens_of(words)
    count = sum(token.is_word for token in tokens)
    if not 0 < count <= _MOST_WORDS or sum(token.form is Form.NUMBER for token in tokens) > count:
        return
    for index in range(len(tokens)):
        hit = _phrases().longest_at(tokens, index)
        if hit is None or not (is_labeled or _stands_free(cell, tokens, hit)):
            continue
        for named in hit.payloads:
            if named.setting != ANY and named.setting not in settings:
                continue
            if is_labeled or _is_apart(words, tokens, hit, named):
                if cell.is_cut and named.kind not in _IN_A_SENTENCE:
                    continue
                name = words[tokens[hit.first].start : tokens[hit.last].end]
                more = min(hit.last - hit.first, 2) + is_labeled if named.weight >= SURE else 0
                yield named.weight + more, named.kind, name


def _is_sentence(words: str) -> bool:
    stripped = words.strip()
    if len(stripped) > _MOST_CHARACTERS or stripped.endswith(";"):
        return True
    return bool(_SENTENCE.search(stripped)) and sum(word.islower() for word in stripped.split()) >= _LEAST_SENTENCE


def _stands_free(cell: Cell, tokens: Sequence[Token], hit: Hit[_Named]) -> bool:
    """Whether the words are not merely the label of a value, or the value of a label that titles nothing.

    Behind the name of a practice they are a title, and so is a label with nothing but a day behind it.
    """
    if cell.label is None:
        return True
    first, end = tokens[hit.first].start, tokens[hit.last].end
    if _PERSON.match(cell.text[end:]):
        return False
    is_top = cell.row < _TOP
    is_label = is_top and end <= cell.value and hit.last > hit.first
    if is_label and not any(named.kind in _PARTS_OF_NOTES for named in hit.payloads):
        return True
    if is_top and any(named.kind in _STATES_NOTHING for named in hit.payloads):
        return True
    if first < cell.value <= end or (end <= cell.value and not cell.text[cell.value :].strip()):
        return True
    return first >= cell.value and bool(letterhead(cell.label))


def _is_apart(words: str, tokens: Sequence[Token], hit: Hit[_Named], named: _Named) -> bool:
    """Whether the words around a title are no sentence: a name before it, a name or title words behind it.

    A score behind the name of an instrument makes it a line of a note, and a light title has nothing before it.
    """
    before = [token for token in tokens[: hit.first] if _is_unknown(token)]
    behind = [token for token in tokens[hit.last + 1 :] if _is_unknown(token)]
    small = [is_small(words, token) for token in behind]
    if any(is_small(words, token) for token in before):
        return False
    if named.kind is DocumentKind.UNKNOWN and _REFERENCE.match(words[tokens[hit.last].end :]):
        return False
    if named.kind in _STATES_NOTHING:
        return len(before) <= _MOST_BEFORE
    if sum(small) > _MOST_SMALL.get(named.kind, 1):
        return False
    if named.kind is DocumentKind.INSTRUMENT and hit.last + 1 < len(tokens):
        after = tokens[hit.last + 1]
        if before or after.form is Form.NUMBER or after.text[0].isdigit() or _SCORED.search(words[after.start :]):
            return False
    if named.kind is DocumentKind.INSTRUMENT and tokens[hit.last].form is Form.NUMBER:
        return tokens[hit.first].text in _NUMBERED
    if named.weight <= SURE and before:
        return False
    return len(before) <= _MOST_BEFORE and len(behind) <= (1 if named.kind in _IMAGING else _MOST_BEHIND)


def _is_unknown(token: Token) -> bool:
    return token.form is Form.WORD and token.text not in fillers()
