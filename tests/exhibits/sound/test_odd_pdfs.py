"""Files that are odd and whole are taken with all they say; files that have lost something are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from priorauth.exhibits.convert.pdf_damage import EFFECTS, Effect, effect_of
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request, Taken
from tests.exhibits.hostile.test_hostile import mutated
from tests.exhibits.sound.odd_pdfs import (
    LOST,
    SOUND,
    WORDS,
    bare,
    line_repeated_in_an_update,
    updated_with_an_added_page,
    whole,
    with_a_table_stream,
)
from tests.property_budget import tried


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def taken(room: Opener, data: bytes, suffix: str = ".pdf") -> Taken:
    return room.open(Request(data, suffix))


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_taken_whatever_is_odd_about_it(room: Opener, name: str) -> None:
    build, told = SOUND[name]
    opened = taken(room, build())
    assert tuple(page.text.strip() for page in opened.pages) == WORDS
    assert tuple(remark.code for remark in opened.remarks) == told


@pytest.mark.parametrize("name", LOST)
def test_a_file_that_has_lost_something_is_refused(room: Opener, name: str) -> None:
    build, code = LOST[name]
    with pytest.raises(ExhibitRejected) as refused:
        taken(room, build())
    assert refused.value.code == code


@pytest.mark.parametrize("build", [updated_with_an_added_page, line_repeated_in_an_update])
def test_a_page_appended_as_an_update_is_there(room: Opener, build: Callable[[], bytes]) -> None:
    assert taken(room, build()).pages[2].text.strip() == "Addendum: strength is full"


REMARKS: dict[str, Effect] = {
    "a.pdf (object 8 0): object has offset 0 - a common error handled correctly by most": Effect.NONE,
    "a.pdf: extraneous whitespace seen before xref": Effect.REPAIRED,
    "a.pdf (xref table, offset 9): accepting invalid xref table entry": Effect.NONE,
    "a.pdf, object 3 0 at offset 209: /Type key should be /Page but is not; overriding": Effect.NONE,
    "a.pdf, object 3 0 at offset 209: /Type key should be /Pages but is not; overriding": Effect.NONE,
    "stream <x>: Catalog: setting missing or invalid /Type entry to /Catalog": Effect.NONE,
    "<x>, object 7 0 at offset 9: kid 1 (from 0) appears more than once in the pages tree; creating a new page object as a copy": Effect.NONE,
    "<x>: reported number of objects (9) is not one plus the highest object number (9)": Effect.NONE,
    "<x>: reported number of objects (11) is not one plus the highest object number (9)": Effect.NONE,
    "<x>: reported number of objects (15) is not one plus the highest object number (9)": Effect.REPAIRED,
    "<x>: file is damaged": Effect.REPAIRED,
    "<x>: can't find startxref": Effect.REPAIRED,
    "<x>: Attempting to reconstruct cross-reference table": Effect.REPAIRED,
    "<x> (object 8 0, offset 1051): recovered stream length: 100": Effect.REPAIRED,
    "<x> (object 5 0, offset 595): dictionary has duplicated key /Type; last occurrence overrides earlier ones": Effect.REPAIRED,
    "<x>: a remark that nobody has seen yet": Effect.REPAIRED,
    "<x>: object 4 0 not found in file after regenerating cross reference table": Effect.LOST,
    "object 4 0: Pages tree includes non-dictionary object; ignoring": Effect.LOST,
    "<x>, object 7 0 at offset 9: kid 1 (from 0) has too many errors; ignoring page": Effect.LOST,
    "<x>: Loop detected in /Pages structure (getAllPages)": Effect.LOST,
    "<x> (object 1 0, offset 86): expected endobj": Effect.LOST,
    "<x> (object 5 0, offset 595): dictionary ended prematurely; using null as value for last key": Effect.LOST,
    "<x> (object 5 0, offset 595): expected dictionary key but found non-name object; inserting key /QPDFFake1": Effect.LOST,
    "<x> (object 5 0, offset 595): expected dictionary keys but found non-name objects; ignoring": Effect.LOST,
    "<x> (object 5 0, offset 595): unexpected EOF": Effect.LOST,
    "<x> (object 5 0, offset 595): EOF while reading token": Effect.LOST,
    "<x> (object 5 0, offset 595): unknown token while reading object; treating as null": Effect.LOST,
    "<x> (object 5 0, offset 595): too many errors; giving up on reading object": Effect.LOST,
    "<x> (object 5 0, offset 595): error decoding stream data for object 8 0: no such filter": Effect.LOST,
    "<x> (object 5 0, offset 595): stream inflate: inflate: data: incorrect data check": Effect.LOST,
}


@pytest.mark.parametrize("remark", REMARKS)
def test_each_remark_of_the_library_has_one_meaning(remark: str) -> None:
    assert effect_of(remark) is REMARKS[remark]


def test_every_row_of_the_table_is_tried() -> None:
    def without(row: int) -> list[str]:
        kept = EFFECTS[:row] + EFFECTS[row + 1 :]
        return [remark for remark in REMARKS if effect_of(remark, kept) is not REMARKS[remark]]

    assert [EFFECTS[row][0] for row in range(len(EFFECTS)) if not without(row)] == []


@pytest.mark.slow
@pytest.mark.parametrize("build", [whole, with_a_table_stream])
def test_a_file_spoiled_anywhere_never_loses_words_in_silence(room: Opener, build: Callable[[], bytes]) -> None:
    data = build()
    for seed in range(tried(150)):
        try:
            opened = taken(room, mutated(data, seed))
        except ExhibitRejected:
            continue
        assert tuple(page.text.strip() for page in opened.pages) == WORDS, seed


@pytest.mark.slow
def test_content_readable_in_the_file_keeps_its_length(room: Opener) -> None:
    assert tuple(page.text.strip() for page in taken(room, bare()).pages) == WORDS
