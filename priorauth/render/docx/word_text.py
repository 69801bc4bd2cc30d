"""The words of a Word file's part as Word shows them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from priorauth.render.docx.wordprocessing import w

_SPOKEN = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}


def paragraph_texts(root: etree._Element) -> Iterator[str]:
    """Visit the text of every paragraph of a part, table cells included, in reading order."""
    for paragraph in root.iter(w("p")):
        yield "".join(_pieces(paragraph))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for run in paragraph.iter(w("r")):
        for child in run:
            if child.tag == w("t"):
                yield child.text or ""
            else:
                yield _SPOKEN.get(str(child.tag), "")
