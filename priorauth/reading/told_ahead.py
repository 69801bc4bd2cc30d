"""What a patient was told may come: signs on which to call, and a procedure's risks. Neither is there yet."""

from __future__ import annotations

import re

from priorauth.reading.cues import Sense

_WHOM = (
    r"(?:(?:(?:the\s+)?(?:pt|patient|veteran|member)|he|she|they|you|i)\s+)?(?:(?:was|were|is|are|will|should|must|knows?|understands?|agrees?)\s+)?"
    r"(?:(?:told|instructed|advised|asked|educated|reminded|cautioned|know|going)\s+)?(?:(?:him|her|them)\s+)?(?:to\s+)?(?:please\s+)?"
)
_PLACE = (
    r"(?:(?:us|me|back|in|out|him|her|them|again|sooner|early|immediately|at\s+once|right\s+away|promptly|urgently|straight|directly"
    r"|to|the|our|this|my|nearest|local|an?|clinic|office|practice|nurse|doctor|provider|surgeon|md|line|er|ed|emergency|room|department|dept|hospital|urgent|care|911"
    r"|attention|help|evaluation|medical|or|and|/)[\s/]+)*"
)
_CALL = re.compile(
    rf"\W*{_WHOM}(?:(?:call|phone|ring|telephone|contact|notify|page|return|come|go|present|seek|proceed)\s+{_PLACE}"
    r"(?:(?:for|if|on|about|with\s+(?:any|new|worsening|increas\w+|sudden|severe))\b(?!\s+(?:(?:a|an|his|her|the|your)\s+)?(?:appointment|follow|results?|visit|refill))|in\s+case\s+of|should|when)"
    r"|(?:watch|monitor|look\s+out|be\s+alert|stay\s+alert)\s+(?:out\s+)?for\b"
    r"|(?:to\s+)?(?:er|ed|911|emergency\s+(?:room|department)?)\s+(?:visit\s+|evaluation\s+)?(?:for|if|with)\b"
    r"|report\s+(?!of\b|from\b)(?=[^.;]*\b(?:at\s+once|immediately|right\s+away|promptly|urgently|without\s+delay|lasting\s+(?:>|more|longer|over|beyond)[^.;]*)\W*\Z))",
    re.IGNORECASE,
)
"""An order to call or to come when a sign appears, at the head of a statement."""

_SHEET = re.compile(
    r"\W*(?:[\w-]+\s+){0,3}?(?:(?:return|er|ed|safety|emergency|strict|cauda\s+equina)[\s/-]+)?(?:precautions|red[\s-]flags?(?:\s+(?:sheet|list|handout|symptoms|signs|warnings?))|warning\s+(?:signs|symptoms|sheet))\s+"
    r"(?:(?:was|were|sheet|again)\s+)*(?:given|reviewed|discussed|provided|explained|handed|issued|gone\s+over|understood|listed|include|:|for|\()",
    re.IGNORECASE,
)
_LEADS_TO_CARE = re.compile(r"(?:->|\u2192|=>)\s*(?:go\s+to\s+)?(?:er|ed|911|emergency|call)\b", re.IGNORECASE)
_IS_THERE = re.compile(
    r"\b(?:has|have|had|having|was|were|is|are|reports?|reported|complain\w*|c/o|noted?|developed|began|started|since|today|yesterday|last|ago|currently|now|confirmed|present|positive"
    r"|that\s+(?:he|she|they))\b|\d{1,2}/\d{1,2}|\b(?:19|20)\d\d\b|;",
    re.IGNORECASE,
)
"""Words that say that something is there, or when it was."""

_PURE = (
    r"bleeding|ha?emorrhage|ha?ematoma|(?:nerve|root|cord|neural|vascular|vessel)(?:\s+root)?\s+(?:injury|damage|irritation)"
    r"|(?:dural|spinal\s+fluid|csf|cement)\s+(?:leak|tear|puncture)|leak(?:age)?|paralysis|death|stroke|(?:allergic|contrast|drug)\s+reaction|failure"
    r"|burns?|blood\s+clots?|embolism|anesthe\w+"
)
_RISKS = re.compile(rf"\b(?:{_PURE})\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\A\W*(?:(?:i|we|(?:dr\.?|doctor)\s+\w+|she|he|they|surgeon|provider|physician)\s+(?:have\s+|has\s+|had\s+|then\s+|also\s+|again\s+)?)?"
    r"(?:told(?:\s+(?:him|her|them|the\s+patient|pt))?(?:\s+(?:of|about|that)\b|\s*:)|tells?\s+(?:him|her)\s+(?:of|about|that)|explain\w*|discuss\w*|went\s+(?:through|over)|talked\s+(?:through|over|about|of)"
    r"|(?:reviewed|warned|counsel\w*|quoted|mentioned|named|listed|covered)(?!\s*:)|(?:pt|patient|he|she)\s+(?:understands|accepts|knows)\b)"
    r"|\b(?:were|was|have\s+been|has\s+been)\s+(?:all\s+)?(?:talked\s+(?:about|over|through)|discussed|explained|gone\s+(?:over|through)|reviewed|mentioned|named|disclosed|covered|accepted|understood|consented)\b"
    r"|\b(?:can|could|may|might)\s+(?:happen|occur|follow|result)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?:his|her|their|the|this|that|your|old|prior|previous|recent|current|known|new|chronic|healed|existing)\s+(?:\w+\s+){0,2}?(?:infections?|fractures?|bleeding|tumou?r|weakness|numbness|pain|cancer|injury|leak|clots?|stroke|hematoma)\b"
    r"|\d{1,2}/\d{1,2}|\b(?:19|20)\d\d\b|\b(?:has|had|having|found|seen|shows?|showed|since|after\s+his|after\s+her|ago)\b|;",
    re.IGNORECASE,
)
"""Words that make a risk the patient's own trouble."""


_NOT_ASKED = re.compile(
    r"\bno\s+(?:\w+\s+)?(?:history|hx|ros|review)\s+(?:of|for|as\s+to|about|regarding)\s+[^.;:]{1,60}?\b(?:was\s+|were\s+|has\s+been\s+|could\s+be\s+)?"
    r"(?:taken|obtained|elicited|sought|asked(?:\s+for)?|gone\s+into|obtainable|available)\b(?=\s*(?:today|here|at\s+this\s+visit|by\s+\w+)?\s*(?:[.;,]|\Z))",
    re.IGNORECASE,
)
"""A history that nobody took, which denies nothing: "No history of cancer taken"."""


def told_ahead(words: str) -> Sense | None:
    """Return how a statement stands that only says what may come: conditional for signs, generic for risks.

    A history that was not taken is not examined.
    """
    if _NOT_ASKED.search(words):
        return Sense.NOT_EXAMINED
    call = _CALL.match(words) or _SHEET.match(words)
    if call is not None and not _IS_THERE.search(words, call.end()):
        return Sense.CONDITIONAL
    if _LEADS_TO_CARE.search(words) and "," in words and not _IS_THERE.search(words.replace("given", "")):
        return Sense.CONDITIONAL
    is_list = words.count(",") + len(re.findall(r"\b(?:and|or)\b", words)) >= _LISTED
    told = _TOLD.search(words)
    if told is None or not is_list or not _RISKS.search(words):
        return None
    rest = words[: told.start()] + words[told.end() :]
    return None if _OWNED.search(rest) else Sense.GENERIC


_LISTED = 2
"""Commas and conjunctions from which risks make a list."""
