"""Statements: sentences, list items and table rows, each with the section and the heading it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from priorauth.domain.written_dates import MONTH
from priorauth.reading.lines import Line, Shape, line_at
from priorauth.reading.model import About
from priorauth.reading.sections import BODY, Section, section_of, undated
from priorauth.reading.tokens import Token, tokens_of
from priorauth.reading.word_tables import rows


@dataclass(frozen=True)
class Statement:
    """One thing a document says: ``text[start:end]``.

    ``heading`` is the printed heading or label it stands under and is no part of it; ``is_row`` for a row of a
    table, whose cells are parted by wide gaps, tabs or bars.
    """

    text: str
    start: int
    end: int
    section: Section = BODY
    heading: tuple[int, int] | None = None
    paragraph: int = 0
    line: int = 0
    is_item: bool = False
    is_row: bool = False
    is_heading: bool = False
    """Whether it is a heading itself; what it names is named all the same."""
    under_title: bool = False
    """Whether its heading stands among the first lines, where a practice prints its name."""
    names: frozenset[str] = frozenset()
    """The words of the patient's name, in lower case."""

    @property
    def words(self) -> str:
        """The characters of the statement."""
        return self.text[self.start : self.end]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and signs; read once for all readers."""
        return tokens_of(self.text, self.start, self.end)

    @cached_property
    def heading_tokens(self) -> tuple[Token, ...]:
        """The words of the heading it stands under."""
        return () if self.heading is None else tokens_of(self.text, *self.heading)

    @cached_property
    def stretches(self) -> tuple[tuple[Token, ...], ...]:
        """The tokens of its stretches, those with the same words once: for a statement too long to be read.

        Stretches overlap, so that no phrase is lost where they meet; a phrase a million times over costs little.
        """
        found: dict[str, tuple[Token, ...]] = {}
        place = self.start
        while place < self.end:
            stop = self._blank_behind(place + _STRETCH)
            end = self._blank_behind(stop + _OVERLAP)
            words = self.text[place:end]
            if words not in found:
                found[words] = tokens_of(self.text, place, end)
            place = stop
        return tuple(found.values())

    def _blank_behind(self, place: int) -> int:
        """Return where the next word ends, not far behind a place."""
        while place < self.end and not self.text[place].isspace():
            place += 1
        return min(place, self.end)

    @cached_property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """The cells of a row, as places in the text; of anything else the statement itself."""
        if not self.is_row:
            return ((self.start, self.end),)
        found, place = [], self.start
        for gap in _CELL_GAP.finditer(self.text, self.start, self.end):
            found.append((place, gap.start()))
            place = gap.end()
        found.append((place, self.end))
        return tuple(found)


LONGEST = 1_200
"""Characters. A longer statement is no language, or a text without stops; nothing in it counts as understood."""

_STRETCH = 400
_OVERLAP = 200
_TITLE_LINES = 9
_ALL_CAPITALS = 0.7
"""Share of capitals from which a whole document is written in them, so that they make no heading."""

_CELL_GAP = re.compile(r"[ ]*[|\t][ ]*|[ ]{3,}")
_STOP = re.compile(r"[.!?]+[\"')\]\u201d]*(?=\s|$)|\.(?=[A-Z][a-z])")
_STOP_OR_NUMBER = re.compile(
    rf"{_STOP.pattern}|(?P<number>(?<=[\w.;,)])\s+(?:[2-9]\)(?=\s+[A-Z])|(?P<left>[(#]?)(?P<entry>[2-9])(?P<right>[)/]?)(?=\s+[A-Za-z]))\s+)"
)
"""Where a sentence ends, or the next entry of a list that runs on in its line: "1) Lumbago 2) Cervicalgia"."""
_ABBREVIATIONS = Path(__file__).parent / "abbreviations.tsv"
_LAST_WORD = re.compile(r"(?:[A-Za-z]+\.)*[A-Za-z]+\Z")
_NO_INITIAL = re.compile(
    r"\b(?:vitamin|hepatitis|influenza|type|grade|class|group|stage|part|figure|modic):?\s+[A-Z]\Z", re.IGNORECASE
)
"""A capital letter that ends a sentence and is no initial: "takes vitamin D. No fever"."""

_SHORT_ANSWER = re.compile(
    r"\s*[\"\u201c']?(?:yes|no|y|n|none|nil|never|negative|positive|unknown|n/?a)\s*(?:[.!;,]|$)[\"\u201d']?",
    re.IGNORECASE,
)
_LONG_ANSWER = re.compile(
    r"\s*[\"\u201c']?(?:no|none|never|nope),?\s+(?:no|none|never|i\s+(?:have|was|am|do|did)\s+(?:not|never)|i\s+never|i\s+don't|i\s+haven't|i'm\s+not|not\s+(?:that\s+i\s+know\s+of|ever|at\s+all))\b"
    r"(?!.*\b(?:but|except|only|just|until|unless|since|anymore|any\s+more|now|yet|longer|today|currently|though|other)\b)[^.?!;]{0,60}[.!]?[\"\u201d']?\s*",
    re.IGNORECASE,
)
"""A denial that goes on in a denial: "No, no surgery on my back"."""
_AFFIRMED = re.compile(r"\s*[\"\u201c']?(?:yes|y)\b(?!\s*(?:/|or)?\s*no?\b)(?!\s+[A-Z][^.?\n]*\?)", re.IGNORECASE)
"""An answer that says yes, whatever follows it: "YES - 2019, left chest"."""
_ANSWER_AND_QUESTION = re.compile(r"\s*(?:Y|N|Yes|No|YES|NO)[,;]?\s+[A-Z][^.?:\n]{1,40}\?\s*")
"""An answer with the next question of a line of them: ``Cancer? N Gout? Y``."""
_FORM_ANSWER = re.compile(
    r"\s*(?:(?:yes|no|none|nil|never|denies|negative|positive|unknown|n/?a)\b"
    r"|\[[ xX]?\]|\([ xX]?\)|[\u2610-\u2612])",
    re.IGNORECASE,
)
"""How an answer begins that stands on the line below a question of a form."""

_CARRIES_ON = re.compile(
    r"(?:\b(?:of|the|a|an|and|or|at|in|on|with|without|no|not|is|are|was|were|for|to|from|by|between|type|types|modic"
    r"|versus|vs|both|mild|moderate|severe|has|have|had|which|that|than|as|but|if)|[,/(&-])\s*\Z",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"\?[ \t]+(?:yes|no|none|y|n|never)\Z", re.IGNORECASE)
"""A question of a form with its answer: nothing of it wraps."""
_DASH_LABEL = re.compile(r"[ \t]*[A-Z][A-Za-z/&() ]{1,30} - (?=\S)")
"""A label set off by a dash; the line below that has one too is the next entry: "Home program - daily"."""
_LEADS_TO_LEVEL = re.compile(r"\b(?:at|of|and|to|through|between|involving|from)\s*\Z", re.IGNORECASE)
_HALF_A_LEVEL = re.compile(r"(?<!\w)[LSls]\s?\d\s*[-/\u2013]\s*\Z")
_FEW_WORDS = re.compile(r"[A-Z][a-z]+(?: (?:[a-z]+|&|[A-Z][a-z]+)){0,2}")
_DATED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\b(?:19|20)\d\d\b")
_HAS_RESULT = re.compile(r"[A-Za-z]\D*\d")
_NEAR = 40
_SHORT_SECTION = 300
_SAYS_NONE = re.compile(r"(?:none|no|not|n/?a)\b[^.;\n]{0,40}\.?", re.IGNORECASE)
_LEVEL_ENTRY = re.compile(r"\s*L\s?[1-5]\s?[-/]\s?[LS]?\s?[1-5](?!\w)", re.IGNORECASE)
"""How the entries of a list of levels begin, however long the one before is: "L4-L5 height reduced; bulge"."""
_BEGINS_WITH_LEVEL = re.compile(r"\s*(?:at\s+)?L\s?[1-6]\b", re.IGNORECASE)
_BEGINS_NOW = re.compile(r"\s*(?:there\s+(?:is|are)|currently|today|on\s+today's)\b", re.IGNORECASE)
_INLINE_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z/&. \d-]{1,60}?)[ \t]*:(?=\s)")


def find_statements(text: str, names: frozenset[str] = frozenset()) -> tuple[Statement, ...]:
    """Return the statements of a document's text in reading order. Every word stands in one, headings apart.

    ``names`` are the words of the patient's name, which say nothing of anything.
    """
    return tuple(replace(item, names=names) if names else item for item in _joined_answers(_read(text)))


@dataclass(slots=True)
class _Place:
    """Where in a document reading has come to."""

    section: Section = BODY
    heading: tuple[int, int] | None = None
    paragraph: int = 0
    line: int = 0
    under_title: bool = False

    def open(self, section: Section, heading: tuple[int, int] | None) -> None:
        self.section, self.heading, self.under_title = section, heading, self.line <= _TITLE_LINES


def _read(text: str) -> Iterator[Statement]:
    lines = _lines(text)
    width = _wrap_width(lines)
    place = _Place()
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.shape is Shape.EMPTY:
            place.paragraph += 1
            if _may_end(place) and _is_inline(text, place):
                place.open(BODY, None)
            continue
        place.line += 1
        _turn(text, place, line)
        if _is_bare_heading(text, line, place):
            yield _heading_statement(text, line.start, line.end, place)
        if line.shape is Shape.HEADING:
            continue
        start = line.value if _opens(line, place) else line.inner
        last = line
        while index < len(lines) and _goes_on(text, last, lines[index], width):
            last = lines[index] if lines[index].shape is not Shape.EMPTY else last
            index += 1
        yield from _sentences(text, start, last.end, place, line)


def _lines(text: str) -> list[Line]:
    found, start = [], 0
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters) > _ALL_CAPITALS * len(letters)
    for part in re.split(r"(?<=[\n\f])", text):
        end = start + len(part.rstrip("\n\f"))
        words = text[start:end].strip()
        known = len(words) < 60 and section_of(words) is not None and not words.islower()
        known = known or _stands_as_heading(text, start, end)
        found.append(line_at(text, start, end, is_known=known, has_capitals=capitals))
        start += len(part)
    return found


def _stands_as_heading(text: str, start: int, end: int) -> bool:
    """Whether a line of few words stands between what ended and what begins: ``Medicines``, ``Past illness``."""
    words = text[start:end].strip()
    if not _FEW_WORDS.fullmatch(words):
        return False
    near = text[max(0, start - _NEAR) : start]
    before, after = near.rstrip()[-1:], text[end : end + _NEAR].lstrip()
    ended = before in ("", ".", "!", "?", ":") or near.endswith(("\n\n", "\f"))
    return ended and after[:1].isupper() and text[end : end + 1] in ("\n", "\f")


def _turn(text: str, place: _Place, line: Line) -> None:
    """Open or end a section where a line says so."""
    if line.shape is Shape.HEADING and line.label is not None:
        place.open(section_of(text[slice(*line.label)]) or BODY, line.label)
    elif line.shape is Shape.LABEL and line.label is not None:
        known = section_of(text[slice(*line.label)])
        if known is not None and not _is_answer(text, line):
            place.open(known, line.label)
        elif _may_end(place):
            place.open(BODY, None)
        elif text[line.value : line.end].strip() == "":
            place.open(place.section, line.label)
    elif _may_end(place) and (line.shape is Shape.LEVEL or _is_over(text, place, line)):
        place.open(BODY, None)


def _is_answer(text: str, line: Line) -> bool:
    """Whether the label "A" stands before the answer to a question: ``Q: Modic?`` is the line before."""
    label = text[slice(*line.label)] if line.label is not None else ""
    return label in ("A", "Answer") and text[max(0, line.start - _NEAR) : line.start].rstrip().endswith("?")


def _opens(line: Line, place: _Place) -> bool:
    """Whether what is said begins behind a line's label or mark; a label of no section is said too."""
    if line.shape is Shape.LABEL and line.label == place.heading:
        return True
    return line.shape is Shape.ITEM


