"""A letterhead is checked part by part, before any letter is written on it."""

from __future__ import annotations

import pytest

from priorauth.render.docx.letterhead_lint import lint_letterhead
from tests.render.test_docx_letterhead import HOSTILE, document_with, header_with
from tests.render.word_files import SHIPPED, changed, own_letterhead, parts_of

HIDDEN = '<w:p><w:r><w:rPr><w:vanish{}/></w:rPr><w:t xml:space="preserve">x</w:t></w:r></w:p>'


def found(data: bytes) -> list[str]:
    return [f"{p.where} {p.code} {p.message}" for p in lint_letterhead(data, "letterhead.docx")]


def test_the_shipped_letterhead_and_one_from_word_raise_no_error() -> None:
    assert found(SHIPPED) == []
    assert {line.split()[1] for line in found(own_letterhead())} <= {"PA545"}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_letter_refuses_the_check_refuses_too(name: str) -> None:
    data, reason = HOSTILE[name]
    lines = found(data)
    assert any(reason in line for line in lines)
    assert {line.split(" the letterhead")[0].rsplit(" ", 1)[-1] for line in lines} == {"PA602"}


def test_every_part_that_is_refused_is_named_with_its_reason() -> None:
    data = changed(
        header_with("<w:p><w:ins/></w:p>"),
        word__vbaProject_dot_bin=b"x",
        word__document_dot_xml=parts_of(document_with("<w:sdt/>"))["word/document.xml"],
    )
    assert sorted(found(data)) == [
        "letterhead.docx!word/document.xml PA602 the letterhead cannot be used: the part holds content controls",
        "letterhead.docx!word/header1.xml PA602 the letterhead cannot be used: the part holds tracked changes",
        "letterhead.docx!word/vbaProject.bin PA602 the letterhead cannot be used: the part holds macros",
    ]


def test_hidden_text_is_refused_and_text_that_is_not_hidden_after_all_is_not() -> None:
    (line,) = found(header_with(HIDDEN.format("")))
    assert (
        line == "letterhead.docx!word/header1.xml PA602 the letterhead cannot be used: the part holds hidden text"
    )
    assert found(header_with(HIDDEN.format(' w:val="0"'))) == []


@pytest.mark.parametrize(
    ("look", "what"),
    [('<w:sz w:val="14"/>', "7 points"), ('<w:color w:val="A6A6A6"/>', "a light color")],
)
def test_what_a_fax_would_lose_is_a_warning(look: str, what: str) -> None:
    (line,) = found(header_with(f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>x</w:t></w:r></w:p>"))
    assert line.startswith("letterhead.docx!word/header1.xml PA545")
    assert what in line


def test_dark_and_large_enough_is_fine() -> None:
    look = '<w:sz w:val="17"/><w:color w:val="1F3A52"/>'
    assert found(header_with(f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>x</w:t></w:r></w:p>")) == []
