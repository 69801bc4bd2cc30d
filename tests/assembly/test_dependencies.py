"""A packet is made again exactly when something it depends on has changed: what its manifest states, and no more.

A made-up practice is changed step by step, in one place after another and in an order drawn by lot. After each step
the hash a batch keeps is compared with what building comes to.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from priorauth.assembly import chart, dependencies
from priorauth.batch.input_hash import InputHash
from priorauth.batch.task import TaskSpec, run_task
from priorauth.case.model import Case
from priorauth.comparison.compare import compare
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.files import shipped_data
from priorauth.packet.manifest import manifest as manifest_file
from priorauth.parsing.tree import read_tree
from priorauth.practice.approvals.approval_log import REGISTRY
from priorauth.practice.approvals.decisions import Signatory, approve, pending, retire
from priorauth.practice.approvals.own_files import hash_of, own_files
from priorauth.screening.screen import screen_exhibits
from priorauth.submission.build_spec import Format
from tests.offenders import assert_none
from tests.quick_sample import one_in

DAY = date(2026, 11, 24)
SHIPPED = {name: shipped_data.folder(name) for name in ("templates", "payer_profiles", "examples")}
LAYERS = ("kinds/expedited", "payers/plan-b", "payers/plan-a", "payers/highmark-wy-15-01-004", "")
"""Where the case's letters are looked for in its practice, in that order."""

_LOT = 1
"""Draws the order of the steps; another number, another order."""

State = tuple[str, str]
"""The hash a batch keeps, and what building comes to."""


class World:
    """A practice with one case, the tool it is built with, and how it is asked for."""

    def __init__(self, place: Path, patch: pytest.MonkeyPatch) -> None:
        self.home, self.tool, self.patch, self.count = place / "practice", place / "tool", patch, 0
        for name in ("templates", "payer_profiles"):
            shutil.copytree(SHIPPED[name], self.tool / "_data" / name)
        patch.setattr(shipped_data, "_PACKAGE", self.tool)
        patch.setattr(chart, "open_exhibits", opened_once)
        patch.setattr(chart, "compare", once(compare))
        patch.setattr(chart, "screen_exhibits", once(screen_exhibits))
        shutil.copytree(SHIPPED["examples"] / "cases" / "clean-three-bodies", self.home / "cases" / "one")
        shutil.copy(SHIPPED["examples"] / "practice.yaml", self.home)
        (self.home / "payer_profiles").mkdir()
        branches = "branches: [{line_of_business: [medicare], letter: policy_inquiry}]"
        self.write("payer_profiles/plan-a.yaml", f"id: plan-a\nextends: highmark-wy-15-01-004\n{branches}\n")
        self.write("payer_profiles/plan-b.yaml", "id: plan-b\nextends: plan-a\n")
        self.case = self.home / "cases" / "one" / "case.json"
        self.save(_case())
        self.spec = TaskSpec(task_id="one", case_file=str(self.case), as_of=DAY, format=Format.DOCX)
        self.approve()

    def write(self, name: str, text: str) -> None:
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def save(self, case: dict[str, Any]) -> None:
        self.case.write_text(json.dumps(case), encoding="utf-8")

    def number(self) -> int:
        """A number that was not there before."""
        self.count += 1
        return self.count

    def signature(self, start: date = DAY) -> Signatory:
        return Signatory("Pat Example", "read", DAY, start)

    def approve(self, start: date = DAY) -> None:
        approve(self.home, pending(self.home, own_files(self.home), start), self.signature(start))

    def state(self) -> State:
        return InputHash().of(self.spec), outcome(self.spec)


def _case() -> dict[str, Any]:
    """The clean example, asked for in haste; one exhibit's name ends with a space, which reading takes off."""
    content: Any = read_tree((SHIPPED["examples"] / "cases/clean-three-bodies/case.yaml").read_bytes(), "x").content
    content["coverage"]["payer"] = "plan-b"
    content["request"] |= {"urgency": "expedited", "urgency_reason": "The pain keeps the patient from work."}
    content["exhibits"][3]["file"] += " "
    return dict(content)


_OPENED: dict[object, OpenedExhibit] = {}


def opened_once(case: Case, folder: Path, *, ocr: bool = False) -> tuple[OpenedExhibit, ...]:
    """Open each exhibit once for all steps: it takes a process of its own."""
    for exhibit in case.exhibits:
        key = (exhibit, hash_of(folder / exhibit.file))
        if key not in _OPENED:
            (_OPENED[key],) = open_exhibits(case.model_copy(update={"exhibits": (exhibit,)}), folder, ocr=ocr)
    return tuple(_OPENED[exhibit, hash_of(folder / exhibit.file)] for exhibit in case.exhibits)


