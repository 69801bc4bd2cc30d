"""The words and signs of a statement, with their places."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto


class Form(Enum):
    """What a token is made of."""

    WORD = auto()
    NUMBER = auto()
    CODE = auto()
    """Letters and digits together: ``L4``, ``T1``, ``30mg``."""
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` in lower case, and where it stands."""

    text: str
    start: int
    end: int
    form: Form

    def __hash__(self) -> int:
        """Return the hash of its text and place, which is quick; a text has one form."""
        return hash((self.text, self.start))

    @property
    def is_word(self) -> bool:
        """Whether it has letters."""
        return self.form is Form.WORD or self.form is Form.CODE


BROKEN = (
    r"[^\W\d_]+(?:-[ \t]*\n[ \t]*"
    r"(?!(?:like|type|off|up|down|out|on|to|grade|based|related|weighted|defined|sided|level|term|standing|free)\b)[a-z]+)+"
    r"(?![\w])"
)
"""A word broken at a line's end: "frac-", "ture". With a hyphen of its own there ("edema-", "like") it is two."""

MISREAD = r"(?<![^\W_])[A-Za-z]+[01][A-Za-z]{2,}(?![\w])"
"""A word with a misread letter, as a machine reads a bad print: "m0dic", "endp1ate"."""

_TOKEN = re.compile(
    rf"(?P<broken>{BROKEN})"
    rf"|(?P<misread>{MISREAD})"
    r"|(?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*(?![\w]))"
    r"|(?P<number>\d+(?:[.,:]\d+)*(?![^\W_]))"
    r"|(?P<code>[^\W_]+)"
    r"|(?P<blank>_{2,}|\.{4,})"
    r"|(?P<joint>(?<=\w)[-\u2010-\u2015](?=\w))"
    r"|(?P<sign>[^\w\s]|_)"
)


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the tokens of ``text[start:end]``. A hyphen inside a word parts it and is no token: ``edema-like``."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        group = match.lastgroup
        if group == "joint":
            continue
        form = _FORMS.get(group or "", Form.SIGN)
        shown = "____" if group == "blank" else _folded(mended(match.group(), group))
        found.append(Token(shown, match.start(), match.end(), form))
    return tuple(found)


_FORMS = {
    "word": Form.WORD,
    "broken": Form.WORD,
    "misread": Form.WORD,
    "number": Form.NUMBER,
    "code": Form.CODE,
}


def mended(text: str, group: str | None) -> str:
    """Return a broken word whole and a misread one with its letters; anything else as it is."""
    if group == "broken":
        return re.sub(r"-\s+", "", text)
    return text.replace("0", "o").replace("1", "l") if group == "misread" else text


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold() or text
