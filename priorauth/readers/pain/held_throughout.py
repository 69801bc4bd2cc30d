"""Shorthand in which legs and nerve signs are told as well, brought to the words that the rules read.

Words that a denial held all along ("at any visit"), and a result written once for each visit, say no less than the
denial; they are left blank. Everything keeps its place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from priorauth.reading.statements import Statement

_ALL_ALONG = re.compile(
    r"\b(?:(?:on|at|in|during)\s+(?:any|every|each|all|either)\s+(?:of\s+(?:the|his|her)\s+)?(?:visits?|sessions?|times?|points?|dates?|appointments?|encounters?)"
    r"|(?<=\s)each\s+visit(?=\s*:)|at\s+all(?=\s*(?:$|[.,;]|in\s|to\s|down\s))|whatsoever|at\s+any\s+time"
    r"|(?:reported\s+|noted\s+|seen\s+)?(?:during|over|throughout|through|in)\s+(?:the|this|his|her)\s+(?:entire\s+|whole\s+)?(?:episode|course)(?:\s+of\s+(?:care|treatment|therapy|pt))?"
    r"|(?:was|were)\s+(?:provoked|reproduced|elicited|brought\s+on)\s+(?:by|with|during|on)\s+any\s+(?:test|exercise|movement|position|maneuver)s?(?:\s+or\s+(?:test|exercise|movement|position|maneuver)s?)?"
    r"|throughout\s+(?:care|treatment|therapy)|this\s+episode|to\s+date)\b(?!\s+(?:until|before|after|except|but|when|with|if|prior|since))",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:specifically|in\s+particular|when\s+(?:i\s+)?asked\s+(?:directly\s+|again\s+|specifically\s+)?(?:about\s+(?:the|his|her)\s+legs?\s*,?)?(?=\s*(?:,|he|she|pt))"
    r"|i\s+(?:have\s+)?asked\s+(?:him|her|the\s+patient)(?:\s+\w+){0,4}\s+about\s+(?:his|her|the)\s+(?:legs?|lower\s+limbs)\s*,?\s*(?:and|:|;)?\s*(?=(?:he|she)\s+den)"
    r"|on\s+(?:direct\s+|careful\s+)?questioning|you\s+have(?=\s+no\b))",
    re.IGNORECASE,
)
_NEVER_HAD = re.compile(
    r"\b(?:(?:has|have|had|'s)\s+never\s+(?:had|felt|noticed|experienced|developed|(?:given|caused)\s+(?:him|her|me))(?:\s+any)?|(?:there\s+has|there\s+have)\s+never\s+been(?:\s+any)?"
    r"|at\s+no\s+(?:time|visit|point)\s+(?:has|have|was|were)\s+there\s+(?:been\s+)?(?:any\s+)?|(?:is\s+|are\s+|remains?\s+)?free\s+(?:of|from)(?:\s+any)?)(?=\s|\Z)",
    re.IGNORECASE,
)
_LIKE_THIS = re.compile(
    r"\b(?:this|such|like|as|so|until|till|before|unless|except|worse|again|after|for\s+\w+\s+(?:day|week|month)s?)\b",
    re.IGNORECASE,
)
_SAME_AGAIN = re.compile(
    r"\b(?P<first>neg|negative|normal|nl|nml|wnl|intact|n)(?P<again>(?:\s*[/,|]?\s+|\s*/\s*)(?P=first)\b)+(?!\s*/)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:neg(?:ative)?|normal|nl|wnl)\.?(?P<times>\s+[x\u00d7]\s?\d{1,2})\b(?!\s*,?\s*(?:then|pos|but))",
    re.IGNORECASE,
)
_TO_DEGREES = re.compile(
    r"(?:neg(?:ative)?|\(-\))(?P<to>\s+(?:to|at)\s+\d{2}(?:\s*(?:deg(?:rees)?|\u00b0))?)", re.IGNORECASE
)
_TO_ANGLE = re.compile(
    r"(?<=\s)(?:to|at|of|through)\s+(?:8[05]|90)\s*(?:deg(?:rees)?|\u00b0)?"
    r"(?=(?:\s*,?\s*(?:bilat\w*|b/l|both(?:\s+(?:sides|legs))?|on\s+(?:both|either)\s+sides?|l(?:eft)?|r(?:ight)?|and|&|/|each|side|either|without\s+(?:any\s+)?(?:leg\s+)?pain|painless(?:ly)?))*\s*(?:[.;|)]|\Z))",
    re.IGNORECASE,
)
"""A straight leg raised to its full height, with nothing told of a pain there: it provoked none."""
_RAISE = re.compile(r"\b(?:slrs?|straight\s+leg\s+rais\w+)\b", re.IGNORECASE)
_EACH_SIDE = re.compile(
    r"\b(?:r(?:ight)?|l(?:eft)?)\s*[:=-]?\s*(?P<one>neg(?:ative)?|normal|nl|wnl|intact|full|5/5|2\+)\s*[,;/&]?\s*(?:and\s+)?(?:r(?:ight)?|l(?:eft)?)\s*[:=-]?\s*(?P=one)(?![\w/+])",
    re.IGNORECASE,
)
"""One result for each side, the same: "R neg, L neg"."""
_HEIGHTS = re.compile(
    r"\b(?:\d{2}\s*(?:deg(?:rees)?|\u00b0)?\s*[,:]?\s*)(?P<one>neg(?:ative)?)\b[\s|]+\d{2}\s*(?:deg(?:rees)?|\u00b0)?\s*[,:]?\s*(?P=one)\b",
    re.IGNORECASE,
)
"""A result beside its angle in a cell for each side: "80, neg | 80, neg"."""
_BOTH_MINUS = re.compile(r"(?<=\s)-\s?/\s?-(?![\w+/])")
_BY_SENSE = re.compile(
    r"(?:(?<=normal)|(?<=intact)|(?<=wnl)|(?<=full)|(?<=good))\s+to\s+(?:(?:light\s+touch|touch|lt|pin(?:\s?-?prick)?|pp|vibration|vib|temperature|temp|sharp|dull|cotton|wisp|monofilament|proprioception|position)"
    r"(?:\s*(?:,|and|&|/|\+|or)\s*)*)+",
    re.IGNORECASE,
)
"""What a normal sense was tried with."""
_GROUPS = re.compile(
    r"(?<=5/5)\s*(?:(?:x|\u00d7|in|for)\s*(?:all\s+)?(?:\d{1,2}\s+)?(?:key\s+|tested\s+|major\s+)?(?:muscle\s+)?(?:groups?|movements?|muscles)(?:\s+tested)?"
    r"|,?\s*(?:incl(?:uding|\.)?|with)\s+(?:the\s+)?(?:(?:big|great)\s+)?toes?(?:\s+(?:extension|flexion|extensors))?)",
    re.IGNORECASE,
)
"""Over how many muscles a full strength was found."""
_EVEN = re.compile(
    r"(?<![\d/])1(?=\+(?:\s*(?:,|and|&|bilat\w*|b/l)){0,3}\s*(?:symm?|symmetric(?:al(?:ly)?)?|equal)\b)",
    re.IGNORECASE,
)
_FIVE = re.compile(r"\bfive\s+(?:out\s+)?of\s+five\b", re.IGNORECASE)
_FOCAL = re.compile(r"(?<=\bno\s)focal(?=\s+(?:weakness|deficits?|motor|sensory|neuro))", re.IGNORECASE)
_NO = re.compile(r"(?<=[a-z])(?::?[^\S\n]{1,60})(?P<no>N)(?=\s*(?:$|[,;.|)]|\s\s|\n))")
"""A capital N as the answer of a form behind a symptom or a test."""


def in_plain_form(statement: Statement) -> Statement:
    """Return a statement with shorthand of legs and signs written out at its place; the text keeps its length."""
    text = statement.text[statement.start : statement.end]
    new = text
    if _RAISE.search(new) and not _PAINS.search(new) and not _RESULT.search(new):
        new = _TO_ANGLE.sub(lambda match: "neg".ljust(len(match.group())), new)
    for pattern, put in _FORMS:
        new = pattern.sub(put, new)
    if not _LIKE_THIS.search(new):
        new = _NEVER_HAD.sub(lambda match: "no".ljust(len(match.group())), new)
    if new == text:
        return statement
    return replace(statement, text=statement.text[: statement.start] + new + statement.text[statement.end :])


_RESULT = re.compile(r"\b(?:neg(?:ative)?|normal|fine|nl|wnl|intact|clear)\b|-\s?/\s?-|\(-\)", re.IGNORECASE)
_PAINS = re.compile(
    r"\b(?:pain(?:ful)?(?!\s*(?:-?\s*free|less))|pos(?:itive)?|reproduc\w+|provok\w+|radi\w+|tight\w*|limited|only|but|then|before|with)\b",
    re.IGNORECASE,
)


def _blank(name: str | int) -> Callable[[re.Match[str]], str]:
    """Return a replacement that leaves a group blank and the rest as it is."""

    def put(match: re.Match[str]) -> str:
        start, end = (place - match.start() for place in match.span(name))
        return match.group()[:start] + " " * (end - start) + match.group()[end:]

    return put


def _once(match: re.Match[str]) -> str:
    return match["first"].ljust(len(match.group()))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_ALL_ALONG, _blank(0)),
    (_LEADS, _blank(0)),
    (_BOTH_MINUS, lambda match: "neg".ljust(len(match.group()))),
    (_SAME_AGAIN, _once),
    (_EACH_SIDE, lambda match: match["one"].ljust(len(match.group()))),
    (_HEIGHTS, lambda match: match["one"].ljust(len(match.group()))),
    (_BY_SENSE, _blank(0)),
    (_GROUPS, _blank(0)),
    (_TIMES, _blank("times")),
    (_TO_DEGREES, _blank("to")),
    (_EVEN, lambda _: "2"),
    (_FIVE, lambda match: "5/5".ljust(len(match.group()))),
    (_FOCAL, _blank(0)),
    (_NO, lambda match: match.group()[:-1] + "0"),
)
