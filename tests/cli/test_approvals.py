"""The life of a text from the command line: edited, refused, approved, used, edited again, rolled back, retired."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from priorauth.assembly import chart, pipeline
from priorauth.case.model import Case
from priorauth.cli import cli, options
from priorauth.cli.failures import exit_code_of
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.files.shipped_data import folder
from priorauth.ledger.store import open_ledger
from priorauth.practice.approvals.approval_log import REGISTRY, read_registry
from priorauth.problems import ExitCode, Refused
from priorauth.submission.build_spec import BuildSpec, Format
from priorauth.verify.verification import verify
from tests.verify.packets import CLEAN, copied_practice

DAY = "2026-11-24"
BY = ("--by", "Pat Example", "--note", "read and compared")
PARTIAL = "templates/partials/procedure.md"
PROFILE = "payer_profiles/highmark-wy-15-01-004.yaml"
CASE = f"cases/{CLEAN}"


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = copied_practice(tmp_path / "practice")
    monkeypatch.chdir(home)
    monkeypatch.setattr(chart, "open_exhibits", opened_once)
    on(monkeypatch, DAY)
    return home


_OPENED: dict[object, tuple[OpenedExhibit, ...]] = {}


def opened_once(case: Case, folder: Path, *, ocr: bool = False) -> tuple[OpenedExhibit, ...]:
    """Open exhibits, which no test here changes, once for all tests: each takes a process of its own."""
    key = (case.exhibits, ocr)
    if key not in _OPENED:
        _OPENED[key] = open_exhibits(case, folder, ocr=ocr)
    return _OPENED[key]


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Set this machine's day."""
    moment = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
    monkeypatch.setattr(options, "now", lambda: moment)


def call(*words: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(cli, words, standalone_mode=False, input=answer)


def ok(*words: str) -> str:
    result = call(*words)
    assert result.exception is None, (result.exception, result.output)
    assert not result.return_value, result.output
    return result.output


def refused(*words: str) -> list[str]:
    """Return the messages of a refusal, whose exit code is 5."""
    error = call(*words).exception
    assert isinstance(error, Refused), error
    assert exit_code_of(error) == ExitCode.TEMPLATE_OR_PROFILE_INVALID
    return [f"{p.code} {p.message}; {p.fix}" for p in error.problems]


def built(*words: str, as_of: str = DAY) -> str:
    """Build the clean case and give the words of its PDF."""
    ok("build", CASE, "--as-of", as_of, "--force", "--format", "pdf", *words)
    return text_of(Path("packets/EX-CLEAN/EX-CLEAN-packet.pdf"))


def not_built(as_of: str = DAY, *words: str) -> list[str]:
    return refused("build", CASE, "--as-of", as_of, "--force", "--format", "pdf", *words)


def pages_of(path: Path) -> Iterator[str]:
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    try:
        for page in pdf:
            yield page.get_textpage().get_text_range()
    finally:
        pdf.close()


def text_of(path: Path) -> str:
    return " ".join(" ".join(pages_of(path)).split())


def write(name: str, added: str) -> Path:
    """Put a file of the practice's own in place: the shipped text with words added, or an own one added to."""
    path = Path(name)
    top, _, rest = name.partition("/")
    shipped = folder(top) / rest.removeprefix("kinds/expedited/")
    text = path.read_text(encoding="utf-8") if path.exists() else shipped.read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip("\n") + f"{added}\n", encoding="utf-8")
    return path


def own_texts() -> list[dict[str, object]]:
    manifest = json.loads(Path("packets/EX-CLEAN/manifest.json").read_text())
    found: list[dict[str, object]] = manifest["own_texts"]
    return found


@pytest.mark.slow
def test_an_edit_is_refused_until_it_is_approved_and_refused_again_after_the_next(practice: Path) -> None:
    write(PARTIAL, " I will call afterwards.")
    (told,) = not_built()
    assert told.startswith(f"PA570 'medical_necessity' uses {PARTIAL}, which is not approved: it has SHA-256 ")
    assert "none was ever approved" in told
    assert "priorauth template approve partials/procedure --by WHO --note TEXT" in told
    assert "--draft" in told
    assert not Path("packets").exists()

    said = ok("template", "approve", "medical_necessity", *BY)
    assert PARTIAL in said
    assert "Approved 1 text, from 2026-11-24 on." in said
    assert "I will call afterwards." in built()
    (text,) = own_texts()
    assert text["file"] == PARTIAL
    assert text["approved"] is True

    write(PARTIAL, " I will write as well.")
    (told,) = not_built()
    assert f"the last one approved is {str(text['sha256'])[:12]}, of 2026-11-24" in told
    assert "priorauth template rollback partials/procedure" in told


