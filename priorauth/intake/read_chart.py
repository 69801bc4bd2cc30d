"""Reading a chart for intake: what `priorauth chart read` reads, and the plan that a face sheet or card prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from priorauth.exhibits.pages import Page
from priorauth.readers.coverage.coverage_reader import CoverageReader
from priorauth.readers.whole_chart import READERS, read_exhibits
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.model import ChartReading

INTAKE_READERS = (*READERS, CoverageReader())


def read_for_intake(pages: Mapping[str, Sequence[Page]], person: ChartPatient | None) -> ChartReading:
    """Return every document of a chart with all that is read in it, its coverage too."""
    return read_exhibits(pages, person, readers=INTAKE_READERS)
