"""A page's picture in a terminal: each protocol carries the very picture, and only where a terminal takes it."""

from __future__ import annotations

import base64
import re
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from priorauth.cli.review import terminal_protocol
from priorauth.operations.terminal_picture import PictureProtocol, picture_for_terminal


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A white page with a black bar and a red corner, too large for one piece of the kitty protocol."""
    page = Image.effect_noise((300, 200), 90).convert("RGB").point(lambda shade: 255 if shade > 40 else 0)
    page.paste((0, 0, 0), (10, 20, 50, 27))
    page.paste((255, 0, 0), (290, 190, 300, 200))
    page.save(tmp_path / "page.png")
    return tmp_path / "page.png"


def test_the_kitty_protocol_carries_the_file_in_pieces_that_it_allows(picture: Path) -> None:
    said = picture_for_terminal(picture, PictureProtocol.KITTY, 80)
    pieces = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", said)
    assert "".join(f"\x1b_G{keys};{content}\x1b\\" for keys, content in pieces) == said
    assert base64.b64decode("".join(content for _, content in pieces)) == picture.read_bytes()
    assert len(pieces) > 1
    assert max(len(content) for _, content in pieces) <= 4096
    assert [keys.endswith("m=1") for keys, _ in pieces] == [True] * (len(pieces) - 1) + [False]
    assert "c=80" in pieces[0][0].split(",")


def test_the_iterm_protocol_carries_the_file_with_its_size(picture: Path) -> None:
    said = picture_for_terminal(picture, PictureProtocol.ITERM, 80)
    found = re.fullmatch(r"\x1b]1337;File=inline=1;size=(\d+);width=80;preserveAspectRatio=1:(.*)\x07", said)
    assert found is not None
    assert (base64.b64decode(found[2]), int(found[1])) == (picture.read_bytes(), picture.stat().st_size)


def test_sixels_draw_every_point_in_its_color(picture: Path) -> None:
    drawn = pixels_of(picture_for_terminal(picture, PictureProtocol.SIXEL, 80))
    with Image.open(picture) as page:
        assert drawn.size == page.size
        for place in [(0, 0), (10, 20), (49, 26), (50, 26), (30, 27), (299, 199), (289, 189), (151, 77), (3, 198)]:
            assert drawn.getpixel(place) == page.getpixel(place), place


def pixels_of(said: str) -> Image.Image:
    """Draw sixels as a terminal does."""
    found = re.fullmatch(r'\x1bPq"1;1;(\d+);(\d+)((?:#\d+;2;\d+;\d+;\d+)*)(.*)\x1b\\', said, re.DOTALL)
    assert found is not None
    page = Image.new("RGB", (int(found[1]), int(found[2])))
    shades = {
        int(number): tuple(round(int(part) * 255 / 100) for part in parts.split(";"))
        for number, parts in re.findall(r"#(\d+);2;(\d+;\d+;\d+)", found[3])
    }
    color = column = top = 0
    for mark in re.findall(r"#\d+|!\d+.|\$|-|[?-~]", found[4]):
        if mark[0] == "#":
            color = int(mark[1:])
        elif mark == "$":
            column = 0
        elif mark == "-":
            column, top = 0, top + 6
        else:
            count = int(mark[1:-1]) if mark[0] == "!" else 1
            for across, down in product(range(count), range(6)):
                if ord(mark[-1]) - 63 >> down & 1:
                    page.putpixel((column + across, top + down), shades[color])
            column += count
    return page


@pytest.mark.parametrize(
    ("environment", "protocol"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM": "xterm-ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "iterm"),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "iterm"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "iterm"),
        ({"TERM": "foot-extra"}, "sixel"),
        ({"TERM": "xterm-256color"}, None),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, None),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, None),
        ({"TERM": "xterm-kitty", "TMUX": "sockets/default,1,0"}, None),
        ({"TERM": "xterm-kitty", "PRIORAUTH_PICTURES": "none"}, None),
        ({"TERM": "xterm-256color", "PRIORAUTH_PICTURES": "sixel"}, "sixel"),
        ({}, None),
    ],
)
def test_pictures_are_drawn_only_where_a_terminal_says_that_it_can(
    environment: dict[str, str], protocol: str | None
) -> None:
    assert terminal_protocol(environment) == protocol
