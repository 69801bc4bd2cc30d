"""The labels of a letter's head, such as ``DOB:`` and ``Member ID:``, and what stands behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.letters.checks.facts_in_text import FactKind, blanked, has
from priorauth.letters.checks.placeholder_forms import BLANKS, placeholders_in

_LABELS: dict[str, str] = {
    "patient": r"patient(?:'s)?(?:\s+name)?|name\s+of\s+patient|member\s+name|insured(?:\s+name)?|"
    r"subscriber(?:\s+name)?|beneficiary|enrollee|name",
    "regarding": r"re|regarding|subject",
    "birth_date": r"d\.?o\.?b\.?|date\s+of\s+birth|birth\s?date|born",
    "member_id": r"(?:member|patient|subscriber|insurance|identification|medicare|policy|insured)(?:'s)?\s*"
    r"(?:id|#|no\.?|number|identification)(?:\s*(?:#|no\.?|number))?|id\s*(?:#|no\.?|number)?|mbi|member",
    "group_id": r"(?:group|grp)(?:\s*(?:id|#|no\.?|number))?",
    "record_number": r"mrn|(?:chart|account|acct|medical\s+record)\s*(?:#|no\.?|number)?",
    "reference": r"(?:claim|reference|ref|case|auth(?:orization)?|tracking|file|denial)\s*"
    r"(?:id|#|no\.?|number)(?:\s*#)?",
    "payer": r"insurance(?:\s+(?:company|carrier|plan))?|insurer|payer|payor|health\s+plan|carrier",
    "plan": r"plan(?:\s+name)?",
    "letter_date": r"date(?:\s+of\s+letter)?|letter\s+date",
    "planned_date": r"(?:planned|scheduled|proposed|requested)\s+date(?:\s+of\s+(?:service|procedure|surgery))?|"
    r"date\s+of\s+(?:service|procedure|surgery)|d\.?o\.?s\.?|(?:procedure|surgery)\s+date",
    "phone": r"phone|tel(?:ephone)?\.?|ph\.?|office|direct(?:\s+line)?",
    "fax": r"fax|facsimile",
    "npi": r"npi(?:\s*(?:#|no\.?|number))?",
    "tax_id": r"tax\s*id(?:\s*(?:#|number))?|tin|ein",
    "social_security": r"ssn|social\s+security(?:\s*(?:#|no\.?|number))?",
    "email": r"e-?mail",
    "clinician": r"(?:ordering|requesting|treating|referring|rendering)?\s*(?:provider|physician|surgeon|doctor)"
    r"(?:'s)?(?:\s+name)?",
    "facility": r"facility(?:\s+name)?|location|site\s+of\s+service",
    "practice": r"practice(?:\s+name)?|clinic",
}
_LABEL = re.compile(
    r"(?<![\w'’-])(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + r")\s*[:#]+\s*",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"(?:[;|\t]|\s{3,}|,\s+|\s[–—-]\s)\s*[A-Z][\w /.()'-]{1,30}:\s")
_FREE = re.compile(r"(?:\A|[,;|(\t\n•]|\s{2}|\s[–—-]\s)\s*\Z")
_END = re.compile(
    r"[;|\t\n]|\s{3,}|\s[–—]\s|\s\(|,\s+(?=(?i:dob|d\.o\.b|born|date|member|id\b|group|npi|fax|phone|tel))"
)
_ALONE = re.compile(
    r"\A(?:" + "|".join(f"(?P<{k}>{words})" for k, words in _LABELS.items()) + r")\s*[:#]*\s*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and the value behind it: ``text[start:end]``; the label begins at ``label_start``."""

    kind: str
    label_start: int
    start: int
    end: int


def labelled_in(text: str) -> Iterator[Labelled]:
    """Find every label of a line with a value behind it, up to the next label or the end of the line."""
    found: list[re.Match[str]] = []
    for match in _LABEL.finditer(text):
        # In running text a word before a colon is seldom a label: one stands first, or behind another.
        if found or _FREE.search(text, 0, match.start()):
            found.append(match)
    for place, match in enumerate(found):
        limit = found[place + 1].start() if place + 1 < len(found) else len(text)
        ends = [limit, *(m.start() for p in (_END, _OTHER_LABEL) if (m := p.search(text, match.end(), limit)))]
        value = text[match.end() : min(ends)].rstrip(" ,;|-–—\t")
        if value.strip():
            yield Labelled(match.lastgroup or "", match.start(), match.end(), match.end() + len(value))


def label_of(text: str) -> str | None:
    """Return what a cell or a line that is a label alone asks for."""
    match = _ALONE.match(" ".join(text.split()))
    return match.lastgroup if match else None


_KINDS_OF_VALUE: dict[str, tuple[FactKind, ...]] = {
    "birth_date": (FactKind.DATE,),
    "letter_date": (FactKind.DATE,),
    "planned_date": (FactKind.DATE,),
    "npi": (FactKind.NPI,),
    "phone": (FactKind.PHONE,),
    "fax": (FactKind.PHONE,),
    "email": (FactKind.EMAIL,),
}
_IDS = ("member_id", "group_id", "record_number", "reference", "tax_id", "social_security")


def is_blank(value: str) -> bool:
    """Whether nothing but blanks to write on, or merge fields, stand behind a label."""
    left = blanked(value, (place for place in placeholders_in(value) if place.what in BLANKS))
    return not re.search(r"\w", left)


def fits(kind: str, value: str) -> bool:
    """Whether a value is of the kind its label promises: a date is a date, a number has digits, a name none."""
    if kind in _KINDS_OF_VALUE:
        return has(value, *_KINDS_OF_VALUE[kind])
    if kind in _IDS:
        return re.search(r"\d", value) is not None and not has(value, FactKind.DATE, FactKind.PHONE)
    if kind in ("patient", "clinician"):
        return not re.search(r"\d", value) and re.search(r"\w", blanked(value, placeholders_in(value))) is not None
    return not placeholders_in(value)