@pytest.mark.slow
def test_a_batch_refuses_and_takes_up_exactly_what_an_approval_reaches(practice: Path) -> None:
    case = Path(CASE) / "case.yaml"
    text = case.read_text(encoding="utf-8")
    other = practice / "cases" / "other"
    shutil.copytree(CASE, other)
    payer = next(line for line in text.splitlines() if line.strip().startswith("payer:"))
    (other / "case.yaml").write_text(
        text.replace(payer, payer.split(":")[0] + ": fda-label").replace("case_id: EX-CLEAN", "case_id: EX-OTHER"),
        encoding="utf-8",
    )
    Path("week.csv").write_text("Case,Case file\nEX-CLEAN,cases/clean-three-bodies\nEX-OTHER,cases/other\n")
    ok("batch", "map", "week.csv", "--yes")
    assert batch() == {"EX-CLEAN": "built", "EX-OTHER": "built"}
    assert to_do() == []

    own = "templates/payers/highmark-wy-15-01-004/partials/procedure.md"
    Path(own).parent.mkdir(parents=True)
    Path(own).write_text("Thank you for your time.\n")
    assert to_do() == ["EX-CLEAN"]
    assert batch() == {"EX-CLEAN": "failed", "EX-OTHER": "built"}
    ok("template", "approve", "medical_necessity", *BY)
    assert to_do() == ["EX-CLEAN"]
    assert batch() == {"EX-CLEAN": "built", "EX-OTHER": "built"}

    write("templates/partials/closing.md", " Thank you.")
    assert to_do() == ["EX-CLEAN", "EX-OTHER"]
    ok("template", "approve", "--all", "--yes", *BY)
    assert batch() == {"EX-CLEAN": "built", "EX-OTHER": "built"}
    write("templates/exception_request.md", " Thank you.")
    write("payer_profiles/hcsc.yaml", "\n# read again")
    assert to_do() == []
    write(PROFILE, "\n# read again")
    assert to_do() == ["EX-CLEAN"]


def batch() -> dict[str, str]:
    result = call("batch", "week.csv", "--as-of", DAY, "--engine", "inline", "--format", "pdf", "--json")
    assert result.exception is None, result.exception
    rows = (json.loads(line) for line in result.stdout.splitlines())
    now = {row["task_id"]: row["outcome"] for row in rows if "task_id" in row}
    results = Path("packets/.run/results.jsonl").read_text().splitlines()
    kept = {row["result"]["task_id"]: row["result"]["outcome"] for row in map(json.loads, results)}
    assert now.items() <= kept.items()
    return dict(sorted(kept.items()))


def to_do() -> list[str]:
    said = ok("batch", "week.csv", "--as-of", DAY, "--format", "pdf", "--dry-run")
    return [line for line in said.splitlines() if line.startswith("EX-")]


@pytest.mark.slow
def test_a_text_that_is_saved_while_a_packet_is_made_from_it_is_in_no_packet(practice: Path) -> None:
    write(PARTIAL, " Please call us.")
    ok("template", "approve", "--all", "--yes", *BY)

    def save(stage: str) -> None:
        if stage == "writing and binding the packet":
            write(PARTIAL, " Another.")

    order = BuildSpec(Path(CASE) / "case.yaml", date.fromisoformat(DAY), Path("packets"), format=Format.PDF)
    with pytest.raises(Refused, match="PA585"):
        pipeline.build(order, save)
    assert not Path("packets").exists()


def test_a_draft_of_an_unapproved_text_is_marked_on_every_page(practice: Path) -> None:
    write(PARTIAL, " I will call afterwards.")
    said = ok("build", CASE, "--as-of", DAY, "--draft")
    assert "PA575" in said
    packet = Path("packets/EX-CLEAN")
    pages = list(pages_of(packet / "EX-CLEAN-packet.pdf"))
    assert len(pages) > 20
    assert all("DRAFT" in page for page in pages)
    for name in ("letter", "checklist", "gap-list"):
        assert "DRAFT" in header_of(packet / f"EX-CLEAN-{name}.docx")
    assert [(text["file"], text["approved"]) for text in own_texts()] == [(PARTIAL, False)]


