"""What stands behind a denial and takes it elsewhere: another person, another part of the body, another time.

"No leg pain in her husband", "sensation normal in the hands", "until October there was no numbness": the denial is
plain and is none of what the case says.
"""

from __future__ import annotations

import re

from priorauth.reading.facts import Fact
from priorauth.reading.model import ChartDocument, Finding, Standing

_KIN = (
    r"(?:husband|wife|spouse|partner|mother|father|parents?|sisters?|brothers?|siblings?|daughters?|sons?"
    r"|children|family|twin|aunt|uncle|cousins?"
    r"|grand\w+|room-?mate|neighbou?r|coworker|friend)"
)
_OF_SOMEBODY = re.compile(
    rf"\b(?:in|of|for|by|with|to|on)\s+(?:(?:his|her|their|the|my|a|one\s+of\s+her)\s+)*{_KIN}\b"
    rf"|\b(?:another|other)\s+patient|\bin\s+the\s+next\s+(?:bed|room)\b",
    re.IGNORECASE,
)
_KINSMAN = re.compile(rf"\b{_KIN}\b|\b(?:another|other)\s+patient", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:in|of|on|at|to|into|above|over)\s+(?:(?:the|her|his|both|either|any|left|right"
    r"|upper)\s+)*(?:arms?|hands?|fingers?|thumbs?|wrists?|elbows?|shoulders?|neck|cervical|face|jaw"
    r"|teeth|tooth|gums?|bladder|urine|skin|eyes?|ears?|throat|chest|ribs?|waist|scalp|sinus\w*"
    r"|hip\s+films|upper\s+(?:limbs?|extremit\w+))\b",
    re.IGNORECASE,
)
_LOWER = re.compile(
    r"\b(?:legs?|feet|foot|calf|calves|thighs?|toes?|lower\s+(?:limbs?|extremit\w+)|extremit\w+|spine"
    r"|lumbar|back|vertebra\w*)\b",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(
    r"\b(?:until|till|up\s+to\s+(?:last|the|\w+ber)|before|back\s+in|at\s+first|initially|used\s+to"
    r"|had\s+been\s+no|last\s+(?:year|month|week|winter|spring|summer|fall)"
    r"|at\s+the\s+time\s+of\s+(?:the\s+)?(?:first|earlier|previous)|formerly|at\s+the\s+start|carried\s+over)\b",
    re.IGNORECASE,
)
_ONLY_WHEN = re.compile(
    r"\b(?:while|when|whilst)\s+(?:lying|asleep|resting|at\s+rest|medicated|on)|\bon\s+(?:her|his"
    r"|the)\s+(?:good|better)|\bunder\s+(?:the\s+)?(?:gaba|prega|medic|treat|opio|oxy)\w*"
    r"|\bafter\s+(?:the|an|her|his)\s+(?:epidural|block|injection|oxycodone|pill)|\bhour\s+after\b"
    r"|\bwore\b|\bthat\s+would\b|\bworth\b|\bbeyond\b|\b(?:by|per)\s+the\s+form\b|\bgood\s+side\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:in|of)\s+(?:[A-Z][a-z]+\s+)?((?:19|20)\d\d)\b")
_LEGS = frozenset({Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS, Fact.RADICULAR})
_TELLS_WHEN = frozenset(
    {Fact.PREGNANCY, *_LEGS, Fact.INFECTION, Fact.ANTICOAGULANTS, Fact.FRACTURE, Fact.PRIOR_SPINE_SURGERY}
)
_CONDITIONS = _LEGS | {
    Fact.INFECTION, Fact.FRACTURE, Fact.TUMOR, Fact.INSTABILITY, Fact.STENOSIS_NEEDING_DECOMPRESSION,
    Fact.PREGNANCY,
    Fact.IMPLANTED_PULSE_GENERATOR, Fact.OTHER_IMPLANT, Fact.BONE_DISEASE, Fact.ANTICOAGULANTS,
    Fact.PRIOR_SPINE_SURGERY, Fact.INJECTION_INTO_BODY, Fact.PRIOR_ABLATION, Fact.FACET, Fact.SACROILIAC,
}  # fmt: skip
_NOT_PLACED = frozenset({Fact.PREGNANCY, Fact.ANTICOAGULANTS, Fact.PRIOR_ABLATION})


def tells_of_kin(words: str) -> bool:
    """Whether a sentence names a relative or another patient: what it says may be of them."""
    return _KINSMAN.search(words) is not None


def leads_away(finding: Finding, document: ChartDocument, words: str) -> bool:
    """Whether a denial that helps holds, by its sentence, for somebody, some part or some time else."""
    result = getattr(finding.value, "result", None)
    is_denial = finding.standing is Standing.DENIED or result in ("negative", "normal")
    if not is_denial or not finding.first_hand or finding.fact not in _CONDITIONS:
        return False
    if _OF_SOMEBODY.search(words):
        return True
    is_else = finding.fact not in _NOT_PLACED and _ELSEWHERE.search(words) and not _names_own_part(words)
    if is_else or _ONLY_WHEN.search(words):
        return True
    return finding.fact in _TELLS_WHEN and (_ANOTHER_TIME.search(words) is not None or _is_past(document, words))


def _names_own_part(words: str) -> bool:
    """Whether the part that the denial is claimed of stands behind it as well: "in the arms or legs"."""
    place = _ELSEWHERE.search(words)
    return place is not None and _LOWER.search(words, place.start()) is not None


def _is_past(document: ChartDocument, words: str) -> bool:
    """Whether the words name a year before the document's own."""
    if document.day is None:
        return False
    return any(int(match[1]) < document.day.year for match in _YEAR.finditer(words))
