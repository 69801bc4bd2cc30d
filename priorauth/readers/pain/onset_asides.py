"""What a beginning's statement says besides: how it happened, that it lasts, who the patient is, what a form asks.

None of it tells anything of the pain itself, so that these words are left blank where its standing is assessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.reading.statements import Statement

YOUR_PAIN = (
    r"(?:(?:this|the|your|these|his|her|current|present)\s+){0,2}(?:(?:low(?:er)?\s+)?back\s+)?"
    r"(?:pain|problems?|symptoms?|complaints?|condition|trouble)"
)
"""How a form calls the complaint it asks about."""

_TAIL = re.compile(
    r"\s*,?\s*(?:(?:when|while|after|following|as)\b"
    r"|(?:(?:onset|started|began)\s+)?(?:(?:while|when|after|from)\s+)?(?:lifting|moving|loading|unloading|pulling|pushing|bending|carrying"
    r"|shovel+ing|twisting|reaching|slipping|falling|gardening|digging|raking|hauling|stacking|jumping|skiing|throwing|picking\s+up)\b)",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b\d{1,3}[\s-]*(?:(?:years?|yrs?|y)[\s/.-]*(?:old|o)\b\.?|[mf]\b)\s*(?P<job>[a-z]+(?:[\s-]+[a-z]+){0,3}?)(?=\s+(?:who|with|presenting|w/))",
    re.IGNORECASE,
)
"""Who the patient is: "a 52-year-old crane operator who"; it says nothing of the pain."""

_DAY_OF = re.compile(r",\s*(?:the\s+)?day\s+(?:of|after|when)\b", re.IGNORECASE)
_HEADED = re.compile(r"\W*(?:hx|history|h/o)\s*:", re.IGNORECASE)
_LASTS = re.compile(
    r"(?<=began\s)to\s+(?:have|feel|experience|notice)\b|(?<=started\s)to\s+(?:have|feel|experience|notice)\b"
    r"|(?:,|\band)?\s*\b(?:(?:the\s+|his\s+|her\s+)?(?:low\s+)?(?:back\s+)?(?:pain|it|symptoms)\s+)?(?:has\s+|have\s+)?never\s+(?:fully\s+|really\s+|completely\s+)?(?:went\s+away|gone\s+away|resolved|left|let\s+up|eased|stopped|quit|recovered|cleared|got\s+better|came\s+right)\b"
    r"|\bas\s+you\s+(?:may\s+)?(?:know|recall|remember)\b,?|(?<=pain\s)set\s+in\b(?=\s+(?:in|during|about|around|on)\s)"
    r"|;\s*(?:he|she|patient|pt)\s+(?:recalls|remembers|knows\s+of|can\s+name)\s+no\s+(?:\w+\s+)?(?:event|injury|cause|fall|accident|reason|trigger|trauma)(?=\s*(?:\.|\Z))"
    r"|;\s*(?:it\s+was\s+)?(?:first\s+)?noticed\s+(?:first\s+)?(?:when|while|on|after)\b[^;.\d?]*(?=\.|\Z)"
    r"|\b(?:w/o|without|no)\s+(?:known\s+|clear\s+|specific\s+)?moi\b|\bfor\s+no\s+(?:\w+\s+)?reason\b"
    r"|\bover\s+(?:an?\s+|the\s+)?(?:course\s+of\s+)?(?:few|couple\s+of|several|some)?\s*(?:a\s+few\s+)?(?:days|weeks|months)\b"
    r"|\bwithout\s+(?:an?\s+|any\s+)?(?:break|let-?\s?up|pause|interruption|stopping|ceasing)\b|\b(?:mechanism|cause|etiology|trigger)\s*:?\s+(?:is\s+)?unknown\b",
    re.IGNORECASE,
)
"""That it goes on, or what did not bring it on: it tells nothing of when."""

_LABEL_ASKED = re.compile(
    rf"\b(?:when\s+did\s+{YOUR_PAIN}\s+(?:first\s+)?(?:begin|start|occur|appear)|how\s+long\s+(?:have|has)\s+(?:you|pt|patient|the\s+patient)\s+had\s+{YOUR_PAIN}|date\s+{YOUR_PAIN}\s+(?:began|started))\b",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"(?:\b(?:after|while|following|during|when\s+(?:he|she|they|pt|patient)|(?:he|she)\s+(?=slipped|fell|tripped|twisted|lifted|bent|was\s+(?:struck|hit|rear))|s/p|(?:lifting|moving|loading|unloading|pulling|pushing|bending|carrying|shovel+ing|twisting"
    r"|reaching|slipping|falling|gardening|digging|raking|hauling|stacking|jumping|throwing)(?=\s))|\bp\u0304)"
    r"(?:\s+(?!(?:pain|but|and|resolv\w*|not|no|gone|better|until|back|leg|legs|which|that|since|has|had|is|was|were|treat\w*|therapy|injections?|surgery|then|when|if|may|he|she)\b)[\w'\u2019/-]+){1,7}",
    re.IGNORECASE,
)
"""How it happened: it tells nothing of the pain. Words that could do so end it."""


def plain_stretches(statement: Statement, own: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Return the words that say how it happened or ask when it began, without those of the pain itself."""
    who = _WHO.search(statement.text, statement.start, statement.end)
    if who is not None:
        yield who.span("job")
    led = _HEADED.match(statement.text, statement.start, statement.end)
    if led is not None:
        yield led.span()
    for match in _LABEL_ASKED.finditer(statement.text, statement.start, statement.end):
        yield match.start(), own[0] if match.start() < own[0] < match.end() else match.end()
        yield min(max(own[1], match.start()), match.end()), match.end()
    for match in _LASTS.finditer(statement.text, statement.start, statement.end):
        if match.end() <= own[0] or own[1] <= match.start():
            yield match.span()
    for match in _HOW.finditer(statement.text, statement.start, statement.end):
        if match.end() <= own[0] or own[1] <= match.start():
            yield match.span()