@pytest.mark.slow
def test_a_request_in_words_that_nobody_approved_is_marked_or_not_written_at_all(practice: Path) -> None:
    words = ("build", "cases/gaps", "--as-of", DAY, "--draft", "--force")
    request = Path("packets/EX-GAPS/EX-GAPS-addendum-request.docx")
    ok(*words)
    assert "DRAFT" not in header_of(request)
    write("templates/addendum_request.md", "\nThank you.")
    ok(*words)
    assert "DRAFT" in header_of(request)
    (told,) = refused("check", "cases/gaps", "--as-of", DAY, "--requests", "out")
    assert told.startswith("PA570 'addendum_request'")
    assert not Path("out").exists()
    ok("template", "approve", "addendum_request", *BY)
    ok(*words)
    assert "DRAFT" not in header_of(request)


def header_of(path: Path) -> str:
    """Return the words of a Word file's headers: one that counts for all its pages, or the first page's and the rest."""
    (section,) = docx.Document(str(path)).sections
    headers = [section.header]
    if section.different_first_page_header_footer:
        headers.append(section.first_page_header)
    words = [" ".join(paragraph.text for paragraph in header.paragraphs) for header in headers]
    assert len({"DRAFT" in said for said in words}) == 1
    return " ".join(words)


@pytest.mark.slow
def test_an_approval_for_later_leaves_what_counts_before_as_it_was(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(PARTIAL, " The text below.")
    ok("template", "approve", "partials/procedure", *BY)
    write(PARTIAL, " The text above.")
    ok("template", "approve", "partials/procedure", *BY, "--effective", "2026-11-27")
    on(monkeypatch, "2026-11-27")
    before = built(as_of="2026-11-26")
    assert "The text below." in before
    assert "The text above." not in before
    assert "PA576" in ok("build", CASE, "--as-of", "2026-11-26", "--force", "--format", "pdf")
    assert "The text above." in built(as_of="2026-11-27")
    earlier = built(as_of="2026-11-23")
    assert "The text below." not in earlier

    stored = practice / "approved" / read_registry(practice).entries[0].sha256 / "procedure.md"
    stored.write_text("Something else.")
    (told,) = not_built("2026-11-26")
    assert told.startswith("PA573")


@pytest.mark.slow
def test_a_packet_is_made_again_with_the_words_it_was_made_with(practice: Path) -> None:
    write(PARTIAL, " The text below.")
    write(PROFILE, "\n# read again")
    shipped = (folder("templates") / "letterhead.docx").read_bytes()
    Path("templates/letterhead.docx").write_bytes(shipped)
    ok("template", "approve", "--all", "--yes", *BY)
    ok("payer", "approve", "--all", "--yes", *BY)
    ok("build", CASE, "--as-of", DAY)
    write(PARTIAL, " The text above.")
    write(PROFILE, "\n# and again")
    write("templates/medical_necessity.md", "\nMore.")
    found = verify(Path("packets/EX-CLEAN"))
    assert [p.code for p in found.problems] == ["PA580", "PA580"]
    assert found.exit_code is ExitCode.OK

    (practice / REGISTRY).unlink()
    assert {p.code for p in verify(Path("packets/EX-CLEAN")).problems} == {"PA581"}


@pytest.mark.slow
def test_a_letterhead_of_its_own_is_approved_like_its_letters(practice: Path) -> None:
    shipped = (folder("templates") / "letterhead.docx").read_bytes()
    Path("templates").mkdir()
    Path("templates/letterhead.docx").write_bytes(shipped)
    ok("build", CASE, "--as-of", DAY)
    assert own_texts() == []
    Path("templates/letterhead.docx").write_bytes(shipped + b"\0")
    built()  # a PDF is not drawn on it
    (told,) = refused("build", CASE, "--as-of", DAY, "--force")
    assert "'letterhead' uses templates/letterhead.docx" in told
    ok("template", "approve", "letterhead", *BY)
    ok("build", CASE, "--as-of", DAY, "--force")
    assert [text["file"] for text in own_texts()] == ["templates/letterhead.docx"]


@pytest.mark.slow
def test_rolling_back_brings_the_earlier_words_back(practice: Path) -> None:
    path = write(PARTIAL, " The text below.")
    first = path.read_bytes()
    ok("template", "approve", "partials/procedure", *BY)
    write(PARTIAL, " The text above.")
    second = path.read_bytes()
    ok("template", "approve", "partials/procedure", *BY)
    ok("template", "rollback", "partials/procedure", *BY)
    assert path.read_bytes() == first
    assert "The text above." not in built()

    ok("template", "rollback", "partials/procedure", *BY, "--to", read_registry(practice).entries[1].sha256[:10])
    assert path.read_bytes() == second

    path.write_text("An edit that nobody approved.")
    result = call("template", "rollback", "partials/procedure", *BY)
    assert "--discard-edit" in str(result.exception)
    assert path.read_text() == "An edit that nobody approved."
    ok("template", "rollback", "partials/procedure", *BY, "--discard-edit")
    assert path.read_bytes() == second

    path.unlink()
    (told,) = not_built()
    assert told.startswith("PA572")
    ok("template", "rollback", "partials/procedure", *BY)
    assert path.read_bytes() == second
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert refused("template", "rollback", "partials/procedure", *BY, "--to", "ffff")[0].startswith("PA578")
    assert refused("template", "rollback", "cover", *BY)[0].startswith("PA578")


@pytest.mark.slow
def test_a_retired_text_is_refused_until_it_is_moved_away(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(PARTIAL, " The text below.")
    ok("template", "approve", "partials/procedure", *BY)
    ok("template", "retire", "partials/procedure", *BY, "--effective", "2026-11-27")
    on(monkeypatch, "2026-11-27")
    assert "The text below." in built(as_of="2026-11-26")
    (told,) = not_built("2026-11-27")
    assert told.startswith("PA571")
    assert f"move {PARTIAL} out of the folder: the shipped 'partials/procedure' is then used" in told
    path.unlink()
    assert "The text below." in built(as_of="2026-11-26")
    assert "The text below." not in built(as_of="2026-11-27")
    assert refused("template", "retire", "partials/procedure", *BY)[0].startswith("PA582")


@pytest.mark.slow
def test_a_profile_of_its_own_is_approved_before_anything_is_judged_by_it(practice: Path) -> None:
    write(PROFILE, "\n# read again on the payer's page")
    (told,) = not_built()
    assert told.startswith("PA320 the profile 'highmark-wy-15-01-004' rests on " + PROFILE)
    assert "priorauth payer approve highmark-wy-15-01-004" in told
    checked = call("check", CASE, "--as-of", DAY)
    assert checked.return_value == ExitCode.TEMPLATE_OR_PROFILE_INVALID
    assert "PA320" in checked.output
    open_case = ("build", "cases/gaps", "--payer", "highmark-wy-15-01-004", "--as-of", DAY)
    assert [text[:5] for text in refused(*open_case)] == ["PA320"]
    ok("payer", "approve", "highmark-wy-15-01-004", *BY)
    built()
    write(PROFILE, "\n# again")
    assert "PA323" in ok("build", CASE, "--as-of", DAY, "--draft", "--force", "--format", "pdf")
    ok("payer", "rollback", "highmark-wy-15-01-004", *BY, "--discard-edit")
    built()
    ok("payer", "retire", "highmark-wy-15-01-004", *BY)
    assert not_built()[0].startswith("PA321")
    Path(PROFILE).unlink()
    built()
    assert "retire " in ok("payer", "log", "highmark-wy-15-01-004")


def test_what_is_wrong_is_not_approved(practice: Path) -> None:
    write(PARTIAL, " {{ patient.__class__ }}")
    (told,) = refused("template", "approve", "medical_necessity", *BY)
    assert told.startswith("PA507")
    write(PROFILE, "\nnonsense: 1")
    error = call("payer", "approve", "--all", "--yes", *BY).exception
    assert isinstance(error, Refused)
    assert [p.code for p in error.problems] == ["PA110"]
    assert not Path(REGISTRY).exists()
    assert not any(Path("approved").rglob("*.md")) if Path("approved").exists() else True


@pytest.mark.slow
def test_everything_is_listed_and_asked_for_before_all_of_it_is_approved(practice: Path) -> None:
    write(PARTIAL, " Please call us.")
    write("templates/kinds/expedited/partials/closing.md", " Please write to us.")
    Path("templates/notes to myself.md").write_text("not a template")
    said = ok("template", "approve", "--all", "--dry-run", *BY)
    assert "Would approve 2 texts" in said
    result = call("template", "approve", "--all", *BY)
    assert "--yes" in str(result.exception)
    assert not Path(REGISTRY).exists()
    data = json.loads(ok("template", "approve", "--all", "--yes", "--json", *BY))
    assert [row["approved"] for row in data["texts"]] == [True, True]
    assert "Nothing to approve" in ok("template", "approve", "--all", *BY)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("template", "approve", "medical_necessity", *BY), "PA577"),
        (("template", "approve", "nonsense", *BY), "PA577"),
        (("template", "approve", "../practice", *BY), "PA577"),
        (("template", "approve", "ễ & <b>", *BY), "PA577"),
        (("template", "rollback", "nonsense", *BY), "PA578"),
        (("template", "retire", "cover", *BY), "PA582"),
        (("payer", "approve", "hcsc", *BY), "PA577"),
        (("payer", "approve", "nobody", *BY), "PA577"),
        (("payer", "retire", "../../etc", *BY), "PA582"),
    ],
)
def test_a_name_that_is_nothing_of_the_practices_own(words: tuple[str, ...], code: str, practice: Path) -> None:
    assert refused(*words)[0].startswith(code)
    assert not Path(REGISTRY).exists()


