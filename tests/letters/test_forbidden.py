"""What no letter may say is found, and what only looks like it is let through."""

from __future__ import annotations

import pytest

from priorauth.document import (
    Block,
    Document,
    Figure,
    FigureText,
    ItemList,
    Paragraph,
    Run,
    Signature,
    Table,
)
from priorauth.letters.checks.forbidden import find_forbidden, refuse_forbidden
from priorauth.letters.citations import CitationLibrary
from priorauth.problems import Refused
from tests.letters.templates import document_of

SAID = [
    "The system is FDA approved.",
    "an FDA-approved device",
    "It has FDA approval.",
    "approved by the FDA",
    "results comparable to fusion",
    "It is equivalent to spinal fusion",
    "relief similar to that of lumbar fusion",
    "as effective as fusion",
    "non-inferior to fusion",
    "It was superior to sham at two years",
    "At 12 months it was superior to sham",
    "superior to sham ablation at five years",
    "It reduces opioid use",
    "reduced their opioid consumption",
    "a reduction in opioid use",
    "NASS 2023 recommends it",
    "the 2023 NASS coverage recommendation",
    "The BMJ guideline supports it",
    "The BMJ guideline opposes it",
    "This cures the pain",
    "It guarantees relief",
    "permanent\nrelief",
    "permanent pain relief",
    "The sham-controlled trial was published in Spine.",
    "It appeared in the journal Spine in 2018",
]
NOT_SAID = [
    "published in the European Spine Journal",
    "published in Spine J in 2025",
    "published in The Spine Journal",
    "The system is not FDA-approved but FDA-cleared.",
    "FDA 510(k)-cleared",
    "the patient's fusion in 2012",
    "pain similar to that before the fall; fusion was declined",
    "The rail secures the brace.",
    "The procedure is accurate and obscured nothing.",
    "a secured line",
    "The patient stopped opioid use in 2024.",
    "Eur Spine J. 2018;27:1146-1156.",
    "a permanent resident",
    "against 15.2 with sham at 3 months",
    "NASS 2022 draft",
    "permanent pacemaker; relief was brief",
]


@pytest.mark.parametrize("text", SAID)
def test_it_is_found(text: str) -> None:
    assert len({phrase.says for phrase in find_forbidden(text)}) == 1


@pytest.mark.parametrize("text", NOT_SAID)
def test_it_is_let_through(text: str) -> None:
    assert find_forbidden(text) == ()


def test_every_entry_of_the_list_is_said_once_here() -> None:
    found = {phrase.says for text in SAID for phrase in find_forbidden(text)}
    assert found == {entry.says for entry in CitationLibrary.load().file.forbidden}


@pytest.mark.parametrize(
    "markdown",
    [
        "It **cures** pain",
        "- a\n  - It cures pain",
        "|A|\n|-|\n|cures|",
        "## cures",
        "```signature\ncures\n```",
        "> FDA\n> approved",
    ],
)
def test_it_is_found_wherever_it_stands(markdown: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_forbidden(document_of(markdown), file="trial.md")
    assert [found.code for found in refused.value.problems] == ["PA505"]


def test_the_library_itself_says_nothing_forbidden() -> None:
    citations = CitationLibrary.load().file.citations
    assert [
        find_forbidden(text) for c in citations for text in (*c.claims, *c.limits) if find_forbidden(text)
    ] == []


_SAID = "This cures the pain"
_RUNS = (Run(_SAID),)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(_RUNS),
        ItemList(((Paragraph((Run("First"),)), Paragraph(_RUNS)),)),
        Table((_RUNS,), (), (1.0,)),
        Table(((Run("Day"),),), ((_RUNS,),), (1.0,)),
        Table(((Run("Day"),),), (), (1.0,), caption=_SAID),
        Figure(40, 40, (FigureText(1, 1, _SAID),), "A spine"),
        Figure(40, 40, (), _SAID),
        Figure(40, 40, (), "A spine", caption=_SAID),
        Signature(("Ada Example, MD", _SAID)),
    ],
)
def test_it_is_found_wherever_a_document_has_words(block: Block) -> None:
    assert len(find_forbidden(Document(title="Letter", blocks=(block,), footer=""))) == 1
