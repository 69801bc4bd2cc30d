"""A case on its own chart: every fact of it is given the page that carries it.

Which page a case file names is a hint where to look, and no evidence. What a letter says, a criterion counts, a
reference cites and a mark frames stands on the passage that the comparison found. A fact without one has no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from priorauth.case.consistency import with_pages
from priorauth.case.model import Case, Source
from priorauth.comparison.model import Checked, Concordance, Verdict

_NAMED_OTHERWISE: Mapping[str, tuple[str, ...]] = {
    "pain.source": ("pain.onset",),
    "pain.pattern_source": ("pain.pattern",),
    "pain.severity_source": ("pain.severity_source", "pain.unremitting", "pain.functional_impairment"),
    "pain.matching_levels.source": ("pain.matching_levels",),
}
"""The claims of a page whose field is not the entry that they are parts of."""
_STUDY = ("date", "modality", "sequences", "radiologist")
_ENTRY = (
    "present", "performed", "value", "verdict", "modic_types", "transitional", "sessions", "response", "status",
    "modality", "disc_level", "vertebral_body", "endplates", "relief_percent", "start", "end", "date",
)  # fmt: skip
"""The parts of any other entry, the most telling first: its page is that of the first one that is borne out."""
_DECIDING = frozenset(
    {"present", "performed", "value", "verdict", "modic_types", "certainty", "disc_level", "vertebral_body",
     "transitional", "status", "modality"}
)  # fmt: skip
"""The parts without which nothing of an entry stands: one that is open leaves it without a page."""


def grounded(case: Case, concordance: Concordance) -> Case:
    """Return a case in which every source is the page that bears the fact out; a fact that none does has no source.

    It depends on what the case claims and never on the pages it names, so that it is the same for a case that was
    grounded before. The page in a named person's answer is their own and stays.
    """
    verdicts = {item.claim: item for item in concordance.checked}
    return with_pages(case, lambda field: _page_of(field, verdicts))


def _page_of(field: str, verdicts: Mapping[str, Checked]) -> Source | None:
    """Return the page of the most telling claim of the entry whose source ``field`` is."""
    checked = [verdicts[claim] for claim in _claims_of(field) if claim in verdicts]
    if any(item.verdict is not Verdict.CORROBORATED and _decides(item.claim) for item in checked):
        return None
    if not checked and field in verdicts:
        checked = [verdicts[field]]  # no reader reads it: words quoted for it, and found there, are all there is
    return next((source for item in checked if (source := _source(item)) is not None), None)


def _claims_of(field: str) -> Iterator[str]:
    if field in _NAMED_OTHERWISE:
        yield from _NAMED_OTHERWISE[field]
        return
    entry = field.rpartition(".")[0]
    is_study = entry.startswith("imaging.") and entry.count(".") == 1
    yield from (f"{entry}.{part}" for part in (_STUDY if is_study else (*_ENTRY, "certainty")))


def _decides(claim: str) -> bool:
    return claim.rpartition(".")[2] in _DECIDING


def _source(item: Checked) -> Source | None:
    words = item.passage
    if words is None or item.verdict is not Verdict.CORROBORATED:
        return None
    return Source(exhibit=words.exhibit, page=words.page, quote=" ".join(words.quote.split()) or None)