def _heading_statement(text: str, start: int, end: int, place: _Place) -> Statement:
    first, last = _stripped(text, start, end)
    return Statement(text, first, last, paragraph=place.paragraph, line=place.line, is_heading=True)


def _is_bare_heading(text: str, line: Line, place: _Place) -> bool:
    """Whether a line is a heading of no known section, with nothing said behind it.

    A known heading with a number that is no date says something too: ``Motor 5/5.``
    """
    if line.label is None or line.label != place.heading:
        return False
    if section_of(text[slice(*line.label)]) is not None:
        return (
            line.shape is Shape.HEADING
            and _HAS_RESULT.search(undated(_DATED.sub("", text[slice(*line.label)]))) is not None
        )
    return line.shape is Shape.HEADING or not text[line.value : line.end].strip()


def _may_end(place: _Place) -> bool:
    """Whether the open section has a default and no labels of its own, so that another label ends it."""
    has_default = place.section.standing is not None or place.section.about is not About.PATIENT
    return place.section.ends_at_label and has_default


def _is_over(text: str, place: _Place, line: Line) -> bool:
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
        is_finding = _OF_SPINE.match(text, line.start, line.end) is not None and not _CARRIES_ON.search(before)
        return before.endswith(".") or is_finding
    is_now = place.section.name == "comparison" and _BEGINS_NOW.match(text, line.start) is not None
    return before.endswith(".") and (is_now or _BEGINS_WITH_LEVEL.match(text, line.start) is not None)


