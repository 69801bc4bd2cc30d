"""What a page has to say in a place, and the proof that it does: the entries of forms and the words of marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from priorauth.exhibits.pages import Page, Rect
from priorauth.exhibits.rejection import ExhibitRejected

_EDGE = 3.0
"""Points that letters may reach over the edge of a field they were found in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that must stand in a rectangle of a page, counted from 0; ``code`` is why the file is refused if not.

    ``is_drawn`` says that they were measured and put there here, and not found there.
    """

    text: str
    page: int
    rect: Rect
    is_drawn: bool
    code: str


def check_read(entries: Sequence[Entry], pages: Mapping[int, Page]) -> None:
    """Raise `ExhibitRejected` with its own code if an entry cannot be read where it has to stand.

    ``pages`` are those that were read, by their numbers in the file, from 1; what has to stand on others is let be.
    """
    if not entries:
        return
    from priorauth.exhibits.convert.text_fidelity import letters
    from priorauth.exhibits.convert.written_values import same_value

    for entry in entries:
        if entry.page + 1 not in pages:
            continue
        lines, reach = _said_in(entry.rect, pages[entry.page + 1])
        # PDFium reads what lies sideways on a turned page from the last line to the first
        said = "".join(lines), "".join(reversed(lines))
        is_said = any(letters(entry.text) in letters(text) for text in said) or same_value(entry.text, said[0])
        if not is_said or (reach > _EDGE and not entry.is_drawn):
            raise refusal(entry.code, entry.page)


def refusal(code: str, page: int) -> ExhibitRejected:
    """Return why a file is not taken; PA789 names the page, counted from 0 here and from 1 there."""
    return ExhibitRejected(code, page=page + 1) if code == "PA789" else ExhibitRejected(code)


def _said_in(rect: Rect, page: Page) -> tuple[list[str], float]:
    """Return the lines of words in a rectangle, and how far they reach over its left or right edge."""
    left, bottom, right, top = rect
    lines, reach, end = list[str](), 0.0, 0
    for word in page.words:
        x0, y0, x1, y1 = word.rect
        if bottom <= (y0 + y1) / 2 <= top and x0 < right and x1 > left:
            if not lines or "\n" in page.text[end : word.start]:
                lines.append("")
            lines[-1] += page.text[word.start : word.end]
            end = word.end
            reach = max(reach, left - x0, x1 - right)
    return lines, reach