def tail_end(statement: Statement, end: int) -> int:
    """Return where a clause about how it happened ends: ", when she slipped"; it says nothing of the pain."""
    rest = statement.text[end : statement.end]
    if _TAIL.match(rest) is None and _DAY_OF.match(rest) is None:
        return end
    is_plain = not re.search(
        r"[,;:?]|\b(?:pain|but|and|resolv\w*|not|no|gone|better|until|back|leg)\b", rest.lstrip(" ,"), re.IGNORECASE
    )
    return statement.end - len(rest) + len(rest.rstrip(" .")) if is_plain else end


_TURNS_BESIDE = re.compile(
    r"\b(?:19|20)\d\d\b|\d/\d|['\u2019]\d\d\b|\b(?:resolved|recurr\w*|return\w*|flare\w*|again|gone|went|remi\w+|relaps\w*|cleared|settled|subsided|healed|recovered|pain[\s-]?free|until|till"
    r"|before|earlier|prior|previous\w*|old|first\s+(?:episode|bout|time|had)|years?|months?|weeks?|ago|since|wife|husband|mother|father|brother|sister|son|daughter|per|says?|claims?|if|but|however|though"
    r"|correct\w*|error|wrong|actually|not\s+(?:sure|certain|known|clear)|unsure|vague|perhaps|maybe|neck|shoulder|knee|hip|ankle|arm|elbow|wrist|thoracic|cervical)\b|\?",
    re.IGNORECASE,
)
"""Words that beside a beginning tell of another time, person, pain or doubt."""


def own_clause(statement: Statement, start: int, end: int) -> tuple[int, int] | None:
    """Return the part between semicolons that tells a beginning by itself: "pain since 2024; felt when lifting".

    None where the rest may turn, date or doubt it.
    """
    begin = statement.text.rfind(";", statement.start, start) + 1 or statement.start
    stop = statement.text.find(";", end, statement.end)
    stop = stop if stop >= 0 else statement.end
    beside = f"{statement.text[statement.start : begin]} {statement.text[stop : statement.end]}"
    if (begin, stop) == (statement.start, statement.end) or _TURNS_BESIDE.search(beside):
        return None
    return begin, stop