@pytest.mark.parametrize("flaw", [("--by", " "), ("--note", "two\nlines" + "x" * 300), ("--by", "a\x07b")])
def test_a_signature_that_cannot_be_kept_is_an_error_of_use(flaw: tuple[str, str], practice: Path) -> None:
    write(PARTIAL, " Please call us.")
    result = call("template", "approve", "--all", "--yes", *BY, *flaw)
    assert type(result.exception).__name__ == "UsageError"
    assert not Path(REGISTRY).exists()


def test_outside_a_practice_there_is_nothing_to_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused("template", "log")[0].startswith("PA579")


def test_what_was_decided_is_kept_private_and_in_the_audit_chain(practice: Path) -> None:
    with open_ledger(None, practice):
        pass
    write(PARTIAL, " Please call us.")
    ok("template", "approve", "--all", "--yes", *BY)
    kept = [practice / REGISTRY, *(path for path in (practice / "approved").rglob("*") if path.is_file())]
    assert len(kept) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert {stat.S_IMODE(p.stat().st_mode) for p in (practice / "approved").rglob("*") if p.is_dir()} == {0o700}
    with open_ledger(None, practice) as book:
        (event,) = (item.event for item in book.chain())
    assert event.action == "approval"
    assert event.template_ids == ("templates.partials.procedure.md",)
    assert event.output_sha256 == (read_registry(practice).head,)
    assert "Pat" not in event.model_dump_json()


