"""Mentions of endplate changes in a sentence: Modic changes with or without a type, and untyped ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from priorauth.readers.mri.modic_types import TypeWords, is_of_another, read_types
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind
from priorauth.readers.mri.untyped import untyped_spans


@dataclass(frozen=True, slots=True)
class EndplateMention:
    """A mention in ``tokens[first:last + 1]``.

    ``is_modic`` tells Modic wording from plain endplate wording; ``is_hedged`` is a hedge inside it ("Modic
    changes, likely type 1").
    """

    first: int
    last: int
    is_modic: bool
    elements: tuple[frozenset[int], ...] = ()
    is_undecided: bool = False
    is_hedged: bool = False
    is_zero: bool = False

    @property
    def types(self) -> frozenset[int]:
        """Its types together; none when it has none, or does not decide between them."""
        return frozenset() if self.is_undecided else frozenset().union(*self.elements)


_AFTER_HEAD = {
    Kind.CHANGE, Kind.ENDPLATE, Kind.ADJECTIVE, Kind.SIGNAL, Kind.MARROW, Kind.ABNORMAL, Kind.COMMA, Kind.COLON,
    Kind.OPEN, Kind.DASH, Kind.MIXED, Kind.BODY_WORD, Kind.HEDGE, Kind.ARTICLE, Kind.SHOWS, Kind.IS, Kind.EDEMA,
    Kind.DISC_WORD, Kind.BAR, Kind.CLOSE,
}  # fmt: skip
_BEFORE_HEAD = {
    Kind.ADJECTIVE, Kind.ENDPLATE, Kind.DASH, Kind.MIXED, Kind.SIGNAL, Kind.LEVEL, Kind.MARROW, Kind.BODY_WORD,
    Kind.CHANGE, Kind.OPEN, Kind.CLOSE, Kind.EDEMA, Kind.DISC_WORD, Kind.COMPONENT,
}  # fmt: skip
_OWN_WORDS = {
    Kind.CHANGE,
    Kind.ENDPLATE,
    Kind.ADJECTIVE,
    Kind.SIGNAL,
    Kind.MARROW,
    Kind.EDEMA,
    Kind.LESION,
    Kind.COMPONENT,
}
_HEADS = (Kind.MODIC, Kind.ENDPLATE, Kind.LESION, Kind.EDEMA, Kind.MARROW)
_SETS_OFF = (Kind.COMMA, Kind.COLON, Kind.DASH, Kind.OPEN, Kind.BAR)
_NAMED_BEFORE = (Kind.FINDING, Kind.NOT_MODIC, Kind.NERVE, Kind.DISC_WORD)
_NAMES_NOTHING = (
    "which",
    "where",
    "here",
    "that",
    "this",
    "it",
    "these",
    "as",
    "to",
    "on",
    "also",
    "both",
    "pure",
    "purely",
    '"',
    "*",
)
_REACH = 9
_ENDPLATE_WORDS = {
    Kind.ADJECTIVE, Kind.ENDPLATE, Kind.DASH, Kind.MIXED, Kind.SIGNAL, Kind.MARROW, Kind.CHANGE, Kind.OPEN,
    Kind.COMMA, Kind.BODY_WORD, Kind.EDEMA, Kind.ABNORMAL, Kind.DISC_WORD, Kind.AND,
}  # fmt: skip
_MAY_FOLLOW_TYPE = {
    Kind.CHANGE, Kind.ADJECTIVE, Kind.PREPOSITION, Kind.COMMA, Kind.AND, Kind.STOP, Kind.CLOSE, Kind.IS,
    Kind.SEEN, Kind.LEVEL, Kind.BODY, Kind.SEMICOLON, Kind.ENDPLATE, Kind.SIGNAL, Kind.WITH, Kind.BUT,
    Kind.COMPONENT, Kind.OPEN, Kind.MARROW, Kind.STABLE, Kind.RESPECTIVELY, Kind.HEDGE, Kind.NOW, Kind.BAR,
    Kind.THIS_LEVEL, Kind.THESE_LEVELS, Kind.DASH, Kind.EXTENT, Kind.QUESTION, Kind.RATHER, Kind.BECAME,
    Kind.FOREIGN, Kind.COMPARED, Kind.PRIOR, Kind.WITHOUT, Kind.RESOLVED, Kind.SUPERIOR, Kind.INFERIOR,
    Kind.MODIC, Kind.EDEMA, Kind.ASSOCIATED, Kind.LATTER, Kind.NOT, Kind.ABSENT, Kind.SLASH, Kind.FIRST_TIME,
}  # fmt: skip


def find_mentions(tokens: Sequence[ReportToken], *, goes_on: bool = False) -> tuple[EndplateMention, ...]:
    """Find the mentions of a sentence in order. ``goes_on``: the sentence before spoke of Modic types."""
    if not goes_on and not any(token.kind in _HEADS or token.kind is Kind.TYPE for token in tokens):
        return ()
    typed = list(_typed(tokens, goes_on=goes_on))
    taken = {index for mention in typed for index in range(mention.first, tail_of(tokens, mention.last) + 1)}
    plain = [
        EndplateMention(*span, is_modic=False)
        for span in untyped_spans(tokens)
        if taken.isdisjoint(range(span[0], span[1] + 1))
    ]
    every = sorted((*typed, *plain), key=lambda mention: mention.first)
    return tuple(every) or tuple(_normal(tokens))


def _normal(tokens: Sequence[ReportToken]) -> Iterator[EndplateMention]:
    """Return ``normal endplates`` and ``the endplates are normal`` as mentions of what is not there."""
    if any(token.kind in (Kind.NO, Kind.NOT, Kind.WITHOUT, Kind.EXCEPT, Kind.BUT) for token in tokens):
        return
    for index, token in enumerate(tokens):
        if token.kind is not Kind.ENDPLATE or not _is_all_endplate(tokens, index):
            continue
        behind = index + 1
        while behind < len(tokens) and tokens[behind].kind in (Kind.IS, Kind.COLON, Kind.SIGNAL):
            behind += 1
        if index and tokens[index - 1].text == "normal":
            yield EndplateMention(index - 1, index, is_modic=False, is_zero=True)
        elif behind < len(tokens) and tokens[behind].text == "normal":
            yield EndplateMention(index, behind, is_modic=False, is_zero=True)


def _is_all_endplate(tokens: Sequence[ReportToken], index: int) -> bool:
    """Whether the word for an endplate stands for all of it and both: no side, no shape."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    one_sided = any(token.kind in (Kind.SUPERIOR, Kind.INFERIOR, Kind.BODY) for token in tokens)
    is_shape = after is not None and after.kind is Kind.WORD and after.text not in ("look", "looks", "appear")
    return not one_sided and not is_shape and tokens[index].text.endswith("s")


def tail_of(tokens: Sequence[ReportToken], last: int) -> int:
    """Find the end of the words that still belong to a mention: ``Modic type 2 [endplate changes]``."""
    while last + 1 < len(tokens) and tokens[last + 1].kind in _OWN_WORDS:
        last += 1
    return last


def _typed(tokens: Sequence[ReportToken], *, goes_on: bool) -> Iterator[EndplateMention]:
    """Join each type to its head word; a head without a type stands alone."""
    used = -1
    spoken_of = goes_on
    for index, token in enumerate(tokens):
        if index <= used:
            continue
        mention = None
        if token.kind is Kind.MODIC:
            mention = _from_head(tokens, index)
            spoken_of = True
        elif token.kind in (Kind.TYPE, Kind.NUMERAL, Kind.MIXED):
            mention = _from_type(tokens, index, spoken_of=spoken_of)
        if mention is not None:
            used = mention.last
            spoken_of = True
            yield mention


def _from_head(tokens: Sequence[ReportToken], head: int) -> EndplateMention:
    place, hedged = head + 1, False
    while place < min(len(tokens), head + _REACH):
        kind = tokens[place].kind
        if kind is Kind.TYPE or (kind is Kind.NUMERAL and _may_be_bare(tokens, head, place)):
            words = read_types(tokens, place)
            is_own = words is not None and not _belongs_elsewhere(tokens, head, place, words)
            return _mention(head, words, hedged) if words and is_own else _bare(tokens, head)
        if kind is Kind.MIXED and (words := read_types(tokens, place)) is not None:
            return _mention(head, words, hedged)
        if kind is Kind.WORD and tokens[place].text in ("one", "two", "three") and place == head + 1:
            words = read_types(tokens, place)
            return _mention(head, words, hedged) if words else _bare(tokens, head)
        is_class = tokens[place].text == "classification" and any(token.places for token in tokens)
        if kind not in _AFTER_HEAD and tokens[place].text not in ("of", "in", "with") and not is_class:
            break
        hedged = hedged or kind is Kind.HEDGE
        place += 1
    return _bare(tokens, head)


def _belongs_elsewhere(tokens: Sequence[ReportToken], head: int, place: int, words: TypeWords) -> bool:
    """Whether a type set off from the head is that of something else: ``Modic changes with grade 1 listhesis``."""
    between = tokens[head + 1 : place]
    is_set_off = any(token.kind in _SETS_OFF or token.text in ("of", "in", "with") for token in between)
    if not is_set_off and (not between or tokens[place].text.startswith("type")):
        return False
    is_item_number = tokens[place].kind is Kind.NUMERAL and not any(t.kind is Kind.OPEN for t in between)
    closes = tokens[words.last + 1 : words.last + 2]
    if is_item_number and closes and closes[0].kind is Kind.CLOSE:
        return True
    is_of_disc = bool(between) and between[-1].kind is Kind.DISC_WORD
    return is_of_disc or is_of_another(tokens, words.last)


def _may_be_bare(tokens: Sequence[ReportToken], head: int, place: int) -> bool:
    """Whether a numeral without "type" is one: right behind the head, or in brackets or behind a colon."""
    before = tokens[place - 1]
    if place == head + 1 or before.kind in (Kind.OPEN, Kind.BAR, Kind.MIXED):
        return True
    return before.kind in (Kind.COLON, Kind.DASH, Kind.COMMA) and tokens[place].text != "0"


def _bare(tokens: Sequence[ReportToken], head: int) -> EndplateMention:
    last = head
    while last + 1 < len(tokens) and tokens[last + 1].kind in (
        Kind.CHANGE, Kind.ENDPLATE, Kind.ADJECTIVE, Kind.SIGNAL, Kind.MARROW, Kind.TYPE,
    ):  # fmt: skip
        last += 1
    return EndplateMention(head, last, is_modic=True)


def _mention(first: int, words: TypeWords, hedged: bool, last: int | None = None) -> EndplateMention:
    end = words.last if last is None else last
    return EndplateMention(first, end, True, words.elements, words.is_undecided, hedged, words.is_zero)


def _from_type(tokens: Sequence[ReportToken], start: int, *, spoken_of: bool) -> EndplateMention | None:
    words = read_types(tokens, start)
    if words is None:
        return None
    has_word = any(token.kind is Kind.TYPE for token in tokens[start : words.last + 1])
    if any(token.kind is Kind.MODIC for token in tokens[start : words.last]):
        return _mention(start, words, False)
    head = _head_after(tokens, words.last)
    if head is not None:
        return _mention(start, words, False, head) if has_word or _is_mixed(tokens, start, words) else None
    if not has_word and spoken_of and _goes_on(tokens, start, words.last):
        return _mention(start, words, False)
    if not has_word or not tokens[start].text.startswith("t"):
        return None
    described = _behind_description(tokens, words.last)
    if _near_endplate(tokens, start, described) or _is_of_marrow(tokens, described):
        return _mention(start, words, False, described)
    if _is_called_marrow(tokens, start, described) or _is_reactive(tokens, start, described):
        return _mention(start, words, False, described)
    if _is_listed_of_endplates(tokens, start, words.last):
        return _mention(start, words, False)
    after = tokens[words.last + 1 : words.last + 2]
    is_another = start > 0 and _names_something(tokens[start - 1])
    if spoken_of and not is_another and (not after or _may_follow_type(after[0])):
        return _mention(start, words, False)
    return None


def _behind_description(tokens: Sequence[ReportToken], last: int) -> int:
    """Return the end of a bracket behind a type that says what it looks like: ``type 1 (edematous) change``."""
    inside = last + 2
    if tokens[last + 1 : last + 2] and tokens[last + 1].kind is Kind.OPEN:
        while inside < len(tokens) and tokens[inside].kind in _LOOKS:
            inside += 1
        if last + 2 < inside < len(tokens) and tokens[inside].kind is Kind.CLOSE:
            return inside
    return last


_LOOKS = frozenset({Kind.ADJECTIVE, Kind.SIGNAL, Kind.MARROW, Kind.CHANGE})


def _goes_on(tokens: Sequence[ReportToken], start: int, last: int) -> bool:
    """Whether a bare type goes on with a list of types and places: ``Modic I at L4-5 and II at L5-S1``."""
    before, behind = tokens[max(0, start - 2) : start], tokens[last + 1 : last + 3]
    is_joined = len(before) == 2 and before[0].kind is Kind.LEVEL and before[1].kind in (Kind.AND, Kind.COMMA)
    is_typed = any(token.kind is Kind.NUMERAL for token in tokens[: max(0, start - 2)])
    is_disc = tokens[last + 3 : last + 4] and tokens[last + 3].kind is Kind.DISC_WORD
    is_placed = [token.kind for token in behind] == [Kind.PREPOSITION, Kind.LEVEL]
    return is_joined and is_typed and is_placed and not is_disc


def _may_follow_type(token: ReportToken) -> bool:
    """Whether a word behind a type names nothing else that is typed: ``type 2 posteriorly``."""
    return token.kind in _MAY_FOLLOW_TYPE or token.text == "only" or token.text.endswith("ly")


def _names_something(token: ReportToken) -> bool:
    """Whether a word before "type 2" names what is typed: ``annular tear type 2``, ``Castellvi type 2``."""
    return token.kind in _NAMED_BEFORE or (token.kind is Kind.WORD and token.text not in _NAMES_NOTHING)


def _is_mixed(tokens: Sequence[ReportToken], start: int, words: TypeWords) -> bool:
    return tokens[start].kind is Kind.MIXED or len(words.types) > 1


def _head_after(tokens: Sequence[ReportToken], last: int) -> int | None:
    place = last + 1
    while place < min(len(tokens), last + _REACH) and (
        tokens[place].kind in _BEFORE_HEAD or tokens[place].text in _NAMED_AFTER or _leads_to_name(tokens, place)
    ):
        place += 1
    if place < len(tokens) and tokens[place].kind is Kind.MODIC and read_types(tokens, place + 1) is None:
        return place
    return None


def _leads_to_name(tokens: Sequence[ReportToken], place: int) -> bool:
    """``type 1 in the Modic scheme``: "in" or "the" right before the name."""
    near = [token.text for token in tokens[place : place + 2]]
    return near in (["in", "the"], ["by", "the"], ["on", "the"], ["the", "modic"])


_NAMED_AFTER = frozenset(["according", "to", "per", "after", "of"])
"""``type 1 changes according to Modic``, ``type I changes of Modic``."""


def _near_endplate(tokens: Sequence[ReportToken], first: int, last: int) -> bool:
    """``type 2 endplate changes`` and ``endplate changes, type 2`` are Modic types without the name."""
    place = last + 1
    while place < min(len(tokens), last + 6) and tokens[place].kind in _ENDPLATE_WORDS - {Kind.COMMA, Kind.OPEN}:
        if tokens[place].kind is Kind.ENDPLATE:
            return _has_change(tokens[place + 1 : place + 4])
        place += 1
    if is_of_another(tokens, last):
        return False
    place = first - 1
    seen: list[ReportToken] = []
    while place >= max(0, first - 7) and (tokens[place].kind in _ENDPLATE_WORDS or tokens[place].text == "of"):
        seen.append(tokens[place])
        if tokens[place].kind is Kind.ENDPLATE:
            return _has_change(seen)
        place -= 1
    return False


def _is_of_marrow(tokens: Sequence[ReportToken], last: int) -> bool:
    """Whether a type is that of a marrow: ``the marrow is bright ..., type 2 degenerative change``."""
    named = [i for i, token in enumerate(tokens[:last]) if token.kind is Kind.MARROW]
    after = tokens[last + 1 : last + 4]
    is_change = any(token.text in ("change", "changes") for token in after)
    return bool(named) and is_change and any(token.text in ("degenerative", "reactive") for token in after)


def _is_called_marrow(tokens: Sequence[ReportToken], first: int, last: int) -> bool:
    """Whether a type is that of a marrow's change or signal: ``type II fatty marrow signal beside the disc``."""
    place = last + 1
    while place < len(tokens) and tokens[place].kind in (Kind.ADJECTIVE, Kind.MARROW, Kind.DASH):
        place += 1
    if place >= len(tokens) or tokens[place].kind not in _CHANGES or any(t.kind is Kind.NOT_MODIC for t in tokens):
        return False
    called = tokens[last + 1 : place + 1]
    is_marrow = any(token.kind is Kind.MARROW or "marrow" in token.text for token in called)
    is_named = first > 0 and _names_something(tokens[first - 1]) and tokens[first - 1].text not in _LEAD_ON
    is_of_disc = any(token.kind in _OF_DISC or "disc" in token.text for token in tokens)
    return is_marrow and is_of_disc and not is_named


def _is_reactive(tokens: Sequence[ReportToken], first: int, last: int) -> bool:
    """Whether a type is that of reactive changes of a level: ``L5-S1 wear with reactive type II changes``."""
    place = last + 1
    while place < len(tokens) and tokens[place].kind is Kind.ADJECTIVE:
        place += 1
    called = {
        word
        for token in (*tokens[max(0, first - 2) : first], *tokens[last + 1 : place])
        for word in token.text.split()
    }
    is_change = place < len(tokens) and tokens[place].text in ("change", "changes")
    is_other = any(token.kind in (Kind.NERVE, Kind.NOT_MODIC) or "facet" in token.text for token in tokens)
    has_level = any(token.kind is Kind.LEVEL for token in tokens)
    return is_change and has_level and not is_other and bool(called & {"reactive", "discogenic"})


_CHANGES = (Kind.CHANGE, Kind.SIGNAL, Kind.LESION)
_OF_DISC = (Kind.DISC_WORD, Kind.FACING, Kind.ENDPLATE)
_LEAD_ON = frozenset(["like", "probable", "showing", "shows", "into"])


def _is_listed_of_endplates(tokens: Sequence[ReportToken], first: int, last: int) -> bool:
    """Whether a type is one of a label's: ``Endplate marrow: no type 1, 2 or 3 change``."""
    colon = next((i for i in range(first - 1, -1, -1) if tokens[i].kind is Kind.COLON), None)
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    is_first = colon == first - 1 and behind is not None and behind.kind in (Kind.LEVEL, Kind.PREPOSITION)
    if colon is None or behind is None or not (is_first or behind.kind in (Kind.CHANGE, Kind.SIGNAL)):
        return False
    label = tokens[max(0, colon - 3) : colon]
    between = (Kind.NO, Kind.NOT, Kind.ADJECTIVE, Kind.ARTICLE)
    return any(token.kind in (Kind.ENDPLATE, Kind.MARROW) for token in label) and all(
        token.kind in between for token in tokens[colon + 1 : first]
    )


def _has_change(tokens: Sequence[ReportToken]) -> bool:
    return any(token.kind in (Kind.CHANGE, Kind.SIGNAL, Kind.EDEMA) for token in tokens)
