"""Breaking text into lines: no letter is lost or added, no line is too wide, no word is cut that a line can hold."""

from __future__ import annotations

from hypothesis import given, strategies as st

from priorauth.formats.typeface.faces import BOLD, REGULAR, register, width
from priorauth.formats.typesetting.line_breaking import NonText, TypesetLine, TypesetSpan, break_lines, tokens_of

register()
SIZE = 10.0
TEXTS = st.lists(
    st.tuples(st.text(alphabet="ab.M-W \t\n\f", max_size=30), st.sampled_from([REGULAR, BOLD]), st.booleans()),
    max_size=6,
)
ROOMS = st.floats(min_value=30, max_value=300)


def spans(*texts: tuple[str, str, bool]) -> list[TypesetSpan[bool]]:
    return [TypesetSpan(text, font, SIZE, mark) for text, font, mark in texts]


def broken(*texts: str, room: float = 1000.0, keeps_spaces: bool = True) -> list[TypesetLine[bool]]:
    lines = break_lines(tokens_of(spans(*((t, REGULAR, False) for t in texts))), room, keeps_spaces=keeps_spaces)
    return [line for line in lines if isinstance(line, TypesetLine)]


def said(line: TypesetLine[bool]) -> str:
    return "".join(fragment.text for fragment in line.fragments)


@given(TEXTS, ROOMS, st.booleans())
def test_every_letter_arrives_in_order(texts: list[tuple[str, str, bool]], room: float, keeps: bool) -> None:
    lines = list(break_lines(tokens_of(spans(*texts)), room, keeps_spaces=keeps))
    shown = "".join(said(line) for line in lines if isinstance(line, TypesetLine))
    assert "".join(shown.split()) == "".join("".join(text for text, _, _ in texts).split())


@given(TEXTS, ROOMS)
def test_fragments_stand_side_by_side_within_the_room(texts: list[tuple[str, str, bool]], room: float) -> None:
    plain = [(text.replace("\t", " "), font, mark) for text, font, mark in texts]
    for line in break_lines(tokens_of(spans(*plain)), room):
        assert isinstance(line, TypesetLine)
        end = 0.0
        for fragment in line.fragments:
            assert abs(fragment.x - end) < 1e-9
            end = fragment.x + fragment.width
        assert end <= room + 0.02


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=6), min_size=1, max_size=20))
def test_a_word_a_line_can_hold_is_not_cut(words: list[str]) -> None:
    lines = broken(" ".join(words), room=60.0, keeps_spaces=False)
    assert " ".join(map(said, lines)).split(" ") == words


def test_a_word_of_several_looks_stays_together_and_gains_no_space() -> None:
    word = spans(("aa ", REGULAR, False), ("lumbar", REGULAR, False), ("spine", BOLD, False))
    first, second = break_lines(tokens_of(word), width("lumbarspine", BOLD, SIZE))
    assert isinstance(first, TypesetLine)
    assert isinstance(second, TypesetLine)
    assert (said(first).strip(), said(second)) == ("aa", "lumbarspine")
    narrow = [line for line in break_lines(tokens_of(word), 20.0) if isinstance(line, TypesetLine)]
    assert "".join(map(said, narrow)) == "aalumbarspine"
    assert len(narrow) > 3


def test_the_space_at_a_line_end_is_dropped_or_kept() -> None:
    room = width("bbb", REGULAR, SIZE) + 0.1
    assert [said(line) for line in broken("aaa bbb", room=room, keeps_spaces=False)] == ["aaa", "bbb"]
    assert [said(line) for line in broken("aaa bbb", room=room)] == ["aaa ", "bbb"]


def test_breaks_end_lines_and_a_form_feed_the_page() -> None:
    lines = broken("a\nb\fc\n")
    assert [(said(line), line.ends_page) for line in lines] == [
        ("a", False),
        ("b", True),
        ("c", False),
        ("", False),
    ]


def test_a_tab_goes_on_to_the_next_stop() -> None:
    (line,) = broken("a\tb\t\tc")
    starts = [fragment.x for fragment in line.fragments]
    assert starts == [0.0, 36.0, 72.0, 108.0]


def test_a_no_break_space_holds_words_together_and_is_shown_as_a_space() -> None:
    lines = broken("et\u00a0al. x", room=width("et al.", REGULAR, SIZE) + 0.1, keeps_spaces=False)
    assert [said(line) for line in lines] == ["et al.", "x"]


def test_fragments_of_one_look_are_one_whatever_runs_they_came_in() -> None:
    (line,) = break_lines(
        tokens_of(spans(("a", REGULAR, False), ("b c", REGULAR, False), ("d", BOLD, False))),
        500.0,
        keeps_spaces=True,
    )
    assert isinstance(line, TypesetLine)
    assert [fragment.text for fragment in line.fragments] == ["ab c", "d"]


def test_a_picture_stands_between_lines_and_leaves_no_empty_one() -> None:
    picture = NonText()
    parts: list[TypesetSpan[bool] | NonText] = [
        *spans(("a", REGULAR, False)),
        picture,
        *spans((" b", REGULAR, False)),
        picture,
    ]
    items = list(break_lines(tokens_of(parts), 500.0, keeps_spaces=True))
    assert [said(item) if isinstance(item, TypesetLine) else "picture" for item in items] == [
        "a",
        "picture",
        " b",
        "picture",
    ]
    assert [said(item) for item in break_lines(tokens_of(spans()), 500.0) if isinstance(item, TypesetLine)] == [""]
