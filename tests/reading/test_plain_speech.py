"""What helps must be said plainly: one word more that limits, turns, doubts or quotes it, and it helps no longer."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.dates import PartialDate
from priorauth.readers.whole_chart import READERS
from priorauth.reading.document_text import plain_text
from priorauth.reading.facts import Fact
from priorauth.reading.model import ChartDocument, DocumentKind, Finding, PatientMatch, Side
from priorauth.reading.reader import ReadDocument, read_with
from priorauth.reading.statements import find_statements

PLAIN = [
    ("Low back pain since May 2022", Fact.ONSET, DocumentKind.OFFICE_NOTE),
    ("Denies leg pain", Fact.LEG_SYMPTOMS, DocumentKind.OFFICE_NOTE),
    ("Axial low back pain", Fact.PATTERN, DocumentKind.OFFICE_NOTE),
    ("NRS 7/10", Fact.SCORE, DocumentKind.OFFICE_NOTE),
    ("Patient attended 12 visits", Fact.CARE_SESSIONS, DocumentKind.THERAPY_DISCHARGE),
    ("Naproxen 2/2025 to 6/2025, no relief", Fact.CARE_RESPONSE, DocumentKind.OFFICE_NOTE),
    ("Facet loading negative bilaterally", Fact.FACET, DocumentKind.OFFICE_NOTE),
    ("No fracture", Fact.FRACTURE, DocumentKind.OFFICE_NOTE),
    ("Not pregnant", Fact.PREGNANCY, DocumentKind.OFFICE_NOTE),
    ("Patient is skeletally mature", Fact.SKELETALLY_MATURE, DocumentKind.OFFICE_NOTE),
]
LIMITING = st.sampled_from(
    [
        "except",
        "unless",
        "until",
        "barely",
        "almost",
        "supposedly",
        "should",
        "would",
        "could",
        "claims",
        "reportedly",
        "if",
        "yet",
        "due",
        "scheduled",
        "remaining",
        "cancelled",
        "roommate",
        "wife",
        "template",
        "copied",
        "vs",
        "versus",
        "rather",
        "instead",
        "once",
        "formerly",
        "elsewhere",
        "allegedly",
        "hardly",
    ]
)


def helps(text: str, kind: DocumentKind) -> set[Fact]:
    """Return the facts that a text of one line states, or denies, to the help of the request."""
    return {item.fact for item in read(text, kind) if item.side is Side.HELPS}


def sides(text: str, kind: DocumentKind) -> set[Side]:
    """Return whether what is read in a text helps, harms or does neither."""
    return {item.side for item in read(text, kind)}


def read(text: str, kind: DocumentKind) -> tuple[Finding, ...]:
    """Return what all readers find in a text of one line."""
    page = plain_text(text)
    document = ChartDocument(
        id="A-1", exhibit="A", pages=(1,), kind=kind, patient=PatientMatch.SAME, day=PartialDate.parse("2026-09-30")
    )
    return read_with(READERS, ReadDocument(document, page, find_statements(page.text))).findings


@pytest.mark.parametrize(("text", "fact", "kind"), PLAIN)
def test_a_plain_statement_helps(text: str, fact: Fact, kind: DocumentKind) -> None:
    assert fact in helps(f"{text}.", kind)


@given(st.sampled_from(PLAIN), LIMITING, st.floats(0, 1))
def test_a_limiting_word_anywhere_in_it_leaves_no_help(
    plain: tuple[str, Fact, DocumentKind], word: str, where: float
) -> None:
    text, fact, kind = plain
    words = text.split()
    place = round(where * len(words))
    assert fact not in helps(" ".join([*words[:place], word, *words[place:]]) + ".", kind)


SAID_OTHERWISE = [
    (
        "Her back pain began in April 2021 when she dropped a crate on the stairs.",
        Fact.ONSET,
        DocumentKind.OFFICE_NOTE,
    ),
    ("Back pain since April 2021; the radiographs showed arthritis.", Fact.ONSET, DocumentKind.OFFICE_NOTE),
    (
        "Home exercise taught by her therapist 2/2025 to 6/2025, no relief.",
        Fact.CARE_RESPONSE,
        DocumentKind.OFFICE_NOTE,
    ),
    ("Diclofenac, allopurinol, ramipril.", Fact.CARE, DocumentKind.MEDICATION_LIST),
    ("MAPLE GROVE PHYSICAL THERAPY DISCHARGE 05/02/2025", Fact.CARE_END, DocumentKind.THERAPY_DISCHARGE),
    ("Denies leg pain, tingling and weakness in the legs.", Fact.LEG_SYMPTOMS, DocumentKind.OFFICE_NOTE),
    ("SLR negative R, negative L.", Fact.ROOT_SIGNS, DocumentKind.OFFICE_NOTE),
    ("Neuro nl. K. Brandt MD", Fact.ROOT_SIGNS, DocumentKind.OFFICE_NOTE),
]


@pytest.mark.parametrize(("text", "fact", "kind"), SAID_OTHERWISE)
def test_names_how_it_happened_and_other_matters_leave_a_statement_plain(
    text: str, fact: Fact, kind: DocumentKind
) -> None:
    assert fact in helps(text, kind)


def test_a_denial_of_one_side_bears_nothing_out_and_asks_nothing() -> None:
    assert sides("The right foot is not numb.", DocumentKind.OFFICE_NOTE) == {Side.NEUTRAL}


def test_words_of_a_document_that_cannot_know_are_left_as_they_stand() -> None:
    assert sides("No cancer recurrence.", DocumentKind.LETTER) == {Side.HELPS}


TURNED = [
    ("Pain: axial low back, 30%, buttock 70%.", Fact.PATTERN, DocumentKind.OFFICE_NOTE),
    ("Naproxen, no relief after one pill.", Fact.CARE_RESPONSE, DocumentKind.OFFICE_NOTE),
    ("Attended 9 visits of 2018.", Fact.CARE_SESSIONS, DocumentKind.THERAPY_DISCHARGE),
    ("Low back pain since April 2021; it was gone by June.", Fact.ONSET, DocumentKind.OFFICE_NOTE),
    ("Low back pain since 2020 when it healed.", Fact.ONSET, DocumentKind.OFFICE_NOTE),
    ("CANCELLED PHYSICAL THERAPY DISCHARGE 05/02/2025", Fact.CARE_END, DocumentKind.THERAPY_DISCHARGE),
    ("No leg pain, calves cramp.", Fact.LEG_SYMPTOMS, DocumentKind.OFFICE_NOTE),
    ("Naproxen 2/2025 to 6/2025 prescribed by a cousin, no relief.", Fact.CARE_RESPONSE, DocumentKind.OFFICE_NOTE),
    ("No leg pain right side.", Fact.LEG_SYMPTOMS, DocumentKind.OFFICE_NOTE),
    ("No leg pain, tingling in the feet.", Fact.LEG_SYMPTOMS, DocumentKind.OFFICE_NOTE),
    ("No weakness, no tingling, leg pain.", Fact.LEG_SYMPTOMS, DocumentKind.OFFICE_NOTE),
    ("No leg pain. That line is from the template.", Fact.LEG_SYMPTOMS, DocumentKind.OFFICE_NOTE),
    ("Low back pain since 5/2021. Correction: since 7/2026.", Fact.ONSET, DocumentKind.OFFICE_NOTE),
    ("Low back pain for 4 years as a boy.", Fact.ONSET, DocumentKind.OFFICE_NOTE),
    ("No pacemaker, neurostimulator present.", Fact.IMPLANTED_PULSE_GENERATOR, DocumentKind.OFFICE_NOTE),
    ("No fracture at L3.", Fact.FRACTURE, DocumentKind.MRI_REPORT),
    ("No infection of the subcutaneous tissues.", Fact.INFECTION, DocumentKind.MRI_REPORT),
    ("Pregnancy test: none.", Fact.PREGNANCY, DocumentKind.OFFICE_NOTE),
    ("Visit # 3 of total visits 14.", Fact.CARE_SESSIONS, DocumentKind.THERAPY_NOTE),
    ("Acupuncture, then naproxen: no relief from acupuncture.", Fact.CARE_RESPONSE, DocumentKind.OFFICE_NOTE),
    ("NRS 6/10 per sister.", Fact.SCORE, DocumentKind.OFFICE_NOTE),
    ("Facet loading negative under sedation.", Fact.FACET, DocumentKind.OFFICE_NOTE),
]


@pytest.mark.parametrize(("text", "fact", "kind"), TURNED)
def test_known_words_that_turn_what_is_said_leave_no_help(text: str, fact: Fact, kind: DocumentKind) -> None:
    assert fact not in helps(text, kind)