def test_the_log_says_how_each_file_stands_today(practice: Path) -> None:
    write(PARTIAL, " Please call us.")
    ok("template", "approve", "--all", "--yes", *BY)
    write("templates/cover.md", "\nMore.")
    write(PROFILE, "\n# read again")
    said = ok("template", "log")
    assert f"approve   {read_registry(practice).entries[0].sha256[:12]}  {PARTIAL}" in said
    assert "Pat Example: read and compared" in said
    states = {row["file"]: row["standing"] for row in json.loads(ok("template", "log", "--json"))["files"]}
    assert states == {PARTIAL: "approved", "templates/cover.md": "not approved"}
    assert "cover.md" not in ok("template", "log", "medical_necessity")
    assert f"{PARTIAL}  (approved)" in ok("template", "log", "medical_necessity")
    assert "not approved" in ok("payer", "log")


def test_a_log_that_was_changed_by_hand_stops_everything(practice: Path) -> None:
    write(PARTIAL, " Please call us.")
    ok("template", "approve", "--all", "--yes", *BY)
    log = json.loads(ok("template", "log", "--json"))
    assert log["head"] == read_registry(practice).head
    text = Path(REGISTRY).read_text()
    Path(REGISTRY).write_text(text.replace("Pat", "Kim"))
    for words in (("template", "log"), ("build", CASE, "--as-of", DAY), ("template", "approve", "--all", *BY)):
        assert refused(*words)[0].startswith("PA574")


def test_the_file_that_wins_is_named_with_the_places_that_were_searched(practice: Path) -> None:
    own = "templates/payers/highmark-wy-15-01-004/partials/procedure.md"
    Path(own).parent.mkdir(parents=True)
    Path(own).write_text("For this payer.")
    write(PARTIAL, " Please call us.")
    said = ok("template", "which", "medical_necessity", "--case", CASE, "--as-of", DAY, "--json")
    procedure = next(item for item in json.loads(said) if item["name"] == "partials/procedure.md")
    assert [(place["outcome"], place["approval"]) for place in procedure["places"]] == [
        ("used", "not approved"),
        ("shadowed", "not approved"),
        ("shadowed", "as shipped"),
    ]
    assert procedure["places"][0]["path"].endswith(own)
    said = ok("template", "which", "medical_necessity", "--payer", "hcsc", "--kind", "expedited", "--as-of", DAY)
    assert "cases of the kind 'expedited'" in said
    assert "the payer 'hcsc'" in said
    assert refused("template", "which", "nonsense")[0].startswith("PA504")
