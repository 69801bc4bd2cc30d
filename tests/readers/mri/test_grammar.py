"""Reports made from a grammar of spellings: what must hold for all of them, and for any text at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st

from priorauth.readers.mri.model import MriReport, Words
from priorauth.readers.mri.read_report import read_report
from tests.property_budget import tried
from tests.quick_sample import one_in
from tests.readers.mri.reading import shorts

LEVELS = {
    "L4-L5": ["L4-5", "L4-L5", "L4/5", "L4/L5", "L4 - L5", "L4\u20135", "L4_5", "L45", "l4-5"],
    "L5-S1": ["L5-S1", "L5/S1", "L5S1", "L5\u2013S1", "L5 - S1", "LS-S1", "the lumbosacral junction"],
    "L3-L4": ["L3-4", "L3-L4", "L3/4", "L3 L4"],
}
TYPES = {
    (1,): ["type 1", "type I", "type one", "type l", "I", "1", "Type-1", "grade I"],
    (2,): ["type 2", "type II", "type two", "type ll", "type 11", "II", "2", "types 2"],
    (3,): ["type 3", "type III", "type three", "III"],
    (1, 2): [
        "type 1/2",
        "type I/II",
        "type II/I",
        "types 1 and 2",
        "I-II",
        "type I and type II",
        "mixed type 1 and 2",
    ],
}
HEADS = ["Modic", "modic", "MODIC", "Modic\u2019s", "Modick", "Motic", "Mod ic"]
FRAMES = [
    "{head} {type} changes at {level}.",
    "There are {head} {type} endplate changes at {level}.",
    "{level}: {head} {type} changes.",
    "At {level}, there is disc height loss with {head} {type} degenerative endplate change.",
    "{level} demonstrates {head} {type} changes.",
    "Endplate changes ({head} {type}) at {level}.",
]
NEGATIONS = [
    "No {said}.",
    "There are no {said}.",
    "No evidence of {said}.",
    "Negative for {said}.",
    "{said} are not seen.",
    "{said}: none.",
]

places = st.sampled_from([(place, spelled) for place, every in LEVELS.items() for spelled in every])
types = st.sampled_from([(numbers, spelled) for numbers, every in TYPES.items() for spelled in every])
heads = st.sampled_from(HEADS)


@given(st.sampled_from(FRAMES), heads, types, places)
def test_every_spelling_of_a_statement_is_read_the_same(
    frame: str, head: str, named: tuple[tuple[int, ...], str], level: tuple[str, str]
) -> None:
    text = frame.format(head=head, type=named[1], level=level[1])
    assert shorts(read_report([text])) == [(level[0], named[0], "stated")]


@given(st.sampled_from(NEGATIONS), heads, types, places)
def test_a_denied_statement_is_never_a_finding(
    negation: str, head: str, named: tuple[tuple[int, ...], str], level: tuple[str, str]
) -> None:
    text = negation.format(said=f"{head} {named[1]} changes at {level[1]}")
    report = read_report([text])
    assert report.findings == ()
    assert report.unplaced == ()
    assert {str(denied.place) for denied in report.denied} == {level[0]}


@given(
    heads.filter(lambda head: " " not in head),
    types,
    places.filter(lambda level: level[1] != "L3 L4"),
    st.randoms(use_true_random=False),
)
def test_a_statement_reads_the_same_wherever_its_lines_break(
    head: str, named: tuple[tuple[int, ...], str], level: tuple[str, str], chance: object
) -> None:
    words = f"There are {head} {named[1]} endplate changes at {level[1]} and no fracture is seen.".split(" ")
    broken = "".join(word + chance.choice([" ", " ", "\n", "\r\n", "\u00a0"]) for word in words)  # type: ignore[attr-defined]
    assert shorts(read_report([broken])) == [(level[0], named[0], "stated")]


@pytest.mark.parametrize("level", ["L4 - L5", "L4 / L5", "L4 \u2013 L5", "L4 - 5"])
@pytest.mark.parametrize("gaps", ["\n  ", " \n ", "  \n", "\n\n ", "\n \n", " \n\n", "\n\n\n", "\r  "])
def test_a_level_is_one_wherever_its_lines_break(level: str, gaps: str) -> None:
    first, sign, last = level.split()
    said = f"There are Modic type I endplate changes at{gaps[0]}{first}{gaps[1]}{sign}{gaps[2]}{last} and no fracture is seen."
    assert shorts(read_report([said])) == [("L4-L5", (1,), "stated")]


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("There are Modic type 2 changes at\n- L4\n- L5", []),
        ("L4\n- L5: Modic type 2 changes.", ["L5"]),
        ("Modic type 2 changes at L2\n- L5", ["L2"]),
        ("Modic type 2 changes at L4\n- L5-S1 has a bulge.", ["L4"]),
    ],
)
def test_a_list_of_places_is_not_one_level(said: str, places: list[str]) -> None:
    assert [place for place, _, _ in shorts(read_report([said]))] == places


def quotes(report: MriReport) -> list[Words]:
    said = [report.findings, report.unplaced, report.denied, report.historic, report.competing, report.numbering]
    every = [item.words for items in said for item in items]  # type: ignore[attr-defined]
    return [*every, *report.refused, *(words for c in report.contradictions for words in c.statements)]


FRAGMENTS = st.sampled_from(
    ["Modic", "type", "2", "L4-5", "L5-S1", "no", "likely", ".", "\n", "\n\n", "\f", "and", ",", ";", "endplate", "changes", "was",
     "IMPRESSION:", "FINDINGS:", "ADDENDUM:", "prior", "2021", "respectively", "\u00ad", "\ufb01", "-\n", "|", "(", ")", "fracture",
     "stable", "Page 1 of 2", "both levels", "this level", "\u2028", "\x85", "L3 through S1", "T1", "resolved", "1.", "ll", "COMPARISON:"]
)  # fmt: skip


@settings(max_examples=tried(300))
@given(st.lists(FRAGMENTS, max_size=40))
def test_every_quote_is_exactly_what_its_page_says(fragments: list[str]) -> None:
    pages = " ".join(fragments).split("\f")
    for words in quotes(read_report(pages)):
        assert pages[words.page - 1][words.start : words.end] == words.quote
        assert words.quote == words.quote.strip() != ""


@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_text_is_read_without_a_fault(pages: list[str]) -> None:
    report = read_report(pages)
    if not re.search(
        r"m.{0,3}d|m.?t|mc|m\d|end|osteoch|vesc|bmic|marrow|discogenic|fatty", " ".join(pages), re.IGNORECASE
    ):
        assert report.findings == ()


@given(
    st.lists(
        st.sampled_from(
            ["L4-5", "type 2", "changes", "edema", "at", "L5", "disc", "sclerosis", "fat", ".", "T2", "and"]
        ),
        max_size=30,
    )
)
def test_without_a_word_for_the_endplate_there_is_no_finding(words: list[str]) -> None:
    assert read_report([" ".join(words)]).findings == ()


PIECES = (
    "Modic ", "Modic type 1 and ", "L4-", "L4-5, ", "no ", "type 1/", "(((", "\n", "-\n", "a-\n", "1. ", "facet effusion of the "
)  # fmt: skip


@pytest.mark.parametrize("length", [10_000, pytest.param(200_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("piece", one_in(4, PIECES))
def test_a_very_long_text_is_read_to_its_end(piece: str, length: int) -> None:
    text = piece * (length // len(piece)) + "\n\nIMPRESSION: Modic type 2 changes at L5-S1."
    assert ("L5-S1", (2,), "stated") in shorts(read_report([text]))
