"""`priorauth review` as its users meet it: the list, the terminal, answers, and what is refused."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from priorauth.problems import ExitCode
from priorauth.review.settlements import FILE
from tests.cli.in_process import Done, called
from tests.review.charts import RECORDS, case, said

TINGLING = said("A", "No leg", "Tingling in the left foot. No leg")
FEWER = said("C", "18 visits", "16 visits")
DOCTOR = ("--by", "Jordan Sample, MD", "--role", "clinician", "--on", "2026-11-24")
CLERK = ("--by", "Robin Clerk", "--role", "clerk", "--on", "2026-11-24")
AS_OF = ("--as-of", "2026-11-24")


def folder_of(folder: Path, records: dict[str, str] | None = None) -> Path:
    data = case().model_dump(mode="json", exclude_defaults=True)
    (folder / "case.json").write_text(json.dumps(data), "utf-8")
    for name, text in {**RECORDS, **(records or {})}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def numb(tmp_path: Path) -> Path:
    """A case whose note tells of a numb foot, and whose therapy record counts other visits."""
    return folder_of(tmp_path, {**TINGLING, **FEWER})


def review(folder: Path, *words: str, **given: Any) -> Done:
    return called("review", "case.json", *AS_OF, *words, cwd=folder, **given)


def items(folder: Path) -> dict[str, dict[str, Any]]:
    data = json.loads(review(folder, "--json").stdout)
    return {item["claims"][0]: item for item in data["items"]}


def item_id(folder: Path, part: str) -> str:
    return next(str(item["id"]) for claim, item in items(folder).items() if part in claim)


def test_each_item_is_listed_with_its_words_and_those_around_them(numb: Path) -> None:
    done = review(numb)
    assert done.returncode == 0
    assert "The case says: leg pain, numbness or weakness: no. The chart says otherwise below." in done.stdout
    assert "Exhibit A, page 1, document A-1:" in done.stdout
    assert "The pain is axial. [Tingling in the left foot.] No leg pain, numbness" in done.stdout
    assert "2 open items: clerk 1, clinician 1." in done.stdout
    assert not (numb / FILE).exists()


def test_a_chart_that_leaves_nothing_open_says_so(tmp_path: Path) -> None:
    assert review(folder_of(tmp_path)).stdout == "0 open items.\n"


def test_the_data_has_everything_a_page_needs_to_ask(numb: Path) -> None:
    item = items(numb)["conservative_care.2.sessions"]
    assert item["choices"][0]["answer"] == "correct=16"
    assert (item["may_settle"], item["is_open"], item["answer"]) == ("clerk", True, None)
    (passage,) = item["passages"]
    assert (passage["exhibit"], passage["page"], passage["words"]) == ("C", 1, "16 visits attended.")
    assert passage["before"].rstrip().endswith("to April 24, 2026.")
    assert passage["after"].startswith(" Relief was temporary.")


def test_an_answer_is_kept_with_name_role_and_day(numb: Path) -> None:
    item = item_id(numb, "sessions")
    done = review(numb, "--item", item, "--answer", "correct=16", *CLERK)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Answered. 1 open item: clinician 1. 1 answer: the case cannot say this; correct it" in done.stderr
    (line,) = (numb / FILE).read_text().splitlines()
    kept = json.loads(line)
    assert (kept["by"], kept["role"], kept["on"], kept["value"]) == ("Robin Clerk", "clerk", "2026-11-24", "16")
    assert kept["seen"][0]["exhibit"] == "C"
    answered = items(numb)["conservative_care.2.sessions"]
    assert (answered["is_open"], answered["answer"]["outcome"]) == (False, "correct")


@pytest.mark.slow
def test_an_answer_is_taken_back_by_a_later_line(numb: Path) -> None:
    item = item_id(numb, "sessions")
    review(numb, "--item", item, "--answer", "not-there", *CLERK)
    first = (numb / FILE).read_bytes()
    done = review(numb, "--withdraw", item, *CLERK)
    assert (done.returncode, "Taken back. 2 open items" in done.stderr) == (0, True)
    assert (numb / FILE).read_bytes().startswith(first)
    assert items(numb)["conservative_care.2.sessions"]["is_open"]


@pytest.mark.slow
def test_an_answer_is_void_once_the_page_is_another(numb: Path) -> None:
    review(numb, "--item", item_id(numb, "sessions"), "--answer", "correct=16", *CLERK)
    (numb / "C.txt").write_text(RECORDS["C"].replace("18 visits", "16 visits") + "\nNo shows: 0.", "utf-8")
    done = review(numb)
    assert "PA1310: 1 earlier answer counts no longer" in done.stderr
    assert "2 open items" in done.stdout


@pytest.mark.slow  # each reads the exhibits twice; which answers are refused is in tests/review
@pytest.mark.parametrize(
    ("part", "answer", "who", "more", "code"),
    [
        ("leg", "confirm", CLERK, (), "PA1303"),
        ("leg", "confirm", DOCTOR, (), "PA1304"),
        ("sessions", "confirm", DOCTOR, (), "PA1302"),
        ("sessions", "correct=18", DOCTOR, (), "PA1302"),
        ("sessions", "not-there", CLERK, ("--text", "18 visits"), "PA1305"),
        ("sessions", "not-there", CLERK, ("--page", "1"), "PA1306"),
        ("sessions", "not-there", (*CLERK[:-1], "2999-01-01"), (), "PA1307"),
        ("sessions", "not-there", ("--by", " ", *CLERK[2:]), (), "PA1312"),
        ("sessions", "not-there", CLERK, ("--statement", "\x07"), "PA1312"),
    ],
)
def test_an_answer_that_may_not_be_given_is_refused_with_a_code_and_enters_nothing(
    numb: Path, part: str, answer: str, who: tuple[str, ...], more: tuple[str, ...], code: str
) -> None:
    done = review(numb, "--item", item_id(numb, part), "--answer", answer, *who, *more)
    assert code in done.stderr
    assert done.returncode == ExitCode.INPUT_INVALID
    assert "ingling" not in done.stderr
    assert "visits attended" not in done.stderr
    assert not (numb / FILE).exists()


@pytest.mark.parametrize("words", [("--item", "0" * 12, "--answer", "ask"), ("--picture", "0" * 12)])
def test_an_item_that_is_not_asked_is_refused(numb: Path, words: tuple[str, ...]) -> None:
    done = review(numb, *words, *CLERK)
    assert (done.returncode, "PA1301" in done.stderr) == (ExitCode.INPUT_INVALID, True)


def test_what_was_not_answered_cannot_be_taken_back(numb: Path) -> None:
    assert "PA1311" in review(numb, "--withdraw", item_id(numb, "sessions"), *CLERK).stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--item", "0" * 12),
        ("--answer", "ask"),
        ("--item", "0" * 12, "--answer", "ask"),
        ("--item", "0" * 12, "--answer", "yes", *CLERK),
        ("--item", "0" * 12, "--answer", "correct", *CLERK),
        ("--item", "0" * 12, "--answer", "confirm=16", *CLERK),
        ("--item", "0" * 12, "--answer", "ask", "--by", "Robin Clerk"),
        ("--item", "0" * 12, "--answer", "ask", *CLERK[:4], "--on", "11/24/2026"),
        ("--text", "words"),
        ("--withdraw", "0" * 12),
    ],
)
def test_words_that_do_not_go_together_are_told_as_such(numb: Path, words: tuple[str, ...]) -> None:
    assert review(numb, *words).returncode == ExitCode.USAGE


def test_a_broken_line_of_the_file_stops_all(numb: Path) -> None:
    (numb / FILE).write_text("Avery Example said so\n")
    done = review(numb)
    assert (done.returncode, "PA1308" in done.stderr) == (ExitCode.INPUT_INVALID, True)
    assert "Avery" not in done.stderr


def scanned(folder: Path, *lines: str) -> None:
    """Turn the MRI report into a picture."""
    image = Image.new("L", (1224, 1584), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((100, 100 + 40 * number), line, fill=0, font_size=24)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    (folder / "B.png").write_bytes(stream.getvalue())
    data = json.loads((folder / "case.json").read_text())
    data["exhibits"][1]["file"] = "B.png"
    (folder / "case.json").write_text(json.dumps(data))


@pytest.mark.slow
def test_a_scan_is_drawn_read_by_a_person_and_compared(tmp_path: Path) -> None:
    scanned(folder_of(tmp_path), *RECORDS["B"].split("\n"))
    (item,) = items(tmp_path).values()
    assert (item["question"], len(item["claims"])) == ("read_this_page", 4)
    drawn = review(tmp_path, "--picture", item["id"])
    assert (drawn.returncode, drawn.stderr) == (0, "Written: review-B-page-1.png\n")
    with Image.open(tmp_path / "review-B-page-1.png") as picture:
        assert picture.width == 1600
    sentences = "\n".join(line for line in RECORDS["B"].split("\n") if "Modic" in line)
    done = review(tmp_path, "--item", item["id"], "--answer", "confirm", "--text", sentences, *CLERK)
    assert "Answered. 0 open items.\n" in done.stderr


def test_an_empty_picture_offers_nothing_to_read(tmp_path: Path) -> None:
    scanned(folder_of(tmp_path))
    assert [item["question"] for item in items(tmp_path).values()] == ["get_the_record"]


def test_the_terminal_asks_one_item_at_a_time_and_chooses_nothing_itself(numb: Path) -> None:
    typed = "Jordan Sample, MD\nclinician\np\n\n1\n1\nFrom frostbite in 2003.\n"
    done = review(numb, typed=typed)
    assert done.returncode == 0
    kept = [json.loads(line) for line in (numb / FILE).read_text().splitlines()]
    assert [(entry["outcome"], entry["by"]) for entry in kept] == [
        ("correct", "Jordan Sample, MD"),
        ("confirm", "Jordan Sample, MD"),
    ]
    assert kept[1]["statement"] == "From frostbite in 2003."
    assert "Written: review-C-page-1.png" in done.stderr
    assert done.stdout.endswith("0 open items. 1 answer: the case cannot say this; correct it, or add a record.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have viewers of their own")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # nobody waits for the viewer's end
def test_a_picture_is_opened_where_a_viewer_is(numb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = numb / "bin" / "xdg-open"
    viewer.parent.mkdir()
    viewer.write_text('#!/bin/sh\necho "$1" >> "$SEEN"\n')
    viewer.chmod(0o755)
    monkeypatch.setenv("PATH", str(viewer.parent), prepend=os.pathsep)
    monkeypatch.setenv("SEEN", str(numb / "seen"))
    review(numb, *CLERK, typed="p\nq\n")
    assert not (numb / "seen").exists()  # no screen to show it on
    review(numb, *CLERK, typed="p\nq\n", environment={"DISPLAY": ":0"})
    until = time.monotonic() + 120  # a viewer that is not called; a busy machine calls it late
    while not (numb / "seen").is_file() or not (numb / "seen").read_text():
        assert time.monotonic() < until
        time.sleep(0.02)
    assert (numb / "seen").read_text() == "review-C-page-1.png\n"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="terminals are made by the system here")
def test_a_picture_is_drawn_in_a_terminal_that_can(numb: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-kitty", "NO_COLOR": "1", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    for name in ("TMUX", "PRIORAUTH_PICTURES"):
        environment.pop(name, None)
    words = [sys.executable, "-c", "from priorauth.cli import main; main()", "review", "case.json", *AS_OF, *CLERK]
    with subprocess.Popen(words, cwd=numb, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as child:
        os.close(theirs)
        os.write(ours, b"p\nq\n")
        said = b""
        with contextlib.suppress(OSError):  # the end of a terminal is an error
            while part := os.read(ours, 65536):
                said += part
    assert child.returncode == 0
    pieces = re.findall(rb"\x1b_G[^;]*;([^\x1b]*)\x1b", said)
    assert base64.b64decode(b"".join(pieces)) == (numb / "review-C-page-1.png").read_bytes()


def test_what_the_payer_needs_is_asked_before_the_rest(numb: Path) -> None:
    assert [next(iter(item["claims"])) for item in json.loads(review(numb, "--json").stdout)["items"]] == [
        "conservative_care.2.sessions",
        "pain.leg_symptoms.present",
    ]


def test_the_terminal_asks_a_clerk_only_what_a_clerk_may_settle(numb: Path) -> None:
    done = review(numb, *CLERK, typed="s\n")
    assert "visits kept" in done.stdout
    assert "leg pain" not in done.stdout
    assert "2 open items: clerk 1, clinician 1." in done.stdout
    assert not (numb / FILE).exists()


def test_a_page_is_typed_line_by_line_at_the_terminal(tmp_path: Path) -> None:
    scanned(folder_of(tmp_path), *RECORDS["B"].split("\n"))
    lines = [line for line in RECORDS["B"].split("\n") if "Modic" in line]
    done = review(tmp_path, *CLERK, typed="\n".join(["1", *lines, "", ""]))
    assert done.stdout.endswith("0 open items.\n")
    assert json.loads((tmp_path / FILE).read_text())["text"].split("\n") == lines


def test_what_is_typed_wrong_at_the_terminal_is_told_and_the_item_stays_open(numb: Path) -> None:
    done = review(numb, *DOCTOR, typed="s\n1\n \x07\nq\n")
    assert "PA1312" in done.stderr
    assert not (numb / FILE).exists()
