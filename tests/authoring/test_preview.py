"""A preview draws a letter for its scenarios, marks every page, and tells what no scenario reaches."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from priorauth.authoring.trial.preview import Drawn, Previews, document_of, is_written_for
from priorauth.authoring.trial.scenarios import Stage, Staged, case_file, changed, scenario_library
from priorauth.authoring.trial.watch import stamp_of, watch
from priorauth.authoring.word_import.import_letter import import_letter, tried
from priorauth.exhibits.pages import read_pages
from priorauth.files.shipped_data import folder
from priorauth.letters.templates.coverage import Outcomes
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.parsing.tree import Plain
from priorauth.problems import Refused, Where
from tests.authoring.letters import SHIPPED
from tests.letters.templates import write_template
from tests.quick_sample import one_in

SHIPPED_TEMPLATES = TemplateLibrary((folder("templates"),))

# What the shipped letters can say and no shipped scenario makes them say: file, condition, outcome.
OUT_OF_REACH = {
    ("addendum_request.md", "if addendum.places", False),
    ("checklist.md", "if row.source_note", True),
    ("exception_request.md", "if policy.citation", False),
    ("exception_request.md", "if policy.otherwise", False),
    ("medical_necessity.md", "if policy.citation", False),
    ("policy_inquiry.md", "if policy.citation", False),
    ("policy_inquiry.md", "if policy.citation", True),
    ("policy_inquiry.md", "if policy.branch_note", True),
    ("checklist.md", "if policy.branch_note", True),
    ("checklist.md", "elif policy.reviewer", True),
    ("checklist.md", "if policy.is_determination", True),
    ("checklist.md", "if policy.is_determination", False),
    ("checklist.md", "if policy.followed", True),
    ("checklist.md", "elif policy.followed", True),
    ("medical_necessity.md", "elif policy.followed", True),
    ("medical_necessity.md", "if policy.is_determination", True),
    ("medical_necessity.md", "if policy.is_determination", False),
    ("appeal_open.md", "if policy.followed", True),
    ("appeal_own_policy.md", "if policy.followed", True),
    ("exception_request.md", "if policy.reviewer", True),
    ("medical_necessity.md", "elif policy.reviewer", True),
    ("medical_necessity.md", "if policy.citation", True),
    ("medical_necessity.md", "if policy.incomplete", False),
    ("medical_necessity.md", "if policy.incomplete", True),
    ("policy_inquiry.md", "if policy.reviewer", False),
    ("policy_inquiry.md", "if policy.reviewer", True),
    ("case_in_brief.md", "if pain.pattern_ref", False),
    ("generators.md", "if item.ref", False),
    ("appeal_answers.md", 'elif reason.verdict == "partly"', True),
    ("appeal_answers.md", 'if reason.cites_policy and reason.verdict != "shown"', True),
    ("appeal_answers.md", "elif reason.answer", True),
    ("appeal_answers.md", 'elif reason.verdict == "by_hand"', True),
    ("appeal_denial.md", "for appeal.approved", True),
    ("appeal_denial.md", "for appeal.granted", True),
    ("appeal_external.md", "if appeal.approved", True),
    ("appeal_external.md", "if appeal.granted", True),
    ("appeal_heading.md", "elif appeal.denial.fax", True),
    ("appeal_heading.md", "if appeal.denial.fax", False),
    ("appeal_heading.md", "if appeal.denial.fax", True),
    ("appeal_heading.md", "if appeal.denial.send_to", True),
    ("appeal_level_1.md", "if appeal.approved", True),
    ("appeal_level_1.md", "if appeal.granted", True),
    ("appeal_level_2.md", "if appeal.approved", True),
    ("appeal_level_2.md", "if appeal.granted", True),
    ("peer_to_peer.md", "if appeal.denial.call_by", False),
    ("peer_to_peer.md", "if appeal.denial.call_by", True),
    ("peer_to_peer.md", "if appeal.denial.call_by or appeal.denial.call_phone", True),
    ("peer_to_peer.md", "if appeal.denial.call_phone", False),
    ("peer_to_peer.md", "if appeal.denial.call_phone", True),
    ("peer_to_peer.md", "if appeal.denial.fax", False),
    ("peer_to_peer.md", "if appeal.denial.fax", True),
    ("peer_to_peer.md", "if appeal.denial.send_to", False),
    ("peer_to_peer.md", "if appeal.denial.send_to", True),
    ("peer_to_peer.md", "if appeal.denial.send_to and appeal.denial.fax", False),
    ("peer_to_peer.md", "if appeal.denial.send_to and appeal.denial.fax", True),
    ("peer_to_peer.md", "if appeal.denial.send_to or appeal.denial.fax", True),
    ("appeal_criterion.md", "if appeal.is_external", True),
    ("appeal_exception.md", "if policy.citation", False),
    ("appeal_exception.md", "if policy.otherwise", False),
    ("appeal_external.md", "if study.ref", False),
    ("appeal_open.md", "elif appeal.is_external", True),
    ("appeal_own_policy.md", "if policy.citation", False),
    ("peer_to_peer.md", "if appeal.call.left_out", True),
    ("peer_to_peer.md", "if appeal.call.left_out == 1", False),
    ("peer_to_peer.md", "if appeal.call.left_out == 1", True),
    ("peer_to_peer.md", "if line.limits", False),
    ("peer_to_peer.md", "if pain.onset", False),
    ("peer_to_peer.md", "if row.ref", False),
    # What the shipped charts don't bear out has no page, and what they do always has one.
    ("care.md", "if row.ref", False),
    ("case_in_brief.md", "if pain.matching_ref", False),
    ("case_in_brief.md", "if pain.ref", False),
    ("case_in_brief.md", "if pain.severity_ref", False),
    ("case_in_brief.md", "if score.ref", False),
    ("checklist.md", "if policy.is_other", True),
    ("generators.md", "if row.ref", False),
    ("imaging.md", "if study.ref", False),
    ("appeal_denial.md", "for appeal.denial.earlier", True),
    ("peer_to_peer.md", "for appeal.approved", True),
    ("peer_to_peer.md", "for appeal.granted", True),
    ("peer_to_peer.md", "if appeal.approved", True),
    ("peer_to_peer.md", "if appeal.denial.notice_note", True),
    ("peer_to_peer.md", "if pain.ref", False),
    ("safety.md", "if page.ref", False),
    ("safety.md", "if row.ref", True),
}
_COVERED = ("covered", "documented", "full", "bare", "appeal-open", "appeal-modic", "appeal-full")
"""Enough for a cover, which takes a whole packet's front to be drawn."""