_OF_SPINE = re.compile(
    r"(?!.*\b(?:T[12]|STIR|FLAIR|sag\w*|ax\w*|cor\w*|imag\w+|series|sequences?|planes?|obtained|acquired|performed|evaluat\w+"
    r"|assess\w*|contrast|for)\b)\s*(?-i:(?=[A-Z])).*\b(?:modic|endplates?|dis[ck]s?|vertebra\w*|marrow|lordosis|alignment)\b",
    re.IGNORECASE,
)


def _is_inline(text: str, place: _Place) -> bool:
    """Whether the open section's heading has its words on its own line, as ``History: back pain`` has."""
    if place.heading is None:
        return False
    end = text.find("\n", place.heading[1])
    label = text[slice(*place.heading)]
    if undated(label) != label:
        return True  # "Comparison. May 11, 2023" is a label with its words
    return bool(text[place.heading[1] : end if end >= 0 else len(text)].strip(" :\t*"))


_WIDEST, _NARROWEST, _AS_WIDE, _ENOUGH = 72, 40, 0.8, 4


def _wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which a text's lines are wrapped: that of its longest, if enough come near it."""
    lengths = [line.end - line.start for line in lines if line.shape is Shape.TEXT]
    widest = max(lengths, default=_WIDEST)
    near = sum(length > _AS_WIDE * widest for length in lengths)
    return widest if _NARROWEST <= widest < _WIDEST and near >= _ENOUGH else _WIDEST


