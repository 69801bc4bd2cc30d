"""Whether the plain words of a statement that helps stand in an order that says what it seems to.

Known words can still be ranged so that they say less or something else: a member of a denied list that goes its
own way ("no leg pain, numbness in the feet"), a denial of one level for the whole spine, a result of other care.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame
from priorauth.reading.model import Standing
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Form, Token


def words_of(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


ENDS_PART = words_of(", ; |")
DENYING = words_of(
    "no not denies denied deny denying without neg negative never none nor neither absent nil free "
    "doesn't don't isn't aren't wasn't didn't hasn't haven't n't unremarkable"
)
LEANING = words_of(
    "since for with without in on at of to from by until till when while if unless as per after before "
    "during then than except only just but not which who that whose where though although because "
    "despite under over into"
)
"""Words with which a part tells when, where or for whom the one before it holds."""

_ASSERTING = words_of("present positive is are has have was were there going goes active yes noted")
_CLOSERS = words_of("or nor")
_OF_WHOLE_SPINE = frozenset({Fact.FRACTURE, Fact.INFECTION, Fact.TUMOR, Fact.INSTABILITY})
_RANGES = words_of("through thru to")
_UNTIL = words_of("until till")
"""Beside "to" in one part these say no end: something between is lost."""
_EXAMINED = words_of("test tests check scan screen study exam")
_NONE = words_of("none no not nil 0")
_RESULTS = words_of("relief benefit improvement help response change")
_TIES = words_of("from with of after")


def parts_of(statement: Statement) -> Iterator[range]:
    """Return the parts of a statement between commas, semicolons, bars, and stops that end a sentence."""
    start = 0
    tokens = statement.tokens
    for index, token in enumerate(tokens):
        if token.text in ENDS_PART or ends_sentence(statement, index):
            yield range(start, index)
            start = index + 1
    yield range(start, len(tokens))


def clauses_of(statement: Statement) -> Iterator[range]:
    """Return what stands between the semicolons, and the stops that end a sentence, of a statement."""
    start = 0
    for index, token in enumerate(statement.tokens):
        if token.text == ";" or ends_sentence(statement, index):
            yield range(start, index)
            start = index + 1
    yield range(start, len(statement.tokens))


def ends_sentence(statement: Statement, index: int) -> bool:
    """Whether a token is a stop behind a word, no letter or title of a name, with a capital behind it."""
    tokens = statement.tokens
    if tokens[index].text != "." or not 0 < index < len(tokens) - 1 or len(tokens[index - 1].text) == 1:
        return False
    return tokens[index - 1].text not in _TITLES and statement.text[tokens[index + 1].start].isupper()


_TITLES = words_of("dr mr mrs ms rt lt st approx appt dept")


def disordered(statement: Statement, fact: Fact, standing: Standing, frame: Frame) -> tuple[str, ...]:
    """Return the words whose place keeps a statement from plainly saying a fact; nothing when all are in place."""
    tokens = statement.tokens
    mine = (mention for mention in frame.mentions(tokens) if _is(mention.trigger, fact))
    named = {i for mention in mine for i in range(mention.first, mention.last + 1)}
    found: set[int] = set()
    if standing is Standing.DENIED:
        found |= set(_loose_members(statement, named))
        found |= set(_unexamined(tokens))
        found |= {index for part in parts_of(statement) for index in _hurting_limb(statement, part)}
        if fact in _OF_WHOLE_SPINE:
            found |= set(_levels(statement, named))
    found |= {i for part in parts_of(statement) for i in _until(tokens, part)}
    if fact is Fact.CARE_SESSIONS:
        found |= {i for i in range(1, len(tokens) - 1) if _is_of_year(tokens, i)}
    if fact is Fact.CARE_RESPONSE:
        found |= set(_of_another(statement, frame)) | set(_too_early(tokens))
    if fact is Fact.PATTERN:
        found |= {i for i, (one, later) in enumerate(pairwise(tokens)) if _is_part(one, later)}
    return tuple(tokens[index].text for index in sorted(found))


def _until(tokens: tuple[Token, ...], part: range) -> Iterator[int]:
    """Return an "until" beside a range: "until 2/2025 to 6/2025"."""
    if any(tokens[index].text in _RANGES for index in part):
        yield from (index for index in part if tokens[index].text in _UNTIL)


def _hurting_limb(statement: Statement, part: range) -> Iterator[int]:
    """Return the limb that a part says hurts beside a denial: "no leg pain; the calf aches"."""
    words = {statement.tokens[index].text for index in part}
    if not words.isdisjoint(_LIMBS) and not words.isdisjoint(_HURTS) and words.isdisjoint(_ENDING):
        yield from (index for index in part if statement.tokens[index].text in _LIMBS)


_HURTS = words_of("aches hurts burns tingles throbs stings smarts prickles swells buckles")


def _is_part(number: Token, sign: Token) -> bool:
    """Whether only a part of the pain is so: "axial 20%"."""
    return sign.text in _PERCENT and number.form is Form.NUMBER and number.text not in _WHOLE


_PERCENT = words_of("% percent pct")
_WHOLE = words_of("100 0")


def _too_early(tokens: tuple[Token, ...]) -> Iterator[int]:
    """Return the words of a result after next to nothing: "no relief after one tablet"."""
    for index in range(len(tokens) - 2):
        first, many, what = (token.text for token in tokens[index : index + 3])
        if first == "after" and many in _NEXT_TO_NOTHING and what in _DOSES:
            yield from range(index, index + 3)


_NEXT_TO_NOTHING = words_of("1 2 one two a an the his her first single")
_DOSES = words_of("tablet tablets pill pills dose doses day days hour hours visit visits session sessions")


def _is_of_year(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether visits are those of a year: "12 visits of 2019"."""
    is_year = re.fullmatch(r"(?:19|20)\d\d", tokens[index + 1].text) is not None
    return is_year and tokens[index].text == "of" and tokens[index - 1].text in _COUNTED