def pages_of(data: bytes) -> list[str]:
    return [page.text for page in read_pages(data)]


@pytest.mark.slow
def test_the_shipped_scenarios_reach_every_branch_but_those_listed(staged: dict[str, Staged]) -> None:
    everything = Outcomes()
    for name in SHIPPED_TEMPLATES.names():
        template = SHIPPED_TEMPLATES.load(name)
        for each in staged.values():
            if is_written_for(template, each.gated) and (name != "cover" or each.name in _COVERED):
                document_of(template, each, SHIPPED_TEMPLATES, everything)
    never = {(Path(branch.file).name, branch.words, outcome) for branch, outcome in everything.never()}
    assert never == OUT_OF_REACH
    assert everything.counted()[1] > 200


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param("medical_necessity", marks=pytest.mark.slow), "record_request"])
def test_every_page_says_that_it_is_a_preview_and_a_draft(staged: dict[str, Staged], name: str) -> None:
    previewed = Previews([staged["covered"], staged["gaps"]]).draw(name, SHIPPED_TEMPLATES)
    assert previewed.problems == ()
    for drawn in previewed.drawn:
        pages = pages_of(drawn.files[f"{drawn.scenario}.pdf"])
        assert len(pages) == drawn.pages > 0
        assert all("Preview, not to be sent" in page and "DRAFT" in page for page in pages)
        picture = Image.open(io.BytesIO(drawn.files[f"{drawn.scenario}-{drawn.pages}.png"]))
        assert (picture.width, picture.height) == (816, 1056)


def test_a_fax_preview_is_black_and_white(staged: dict[str, Staged]) -> None:
    previewed = Previews([staged["gaps"]], is_fax=True).draw("addendum_request", SHIPPED_TEMPLATES)
    pictures = {
        name: Image.open(io.BytesIO(data)) for name, data in previewed.files.items() if name.endswith("png")
    }
    assert {name: picture.mode for name, picture in pictures.items()} == {
        "gaps-fax-fine-001.png": "1",
        "gaps-fax-standard-001.png": "1",
    }


def test_what_is_wrong_is_told_once_with_its_line_and_the_rest_is_drawn(
    staged: dict[str, Staged], tmp_path: Path
) -> None:
    body = "# A letter\n\n{% if request.planned_date %}on {{ request.planned_dat }}{% else %}one day{% endif %}\n"
    previewed = Previews([staged["covered"], staged["silent"], staged["bare"]]).draw(
        "trial", write_template(tmp_path, body)
    )
    assert [drawn.scenario for drawn in previewed.drawn] == ["bare"]
    assert [(p.code, p.where.line) for p in previewed.problems] == [("PA502", 7)]


def test_a_template_says_with_for_which_payers_it_is_written_for(staged: dict[str, Staged], tmp_path: Path) -> None:
    library = write_template(tmp_path, "Text.")
    (tmp_path / "trial.md").write_text('---\ntitle: T\nversion: "1"\nfor: [silent, medicare-l39644]\n---\nText.\n')
    wanted = {name for name, each in staged.items() if is_written_for(library.load("trial"), each.gated)}
    assert wanted == {"silent", "bare-silent", "full-silent", "full-modifier", "conflict"}


