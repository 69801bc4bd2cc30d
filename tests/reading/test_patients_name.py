"""The patient's own name in a sentence says nothing of what the sentence is about."""

import pytest

from priorauth.case.parties import Name
from priorauth.domain.dates import PartialDate
from priorauth.exhibits.pages import Page
from priorauth.readers.whole_chart import READERS, has_trigger
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.documents import cut_documents
from priorauth.reading.facts import Fact
from priorauth.reading.model import Standing
from priorauth.reading.reader import read_with

_PERSON = ChartPatient(name=Name(given="Isolde", family="Quarrington"), birth_date=PartialDate(1970, 2, 3).earliest)


def _standings(line: str) -> set[Standing]:
    page = Page(
        1,
        f"Physical Therapy Discharge Summary   05/01/2026\nIsolde Quarrington  02/03/1970\n\n{line}\n",
        612,
        792,
        0,
    )
    (document,) = cut_documents("A", (page,), _PERSON, has_trigger)
    found = read_with(READERS, document).findings
    return {item.standing for item in found if item.fact is Fact.CARE_SESSIONS}


@pytest.mark.parametrize(
    "line",
    [
        "Quarrington, Isolde   Authorized 14   Attended 14",
        "ISOLDE QUARRINGTON attended 14 visits.",
    ],
)
def test_name_leaves_count_understood(line: str) -> None:
    assert _standings(line) == {Standing.STATED}


@pytest.mark.parametrize(
    "line", ["Pemberly, Isolde   Authorized 14   Attended 14", "Quarrington deferred; attended 14 visits at most."]
)
def test_other_words_keep_it_open(line: str) -> None:
    assert Standing.STATED not in _standings(line)