def once(look: Callable[..., Any]) -> Callable[..., Any]:
    """Look at a case and its exhibits once for all steps: most change neither."""
    seen: dict[object, Any] = {}

    def looked(case: Case, exhibits: tuple[OpenedExhibit, ...], **options: bool) -> Any:
        key = (case, tuple(map(id, exhibits)), repr(options))
        if key not in seen:
            seen[key] = look(case, exhibits, **options)
        return seen[key]

    return looked


def outcome(spec: TaskSpec) -> str:
    """What a manifest states of a packet's inputs, and what is told; for a case that is refused, what is told."""
    finished = run_task(spec)
    told = [found.model_dump_json() for found in finished.result.problems]
    made = finished.files.get("manifest.json")
    return "\n".join([json.loads(made)["inputs_sha256"] if made else "refused", *told])


Step = Callable[[World], Iterator[None]]
"""Changes a practice, and yields after each change that is to be looked at."""


def edit(name: str) -> Step:
    """Save a text of the practice's own, then approve it."""

    def step(world: World) -> Iterator[None]:
        path = world.home / name
        before = (path if path.exists() else _shipped_as(name)).read_bytes()
        added = {".md": f"\n{'Thank you. ' * world.number()}\n", ".yaml": f"# {world.number()}\n"}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(before + added.get(path.suffix, "\0").encode())
        yield
        world.approve()
        yield

    return step


def _shipped_as(name: str) -> Path:
    """The shipped file of a name, whatever layer the practice has its own in."""
    path = Path(name)
    partials = ["partials"] if path.parent.name == "partials" else []
    return SHIPPED[path.parts[0]].joinpath(*partials, path.name)


def later(name: str) -> Step:
    """Approve a change of a text from a later day on, then from another; let it come; go back and approve it now."""

    def step(world: World) -> Iterator[None]:
        changes = edit(name)(world)
        next(changes)
        for days in (20, 10):
            world.approve(DAY + timedelta(days=days))
            yield
        world.spec = world.spec.model_copy(update={"as_of": DAY + timedelta(days=10)})
        yield
        world.spec = world.spec.model_copy(update={"as_of": DAY})
        yield
        world.approve()
        yield

    return step


def retired(name: str) -> Step:
    """Approve a text, end its use, and take it away."""

    def step(world: World) -> Iterator[None]:
        yield from edit(name)(world)
        retire(world.home, name, world.signature())
        yield
        (world.home / name).unlink()
        yield

    return step


def lost(name: str) -> Step:
    """Lose an approved file, then its text in the store as well; then write it anew."""

    def step(world: World) -> Iterator[None]:
        path = world.home / name
        data = path.read_bytes()
        path.unlink()
        yield
        stored = world.home / "approved"
        stored.rename(world.home / "elsewhere")
        yield
        (world.home / "elsewhere").rename(stored)
        path.write_bytes(data)
        yield

    return step


def rewritten(name: str, change: Callable[[bytes, int], bytes]) -> Step:
    """Write a file of the practice anew."""

    def step(world: World) -> Iterator[None]:
        path = world.home / name
        path.write_bytes(change(path.read_bytes(), world.number()))
        yield

    return step


def undone(change: Callable[[World], None], undo: Callable[[World], None]) -> Step:
    def step(world: World) -> Iterator[None]:
        change(world)
        yield
        undo(world)
        yield

    return step


def asked(**changes: Any) -> Step:
    """Ask for the packet in another way, and then as before."""

    def step(world: World) -> Iterator[None]:
        before = world.spec
        world.spec = before.model_copy(update=changes)
        yield
        world.spec = before
        yield

    return step


def stated(*path: str, value: str) -> Step:
    """Let the case say something else."""

    def step(world: World) -> Iterator[None]:
        case = json.loads(world.case.read_text())
        part = case
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        world.save(case)
        yield

    return step


def _payer(payer: str) -> Callable[[World], None]:
    def change(world: World) -> None:
        case = json.loads(world.case.read_text())
        case["coverage"]["payer"] = payer
        world.save(case)

    return change


