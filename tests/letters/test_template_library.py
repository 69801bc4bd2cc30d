"""Templates are found in the practice's folder first, and known by a hash over all they include."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.problems import Refused
from tests.letters.templates import FRONT, write_template

SHIPPED = TemplateLibrary((Path(__file__).parents[2] / "templates",))


@pytest.mark.parametrize("name", SHIPPED.names())
def test_every_shipped_template_loads(name: str) -> None:
    assert SHIPPED.load(name).title


def test_the_shipped_templates_are_found() -> None:
    assert {"medical_necessity", "checklist", "cover"} <= set(SHIPPED.names())


def test_a_practice_replaces_one_partial(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    write_template(ours, '{% include "partials/x.md" %}', {"x": "ours"})
    (theirs / "partials").mkdir()
    (theirs / "partials" / "x.md").write_text("theirs")
    mixed = TemplateLibrary((theirs, ours)).load("trial")
    assert mixed.partials[0].text == "theirs"
    assert mixed.sha256 != TemplateLibrary((ours,)).load("trial").sha256


def test_the_hash_follows_a_partial_of_a_partial(tmp_path: Path) -> None:
    partials = {"x": '{% include "partials/y.md" %}', "y": "one"}
    before = write_template(tmp_path, '{% include "partials/x.md" %}', partials).load("trial").sha256
    after = write_template(tmp_path, '{% include "partials/x.md" %}', {"y": "two"}).load("trial").sha256
    assert before != after


def test_a_name_close_by_is_offered() -> None:
    with pytest.raises(Refused) as refused:
        SHIPPED.load("medical_necesity")
    (found,) = refused.value.problems
    assert (found.code, found.fix) == ("PA504", "did you mean 'medical_necessity'?")


@pytest.mark.parametrize("name", ["../trial", "/etc/passwd", "", "partials/x"])
def test_a_name_is_not_a_path(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_template(tmp_path, "x", {"x": "y"}).load(name)
    assert refused.value.problems[0].code == "PA504"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("no front matter", "PA501", 1),
        ('---\ntitle: "x"\n---\n', "PA111", None),
        ('---\ntitle: x\nversion: "1"\ntitel: y\n---\n', "PA110", 4),
        ("---\ntitle: [\n---\n", "PA101", None),
        (FRONT + "one\n{% oops %}", "PA501", 6),
        (FRONT + '{% include "partials/gone.md" %}', "PA504", 5),
        (FRONT + "bell\x07", "PA501", 5),
    ],
)
def test_a_wrong_template_is_located(content: str, code: str, line: int | None, tmp_path: Path) -> None:
    (tmp_path / "trial.md").write_text(content)
    with pytest.raises(Refused) as refused:
        TemplateLibrary((tmp_path,)).load("trial")
    found = refused.value.problems[0]
    assert (found.code, found.where.file) == (code, str(tmp_path / "trial.md"))
    assert line in (None, found.where.line)


def test_includes_that_go_round_are_refused(tmp_path: Path) -> None:
    partials = {"x": '{% include "partials/y.md" %}', "y": '{% include "partials/x.md" %}'}
    with pytest.raises(Refused) as refused:
        write_template(tmp_path, '{% include "partials/x.md" %}', partials).load("trial")
    assert refused.value.problems[0].code == "PA507"
