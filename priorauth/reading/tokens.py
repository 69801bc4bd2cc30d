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

    @property
    def is_word(self) -> bool:
        """Whether it has letters."""
        return self.form is Form.WORD or self.form is Form.CODE


_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*(?![\w]))"
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
        form = {"word": Form.WORD, "number": Form.NUMBER, "code": Form.CODE}.get(group or "", Form.SIGN)
        shown = "____" if group == "blank" else _folded(match.group())
        found.append(Token(shown, match.start(), match.end(), form))
    return tuple(found)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold() or text