_MONTH_AT_END = re.compile(rf"\b(?:{MONTH})\.?$", re.IGNORECASE)
_DAY_AND_YEAR = re.compile(r"\d{1,2},? (?:19|20)\d\d\b")


def _goes_on(text: str, last: Line, line: Line, width: int) -> bool:
    """Whether a line only wraps what the line before began; ``width`` is where the text's lines are wrapped."""
    before = text[last.start : last.end].rstrip()
    if _HALF_A_LEVEL.search(before):
        return True
    if line.shape is Shape.EMPTY:
        return False
    if line.shape is Shape.LEVEL and last.shape is not Shape.ROW and _LEADS_TO_LEVEL.search(before):
        return True
    if line.shape is not Shape.TEXT or last.shape is Shape.ROW:
        return False
    head = text[line.start : line.end].split(maxsplit=1)[0]
    if _ANSWERED.search(before) or (_DASH_LABEL.match(before) and _DASH_LABEL.match(text, line.start, line.end)):
        return False
    if head[0].islower() or _CARRIES_ON.search(before):
        return True
    if before.endswith((".", "!", "?", ":", ";")):
        return False
    if _LEVEL_ENTRY.match(before) and _LEVEL_ENTRY.match(text, line.start, line.end):
        return False
    if _MONTH_AT_END.search(before) and _DAY_AND_YEAR.match(text, line.inner):
        return True
    return len(before) + 1 + len(head) > width


def _sentences(text: str, start: int, end: int, place: _Place, line: Line) -> Iterator[Statement]:
    is_row = line.shape is Shape.ROW
    for first, last in [(start, end)] if is_row else _split(text, start, end):
        first, last = _stripped(text, first, last)  # noqa: PLW2901
        label = _INLINE_LABEL.match(text, first, last) if first > start else None
        known = section_of(label["label"]) if label is not None else None
        if label is not None and known is not None:
            place.open(known, (label.start("label"), label.end("label")))
            first = label.end()  # noqa: PLW2901  (the label is the heading, not what is said)
        first, last = _stripped(text, first, last)  # noqa: PLW2901
        if (opened := _stopped_heading(text, first, last)) is not None:
            place.open(opened, (first, last))
            continue
        if first < last:
            yield Statement(
                text, first, last, place.section, place.heading, place.paragraph, place.line,
                is_item=_is_numbered(text, line), is_row=is_row, under_title=place.under_title,
                is_heading=is_row and _HEAD_OF_TABLE.fullmatch(text, first, last) is not None,
            )  # fmt: skip


_HEAD_OF_TABLE = re.compile(r"(?:[|\s]*(?i:levels?)\b[^\d.]*[|\t][^\d.]*|[^a-z\d.]*[|\t][^a-z\d.]*)")
"""A row that names columns: it begins with "level", or it is all in capitals, and it has no number."""


