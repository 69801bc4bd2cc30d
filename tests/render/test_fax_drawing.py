"""Tables and drawings at the sizes of a fax: no word is cut, no label is small, nothing is gray."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.document import Document, Figure, FigureText, ItemList, Paragraph, Run, Stroke, Table
from priorauth.letters.figures.care_figure import draw_care_timeline
from priorauth.letters.figures.spine_figure import draw_spine
from priorauth.render.drawable_text import REGULAR, register, width
from priorauth.render.pdf.fax_figures import for_fax
from priorauth.render.pdf.layout import TEXT_WIDTH, boxes_of, column_widths, room_for, smallest_label
from priorauth.render.type_scale import FAX, FAX_LEAST, READING
from tests.cases import AS_OF, clean_case

register()


def table(*columns: tuple[str, float]) -> Table:
    cells = tuple((Run(text),) for text, _ in columns)
    return Table(tuple((Run(""),) for _ in columns), (cells,), tuple(share for _, share in columns))


def test_columns_wide_enough_stay_as_the_template_says() -> None:
    assert column_widths(table(("one", 0.25), ("two", 0.75)), 400, 10, 5) == [100, 300]


def test_a_column_too_narrow_for_its_word_takes_room_from_the_others() -> None:
    one, two = column_widths(table(("Radiologist", 0.05), ("a few short words", 0.95)), 400, 10, 5)
    assert one == pytest.approx(width("Radiologist", REGULAR, 10) + 5, abs=0.2)
    assert one + two == pytest.approx(400)


words = st.text("abcdefgh ", max_size=40)


@given(st.lists(words, min_size=1, max_size=5), st.floats(50, 600))
def test_columns_always_fill_the_table_and_cut_no_word_there_is_room_for(
    texts: list[str], available: float
) -> None:
    made = table(*((text, 1 / len(texts)) for text in texts))
    widths = column_widths(made, available, 10, 5)
    needed = [max((width(word, REGULAR, 10) for word in text.split()), default=0.0) + 5 for text in texts]
    assert sum(widths) == pytest.approx(available)
    assert min(widths) >= 0
    if sum(needed) + len(texts) * 0.2 <= available:
        assert all(wide >= need for wide, need in zip(widths, needed, strict=True))


def figures() -> list[Figure]:
    return [draw_spine(clean_case()), draw_care_timeline(clean_case(), 6, AS_OF)]


@pytest.mark.parametrize("place", [0, 1], ids=["spine", "care"])
def test_our_drawings_arrive_as_drawings_with_labels_of_ten_points(place: int) -> None:
    (drawn,) = for_fax(Document("x", (figures()[place],), "f")).blocks
    assert isinstance(drawn, Figure)
    assert room_for(drawn) * smallest_label(drawn) >= FAX_LEAST
    strokes = [shape for shape in drawn.shapes if isinstance(shape, Stroke)]
    assert {stroke.fill for stroke in strokes} <= {None, 0.0, 1.0}
    assert min(stroke.width for stroke in strokes if stroke.width) >= FAX.thinnest
    (height,) = [box.height for box in boxes_of((drawn,), FAX) if box.figure is not None]
    assert height / drawn.height * smallest_label(drawn) >= FAX_LEAST - 1e-6
    assert height / drawn.height * drawn.width <= TEXT_WIDTH + 1e-6


def test_a_drawing_that_would_be_too_small_is_said_in_words() -> None:
    shapes = (Stroke(((0, 0), (2000, 0))), FigureText(5, 5, "tiny", 6))
    wide = Figure(2000, 40, shapes, alt="A long line.", caption="A line")
    document = for_fax(Document("x", (ItemList(((wide,),)),), "f"))
    assert document.blocks == (ItemList(((Paragraph((Run("A line: ", italic=True), Run("A long line."))),),)),)


@pytest.mark.parametrize(("gray", "fill"), [(0.0, 0.0), (0.2, 0.0), (0.9, 1.0), (1.0, 1.0)])
def test_a_gray_fill_becomes_black_or_white(gray: float, fill: float) -> None:
    figure = Figure(100, 100, (Stroke(((0, 0), (90, 0), (90, 90)), 0, closed=True, fill=gray),), alt="")
    (drawn,) = for_fax(Document("x", (figure,), "f")).blocks
    assert isinstance(drawn, Figure)
    (shape,) = drawn.shapes
    assert isinstance(shape, Stroke)
    assert (shape.fill, shape.width) == (fill, 0)


def test_a_drawing_on_paper_keeps_its_size() -> None:
    for figure in figures():
        (box,) = [box for box in boxes_of((figure,), READING) if box.figure is not None]
        assert box.height == figure.height