def test_a_place_to_fill_in_is_drawn_and_told_but_never_leaves_in_a_submission(
    staged: dict[str, Staged], tmp_path: Path
) -> None:
    library = write_template(tmp_path, "See \\[FILL IN 1: a date\\].")
    previewed = Previews([staged["covered"]]).draw("trial", library)
    assert [(p.code, p.where.line, p.where.column) for p in previewed.problems] == [("PA596", 5, 7)]
    assert "FILL IN 1: a date" in pages_of(previewed.files["covered.pdf"])[0]
    from priorauth.letters.composer import compose

    with pytest.raises(Refused) as refused:
        compose("trial", staged["covered"].gated, library, {})
    assert [p.code for p in refused.value.problems] == ["PA596"]


def test_what_did_not_change_is_not_drawn_again(staged: dict[str, Staged], tmp_path: Path) -> None:
    library = write_template(tmp_path, "{% if request.device %}{{ request.device }}{% else %}none{% endif %}")
    previews = Previews([staged["covered"], staged["bare"]])
    first = {drawn.scenario: drawn for drawn in previews.draw("trial", library).drawn}
    write_template(tmp_path, "{% if request.device %}{{ request.device }}{% else %}no device{% endif %}")
    told: list[Drawn] = []
    second = {drawn.scenario: drawn for drawn in previews.draw("trial", library, told.append).drawn}
    # The footer carries the template's hash, so a changed template changes every page.
    assert first["bare"] != second["bare"]
    assert previews.draw("trial", library).drawn[0] is second["covered"]
    assert told == list(second.values())


def test_a_watch_redraws_after_each_save_and_stops_when_told(tmp_path: Path) -> None:
    write_template(tmp_path, "one", {"shared": "a"})
    redrawn: list[int] = []

    def moments() -> Iterator[bool]:
        yield True
        assert redrawn == []
        (tmp_path / "trial.md").write_text("two, longer")
        yield True
        assert redrawn == [1]
        os.utime(tmp_path / "partials" / "shared.md", ns=(1, 1))
        yield True
        (tmp_path / "partials" / "shared.md").unlink()
        yield True
        yield False

    told = moments()
    watch(lambda: stamp_of([tmp_path]), lambda: redrawn.append(1), lambda: next(told))
    assert redrawn == [1, 1, 1]


@pytest.mark.parametrize(
    ("letter", "name", "lines"),
    one_in(3, [("medical-necessity", "medical_necessity", 2), ("exception-request", "exception_request", 4), ("policy-inquiry", "policy_inquiry", 7)]),
)  # fmt: skip
def test_the_shipped_word_letters_render_for_every_scenario(
    staged: dict[str, Staged], letter: str, name: str, lines: int
) -> None:
    result = import_letter((SHIPPED / f"{letter}.docx").read_bytes(), name, "letter.docx")
    assert tried(result, list(staged.values()), SHIPPED_TEMPLATES, Path(f"{name}.md")) == ()
    assert sum(not proposal.field for proposal in result.proposals) == lines


def test_a_change_names_a_place_that_the_case_has() -> None:
    content: Plain = {"a": {"b": ["x", "y"]}, "c": "z"}
    where = Where("s.yaml")
    assert changed(content, {"a.b.1": "n", "a.b.2": "m", "d": "e"}, ["c"], where) == {
        "a": {"b": ["x", "n", "m"]},
        "d": "e",
    }
    for changes, without in (({"a.x.y": "1"}, []), ({"a.b.4": "1"}, []), ({}, ["q"]), ({}, ["a.b.7"])):
        with pytest.raises(Refused) as refused:
            changed(content, changes, without, where)
        assert refused.value.problems[0].code == "PA611"
    assert content == {"a": {"b": ["x", "y"]}, "c": "z"}


@pytest.mark.parametrize("name", ["clean-three-bodys", "../cases/none", ""])
def test_an_unknown_case_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        case_file(name, tmp_path)
    assert refused.value.problems[0].code == "PA610"


def test_a_practice_has_scenarios_of_its_own(tmp_path: Path, stage: Stage) -> None:
    (tmp_path / "scenarios").mkdir()
    own = "case: gaps\nas_of: 2026-11-24\nlike: no-imaging\nshows: ours\nchanges: {request.device: OptaBlate}\n"
    (tmp_path / "scenarios" / "ours.yaml").write_text(own)
    loaded = scenario_library(tmp_path).load("ours")
    case = stage.stage("ours", loaded.value, case_file("gaps", tmp_path)).gated.case
    assert (case.request.device, case.imaging, case.pain.onset) == ("OptaBlate", (), None)
