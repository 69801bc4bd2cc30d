"""The facts of a text: every spelling of one fact is one, and no two facts are."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.letters.checks.facts_in_text import FactKind, facts_in, find, has, without_overlap
from priorauth.letters.checks.names_in_text import NameSign, names_in


def keys(text: str, **named: FactKind) -> list[tuple[str, str]]:
    return [(fact.kind.name, fact.value) for fact in facts_in(text, named)]


@pytest.mark.parametrize(
    ("spellings", "fact"),
    [
        (["L4-L5", "L4/5", "L4-5", "L4\u2013L5", "L4/L5", "l4-l5", "L4L5", "L4 to L5"], ("LEVEL", "L4-L5")),
        (["L5-S1", "L5/S1", "L5S1", "L5-1"], ("LEVEL", "L5-S1")),
        (["L4", "l4", "L 4"], ("BODY", "L4")),
        (["Modic type 1", "Modic I", "Modic type I", "type 1", "Modic 1"], ("MODIC", "1")),
        (["Modic types 1 and 2", "Modic type 1/2", "Modic I/II", "types 2 and 1"], ("MODIC", "1/2")),
        (["March 9, 1974", "3/9/1974", "1974-03-09", "9 March 1974", "Mar. 9, 1974"], ("DATE", "1974-03-09")),
        (["48%", "48 %", "48 percent", "48.0%", "forty percent"], ("PERCENT", "")),
        (["six months", "6 months", "6-month", "Six  months"], ("MEASURE", "6 month")),
        (["500 mg", "500mg"], ("MEASURE", "500 mg")),
        (["1,200 patients", "1200 patients"], ("MEASURE", "1200 patient")),
        (["M54.51"], ("DIAGNOSIS", "m54.51")),
        (["64628"], ("PROCEDURE", "64628")),
        (["1234567893"], ("NPI", "1234567893")),
        (
            ["307-555-0142", "(307) 555-0142", "307.555-0142", "307.555.0142", "307 555 0142"],
            ("PHONE", "3075550142"),
        ),
        (["Exhibit A-1", "exhibit A-1"], ("PAGE", "exhibit a 1")),
        (["XEH000112233"], ("IDENTIFIER", "xeh000112233")),
        (["0004711"], ("IDENTIFIER", "0004711")),
        (["MRN-000123"], ("IDENTIFIER", "mrn-000123")),
    ],
)
def test_spellings_of_one_fact_are_one(spellings: list[str], fact: tuple[str, str]) -> None:
    for text in spellings:
        found = keys(f"It says {text} here.")
        assert [kind for kind, _ in found] == [fact[0]], text
        if fact[1]:
            assert found == [fact], text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L4-L5", "L3-L4"), ("L4", "L5"), ("Modic type 1", "Modic type 2"), ("type II", "type III"),
        ("March 9, 1974", "March 8, 1974"), ("48%", "48 points"), ("6 months", "6 weeks"), ("18", "81"),
        ("M54.51", "M54.50"), ("64628", "64629"), ("XEH000112233", "XEH000112234"), ("L4 inferior", "L4 superior"),
        ("was met", "was not met"), ("with pain", "without pain"), ("5.5 cm", "55 cm"), ("0004711", "4711"),
    ],
)  # fmt: skip
def test_other_facts_are_others(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@pytest.mark.parametrize(
    "text",
    [
        "I ask you to authorize the procedure above.",
        "Thank you for your prompt review.",
        "Please call the practice if anything is unclear.",
        "The patient finds sitting hard.",
    ],
)
def test_wording_holds_no_fact(text: str) -> None:
    assert keys(text) == []


def test_a_cases_own_values_are_found_first_and_whole() -> None:
    named = {"Avery Example": FactKind.NAME, "naproxen 500 mg": FactKind.DETAIL}
    found = facts_in("AVERY  example took naproxen 500 mg for 6 weeks.", named)
    assert [(fact.kind, fact.value) for fact in found] == [
        (FactKind.NAME, "avery example"),
        (FactKind.DETAIL, "naproxen 500 mg"),
        (FactKind.MEASURE, "6 week"),
    ]


@given(st.text(max_size=80))
def test_facts_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for fact in facts_in(text):
        assert end <= fact.start < fact.end <= len(text)
        end = fact.end


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (FactKind.LEVELS, "at L3-L4, L4/5 and L5-S1 today", ["L3-L4, L4/5 and L5-S1"]),
        (FactKind.BODIES, "the L4, L5, and S1 bodies; L3 alone", ["L4, L5, and S1"]),
        (FactKind.PROCEDURES, "64628 x 1, 64629 (2 units) or so", ["64628 x 1, 64629 (2 units)"]),
        (FactKind.DIAGNOSES, "M54.51; M47.816", ["M54.51; M47.816"]),
        (FactKind.MODIC_AT_LEVEL, "Modic type 1 changes at L4-L5 and type 2 at L5-S1.", ["Modic type 1 changes at L4-L5 and type 2 at L5-S1"]),
        (FactKind.REFERENCE, "claim 2030-0077-412 of ABC-DEF-GH", ["2030-0077-412"]),
        (FactKind.NPI, "NPI # 1234567893", ["1234567893"]),
        (FactKind.SPAN, "for over two years and several months", ["over two years", "several months"]),
        (FactKind.LONG_NUMBER, "12345678, not the NPI 1234567893", ["12345678"]),
    ],
)  # fmt: skip
def test_a_kind_is_found_with_its_place(kind: FactKind, text: str, found: list[str]) -> None:
    assert [text[fact.start : fact.end] for fact in find(text, kind)] == found
    assert has(text, kind)
    assert not has("Nothing of the kind.", kind)


def test_of_two_that_overlap_the_first_is_kept() -> None:
    found = find("Modic type 1 at L4-L5", FactKind.MODIC_AT_LEVEL, FactKind.LEVEL, FactKind.MODIC)
    assert [fact.kind for fact in without_overlap(found)] == [FactKind.MODIC_AT_LEVEL]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Seen by Quinn Sample, MD, FIPP.", ["Quinn Sample"]),
        ("Quinn Sample DO signed", ["Quinn Sample"]),
        ("Therapy by Quinn Sample, DPT", ["Quinn Sample"]),
        ("She began Supervised Home PT last year", []),
        ("Dr. Quinn Sample-Ortiz wrote", ["Quinn Sample-Ortiz"]),
        ("Ms. Ễlan came", ["Ễlan"]),
        ("Dr. no name", []),
        ("Re: Quinn Sample", ["Quinn Sample"]),
        ("Patient: sitting hurts", []),
    ],
)
def test_a_name_is_told_by_what_stands_beside_it(text: str, names: list[str]) -> None:
    assert [found.name for found in names_in(text, *NameSign)] == names
    assert all(text[found.start : found.end] == found.name for found in names_in(text, *NameSign))
