"""What the record of one block says of it without naming it: its result, its relief, or that it has none to give.

"Positive block", "Result: NEGATIVE", "Global relief: 0%" stand lines below the name of the block. One whose record
says that it was not rated, not valid or not adequate excludes nothing, whatever is said of it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from priorauth.case.work_up import Generator
from priorauth.readers.work_up.named_tests import Result
from priorauth.reading.statements import Statement

_BLOCK = r"(?:block|blocks|test|response|result|study|interpretation|reading)"
_VOID = re.compile(
    r"\b(?:procedure|block|case|injection)?\s*(?:was\s+)?(?:cancel\w*|abort\w*|stopped|abandoned)\s+before\b"
    r"|\b(?:procedure|block|injection)s?\s+(?:was\s+|were\s+)?(?:not\s+(?:performed|done|given|completed)|cancel\w*|aborted)\b"
    r"|\bnot\s+(?:rated|valid|interpretable|diagnostic|evaluable|gradable|scored)\b"
    r"|\bno\s+(?:valid|usable|reliable|interpretable)?\s*(?:result|post-?block\s+(?:data|ratings?|scores?|diary))\b"
    r"|\bno\s+valid\s+(?:[\w-]+\s+){0,2}(?:data|ratings?|scores?|diary|result)\b"
    r"|\b(?:inadequate|invalid|failed|aborted|void(?:ed)?|incomplete|non-?diagnostic|uninterpretable|indeterminate|inconclusive)"
    rf"\s+(?:\w+\s+)?{_BLOCK}\b"
    rf"|\b{_BLOCK}\s*(?:(?:is|was|were|are)\s+|:\s*|=\s*)?(?:inadequate|invalid|aborted|void(?:ed)?|uninterpretable|indeterminate"
    r"|inconclusive|undetermined|non-?diagnostic)\b"
    r"|\b(?:facets?|joints?|sij?|source)\b[^.;\n]{0,30}\b(?:undetermined|cannot\s+be\s+(?:judged|excluded|assessed)|not\s+(?:yet\s+)?excluded)\b"
    r"|\b(?:facets?|joints?|sij?)\b[^.;\n]{0,20}\bneither\s+in\s+nor\s+out\b|\bone\s+side\s+only\b"
    r"|\bneedles?\b[^.;\n]{0,40}\b(?:abandoned|aborted|misplaced|withdrawn\s+without|not\s+(?:placed|at\s+target|in\s+position))\b"
    r"|\bwould\s+(?:only\s+)?be\s+(?:excluded|ruled\s+out)\b[^.;\n]{0,20}\b(?:repeat|second|again)\b"
    r"|\bdiary\b[^.;\n]{0,40}\b(?:lost|blank|not\s+returned|day\s+before)\b",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    r"(?<![\w-])positive\s+(?:diagnostic\s+|mbb\s+|facet\s+)?(?:block|response\s+to\s+(?:the\s+)?block)\b"
    r"|\b(?:result|interpretation|impression|conclusion|block|reading)\s*(?::|=|was|is)\s*positive\b(?!\s+for)",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:if|unless|no|not|never|without)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)


_NEGATIVE = re.compile(
    r"(?<![\w-])neg(?:ative)?\s+(?:diagnostic\s+|mbb\s+|facet\s+)?(?:block|response)\b"
    r"|\b(?:result|interpretation|impression|conclusion|block|reading|response)\s*(?::|=|was|is)\s*(?:neg(?:ative)?|non-?\s?responder|no\s+response)\b"
    r"|^\W*(?:neg(?:ative)?|non-?\s?responder|no\s+response)\b(?!\s+(?:for|to))"
    r"|\b(?:facets?|facet\s+joints?|z-?joints?|si\s+joints?|sij|sacroiliac\s+joints?)\s*(?:\([^)\n]{0,20}\)\s*)?"
    r"(?:(?:is|are|was|were|has\s+been|have\s+been)\s+)?(?:excluded|excl|ruled\s+out)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CONDITION = re.compile(
    r"[<>\u2264\u2265?]|\b(?:if|unless|would|could|should|may|must|require[ds]?|criteri\w+|threshold|at\s+least|schedule|repeat|pending"
    r"|until|except|only|one\s+side|one-sided|template|teaching|prior\s+to|before|expected|goal|next|second|other)\b",
    re.IGNORECASE,
)
"""Words of a rule, a plan or a limit: what stands beside them is no result of this block."""
_RELIEVED = re.compile(r"\b(?:relief|reduction|improvement|better)\b", re.IGNORECASE)


def own_negative(statement: Statement) -> tuple[int, int] | None:
    """Return where a statement calls its record's block negative, or its joint excluded, with no condition."""
    begin = _with_label(statement)
    match = _NEGATIVE.search(statement.text, begin, statement.end)
    if match is None or _CONDITION.search(statement.text, begin, statement.end):
        return None
    if _TURNED.search(statement.text, begin, match.start()):
        return None
    return max(match.start(), statement.start), match.end()


def tells_relief(statement: Statement) -> bool:
    """Return whether a statement tells relief as it was, and not as a rule asks for it."""
    begin = _with_label(statement)
    return (
        _RELIEVED.search(statement.text, begin, statement.end) is not None
        and _CONDITION.search(statement.text, begin, statement.end) is None
    )


def own_generator(named: Iterable[Generator | None]) -> Generator | None:
    """Return the source of pain that all blocks of a record are for; none where they are for several."""
    found = {item for item in named if item is not None}
    return next(iter(found)) if len(found) == 1 else None


def own_result(statement: Statement) -> tuple[Result, int, int] | None:
    """Return what a statement says of its record's block against the source's being excluded, and where."""
    if statement.words.rstrip("\"') ").endswith("?"):
        return None
    kinds: tuple[tuple[Result, re.Pattern[str]], ...] = (("positive", _POSITIVE), ("equivocal", _VOID))
    begin = _with_label(statement)
    for result, pattern in kinds:
        match = pattern.search(statement.text, begin, statement.end)
        if match is not None and not _TURNED.search(statement.text, begin, match.start()):
            return result, max(match.start(), statement.start), match.end()
    return None


def _with_label(statement: Statement) -> int:
    """Return where a statement begins with its label: "Result: POSITIVE"."""
    heading = statement.heading
    is_label = heading is not None and not statement.text[heading[1] : statement.start].strip(" :")
    return heading[0] if heading is not None and is_label else statement.start
