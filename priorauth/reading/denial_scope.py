"""Whether a denial is of the whole thing: words that nobody knows may narrow it, doubt it or turn it round."""

from __future__ import annotations

from collections.abc import Sequence

from priorauth.reading.cues import Cue, Sense
from priorauth.reading.frame import Mention
from priorauth.reading.marking import Marked
from priorauth.reading.phrase_matching import Hit
from priorauth.reading.reach import Within
from priorauth.reading.tokens import Form
from priorauth.reading.vocabulary import Category

_CONTRASTS = frozenset({"but", "however", "although", "though", "yet"})
_ENDS = frozenset({";", ".", "but", "|"})
_FOR_A_TIME = frozenset({"until", "till", "unless", "pending"})
"""Words that let a denial hold only for a time, or under a condition."""


def is_open_denial(marked: Marked, mention: Mention, denials: Sequence[Hit[Cue]], within: Within) -> bool:
    """Whether a denial has words behind it that are no members of its list and that nobody knows, or a "but".

    A "but" that goes on about the same thing takes something back: "not pregnant but is two weeks late".
    """
    if not denials:
        return False
    behind = (clause for clause in within.said if clause.first > mention.last)
    if any(marked.tokens[clause.first].text in _CONTRASTS for clause in behind):
        return True
    if _is_turned(marked, mention, denials):
        return True
    start = max(mention.last, *(hit.last for hit in denials)) + 1
    is_list = True
    for index in range(start, len(marked.tokens)):
        if marked.tokens[index].text in _ENDS:
            return False
        if marked.tokens[index].text in _FOR_A_TIME:
            return True
        if marked.is_(index, Category.VERB, Category.AUXILIARY, Category.PREPOSITION, Category.BARRIER):
            is_list = False
        if marked.is_unknown(index) and not is_list:
            return True
    return False


def _is_turned(marked: Marked, mention: Mention, denials: Sequence[Hit[Cue]]) -> bool:
    """Whether a second denial is the verb of what a first one denies: "no fracture can be excluded"."""
    if not any(hit.last < mention.first for hit in denials):
        return False
    for hit in denials:
        between = range(mention.last + 1, hit.first)
        if any(marked.is_(index, Category.AUXILIARY) for index in between):
            return not any(marked.tokens[index].text in (",", "(", *_ENDS) for index in between)
    return False


def is_narrowed(
    marked: Marked, mention: Mention, denials: Sequence[Hit[Cue]], left: Sequence[int], within: Within
) -> bool:
    """Whether a word nobody understood (``left``) stands in the clause before a denial, or with what it denies.

    A person named in an earlier clause may be whom it is said of: "her sister came, no cancer on her scan".

    "Not sure it is no infection" and "no zorbed infection" deny no infection; "no zorb or infection" does.
    """
    words = [
        index
        for index in left
        if marked.tokens[index].form is not Form.SIGN
        and (index in within.own or Sense.OTHER_PERSON in marked.senses(index))
    ]
    return any(_is_narrowed_by(marked, mention, hit, words) for hit in denials)


def _is_narrowed_by(marked: Marked, mention: Mention, hit: Hit[Cue], left: Sequence[int]) -> bool:
    if hit.first > mention.last:
        return any(index < mention.first or mention.last < index < hit.first for index in left)
    member = mention.first
    while member > hit.last + 1 and not marked.is_(member - 1, Category.GLUE):
        member -= 1
    return any(index < hit.first or member <= index < mention.first for index in left)