_COUNTED = words_of("visit visits session sessions treatment treatments appointment appointments")


def _loose_members(statement: Statement, named: set[int]) -> Iterator[int]:
    """Return the words by which a part behind a denial, with none of its own, asserts or places what it names.

    Behind two parts that each have a denial, a part without one may assert: "no numbness, no tingling, leg pain".
    """
    tokens = statement.tokens
    parts = list(parts_of(statement))
    denials, is_placed, is_verb = 0, False, False
    for number, part in enumerate(parts):
        words = [tokens[index].text for index in part]
        if not _ENDING.isdisjoint(words):
            denials += 1
            is_verb = not _DENYING_VERBS.isdisjoint(words) or ("for" in words and not _NEGATIVE.isdisjoint(words))
            is_placed = is_placed or not LEANING.isdisjoint(words)
            continue
        later = {tokens[index].text for other in parts[number:] for index in other}
        is_closed = not _CLOSERS.isdisjoint(later) or (is_verb and "and" in later)
        if not denials or named.isdisjoint(part) or is_closed or not _REASONS.isdisjoint(words):
            continue
        yield from (i for i in part if i not in named and _goes_its_way(tokens, i, named))
        if denials > 1 or (is_placed and not _LIMBS.isdisjoint(words)):
            yield next(iter(i for i in part if i in named))


_DENYING_VERBS = words_of("denies denied deny denying")
"""Behind these "and" closes a list: "denies numbness, tingling and weakness in the legs"."""

_NEGATIVE = words_of("negative neg")
_ENDING = DENYING | words_of("normal nl wnl intact full symmetric symmetrical sym")
"""What makes a part of a list say by itself how its things stand."""
_REASONS = words_of("postmenopausal menopausal menopause hysterectomy")
"""What tells beside a denial why the thing is not there."""

_LIMBS = words_of("leg legs calf calves thigh thighs foot feet")


def _goes_its_way(tokens: tuple[Token, ...], index: int, named: set[int]) -> bool:
    token = tokens[index]
    if index + 1 in named and (token.text == "active" or tokens[index - 1].text in _HISTORIES):
        return False
    if token.text in _PLACING and not _SPINE.isdisjoint(later.text for later in tokens[index + 1 : index + 3]):
        return False
    return token.form is Form.NUMBER or token.text in LEANING or token.text in _ASSERTING


_HISTORIES = words_of("history hx")


def _unexamined(tokens: tuple[Token, ...]) -> Iterator[int]:
    """Return an answer that says a test was not made: "pregnancy test: none"."""
    bare = [(i, token.text) for i, token in enumerate(tokens) if token.form is not Form.SIGN]
    yield from (later[0] for one, later in pairwise(bare) if one[1] in _EXAMINED and later[1] in _NONE)


def _levels(statement: Statement, named: set[int]) -> Iterator[int]:
    """Return the levels or parts to which a denial for the whole spine is confined; a range is the spine."""
    tokens = statement.tokens
    for part in parts_of(statement):
        words = [tokens[index].text for index in part]
        if named.isdisjoint(part) or not _RANGES.isdisjoint(words):
            continue
        yield from (i for i in part if tokens[i].form is Form.CODE and _is_level(tokens[i].text))
    for index in sorted(named):
        near = [token.text for token in tokens[index + 1 : index + 6]]
        if near and near[0] in _PLACING and _SPINE.isdisjoint(near) and index + 1 not in named:
            yield index + 1


_PLACING = words_of("of in at within")
_SPINE = words_of(
    "spine spinal lumbar lumbosacral vertebra vertebral vertebrae back body bodies bone bones marrow "
    "disc discs any imaging mri ct film films xray xrays x study exam patient"
)


def _is_level(text: str) -> bool:
    return len(text) <= 3 and text[0] in "lst" and text[1:].isdigit()


def _of_another(statement: Statement, frame: Frame) -> Iterator[int]:
    """Return the care a result is tied to, of several: "PT; no relief from chiropractic"."""
    tokens = statement.tokens
    care = [mention for mention in frame.mentions(tokens) if _is(mention.trigger, Fact.CARE)]
    if len({_words(tokens, mention.first, mention.last) for mention in care}) < 2:
        return
    for mention in care:
        before = [token.text for token in tokens[max(0, mention.first - 3) : mention.first]]
        if not _TIES.isdisjoint(before) and not _RESULTS.isdisjoint(before):
            yield mention.first


def _is(trigger: object, fact: Fact) -> bool:
    return getattr(trigger, "fact", None) is fact


def _words(tokens: Iterable[Token], first: int, last: int) -> tuple[str, ...]:
    return tuple(token.text for token in list(tokens)[first : last + 1])
