"""All readers over all documents of a chart: the one place that names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from priorauth.exhibits.pages import Page
from priorauth.readers.identity.identity_reader import IdentityReader
from priorauth.readers.mri.mri_reader import MriReader
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.readers.safety.safety_reader import SafetyReader
from priorauth.readers.scores.score_reader import ScoreReader
from priorauth.readers.study.study_reader import StudyReader
from priorauth.readers.treatment.treatment_reader import TreatmentReader
from priorauth.readers.work_up.work_up_reader import WorkUpReader
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.documents import cut_documents
from priorauth.reading.model import ChartDocument, ChartReading
from priorauth.reading.patient_links import with_links
from priorauth.reading.reader import Reader, read_with
from priorauth.reading.tokens import tokens_of
from priorauth.reading.word_tables import version

READERS: tuple[Reader, ...] = (
    MriReader(),
    SafetyReader(),
    TreatmentReader(),
    WorkUpReader(),
    PainReader(),
    ScoreReader(),
    IdentityReader(),
    StudyReader(),
)


def read_exhibits(
    exhibits: Mapping[str, Sequence[Page]],
    person: ChartPatient | None = None,
    told: Callable[[ChartDocument], ChartDocument] = lambda document: document,
    readers: Sequence[Reader] = READERS,
) -> ChartReading:
    """Return every document of a chart, exhibit by exhibit, with all that is read in it.

    ``person`` is whose chart it is; without one, no document is known to be the patient's. ``told`` adds to a
    document, before it is read, what a person who looked at its pages has said of it. ``readers`` are those asked.
    """
    seen: dict[str, str] = {}
    documents = [
        document
        for exhibit, pages in exhibits.items()
        for document in cut_documents(exhibit, pages, person, has_trigger, seen)
    ]
    known = (replace(item, document=told(item.document)) for item in with_links(documents, person))
    return ChartReading(documents=tuple(read_with(readers, item) for item in known), tables=version())


def has_trigger(line: str) -> bool:
    """Whether a line holds a word that any reader looks for; such a line is never taken for a running line."""
    tokens = tokens_of(line)
    return any(next(iter(reader.frame.mentions(tokens)), None) is not None for reader in READERS)
