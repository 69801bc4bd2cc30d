"""Taking in a Word file: checked as a package, read, drawn on pages, and the pages read again."""

from __future__ import annotations

from collections import Counter

from priorauth.exhibits.convert.text_fidelity import letters, prove_arrival
from priorauth.exhibits.convert.word.word_blocks import WordDocument
from priorauth.exhibits.convert.word.word_carrying import carried_document
from priorauth.exhibits.convert.word.word_pages import Flow
from priorauth.exhibits.pages import Page, read_pages
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.limits import MAX_CHARACTERS
from priorauth.formats.ooxml.archive import UnsafePackage
from priorauth.formats.ooxml.package_safety import TRACKED_CHANGES, open_package

_TRACKED = "holds tracked changes"


def word_pdf(data: bytes) -> tuple[bytes, tuple[Page, ...]]:
    """Draw a Word file as a PDF.

    Raises `ExhibitRejected`: PA723 what may not be opened, PA724 tracked changes, PA725 hidden text, PA726 what
    cannot be carried over, PA728 a character that cannot be printed, PA729 words that did not arrive.
    """
    document = _read(data)
    flow = Flow(document, pages=1)
    if flow.used_count and flow.sheets.number != 1:
        flow = Flow(document, pages=flow.sheets.number)
    pdf = flow.sheets.finish()
    pages = read_pages(pdf, most=MAX_CHARACTERS)
    _check_said(document, flow)
    prove_arrival(flow.sheets.drawn, pages)
    return pdf, pages


def _read(data: bytes) -> WordDocument:
    try:
        return carried_document(open_package(data, dict.fromkeys(TRACKED_CHANGES, _TRACKED)))
    except UnsafePackage as found:
        if found.reason == _TRACKED:
            raise ExhibitRejected("PA724") from None
        raise ExhibitRejected("PA723", reason=found.reason) from None
    except (ValueError, KeyError, RecursionError):  # a number that is none, a part that leads nowhere
        raise ExhibitRejected("PA702", kind="Word") from None


def _check_said(document: WordDocument, flow: Flow) -> None:
    """Compare what was drawn with all the text in the file, gathered without regard to what it stands in."""
    meant = Counter(letters(document.source))
    meant.subtract(Counter(letters(document.replaced)))
    drawn = Counter(letters("".join(flow.said)))
    if any(count > drawn[character] for character, count in meant.items()):
        raise ExhibitRejected("PA729")
