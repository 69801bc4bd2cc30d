"""Word files as offices make them: taken with every word, or refused for what they hold."""

from __future__ import annotations

import pytest

from priorauth.exhibits.opening import open_bytes
from priorauth.problems import Refused
from tests.exhibits.sound.odd_word_files import TEMPLATE, begun_from_a_template, numbered


@pytest.mark.parametrize(
    "target", [TEMPLATE, "https://example.org/letter.dotx", "Normal.dotm"], ids=["share", "web", "name"]
)
def test_a_letter_begun_from_a_template_is_taken_without_it(target: str) -> None:
    opened = open_bytes(begun_from_a_template(target=target), ".docx")
    assert opened.pages[0].text.strip() == "Words of a record"
    assert b"otx" not in opened.pdf


@pytest.mark.parametrize("shown", ["7", "12", "iv", "XXXVIII", "b", "CC", "- 3 -", "\u2013 3 \u2013", ""])
def test_the_number_of_a_page_is_said_anew(shown: str) -> None:
    (page,) = open_bytes(numbered("PAGE", shown), ".docx").pages
    assert page.text.split("Words")[0].strip() == "Page 1 Relief lasted four months."


@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES", "SECTIONPAGES \\* MERGEFORMAT"])
@pytest.mark.parametrize("shown", ["7 Modic type 2", "mild", "no relief", "7. L5", "mdm"])
def test_words_that_a_page_number_shows_are_never_lost(code: str, shown: str) -> None:
    with pytest.raises(Refused) as refused:
        open_bytes(numbered(code, shown), ".docx")
    (found,) = refused.value.problems
    assert (found.code, "more than a number" in found.message) == ("PA726", True)


@pytest.mark.parametrize("separate", [True, False], ids=["shown", "not shown"])
@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES", "DATE", "TOC"])
def test_a_field_without_an_end_swallows_nothing(code: str, separate: bool) -> None:
    with pytest.raises(Refused) as refused:
        open_bytes(numbered(code, "7", after=" ", separate=separate, end=False), ".docx")
    (found,) = refused.value.problems
    assert (found.code, "does not end" in found.message) == ("PA726", True)
