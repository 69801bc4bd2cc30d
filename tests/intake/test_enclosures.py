"""Which documents of a chart are sent, once each, and which stay out and are said to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from priorauth.intake.draft import leaves
from priorauth.intake.enclosures import Packing, pack
from priorauth.intake.open_points import open_points
from tests.intake.chart_texts import CHART, HEAD, drafted, filled, pages_of


def packed(texts: Mapping[str, str]) -> Packing:
    draft = drafted(texts)
    cited = {
        item.where.document
        for name, node in draft.filled.items()
        if name not in ("patient", "coverage")
        for _, item in leaves(node, name)
        if item.where is not None
    }
    return pack(draft.chart, pages_of(texts), frozenset(cited))


def reasons(packing: Packing, texts: Mapping[str, str]) -> list[str]:
    files = {chr(ord("A") + number): name for number, name in enumerate(texts)}
    return [item.why(files) for item in packing.left_out]


def titles(packing: Packing) -> list[str]:
    return [item.title for item in packing.enclosures]


def test_records_go_in_by_kind_and_the_rest_is_said_to_stay_out() -> None:
    packing = packed(CHART)
    assert titles(packing) == [
        "Office note, November 3, 2026",
        "MRI report, August 18, 2026",
        "Physical therapy records, January 15, 2026",
    ]
    assert reasons(packing, CHART) == [
        "face sheet: not needed by a payer",
        "consent: not needed by a payer",
    ]


def test_a_dump_gives_the_same_exhibits_with_their_pages() -> None:
    packing = packed({"dump": "\f".join(CHART.values())})
    assert [item.pages for item in packing.enclosures] == [(2,), (3,), (4,)]
    assert packing.enclosures[0].ranges(5) == "2"


def test_the_same_record_twice_is_sent_once() -> None:
    texts = {**CHART, "again": CHART["mri"]}
    packing = packed(texts)
    assert len(packing.enclosures) == 3
    assert reasons(packing, texts)[-1] == "a copy of page 1 of mri"


def test_a_note_copied_forward_is_sent_once_as_it_stands_last() -> None:
    forward = CHART["note"].replace("11/03/2026", "12/01/2026")
    texts = {**CHART, "forward": forward}
    packing = packed(texts)
    assert titles(packing)[0] == "Office note, December 1, 2026"
    assert "copied forward into page 1 of forward" in reasons(packing, texts)


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("She asks about the parking at the clinic.", False),
        ("Plan: order films of the lumbar spine.", False),
        ("Since the fall her left leg has been numb.", True),
        ("She took gabapentin 300 mg for a week.", True),
        ("Prior basivertebral nerve ablation in 2021.", True),
    ],
)
def test_an_earlier_note_stays_when_a_line_of_its_own_tells_something(line: str, is_kept: bool) -> None:
    earlier = CHART["note"].replace("11/03/2026", "09/01/2026").replace("HISTORY\n", f"HISTORY\n{line}\n", 1)
    texts = {**CHART, "earlier": earlier}
    assert ("Office note, September 1, 2026" in titles(packed(texts))) is is_kept


def test_an_earlier_note_stays_when_its_block_helped_more() -> None:
    earlier = CHART["note"].replace("11/03/2026", "09/01/2026").replace("10% relief", "80% relief")
    assert "Office note, September 1, 2026" in titles(packed({**CHART, "earlier": earlier}))


def test_a_later_note_with_news_in_it_leaves_the_earlier_one_in() -> None:
    later = (
        CHART["note"]
        .replace("11/03/2026", "12/01/2026")
        .replace("Pain is 7/10 today.", "Worse since the fall. 9/10.")
    )
    later = later.replace("HISTORY", "HISTORY\nShe fell on the ice last week.\nFilms were taken that day.")
    assert len(packed({**CHART, "later": later}).enclosures) == 4


def test_a_page_of_no_known_kind_is_sent_and_asked_about() -> None:
    odd = f"{HEAD}Scribbles from the waiting room about the parking lot and the weather.\n"
    texts = {**CHART, "odd": odd}
    packing = packed(texts)
    assert "Page of no known kind" in titles(packing)
    (exhibit,) = [item.id for item in packing.enclosures if "Page of no known kind" in item.title]
    said = [point.text for point in open_points(drafted(texts), packing)]
    assert any(f"Look at exhibit {exhibit} (page 1): its kind" in text for text in said)


def test_an_insurance_card_gives_the_plan_and_stays_out() -> None:
    card = """Blue Cross Blue Shield of Wyoming
Member: WILMA PLACEHOLDER
Member ID: YWZ 123456789
Group: 00402217
"""
    texts = {**{name: text for name, text in CHART.items() if name != "face"}, "card": card}
    packing = packed(texts)
    assert "insurance card: not needed by a payer" in reasons(packing, texts)
    given = filled(drafted(texts))
    assert (given["coverage.payer"], given["coverage.payer_name"], given["coverage.member_id"]) == (
        "highmark-wy-15-01-004", "Blue Cross Blue Shield of Wyoming", "YWZ123456789",
    )  # fmt: skip


def test_a_laboratory_report_goes_in_when_a_fact_rests_on_it() -> None:
    report = f"LABORATORY REPORT\n{HEAD}Collected: 11/01/2026\nUrine pregnancy test: negative.\n"
    texts = {**CHART, "lab": report}
    assert "Laboratory report" in " ".join(titles(packed(texts)))


def test_a_file_that_names_nobody_is_asked_about() -> None:
    texts = {**CHART, "other": "OFFICE NOTE\nDate of service: 10/01/2026\nLow back pain is unchanged.\n"}
    packing = packed(texts)
    (exhibit,) = [item.id for item in packing.enclosures if "F" in item.source]
    said = [point.text for point in open_points(drafted(texts), packing)]
    assert any(f"Check whose record exhibit {exhibit} (page 1) is" in text for text in said)


def test_an_open_question_shows_its_words_and_where_a_person_finds_them() -> None:
    texts = {**CHART, "therapy": CHART["therapy"].replace("Temporary relief.", "Temporary relief. No relief.")}
    packing = packed(texts)
    (place,) = [item.id for item in packing.enclosures if "therapy" in item.title.casefold()]
    (said,) = [point.text for point in open_points(drafted(texts), packing) if point.text.startswith("Decide")]
    assert said.startswith(
        f'Decide physical therapy response: the chart gives several values: exhibit {place}, page 1 "'
    )
    assert "No relief." in said