def shipped(name: str) -> Step:
    """Have another text come with the tool."""

    def step(world: World) -> Iterator[None]:
        path = world.tool / "_data" / name
        words = "# {}\n" if name.endswith(".yaml") else "\nShipped sentence {}.\n"
        path.write_bytes(path.read_bytes() + words.format(world.number()).encode())
        yield

    return step


def other_product(world: World) -> Iterator[None]:
    for module in (dependencies, manifest_file):
        world.patch.setattr(module, "__version__", f"0.0.{world.number()}")
    yield


def other_tools(world: World) -> Iterator[None]:
    number = world.number()
    world.patch.setattr(manifest_file, "version", lambda name: f"{number}.0")
    yield


def wrong_profile(world: World) -> Iterator[None]:
    path = world.home / "payer_profiles" / "plan-a.yaml"
    kept = path.read_bytes()
    for wrong in (b"position: perhaps\n", b"# And so it is:\nposition: perhaps\n"):
        path.write_bytes(kept + wrong)
        yield
    path.write_bytes(kept)
    yield


def wrong_settings(world: World) -> Iterator[None]:
    path = world.home / "practice.yaml"
    kept = path.read_bytes()
    for text in ("practice: 7\n", "practice: 7\nfacility: 7\n"):
        path.write_text(text, encoding="utf-8")
        yield
    path.unlink()
    yield
    path.write_bytes(kept)
    yield


def _registry(world: World) -> None:
    path = world.home / REGISTRY
    path.write_bytes(path.read_bytes().replace(b"Pat", b"Pit", 1))


def _registry_back(world: World) -> None:
    path = world.home / REGISTRY
    path.write_bytes(path.read_bytes().replace(b"Pit", b"Pat", 1))


def _comment(data: bytes, number: int) -> bytes:
    return data + b"# %d\n" % number


def _trailer(data: bytes, number: int) -> bytes:
    return data + b"\n%% %d\n" % number


def _note(world: World, name: str) -> Iterator[None]:
    world.write(name, f"{world.number()}")
    yield


def _move(old: str, new: str) -> Callable[[World], None]:
    def change(world: World) -> None:
        (world.home / old).rename(world.home / new)

    return change


def underscored(world: World) -> Iterator[None]:
    """Take a paragraph out of a letter into a partial of its own, and change that."""
    name = "templates/partials/_codes.md"
    world.write(name, "The codes are listed above.\n")
    world.write("templates/partials/codes.md", '{% include "partials/_codes.md" %}\n')
    world.approve()
    yield
    yield from edit(name)(world)


CLOSINGS = [Path("templates", layer, "partials/closing.md").as_posix() for layer in LAYERS]
REACHING: dict[str, Step] = {
    **{name: edit(name) for name in CLOSINGS},
    "an own letter": edit("templates/payers/plan-a/medical_necessity.md"),
    "an own criteria table": edit("templates/checklist.md"),
    "a partial whose name begins with an underscore": underscored,
    "a letterhead": edit("templates/kinds/expedited/letterhead.docx"),
    "the payer's profile": edit("payer_profiles/plan-b.yaml"),
    "a profile it extends": edit("payer_profiles/plan-a.yaml"),
    "an own copy of the profile shipped for the payer": edit("payer_profiles/highmark-wy-15-01-004.yaml"),
    "a text for later": later("templates/partials/greeting.md"),
    "a profile for later": later("payer_profiles/plan-a.yaml"),
    "a new text for a payer, for later": later("templates/payers/plan-a/partials/signature.md"),
    "a text retired and taken away": retired("templates/partials/about_practice.md"),
    "a profile is wrong, then otherwise wrong": wrong_profile,
    "a lost profile": lost("payer_profiles/plan-a.yaml"),
    "practice.yaml": rewritten("practice.yaml", _comment),
    "practice.yaml is wrong, then otherwise wrong, then gone": wrong_settings,
    "the registry was changed by hand": undone(_registry, _registry_back),
    "an exhibit": rewritten("cases/one/office-note.pdf", _trailer),
    "an exhibit named with a space": rewritten("cases/one/odi-form.pdf", _trailer),
    "an exhibit is missing": undone(
        _move("cases/one/mri-report.pdf", "m.pdf"), _move("m.pdf", "cases/one/mri-report.pdf")
    ),
    "what the case says": stated("request", "device", value="Another"),
    "a kind of case": stated("request", "kind", value="renewal"),
    "a draft": asked(draft=True),
    "a format": asked(format=Format.BOTH),
    "another day": asked(as_of=DAY + timedelta(days=3)),
    "another payer": asked(payer="plan-a"),
    "a payer that has no profile": undone(_payer("nobody"), _payer("plan-b")),
    "a shipped partial": shipped("templates/partials/heading.md"),
    "a shipped profile": shipped("payer_profiles/highmark-wy-15-01-004.yaml"),
    "another version of the tool": other_product,
    "other versions of what it draws with": other_tools,
}
OF_OTHERS: dict[str, Step] = {
    "another kind": edit("templates/kinds/repeat/partials/closing.md"),
    "another payer's": edit("templates/payers/other/partials/closing.md"),
    "a letter it does not lead to": edit("templates/appeal_level_1.md"),
    "another payer's profile": edit("payer_profiles/hcsc.yaml"),
    "a note beside the exhibits": lambda world: _note(world, "cases/one/notes.txt"),
    "a note beside the templates": lambda world: _note(world, "templates/NOTES.txt"),
}
COUNTED_ANYWAY: dict[str, Step] = {
    "a letter for another line of business": edit("templates/policy_inquiry.md"),
    "a shipped letter it does not lead to": shipped("templates/appeal_level_1.md"),
    "a shipped profile of another payer": shipped("payer_profiles/hcsc.yaml"),
}
"""What a batch makes a packet again for although it comes out the same: telling these apart is not worth a rule."""

