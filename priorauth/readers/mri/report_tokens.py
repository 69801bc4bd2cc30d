"""From characters to tokens: levels, bodies, numerals and words, each with the part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from priorauth.domain.spine import DiscLevel, VertebralBody, body_range
from priorauth.domain.written_dates import FoundDate
from priorauth.readers.mri.lexicon import PHRASES
from priorauth.readers.mri.model import Place
from priorauth.readers.mri.token_roles import Kind
from priorauth.reading.tokens import BROKEN, MISREAD, mended


@dataclass(frozen=True, slots=True)
class ReportToken:
    """A word or sign: the part it plays, its plain text, and its place in the clean text.

    ``places`` are the levels or bodies it names.
    """

    kind: Kind
    text: str
    start: int
    end: int
    places: tuple[Place, ...] = ()


_DIGIT = r"(?:[1-6]|(?:one|two|three|four|five|six)(?![a-z]))"
_ONE = r"(?:1|one(?![a-z])|[Il|](?![\w|]))"
_JOIN = r"(?:\s{0,2}(?:--?|/|_|~|\\)\s{0,2})"
_L = rf"(?:(?-i:L)(?:[-.]|[ ]{{0,2}})|l-?){_DIGIT}"
_S = rf"S[- .]{{0,1}}{_ONE}"
_SAID = r"(?:one|two|three|four|five|six)(?![a-z])"
_SAID_JOIN = r"(?:[ ](?:dash|hyphen|slash|to)[ ]|[ -]|[ ]?-[ \n]{1,7})"
_SAID_SIGN = re.compile(r"\s(?:dash|hyphen|slash|to)\s", re.IGNORECASE)
_SAID_NEXT = rf"(?:{_SAID_JOIN}(?:L[ -]?)?{_SAID}|{_SAID_JOIN}S[ -]?one(?![a-z]))(?![ ](?:mm|cm|milli|centi))"
_SAID_LEVEL = rf"(?:L[ -]{_SAID}{_SAID_NEXT})"
_NEXT_DIGIT = (
    r"(?:(?<=1[ ])2|(?<=2[ ])3|(?<=3[ ])4|(?<=4[ ])5)"
    r"(?!\.?\d|[ ]?(?:mm|cm|x|of|out|to|years?|months?|weeks?|days?|degrees?|percent|images?|levels?|lumbar|[/%-])(?![a-z]))"
)
"""The second number of a level whose sign was not said: "l4 5"."""

_CHAIN = (
    rf"(?:{_L}|LS(?={_JOIN}S))"
    rf"(?:{_JOIN}?(?:{_L}|{_S})|[ ](?:{_L}|{_S})(?![ ]?(?:nerve|root|verteb|body|bodies|inf|sup|endpl|end[ -]pl|exit|trav))"
    rf"|{_JOIN}?{_DIGIT}(?!\.?\d|\s?(?:mm|cm)\b)|[ ]{_NEXT_DIGIT})*"
)
_SCAN = re.compile(
    rf"""
      (?P<date>\d{{4}}-\d{{2}}-\d{{2}}(?!\d))
    | (?P<broken>(?<![^\W_])(?-i:{BROKEN}))
    | (?P<misread>{MISREAD})
    | (?P<aside>(?<![A-Za-z])(?:i\.e\.|e\.g\.))
    | (?P<cut>{_L}[-/](?=[ \t]*\n)(?!\s{{0,2}}(?:L|S)?[-. ]?{_DIGIT})
        |{_L}{_JOIN}S(?![- .]?{_ONE})(?!\w))
    | (?P<said>{_SAID_LEVEL}(?![A-Za-z0-9]))
    | (?P<lumbar>{_CHAIN}(?![A-Za-z0-9]))
    | (?P<sacral>S[- ]?[1-5](?:{_JOIN}S?-?[1-5])*(?![A-Za-z0-9]))
    | (?P<pair>5{_JOIN}S[1Il|](?![\w|])|[1-5]{_JOIN}[2-5](?=\s+(?:levels?|dis[ck]s?|and\s+5\b))
                |(?<=\bat[ ])(?:1{_JOIN}2|2{_JOIN}3|3{_JOIN}4|4{_JOIN}5|5{_JOIN}1)(?=\s?:))
    | (?P<series>T[12](?:\s?/\s?T?[12])?(?:[- ]?w(?:eighted|i|td)?)?(?![A-Za-z0-9]|-(?:[TCDLS]-?)?\d|-\s))
    | (?P<foreign>(?:T[- ]?(?:1[0-2]|[1-9])|C[- ]?[1-7]|D(?:1[0-2]|[1-9]))(?:{_JOIN}(?:[TCLDS]-?)?\d{{1,2}})*(?![A-Za-z0-9]))
    | (?P<glued>(?:(?<![A-Za-z])(?:modic|types?|grade|MC)(?=(?:[Il1|]{{1,3}}|[0-3]|type)(?![A-Za-z0-9]))
                |(?<![A-Za-z0-9])M(?=[1-3](?![A-Za-z0-9]))))
    | (?P<measure>\d+(?:\.\d+)?(?:\s?[x-]\s?\d+(?:\.\d+)?)*\s?-?(?:mm|cm|%|degrees?|tesla|T\b|weeks?|months?|years?))
    | (?P<number>\d+(?:\.\d+)+|\d{{4,}})
    | (?P<numeral>(?:[Il1|]{{1,3}}|ii|iii|i|[023])(?![\w|]))
    | (?P<digits>\d+)
    | (?P<without>(?<![A-Za-z])w/o(?![A-Za-z]))
    | (?P<with>(?<![A-Za-z])w/)
    | (?P<word>[^\W\d_]+(?:'[a-z]+)?)
    | (?P<sign>[^\w\s]|\t)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NODE = re.compile(rf"(?P<l>L[-. ]{{0,2}})?(?P<s>S[-. ]?(?={_ONE}))?(?P<d>{_DIGIT}|[Il|]|S)", re.IGNORECASE)
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SIGNS = {
    ",": Kind.COMMA, ";": Kind.SEMICOLON, ":": Kind.COLON, "-": Kind.DASH, "/": Kind.SLASH, "(": Kind.OPEN,
    "[": Kind.OPEN, ")": Kind.CLOSE, "]": Kind.CLOSE, "|": Kind.BAR, "\t": Kind.BAR, "?": Kind.QUESTION,
    ".": Kind.STOP, "&": Kind.AND, "+": Kind.AND, ">": Kind.COMMA, "@": Kind.PREPOSITION, "!": Kind.STOP,
    "=": Kind.LEGEND, "~": Kind.DASH, "\u2192": Kind.COMMA,
}  # fmt: skip
_SIMPLE = {
    "date": Kind.DATE, "series": Kind.SERIES, "foreign": Kind.FOREIGN, "measure": Kind.MEASURE,
    "number": Kind.NUMBER, "numeral": Kind.NUMERAL, "digits": Kind.NUMBER,
}  # fmt: skip


def _phrase_table() -> dict[str, list[tuple[int, dict[tuple[str, ...], Kind]]]]:
    """Return the phrases by their first word and then by how many words they have, the longest first."""
    table: dict[str, dict[int, dict[tuple[str, ...], Kind]]] = {}
    for kind, phrases in PHRASES.items():
        for phrase in phrases.split("|"):
            words = tuple(phrase.split())
            table.setdefault(words[0], {}).setdefault(len(words), {}).setdefault(words, kind)
    return {first: sorted(sizes.items(), reverse=True) for first, sizes in table.items()}


_TABLE = _phrase_table()


def lex(text: str, start: int, end: int, dates: Sequence[FoundDate] = ()) -> tuple[ReportToken, ...]:
    """Read ``text[start:end]`` as tokens; ``dates`` are those found in the whole text, in order."""
    return tuple(_phrased(_with_bars(list(_scan(text, start, end, dates)))))


def _with_bars(tokens: list[ReportToken]) -> list[ReportToken]:
    """Tell the bars of a table from a misread I: a lone ``|`` is a numeral only behind "type" or "Modic"."""
    upright = [index for index, token in enumerate(tokens) if token.text == "|"]
    for index in upright:
        before = tokens[index - 1].text if index else ""
        if len(upright) > 1 or before not in ("type", "types", "grade", "modic", "/"):
            tokens[index] = replace(tokens[index], kind=Kind.BAR)
    return tokens


def _scan(text: str, start: int, end: int, dates: Sequence[FoundDate]) -> Iterator[ReportToken]:
    ahead = [d for d in dates if d.start >= start and d.end <= end]
    place = start
    for found in ahead:
        yield from _scan_plain(text, place, found.start)
        yield ReportToken(Kind.DATE, str(found.date), found.start, found.end)
        place = found.end
    yield from _scan_plain(text, place, end)


def _scan_plain(text: str, start: int, end: int) -> Iterator[ReportToken]:
    for match in _SCAN.finditer(text, start, end):
        yield _token(match)


def _token(match: re.Match[str]) -> ReportToken:
    name, text, span = match.lastgroup or "sign", match.group().lower(), match.span()
    if name == "cut":
        return ReportToken(
            Kind.FOREIGN, text, *span
        )  # the rest of the level is lost: it could be any that begins so
    if name in ("lumbar", "said"):
        return _lumbar(match.group(), *span)
    if name == "sacral":
        body = text.replace(" ", "").replace("-", "") == "s1"
        return (
            ReportToken(Kind.BODY, text, *span, (VertebralBody.S1,))
            if body
            else ReportToken(Kind.FOREIGN, text, *span)
        )
    if name == "pair":
        return _lumbar("L" + match.group(), *span)
    if name == "sign":
        return ReportToken(_SIGNS.get(text, Kind.WORD), text, *span)
    if name == "aside":
        return ReportToken(Kind.ADJECTIVE, text, *span)
    if name in ("broken", "misread"):
        return ReportToken(Kind.WORD, mended(text, name), *span)
    if name in ("without", "with"):
        return ReportToken(Kind.WORD, name, *span)
    return ReportToken(_SIMPLE.get(name, Kind.WORD), text, *span)


def _lumbar(text: str, start: int, end: int) -> ReportToken:
    """Read a chain such as ``L4-5``, ``L3-S1``, ``L4/5/S1`` or the single ``L4``."""
    nodes = [_node(match) for match in _NODE.finditer(_SAID_SIGN.sub("-", text))]
    bodies = [node for node in nodes if node is not None]
    if len(bodies) == 1:
        return ReportToken(Kind.BODY, text.lower(), start, end, (bodies[0],))
    steps = [pair for pair in pairwise(bodies) if pair[0] is not pair[1]]
    levels = tuple(dict.fromkeys(level for one, two in steps for level in levels_between(one, two)))
    if not levels:
        return ReportToken(Kind.FOREIGN, text.lower(), start, end)
    return ReportToken(Kind.LEVEL, text.lower(), start, end, levels)


def _node(match: re.Match[str]) -> VertebralBody | None:
    digit = match.group("d").lower()
    if match.group("s") or digit in ("l", "i", "|"):
        return VertebralBody.S1
    if digit == "s":
        return VertebralBody.L5
    number = _NUMBER_WORDS.get(digit) or int(digit)
    if number == 1 and not match.group("l"):
        return VertebralBody.S1
    return VertebralBody(f"L{number}")


def levels_between(first: VertebralBody, last: VertebralBody) -> tuple[DiscLevel, ...]:
    """Name the disc levels between two bodies; none when they are not in order from the top."""
    if first.order >= last.order:
        return ()
    bodies = body_range(first, last)
    return tuple(DiscLevel(f"{one}-{two}") for one, two in pairwise(bodies))


def _phrased(tokens: list[ReportToken]) -> Iterator[ReportToken]:
    """Mark each word with its part, the longest phrase first."""
    words = _without_hyphens(tokens)
    index = 0
    while index < len(words):
        token = words[index]
        if token.kind is not Kind.WORD:
            yield token
            index += 1
            continue
        size, kind = _longest(words, index)
        last = words[index + size - 1]
        text = token.text if size == 1 else " ".join(word.text for word in words[index : index + size])
        is_last_level = token.text == "lumbosacral" and words[index + 1 : index + 2] and _is_plate(words[index + 1])
        if kind is Kind.JUNCTION or is_last_level:
            yield ReportToken(Kind.LEVEL, text, token.start, last.end, (DiscLevel.L5_S1,))
        elif size == 1 and kind is Kind.WORD:
            yield token
        elif kind is Kind.ENDPLATE and token.text in _SIDED_PLATES and size > 1:
            yield ReportToken(_SIDED_PLATES[token.text], token.text, token.start, token.end)
            yield ReportToken(kind, last.text, last.start, last.end)
        else:
            yield ReportToken(kind, text, token.start, last.end)
        index += size


_SIDED_PLATES = {
    "cover": Kind.SUPERIOR,
    "roof": Kind.SUPERIOR,
    "top": Kind.SUPERIOR,
    "base": Kind.INFERIOR,
    "bottom": Kind.INFERIOR,
}
"""Names of an endplate by its side, as readers trained in German print them."""


def _is_plate(word: ReportToken) -> bool:
    return word.text.startswith(("endplate", "end"))


def _without_hyphens(tokens: list[ReportToken]) -> list[ReportToken]:
    """Leave out the hyphen of ``end-plate``: one that touches a word on both sides."""
    kept: list[ReportToken] = []
    for index, token in enumerate(tokens):
        inside = 0 < index < len(tokens) - 1
        if token.kind is Kind.DASH and inside:
            before, after = tokens[index - 1], tokens[index + 1]
            touching = before.end == token.start and after.start == token.end
            if touching and before.kind is Kind.WORD and after.kind is Kind.WORD:
                continue
        kept.append(token)
    return kept


def _longest(words: list[ReportToken], index: int) -> tuple[int, Kind]:
    first = words[index]
    for size, phrases in _TABLE.get(first.text, ()):
        kind = phrases.get((first.text,) if size == 1 else tuple(word.text for word in words[index : index + size]))
        if kind is None:
            continue
        if kind is Kind.MODIC and first.text == "m" and not _followed_by_numeral(words, index):
            continue
        return size, kind
    return 1, Kind.WORD


def _followed_by_numeral(words: list[ReportToken], index: int) -> bool:
    if index + 1 >= len(words):
        return False
    after = words[index + 1]
    return after.kind is Kind.NUMERAL and after.start == words[index].end and after.text in ("1", "2", "3")
