"""Social-security numbers: those a label announces, and those whose form leaves little else.

The forms that were never given out (area 000, 666 and 900 to 999, group 00, serial 0000) are left out where no
label says what the number is. Source: Social Security Administration, number randomization, 2011.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from priorauth.screening.text_spans import Span

_DASH = r"[-\u00ad\u2010-\u2015\u2212]"
_LABELED = re.compile(
    r"(?<![^\W\d_])(?:s\.?\s?s\.?\s?n\b\.?|ss\s*(?:\#|no\b\.?)|soc(?:ial)?\b\.?\s+sec(?:urity)?\b\.?)"
    r"\s{0,3}(?:number\b|no\b\.?|num\b\.?|\#)?\s{0,3}(?:\([^)]{0,30}\))?[\s:=\#]{0,40}"
    rf"(?P<number>\d{{3}}\s{{0,3}}{_DASH}?\s{{0,3}}\d{{2}}\s{{0,3}}{_DASH}?\s{{0,3}}\d{{4}})(?!\d)",
    re.IGNORECASE | re.VERBOSE,
)
_FORMED = re.compile(
    rf"(?<![\w.,/+-])(?<!\d\s)(?P<number>(?!000|666|9)\d{{3}}(?P<dash>{_DASH})(?!00)\d{{2}}(?P=dash)(?!0000)\d{{4}})"
    rf"(?![\w/]|{_DASH}\w|[.,]\d)"
)
_ANOTHER_NUMBER = re.compile(
    r"(?:mrn|m\.r\.n\.|mr\s?\#|record|chart|account|acct|claim|policy|member|group|invoice|order|accession|phone|fax"
    r"|tel|npi|case|auth\w*|reference|ref)\b[\s.:\#]*(?:(?:no|number|num|id)\b[\s.:\#]*|\#\s*:?\s*)?\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 40


def social_security_numbers(text: str) -> tuple[Span, ...]:
    """Find the social-security numbers of a text, in reading order; masked ones and last digits are none."""
    found = {Span(*match.span("number")) for match in _LABELED.finditer(text)}
    for match in _FORMED.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if not _ANOTHER_NUMBER.search(before):
            found.add(Span(*match.span("number")))
    return tuple(sorted(found, key=lambda span: span.start))


def digits_of(text: str) -> str:
    """Return the digits of a number without what stands between them."""
    return "".join(character for character in text if character.isdecimal())


def places_of(digits: Iterable[str], text: str) -> tuple[Span, ...]:
    """Find every place where one of these numbers stands, however it is written, label or not."""
    found = {Span(*match.span()) for number in digits for match in re.finditer(_between(number), text)}
    return tuple(sorted(found, key=lambda span: span.start))


def _between(number: str) -> str:
    return r"(?<!\d)" + rf"(?:\s|{_DASH}|[._/]){{0,6}}".join(number) + r"(?!\d)"
