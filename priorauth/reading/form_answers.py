"""Answers: what stands behind a question on its own line, or below one of a form."""

from __future__ import annotations

import re

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


def is_answer(question: str, words: str, lines_below: int) -> bool:
    """Return whether words answer a question that ends ``lines_below`` lines above them."""
    if not question.endswith("?"):
        return False
    if lines_below == 0:
        is_short = any(form.fullmatch(words) is not None for form in (_SHORT_ANSWER, _ANSWER_AND_QUESTION))
        return is_short or _AFFIRMED.match(words) is not None
    return lines_below == 1 and _FORM_ANSWER.match(words) is not None


def end_of_answer(question: str, words: str, lines_below: int) -> int | None:
    """Return where in words the first word of an answer ends that goes on in the same denial, or none."""
    if lines_below or not question.endswith("?") or _LONG_ANSWER.fullmatch(words) is None:
        return None
    word = re.match(r"[\"\u201c']?\w+,?", words)
    return word.end() if word is not None else 0
