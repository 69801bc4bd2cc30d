"""Quotes: what may differ between a page and its quote, and what may not."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, strategies as st

from priorauth.exhibits.quotes import contains, find
from tests.exhibits.chart_files import open_files, text_pdf

SENTENCE = "Modic type 1 changes of the inferior L4 and superior L5 endplates."


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        (SENTENCE, SENTENCE),
        (SENTENCE.upper(), SENTENCE),
        (SENTENCE.replace(" ", " \r\n  "), SENTENCE),
        (SENTENCE.replace("superior", "super-\r\nior"), SENTENCE),
        (SENTENCE.replace("superior", "super\ufffeior"), SENTENCE),
        (SENTENCE.replace("superior", "super\u00adior"), SENTENCE),
        (SENTENCE.replace("superior", "super\u00ad\nior"), SENTENCE),
        (SENTENCE.replace("endplates", "end- \n plates"), SENTENCE),
        ("at L4-\r\nL5 there is", "at L4-L5 there is"),
        ("at L4\u2013L5 there is", "at L4-L5 there is"),
        ("no edema \u2014 none at all", "no edema - none at all"),
        ("no edema\u2014none at all", "no edema - none at all"),
        ("a signi\ufb01cant \ufb02uid signal", "a significant fluid signal"),
        ("the patient\u2019s \u201cdeep\u201d pain", 'the patient\'s "deep" pain'),
        ("the patient's pain", "the patient\u2019s pain"),
        ("L5-S1 superior endplate", "S1 superior endplate"),
        ("(L4-L5): reduced", "L4-L5"),
        ("pain 7 / 10 today", "pain 7/10 today"),
        ("Nguye\u0302\u0303n reports", "Nguyễn reports"),
    ],
)
def test_the_same_words_are_found_however_they_are_set(page: str, quote: str) -> None:
    assert contains(f"FINDINGS: {page} End.", quote)


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        (SENTENCE, SENTENCE.replace("1", "2")),
        (SENTENCE, SENTENCE.replace("L5", "S1")),
        (SENTENCE, SENTENCE.replace("inferior L4", "L4 inferior")),
        (SENTENCE.replace("changes", ""), SENTENCE),
        ("The patient is asymptomatic.", "symptomatic"),
        ("An unstable segment.", "stable segment"),
        ("An un-\nstable segment.", "stable segment"),
        ("A non-specific change.", "specific change"),
        ("Modic type 1-2 changes.", "Modic type 1"),
        ("Modic type 12", "Modic type 1"),
        ("measures 11.5 cm", "1.5 cm"),
        ("measures 1.5 cm", "measures 1"),
        ("measures 15 mm", "measures 1-5 mm"),
        ("measures 15 mm", "measures 1 5 mm"),
        ("at L4-L5", "at L4"),
        ("at L45", "at L4-5"),
        ("atypical", "a typical"),
        ("x\u00b2", "x2"),
        ("", SENTENCE),
        (SENTENCE, "\u200b"),
    ],
)
def test_other_words_or_parts_of_words_are_not(page: str, quote: str) -> None:
    assert not contains(page, quote)


WORDS = st.lists(st.text("abcdefgh", min_size=2, max_size=6), min_size=1, max_size=8)


@given(WORDS, st.data())
def test_breaking_a_page_anywhere_does_not_lose_a_quote(words: list[str], data: st.DataObject) -> None:
    quote = " ".join(words)
    place = data.draw(st.integers(1, len(words[-1]) - 1))
    broken = f"{quote[: len(quote) - place]}-\r\n{quote[len(quote) - place :]}"
    assert contains(f"before, {broken}. after", quote)


@given(WORDS, st.integers(0, 7), st.sampled_from("xyz"))
def test_one_wrong_letter_is_enough(words: list[str], index: int, wrong: str) -> None:
    quote = list(" ".join(words))
    quote[index % len(quote)] = wrong
    assert not contains(" ".join(words), "".join(quote))


def test_a_quote_hyphenated_by_a_real_page_is_found(tmp_path: Path) -> None:
    def break_line(pdf: pikepdf.Pdf) -> None:
        lines = b"BT /F1 12 Tf 100 600 Td (The super-) Tj 0 -14 Td (ior endplate of L5) Tj ET"
        pdf.pages[0].contents_add(pdf.make_stream(lines))

    (exhibit,) = open_files({"a.pdf": text_pdf("First", edit=break_line)}, tmp_path)
    assert contains(exhibit.pages[0].text, "The superior endplate of L5")


@pytest.mark.parametrize(
    ("page", "quote", "words"),
    [
        ("Seen: no edema \u2014 none at all.", "no edema - none", "no edema \u2014 none"),
        ("of the super-\r\nior L5 endplate", "superior L5", "super-\r\nior L5"),
        ("a signi\ufb01cant change", "significant", "signi\ufb01cant"),
        ("Cafe\u0301 pain", "CAF\u00c9", "Cafe\u0301"),
    ],
)
def test_a_quote_is_found_where_it_stands(page: str, quote: str, words: str) -> None:
    place = find(page, quote)
    assert place is not None
    assert page[slice(*place)] == words


def test_what_is_not_there_has_no_place() -> None:
    assert find(SENTENCE, "Modic type 2") is None


SPACE_BETWEEN = st.sampled_from([" ", "\n", "\r\n", "  ", "\t"])


@given(
    words=st.lists(
        st.sampled_from(["Modic", "type", "1", "L4-L5", "changes", "caf\u00e9", "1.5"]), min_size=1, max_size=6
    ),
    gaps=st.lists(SPACE_BETWEEN, min_size=6, max_size=6),
    before=st.sampled_from(["", "Findings: ", "\u201cNote\u201d \u2014 ", "e\u0301 \ufb01rst mo-\ndel; "]),
)
def test_a_quote_is_found_at_its_own_place_on_the_page(words: list[str], gaps: list[str], before: str) -> None:
    spoken = "".join(word + gap for word, gap in zip(words, gaps, strict=False)).strip()
    page = f"{before}{spoken}. End"
    found = find(page, " ".join(words))
    assert found is not None
    start, end = found
    assert contains(page[start:end], " ".join(words))
    assert start == len(before)
    assert "".join(page[start:end].split()) == "".join(words)


@pytest.mark.parametrize(
    ("page", "quote", "words"),
    [
        ("x\u2019s mod- \n ic change", "modic change", "mod- \n ic change"),
        ("the \ufb01nal \u201creport\u201d", 'final "report"', "\ufb01nal \u201creport\u201d"),
        ("a cafe\u0301 at L4\u2013L5, then", "caf\u00e9 at L4-L5", "cafe\u0301 at L4\u2013L5"),
        ("\U0001d400 bold type 1", "type 1", "type 1"),
        ("so\u00adft edge", "soft", "so\u00adft"),
        ("STRASSE stra\u00dfe end", "end", "end"),
    ],
)
def test_the_place_is_in_the_page_as_it_was_and_not_in_its_plain_form(page: str, quote: str, words: str) -> None:
    start, end = find(page, quote) or (0, 0)
    assert page[start:end] == words


def test_words_that_are_not_there_have_no_place() -> None:
    assert find("unstable at L4-L5", "stable") is None
    assert find("anything", "") is None
