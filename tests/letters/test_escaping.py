"""Any value a chart can hold comes through a template unchanged, wherever it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from priorauth.document import ExhibitLink, Run
from priorauth.letters.markdown.escaping import Markup, exhibit_ref
from priorauth.parsing.model import unprintable
from priorauth.problems import Refused
from tests.letters.templates import document_of, rendered, words_of

PLACES = {
    "paragraph": ("{{ v }}\n", ["{}"]),
    "between words": ("Before {{ v }} after\n", ["Before {} after"]),
    "bold": ("- **{{ v }}:** x\n", ["{}: x"]),
    "table cell": (
        "| A | B |\n|---|---|\n| {{ v }} |{{ v }}|\n| x | {{ v }} |\n",
        ["A", "B", "{}", "{}", "x", "{}"],
    ),
    "table header": ("|{{ v }}|B|\n|---|---|\n|x|y|\n", ["{}", "B", "x", "y"]),
    "list item": ("- {{ v }}\n- {{ v }}\n", ["{}", "{}"]),
    "numbered item": ("1. {{ v }}\n   - {{ v }}\n", ["{}", "{}"]),
    "heading": ("## {{ v }}\n\nx\n", ["{}", "x"]),
    "quote": ("> {{ v }}\n", ["{}"]),
    "address": ("```address\n{{ v }}\nx\n```\n", ["{}\nx"]),
    "signature": ("```signature\n{{ v }}\n{{ v }}\n```\n", ["{}", "{}"]),
    "link text": ("[{{ v }}](https://example.org)\n", ["{}"]),
}
VALUES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda text: bool(text.split()) and unprintable(text) is None
)
MARKS = st.text("\\|*_`#-+=~<>[]()!&;:./{}%'\"$^@,?1 a", min_size=1).filter(lambda text: bool(text.split()))


@pytest.mark.parametrize("place", PLACES)
@given(value=st.one_of(VALUES, MARKS))
@example('A & B <x> "q" {{ y }} *z* |w| Nguyễn Łukasz')
@example("1. one")
@example("# head")
@example("- item")
@example("+ item")
@example("=== ---")
@example("\\")
@example("ends with \\")
@example("||||||||||||||||")
@example("\\|\\\\|")
@example("&amp; &#42; &lt;b&gt;")
@example("https://example.org/a_b_c?d=*e*&f")
@example("<https://example.org>")
@example("![x](figure:spine) [y](exhibit:B/1)")
@example("{% if x %} {# note #}")
@example("``` ~~~ ```")
@example("a\n\nb\t c\u00a0d")
def test_a_value_arrives_unchanged(place: str, value: str) -> None:
    template, expected = PLACES[place]
    folded = " ".join(value.split())
    document = document_of(rendered(template, {"v": value}))
    assert words_of(document.blocks) == [text.replace("{}", folded) for text in expected]


def test_filters_do_not_let_a_value_out_unescaped() -> None:
    template = "{{ v | capitalize_first }} {{ w | join(' *and* ') }} {{ w | first }} {{ w | sentence_list }}"
    text = rendered(template, {"v": "a*b*", "w": ["*x*", "[y](z)"]})
    assert words_of(document_of(text).blocks) == ["A*b* *x* *and* [y](z) *x* *x* and [y](z)"]


def test_references_stay_links_when_listed() -> None:
    text = rendered("{{ refs | sentence_list }}", {"refs": [exhibit_ref("B", 2), exhibit_ref("a_b", 1), "C"]})
    (block,) = document_of(text).blocks
    assert getattr(block, "runs") == (  # noqa: B009
        Run("Exhibit B-2", link=ExhibitLink("B", 2)),
        Run(", "),
        Run("Exhibit a_b-1", link=ExhibitLink("a_b", 1)),
        Run(" and C"),
    )


@pytest.mark.parametrize(
    ("value", "words"), [(3, "3"), (-3, "-3"), (Decimal("1.50"), "1.50"), (Decimal("1E+2"), "100")]
)
def test_numbers_are_printed(value: object, words: str) -> None:
    assert words_of(document_of(rendered("{{ v }}", {"v": value})).blocks) == [words]


class _Text(str):
    """Claims to be ready, and is not."""

    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    [
        None,
        1.5,
        True,
        [],
        ["a"],
        {},
        {"a": "b"},
        object(),
        b"x",
        Decimal("NaN"),
        _Text("*"),
        "bell\x07",
        "\ud800",
        "\ufffe",
    ],
)
def test_what_is_not_text_is_refused_with_its_line(value: Any) -> None:
    with pytest.raises(Refused) as refused:
        rendered("one\ntwo {{ v }}", {"v": value})
    (found,) = refused.value.problems
    assert (found.code, str(found.where)) == ("PA503", "trial.md:2")
    assert "bell" not in found.message


def test_ready_markdown_is_printed_as_it_stands() -> None:
    assert rendered("{{ v }}", {"v": Markup("*x*")}) == "*x*\n"
