"""What a named test of the examination says: negative, positive or equivocal, and on which side."""

from __future__ import annotations

import re
from typing import Literal

from priorauth.reading.finding_values import Laterality

Result = Literal["positive", "negative", "equivocal", "not_done", "not_said"]

_SPACE = r"(?<![\w])"
_POSITIVE = re.compile(
    rf"{_SPACE}(?:positive|pos\.?|\+ve|reproduc\w+|provok\w+|painful|present)(?!\w)|\+(?!\s*(?:rotation|extension|flexion|side)\b)|\btender(?:ness)?\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    rf"{_SPACE}(?:(?:does|did|do)(?: not|n't) (?:reproduce|provoke|cause|elicit)"
    r"|negative|neg\.?|-ve|unremarkable|normal|painless|quiet|benign|fine|clean|non-?provocative|without pain"
    r"|no pain|no (?:facet |joint |si |sacroiliac )?tenderness"
    r"|0\s*(?:/|of|out of)\s*\d(?:\s+(?:were\s+)?(?:positive|pos\b\.?))?)(?!\w)"
    r"|\(\s*[-\u2212\u2013]\s*\)|(?<=\w\s)[-\u2212\u2013](?=\s*(?:[,;:]|$|\.(?:\s|$)))"
    r"|(?<![\w+])[-\u2212\u2013]\s?/\s?[-\u2212\u2013](?![\w+/])"
    r"|(?<=\w\s)[-\u2212\u2013](?=\s*(?:bilat\w*|b/l|both sides)\s*(?:[,;.)]|$))"
    r"|\b(?:l\s?[-\u2212\u2013]\s*[,/]?\s*r|r\s?[-\u2212\u2013]\s*[,/]?\s*l)\s?[-\u2212\u2013](?=\s|$|[,;.])",
    re.IGNORECASE,
)
_EQUIVOCAL = re.compile(
    r"\b(?:equivocal|borderline|indeterminate|questionable|uncertain|mixed|\+/-|inconclusive)(?!\w)|\+/-",
    re.IGNORECASE,
)
LIMITED = re.compile(
    r"\b(?:only\s+(?:with|when|if|while|on|in)|unless|when|while|if|with\s+(?:the\s+)?(?:knees?|legs?)\s+(?:bent|flexed)|otherwise|(?:left|right|one)\s+(?:side\s+)?only)\b",
    re.IGNORECASE,
)
"""Words that let a result hold only at times: "negative only with the knee bent"."""

EXCEPTED = re.compile(r"\s*,?\s*(?:but|except|save|apart\s+from|other\s+than)\b", re.IGNORECASE)
"""What takes a result back for some of several tests: "all negative but one"."""

_SOME = re.compile(r"\b(?P<n>[1-9]\d?)\s*(?:/|of|out of)\s*(?P<m>\d{1,2})\b(?!\s*/)", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\b(?:deferred|not (?:done|tested|performed|examined|assessed)|unable|declined|n/?a|nt)\b", re.IGNORECASE
)
_LEFT = re.compile(r"\b(?:left|lt|l)\b(?![\s-]?\d)", re.IGNORECASE)
_RIGHT = re.compile(r"\b(?:right|rt|r)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:bilat\w*|both|b/l|bl|b|r\s*/\s*l|l\s*/\s*r)\b", re.IGNORECASE)


def results_in(words: str) -> tuple[tuple[Result, int, int], ...]:
    """Return the results said in a stretch of text, each with its place in it."""
    forms: tuple[tuple[Result, re.Pattern[str]], ...] = (
        ("equivocal", _EQUIVOCAL), ("negative", _NEGATIVE), ("not_done", _NOT_DONE), ("positive", _SOME),
        ("positive", _POSITIVE),
    )  # fmt: skip
    found: list[tuple[Result, int, int]] = []
    for result, pattern in forms:
        for match in pattern.finditer(words):
            if not any(start < match.end() and match.start() < end for _, start, end in found):
                found.append((result, match.start(), match.end()))
    return tuple(sorted(found, key=lambda item: item[1]))


def laterality_of(words: str) -> Laterality:
    """Return the side that words name."""
    left, right = _LEFT.search(words) is not None, _RIGHT.search(words) is not None
    if _BOTH.search(words) or (left and right):
        return Laterality.BOTH
    if left:
        return Laterality.LEFT
    return Laterality.RIGHT if right else Laterality.NOT_SAID


def worst(results: tuple[Result, ...]) -> Result:
    """Return what several results come to: one that is positive counts, and "not done" excludes nothing."""
    for result in ("positive", "equivocal", "not_done", "negative"):
        if result in results:
            return result
    return "not_said"
