"""As what a document's signers sign: whose record it is shows at its end where its head does not tell."""

from __future__ import annotations

import re
from enum import Enum, auto

from priorauth.screening.text_spans import lines_of


class Role(Enum):
    """What somebody who signs a record is by the letters behind the name."""

    CLINICIAN = auto()
    THERAPIST = auto()
    CHIROPRACTOR = auto()
    PHARMACIST = auto()
    OTHER = auto()


_LETTERS = {
    Role.CLINICIAN: r"M\.?D|D\.?O|N\.?P|P\.?A(?:-C)?|(?:AG|F|A|P)[A-Z]{0,4}NP(?:-(?:C|BC))?|DNP|A\.?R\.?N\.?P"
    r"|APRN|CRNP|MBBS",
    Role.THERAPIST: r"P\.?T|D\.?P\.?T|MSPT|MPT|P\.?T\.?A|L?PTA|OTR(?:/L)?|COTA",
    Role.CHIROPRACTOR: r"D\.?C",
    Role.PHARMACIST: r"R\.?Ph|Pharm\.?\s?D|CPhT",
    Role.OTHER: r"Ph\.?D|Psy\.?D|LCSW|LPC|R\.?N|L\.?Ac|LMT|D\.?D\.?S|M\.?A|C\.?M\.?A|R\.?T",
}
_LAST_LINES = 12
_CELLS = re.compile(r"\s{2,}|\t|\s[|/]\s|(?<=[a-z]{2}\.)\s")
_KNOWN = "|".join(f"(?P<{role.name}>{letters})" for role, letters in _LETTERS.items())
_SIGNED = re.compile(
    r"\s*(?:(?i:(?:(?:electronically|digitally)\s+|e-)?(?:co-?)?(?:signed|authenticated|dictated|completed|verified)(?:\s+electronically)?"
    r"(?:\s+by)?|/?e?s/|therapist|treating(?:\s+\w+)?|provider|clinician|physician|pharmacist|signature|sincerely|yours(?:\s+truly)?|regards)"
    r"\s*[:,]?\s*)?(?:Dr\.?\s+)?(?:[A-Z][\w'\u2019-]*\.?\s*,?\s+){1,4}?"
    rf"(?:{_KNOWN})(?![\w'-])"
)


def roles_of(text: str) -> frozenset[Role]:
    """Return as what people sign at a document's end, each on a line or in a cell that begins with the name.

    A name inside a sentence, behind a label of somebody else or in the head of a page is no signature.
    """
    lines = [line.text for line in lines_of(text) if line.text.strip()][-_LAST_LINES:]
    found = (_SIGNED.match(cell) for line in lines for cell in _CELLS.split(line))
    return frozenset(Role[match.lastgroup] for match in found if match is not None and match.lastgroup)