def _stopped_heading(text: str, first: int, last: int) -> Section | None:
    """Return the section that a sentence of nothing but its name in capitals opens: ``FINDINGS.`` does."""
    words = text[first:last]
    return section_of(words) if words.isupper() and words.endswith(".") and len(words.split()) <= _FEW else None


_FEW = 3


def _is_numbered(text: str, line: Line) -> bool:
    """Whether a line opens an item of a numbered list."""
    return any(character.isdigit() for character in text[line.start : line.inner])


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


_ASKS_ON = ("", ":", "-", "(", ",", ";")
"""What stands before a question mark that asks of what follows it: ``L4-5: ? fracture``."""


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    place = start
    for match in _STOP_OR_NUMBER.finditer(text, start, end):
        if match["number"] is not None:
            if match["entry"] and not _goes_on_counting(text, start, match):
                continue
            yield place, match.start()
            place = match.end()
            continue
        if match.group().startswith(".") and _is_abbreviation(text, place, match.start(), match.end(), end):
            continue
        if match.group() == "?" and text[place : match.start()].rstrip()[-1:] in _ASKS_ON:
            continue  # "? fracture" asks of what follows
        yield place, match.end()
        place = match.end()
    yield place, end


def _goes_on_counting(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a number is the next of a count in the same signs that its line began: "1/ alignment 2/ canal"."""
    left, right = match["left"], match["right"]
    if not (left or right) or (left == "(" and right != ")"):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : match.start()]
    begins, before = re.escape(f"{left}1{right}"), re.escape(f"{left}{int(match['entry']) - 1}{right}")
    return (
        re.search(rf"(?:\A|[.:;])\s*{begins}\s", line) is not None and re.search(rf"{before}\s", line) is not None
    )


@cache
def _abbreviations(when: str) -> frozenset[str]:
    table = rows(_ABBREVIATIONS, ("when", "words"))
    return frozenset(word for row in table if row["when"] == when for word in row["words"].split())


def _is_abbreviation(text: str, start: int, dot: int, after: int, end: int) -> bool:
    found = _LAST_WORD.search(text, max(start, dot - 12), dot)
    follows = text[after : min(end, after + 4)].strip()
    if not follows:
        return False
    if found is None:
        return re.search(r"(?:^|\s)\(?\d{1,2}\Z", text[max(start, dot - 4) : dot]) is not None and dot - start < 6
    word = found.group().lower()
    if word == "no" and follows[:1].isalpha():
        return follows.startswith("of ") or follows == "of"  # "No. of visits"
    if _NO_INITIAL.search(text, max(0, dot - 16), dot):
        return False
    if word in _abbreviations("always") or (
        len(word) == 1 and found.group().isupper() and follows[:1].isupper() and dot - start > 1
    ):
        return not (len(word) == 1 and word in "rl")
    return word in _abbreviations("before_small") and (
        follows[:1].islower() or follows[:1].isdigit() or word in ("hx", "dx", "tx")
    )


def _answers(before: Statement, item: Statement) -> bool:
    """Whether a statement is the answer to a question on its own line, or to one of a form on the line before."""
    if not before.words.endswith("?"):
        return False
    if before.line == item.line:
        is_short = any(form.fullmatch(item.words) is not None for form in (_SHORT_ANSWER, _ANSWER_AND_QUESTION))
        return is_short or _AFFIRMED.match(item.words) is not None
    return item.line == before.line + 1 and _FORM_ANSWER.match(item.words) is not None


def _parted(item: Statement) -> tuple[int, Statement]:
    """Return where the first word of an answer ends, and the denial it goes on in as a statement of its own."""
    word = re.match(r"[\"\u201c']?\w+,?", item.words)
    first = item.start + (word.end() if word is not None else 0)
    return first, replace(item, start=_stripped(item.text, first, item.end)[0])


def _joined_answers(found: Iterator[Statement]) -> Iterator[Statement]:
    """Put an answer to the question before it, as in ``Modic change? No.`` and in a form."""
    before: Statement | None = None
    for said in found:
        item = said
        if (
            before is not None
            and before.words.endswith("?")
            and before.line == item.line
            and _LONG_ANSWER.fullmatch(item.words)
        ):
            first, item = _parted(item)
            before = replace(before, end=first)
        elif before is not None and _answers(before, item):
            before = Statement(
                before.text, before.start, item.end, before.section, before.heading, before.paragraph, before.line,
                before.is_item, before.is_row,
            )  # fmt: skip
            continue
        if before is not None:
            yield before
        before = item
    if before is not None:
        yield before
