"""Words of the exhibits that speak against candidacy: the case has to answer them by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from priorauth.case.model import ExhibitKind
from priorauth.comparison.imaging_studies import passage_of
from priorauth.comparison.model import ExhibitFinding
from priorauth.comparison.readable_exhibit import ChartExhibit
from priorauth.comparison.symptom_comparison import NOTES
from priorauth.readers.mri.model import Competing, MriReport
from priorauth.readers.mri.read_report import read_competing

REPORTS = frozenset({ExhibitKind.MRI_REPORT, ExhibitKind.IMAGING_REPORT})
"""Kinds of exhibit that are a radiologist's report."""

_NOT_OF_TODAY = re.compile(
    r"\b(?:risks?|complications?|side\s+effects?|consent\w*|counsel\w+|educat\w+|family\s+history|fh|mother|father|sibling"
    r"|brother|sister|red\s+flags?|precautions?|warning\s+signs?|if|should|call\s+(?:us|the\s+office)|contraindications?)\b",
    re.IGNORECASE,
)
"""Sentences of a note that name a finding nobody has: consent, advice, relatives."""


def against(charts: Iterable[ChartExhibit], reports: Mapping[str, MriReport]) -> tuple[ExhibitFinding, ...]:
    """List what reports and notes say against candidacy, each kind once for a place on a page.

    ``reports`` are the reports already read, by their exhibit's id.
    """
    return tuple(found for chart in charts for found in _of_one(chart, reports))


def _of_one(chart: ChartExhibit, reports: Mapping[str, MriReport]) -> Iterator[ExhibitFinding]:
    said: tuple[Competing, ...] = ()
    if chart.exhibit.kind in REPORTS:
        said = reports[chart.exhibit.id].competing
    elif chart.exhibit.kind in NOTES:
        said = tuple(item for item in read_competing(chart.texts) if not _NOT_OF_TODAY.search(item.words.quote))
    seen = set()
    for item in said:
        key = (item.finding, item.place, item.words.page)
        if key not in seen:
            seen.add(key)
            yield ExhibitFinding(
                finding=item.finding,
                place=item.place,
                certainty=item.certainty,
                passage=passage_of(chart, item.words),
            )
