"""An exhibit as claims are held against it: what of it can be read, and what may be concluded from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from priorauth.comparison.case_claims import Claim
from priorauth.comparison.model import Checked, ExhibitQuote, Verdict
from priorauth.domain.written_dates import FoundDate, dates_in
from priorauth.exhibits.pages import OpenedExhibit, Page, TextOrigin
from priorauth.exhibits.plain_text import MappedText, flowing
from priorauth.exhibits.quotes import find
from priorauth.problems import Owner

UNREADABLE, NOT_SHOWN = "PA706", "PA747"


NOBODY: Mapping[int, str] = {}


@lru_cache(maxsize=64)
def _dates(text: str) -> tuple[FoundDate, ...]:
    return dates_in(text)


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A page with its text written plainly, in small letters and with divided words made whole."""

    exhibit: str
    page: Page
    plain: MappedText

    @property
    def text(self) -> str:
        """The plain text, in which things are looked up."""
        return self.plain.text

    def passage(self, start: int, end: int) -> ExhibitQuote:
        """Return the page's own words for ``text[start:end]``, without white space around them."""
        first, last = self.plain.original(start, end)
        return self.own_passage(first, last)

    def own_passage(self, start: int, end: int) -> ExhibitQuote:
        """Return ``page.text[start:end]`` as a passage, without white space around it."""
        words = self.page.text[start:end]
        start += len(words) - len(words.lstrip())
        quote = words.strip()
        return ExhibitQuote(
            exhibit=self.exhibit, page=self.page.number, start=start, end=start + len(quote), quote=quote
        )

    def dates(self) -> tuple[FoundDate, ...]:
        """Every date on the page, by its place in the plain text."""
        return _dates(self.text)


class ChartExhibit:
    """One opened exhibit, and how far a machine's reading of it may be relied on."""

    def __init__(self, opened: OpenedExhibit, *, trust_ocr: bool, readers: Mapping[int, str] = NOBODY) -> None:
        """Take ``readers``: who has read which of the pages that have no readable text."""
        self.exhibit = opened.exhibit
        self._readers = readers
        self.page_count = len(opened.pages)
        self._trust_ocr = trust_ocr
        self.pages = tuple(
            ChartPage(opened.exhibit.id, page, flowing(page.text)) for page in opened.pages if page.is_readable
        )
        relied = {item.page.number for item in self.pages if self._is_relied_on(item.page)}
        self.unread = frozenset(page.number for page in opened.pages) - relied
        self.texts = tuple(page.unstruck for page in opened.pages)

    def _is_relied_on(self, page: Page) -> bool:
        return page.origin is TextOrigin.LAYER or (page.origin is TextOrigin.OCR and self._trust_ocr)

    def has_page(self, number: int | None) -> bool:
        """Whether the exhibit has this page; any exhibit has the page that is not named."""
        return number is None or number <= self.page_count

    def in_order(self, named: int | None) -> tuple[ChartPage, ...]:
        """Return the readable pages, the named one first."""
        return tuple(sorted(self.pages, key=lambda item: item.page.number != named))

    def matches(self, pattern: re.Pattern[str], named: int | None) -> Iterator[tuple[ChartPage, re.Match[str]]]:
        """Find a pattern, on the named page first and then through the exhibit."""
        for page in self.in_order(named):
            for match in pattern.finditer(page.text):
                yield page, match

    def quote(self, quote: str | None, named: int | None) -> ExhibitQuote | None:
        """Find quoted words on the named page, or anywhere when none is named."""
        for item in self.in_order(named) if quote is not None else ():
            place = find(item.page.text, quote or "") if named in (None, item.page.number) else None
            if place is not None:
                return item.own_passage(*place)
        return None

    def is_unread(self, named: int | None) -> bool:
        """Whether a machine's reading of what the claim names is missing, or is only a guess at a picture."""
        return named in self.unread if named is not None else bool(self.unread)

    def corroborated(self, claim: Claim, passage: ExhibitQuote | None, part: str = "") -> Checked:
        """Say that the exhibit bears the claim out; a guessed page does so only for whom OCR is trusted."""
        if passage is not None and passage.page in self.unread:
            return self._by_eye(claim, part, passage)
        return self._checked(claim, Verdict.CORROBORATED, None, None, passage, part)

    def contradicted(
        self, claim: Claim, code: str, owner: Owner, passage: ExhibitQuote | None, part: str = ""
    ) -> Checked:
        """Say that the exhibit says something else.

        Where the page that is named cannot be read, what other pages say decides nothing. A person who compared
        the page by eye is believed before the machine's guess at it.
        """
        elsewhere = passage is None or passage.page != claim.page
        guessed = passage is not None and passage.page in self.unread and passage.page in self._readers
        if guessed or (elsewhere and claim.page in self.unread):
            return self._by_eye(claim, part, passage)
        return self._checked(claim, Verdict.CONTRADICTED, code, owner, passage, part)

    def silent(self, claim: Claim, owner: Owner, code: str = NOT_SHOWN, part: str = "") -> Checked:
        """Say that nothing was found: because it is not there, or because it could not be read."""
        if self.is_unread(claim.page):
            return self._by_eye(claim, part, None)
        return self._checked(claim, Verdict.NOT_FOUND, code, owner, None, part)

    def _by_eye(self, claim: Claim, part: str, passage: ExhibitQuote | None) -> Checked:
        by = self._reader(claim.page)
        code, owner = (None, None) if by else (UNREADABLE, Owner.BILLING)
        found = self._checked(claim, Verdict.UNREADABLE, code, owner, passage, part)
        return found.model_copy(update={"settled_by": by})

    def _reader(self, named: int | None) -> str | None:
        """Return who has read the page that is named, or every page that has no readable text."""
        pages = sorted(self.unread) if named is None else [named]
        names = [self._readers.get(page) for page in pages]
        return names[0] if names and None not in names else None

    @staticmethod
    def _checked(
        claim: Claim,
        verdict: Verdict,
        code: str | None,
        owner: Owner | None,
        passage: ExhibitQuote | None,
        part: str,
    ) -> Checked:
        return Checked(
            claim=f"{claim.field}.{part}" if part else claim.field,
            exhibit=claim.exhibit,
            page=claim.page,
            verdict=verdict,
            code=code,
            owner=owner,
            passage=passage,
        )