HIDDEN_BY = {"a shipped profile": ["payer_profiles/highmark-wy-15-01-004.yaml"]}
"""Of a step that changes a file, the files that come before that one in the search."""


@pytest.mark.slow
def test_a_batch_builds_again_exactly_when_what_a_packet_is_made_from_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path, monkeypatch)
    steps = {**REACHING, **OF_OTHERS, **COUNTED_ANYWAY}
    names = sorted(steps)
    random.Random(_LOT).shuffle(names)  # noqa: S311 - an order, no secret
    before = world.state()
    assert not before[1].startswith("refused"), before[1]
    wrong: list[str] = []
    idle: list[str] = []
    for name in names:
        may_be_more = name in COUNTED_ANYWAY or is_hidden(name, world)
        changed = False
        for number, _ in enumerate(steps[name](world)):
            after = world.state()
            wrong += compared(f"{name} ({number})", before, after, may_be_more=may_be_more)
            changed |= before[0] != after[0]
            before = after
        if not changed and name not in OF_OTHERS:
            idle.append(name)
    assert_none(wrong)
    assert_none(f"'{name}' changed nothing: the test does not see what it is for" for name in idle)


def is_hidden(name: str, world: World) -> bool:
    """Whether what a step changes is not used, since another file comes before it in the search."""
    earlier = CLOSINGS[: CLOSINGS.index(name)] if name in CLOSINGS else HIDDEN_BY.get(name, [])
    return any((world.home / file).exists() for file in earlier)


def compared(step: str, before: State, after: State, *, may_be_more: bool) -> Iterator[str]:
    hashed, made = before[0] != after[0], before[1] != after[1]
    if made and not hashed:
        yield f"{step}: a batch keeps what would come out otherwise now"
    both_refused = before[1].startswith("refused") and after[1].startswith("refused")
    if hashed and not made and not may_be_more and not both_refused:
        yield f"{step}: a batch makes again what comes out the same"


@pytest.mark.parametrize("name", one_in(4, ["plan-b", "highmark-wy-15-01-004"]))
@pytest.mark.parametrize(("is_there", "code"), [(True, "PA573"), (False, "PA322")])
def test_an_approved_profile_that_is_lost_has_none_used_in_its_place(
    is_there: bool, code: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path, monkeypatch)
    profile = f"payer_profiles/{name}.yaml"
    list(edit(profile)(world))
    if is_there:
        next(edit(profile)(world))
        world.approve(DAY + timedelta(days=1))
    else:
        (world.home / profile).unlink()
    shutil.rmtree(world.home / "approved")
    assert codes(world) == {code}


def test_a_profile_that_is_not_asked_is_not_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path, monkeypatch)
    next(edit("payer_profiles/plan-b.yaml")(world))
    world.approve(DAY + timedelta(days=1))
    assert codes(world) == {"PA324"}
    world.spec = world.spec.model_copy(update={"payer": "plan-a"})
    assert codes(world) == {"PA354"}, "only that it is not the payer's own"


def codes(world: World) -> set[str]:
    return {found.code for found in run_task(world.spec).result.problems}
