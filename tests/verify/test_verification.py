"""What verify says when inputs changed or are not at hand, of letters kept elsewhere, and never of a patient."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings, strategies as st
from pikepdf import Dictionary

from priorauth.assembly.pipeline import Format
from priorauth.cli import cli
from priorauth.cli.verify import verify as verify_command
from priorauth.comparison.settled_claims import PracticeRole, ReviewOutcome
from priorauth.problems import ExitCode, Problem, Refused
from priorauth.review.model import Settlement
from priorauth.review.settlements import line_of
from tests.property_budget import tried
from tests.quick_sample import one_in
from tests.verify.packets import CLEAN, DAY, codes, made_packet, verified
from tests.verify.tampering import (
    MANIFEST,
    edit_pdf,
    edit_word,
    letter_in,
    manifest_of,
    new_paragraph,
    pdf_in,
    put_manifest,
    rehash,
    reprint,
    retype,
    words,
)


def change(path: Path, before: bytes, after: bytes) -> None:
    data = path.read_bytes()
    assert before in data
    path.write_bytes(data.replace(before, after, 1))


def case_file(practice: Path) -> Path:
    return practice / "cases" / CLEAN / "case.yaml"


def own_profile(practice: Path) -> None:
    from priorauth.files.shipped_data import folder

    shipped = folder("payer_profiles") / "highmark-wy-15-01-004.yaml"
    (practice / "payer_profiles").mkdir()
    (practice / "payer_profiles" / shipped.name).write_bytes(shipped.read_bytes() + b"\n# read again\n")


def own_template(practice: Path) -> None:
    from priorauth.files.shipped_data import folder

    text = (folder("templates") / "medical_necessity.md").read_text()
    (practice / "templates").mkdir()
    (practice / "templates" / "medical_necessity.md").write_text(text.replace("I ask you", "We ask you"))


def own_letterhead(practice: Path) -> None:
    from priorauth.files.shipped_data import folder

    data = (folder("templates") / "letterhead.docx").read_bytes()
    (practice / "templates").mkdir()
    (practice / "templates" / "letterhead.docx").write_bytes(data + b"\0")


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "the case": (lambda p: change(case_file(p), b"value: 48", b"value: 49"), "the case file"),
    "the settings": (lambda p: change(p / "practice.yaml", b"0141", b"0149"), "the practice's settings"),
    "an exhibit": (
        lambda p: shutil.copy(p / "cases" / "gaps" / "mri-report.pdf", case_file(p).with_name("mri-report.pdf")),
        "exhibit B",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", one_in(3, CHANGES))
def test_an_input_that_changed_is_named(what: str, own_practice: Path) -> None:
    folder = own_practice / "packets" / "EX-CLEAN"
    edit, name = CHANGES[what]
    edit(own_practice)
    found = verified(folder, case_file=case_file(own_practice))
    told = [p.message for p in found.problems if p.code == "PA845"]
    assert any(text.endswith(name) for text in told), told
    assert len(told) == 1
    assert "PA844" not in codes(found)
    assert found.exit_code is ExitCode.INPUT_INVALID


@pytest.mark.parametrize("edit", one_in(3, [own_profile, own_template, own_letterhead]))
def test_a_text_that_came_later_is_no_part_of_an_earlier_packet(
    edit: Callable[[Path], None], own_practice: Path
) -> None:
    folder = own_practice / "packets" / "EX-CLEAN"
    edit(own_practice)
    found = verified(folder, case_file=case_file(own_practice))
    assert codes(found) == set()
    assert found.exit_code is ExitCode.OK


@pytest.mark.slow
@pytest.mark.parametrize("edit", [own_profile, own_template, own_letterhead])
def test_a_text_that_is_gone_is_named_and_nothing_is_proven(
    edit: Callable[[Path], None], own_practice: Path
) -> None:
    edit(own_practice)
    folder = made_packet(own_practice, CLEAN, into="own", draft=True)
    assert verified(folder, case_file=case_file(own_practice)).exit_code is ExitCode.OK
    (text,) = (*own_practice.glob("templates/*"), *own_practice.glob("payer_profiles/*"))
    text.unlink()
    found = verified(folder, case_file=case_file(own_practice))
    assert [p.code for p in found.problems] == ["PA846"]
    assert text.relative_to(own_practice).as_posix() in found.problems[0].message
    assert found.exit_code is ExitCode.NOT_PROVEN


def test_without_its_inputs_a_packet_is_not_proven(packet: Path, tmp_path: Path) -> None:
    alone = shutil.copytree(packet, tmp_path / "alone" / packet.name)
    found = verified(alone)
    assert [p.code for p in found.problems] == ["PA846"]
    assert found.is_sound
    assert found.exit_code is ExitCode.NOT_PROVEN


def test_a_packet_whose_exhibit_is_gone_is_not_proven(own_practice: Path) -> None:
    case_file(own_practice).with_name("odi-form.pdf").unlink()
    found = verified(own_practice / "packets" / "EX-CLEAN")
    assert [p.message for p in found.problems] == ["the packet was not made again: not found: exhibit D"]
    assert found.exit_code is ExitCode.NOT_PROVEN
    change(own_practice / "practice.yaml", b"0141", b"0149")
    found = verified(own_practice / "packets" / "EX-CLEAN")
    assert codes(found) == {"PA845"}
    assert found.exit_code is ExitCode.INPUT_INVALID


@pytest.mark.slow
def test_a_case_that_says_something_else_by_now_is_found_without_its_name(own_practice: Path) -> None:
    change(case_file(own_practice), b"planned_date: 2026-12-15", b"planned_date: 2026-12-16")
    found = verified(own_practice / "packets" / "EX-CLEAN")
    assert [p.message for p in found.problems] == ["this has changed since the packet was made: the case file"]
    assert found.exit_code is ExitCode.INPUT_INVALID


def test_a_score_forged_in_the_case_and_its_hash_is_held_against_the_chart(own_practice: Path) -> None:
    packet = own_practice / "packets" / "EX-CLEAN"
    change(case_file(own_practice), b"value: 48", b"value: 68")
    content = manifest_of(packet)
    content["case_sha256"] = hashlib.sha256(case_file(own_practice).read_bytes()).hexdigest()
    put_manifest(packet, content)
    reprint(packet)
    found = verified(packet)
    assert [p.message for p in found.problems] == ["the packet cannot be made again: PA743"]
    assert found.exit_code is ExitCode.INPUT_INVALID


def test_it_is_not_made_again_when_that_is_not_wanted(packet: Path) -> None:
    found = verified(packet, remake=False)
    assert [p.code for p in found.problems] == ["PA846"]
    assert found.exit_code is ExitCode.NOT_PROVEN


def test_the_case_is_found_wherever_the_packet_lies_in_the_practice(practice: Path, packet: Path) -> None:
    deep = shutil.copytree(packet, practice / "sent" / "2026" / packet.parent.name / packet.name)
    assert verified(deep).problems == ()


def other_versions(folder: Path) -> None:
    """Have the manifest say that another version drew the packet."""
    content = manifest_of(folder)
    content["tools"]["reportlab"] = "1.0"
    put_manifest(folder, content)
    reprint(folder)


def test_a_packet_of_other_versions_that_says_the_same_is_not_proven(packet: Path) -> None:
    other_versions(packet)
    found = verified(packet)
    assert [p.message for p in found.problems] == ["the packet was made with other versions of: reportlab"]
    assert found.exit_code is ExitCode.NOT_PROVEN


def other_words(folder: Path) -> None:
    """Have the manifest say that the chart was read with other words."""
    content = manifest_of(folder)
    content["word_tables"] = "0" * 12
    put_manifest(folder, content)
    reprint(folder)


def test_a_packet_whose_chart_was_read_with_other_words_is_not_proven(packet: Path) -> None:
    other_words(packet)
    found = verified(packet)
    assert [p.message for p in found.problems] == [
        "the packet was made with other versions of: the words that charts are read with"
    ]
    assert found.exit_code is ExitCode.NOT_PROVEN


@pytest.mark.slow
def test_an_answer_given_since_is_named(own_practice: Path) -> None:
    packet = own_practice / "packets" / "EX-CLEAN"
    line = Settlement(
        item="0" * 12, outcome=ReviewOutcome.ASKED, by="Robin Clerk", role=PracticeRole.CLERK, on=DAY, seen=()
    )
    answers = case_file(own_practice).parent / "settlements.jsonl"
    answers.write_bytes(answers.read_bytes() + line_of(line) + b"\n")
    found = verified(packet)
    assert "the answers of the review" in texts(found.problems)
    assert codes(found) == {"PA845"}
    again = manifest_of(made_packet(own_practice, into="again"))
    assert [(answer["by"], answer["role"], answer["on"]) for answer in again["answers"]][1:] == [
        ("Robin Clerk", "clerk", DAY.isoformat())
    ]
    assert codes(verified(own_practice / "again" / packet.name)) == set()


def painted(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].contents_add(b"q 1 1 1 rg 60 400 480 60 re f Q", prepend=False)


def without_a_link(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if len(page.obj.get("/Annots", [])))
    del page.obj.Annots[0]


def link_led_elsewhere(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if len(page.obj.get("/Annots", [])))
    link = page.obj.Annots[0]
    place = link.Dest if "/Dest" in link else link.A.D
    place[0] = pdf.pages[-1].obj


def bookmark_renamed(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].title = "Approval"


def forged_criterion(folder: Path) -> None:
    content = manifest_of(folder)
    content["criteria"]["modic-type"] = "not_met"
    put_manifest(folder, content)


FORGED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a word": (lambda folder: edit_pdf(pdf_in(folder), retype), "PA844"),
    "white paint over words": (lambda folder: edit_pdf(pdf_in(folder), painted), "PA844"),
    "a page": (lambda folder: edit_pdf(pdf_in(folder), lambda pdf: pdf.pages.__delitem__(2)), "PA844"),
    "a link": (lambda folder: edit_pdf(pdf_in(folder), without_a_link), "PA844"),
    "where a link leads": (lambda folder: edit_pdf(pdf_in(folder), link_led_elsewhere), "PA844"),
    "a bookmark": (lambda folder: edit_pdf(pdf_in(folder), bookmark_renamed), "PA844"),
    "the title": (
        lambda folder: edit_pdf(pdf_in(folder), lambda pdf: pdf.docinfo.__setitem__("/Title", "Packet OTHER")),
        "PA844",
    ),
    "what pages are called": (
        lambda folder: edit_pdf(
            pdf_in(folder), lambda pdf: pdf.Root.__setitem__("/PageLabels", Dictionary(Nums=[0, Dictionary(St=9)]))
        ),
        "PA844",
    ),
    "the size of a page": (
        lambda folder: edit_pdf(pdf_in(folder), lambda pdf: pdf.pages[2].obj.__setitem__("/UserUnit", 2)),
        "PA844",
    ),
    "a criterion": (forged_criterion, "PA849"),
}


@pytest.mark.parametrize("what", one_in(4, FORGED))
def test_a_version_that_the_manifest_claims_switches_nothing_off(what: str, packet: Path) -> None:
    forge, code = FORGED[what]
    forge(packet)
    other_versions(packet)
    found = verified(packet)
    assert code in codes(found)
    assert found.exit_code is ExitCode.INPUT_INVALID


def test_a_forger_who_has_no_inputs_to_fear_is_not_found(packet: Path, tmp_path: Path) -> None:
    """What a plain hash cannot show, said in the docs: only making it again does."""
    content = manifest_of(packet)
    content["criteria"]["modic-type"] = "not_met"
    put_manifest(packet, content)
    reprint(packet)
    alone = shutil.copytree(packet, tmp_path / "alone" / packet.name)
    assert codes(verified(alone)) == set()
    assert {"PA844", "PA849"} <= codes(verified(packet))


@pytest.mark.slow
def test_a_letter_kept_elsewhere_is_held_against_its_packet(packet: Path, tmp_path: Path) -> None:
    own = tmp_path / "my letter.docx"
    shutil.copy(letter_in(packet), own)
    assert verified(packet, letter=own).problems == ()
    edit_word(own, words("I ask you", "We ask you"))
    assert [p.code for p in verified(packet, letter=own).problems] == ["PA854"]
    edit_word(own, words("M54.51", "M54.50"))
    assert {"PA852", "PA853"} <= codes(verified(packet, letter=own))
    assert codes(verified(packet, letter=tmp_path / "none.docx")) == {"PA201"}


AGAINST_PDF: dict[str, tuple[Callable[[str], str], set[str]]] = {
    "nothing": (words("<w:body>", "<w:body> "), set()),
    "wording": (words("I ask you to authorize", "Please authorize"), set()),
    "a level": (words("Modic type 1 at L4-L5", "Modic type 1 at L2-L3"), {"PA853"}),
    "a date": (words("December 15, 2026", "December 16, 2026"), {"PA852", "PA853"}),
    "a name": (words("Avery Example", "Morgan Nobody"), {"PA853"}),
    "a member id": (words("XEH000112233", "XEH000112234"), {"PA852", "PA853"}),
    "a code": (words("M54.51", "M54.50"), {"PA852", "PA853"}),
    "a percentage": (words("was 48%", "was 58%"), {"PA852", "PA853"}),
    "a type": (words("Modic type 2 at", "Modic type 3 at"), {"PA853"}),
    "a new sentence": (new_paragraph("Also at L2-L3."), {"PA853"}),
    "hidden text": (new_paragraph("words", "<w:rPr><w:vanish/></w:rPr>"), {"PA851"}),
}


@pytest.mark.parametrize("what", one_in(4, AGAINST_PDF))
def test_without_inputs_a_letter_is_held_against_the_packet_itself(what: str, packet: Path, tmp_path: Path) -> None:
    edit, expected = AGAINST_PDF[what]
    alone = shutil.copytree(packet, tmp_path / "alone" / packet.name)
    edit_word(letter_in(alone), edit)
    found = verified(alone)
    assert codes(found) == expected, [p.message for p in found.problems]


def test_without_inputs_and_without_a_pdf_an_edited_letter_is_not_the_one_made(
    practice: Path, tmp_path: Path
) -> None:
    folder = made_packet(practice, into="word-only", format=Format.DOCX)
    alone = shutil.copytree(folder, tmp_path / "alone" / folder.name)
    edit_word(letter_in(alone), words("I ask you", "We ask you"))
    assert codes(verified(alone)) & {"PA837", "PA857"}


def texts(problems: tuple[Problem, ...]) -> str:
    return " ".join(f"{p.message} {p.fix} {p.where}" for p in problems)


def test_no_message_holds_a_value(packet: Path) -> None:
    letter = letter_in(packet)
    changes = {
        "Avery Example": "Morgan Nobody", "XEH000112233": "XEH000112299", "March 9, 1974": "March 8, 1974",
        "M54.51": "M54.50", "was 48%": "was 58%", "L4-L5 and": "L2-L3 and", "1234567893": "1234567890",
        "naproxen": "ibuprofen", "Casey Specimen": "Kim Stranger", "0004711": "0004799",
    }  # fmt: skip
    for before, after in changes.items():
        edit_word(letter, words(before, after))
    edit_word(letter, new_paragraph("Mrs. Nobody had 36 sessions at L1-L2."))
    (packet / "Avery-Example.pdf").write_bytes(b"x")
    found = verified(packet)
    said = texts(found.problems)
    values = [text for pair in changes.items() for text in pair] + ["Avery", "Nobody", "36", "L1-L2", "ibuprofen"]
    assert [value for value in values if value in said] == []
    assert len(found.problems) > 12


def outcome(folder: Path) -> set[str]:
    """Give what was found, whether the packet could be verified or not."""
    try:
        return codes(verified(folder, remake=False))
    except Refused as refused:
        return {p.code for p in refused.problems}


@settings(max_examples=tried(40), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_changed_byte_is_found(data: st.DataObject, clean_packet: Path, tmp_path: Path) -> None:
    shutil.copytree(clean_packet, tmp_path / "p", dirs_exist_ok=True)
    path = tmp_path / "p" / data.draw(st.sampled_from([MANIFEST, "EX-CLEAN-packet.pdf"]))
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(content))
    assert outcome(tmp_path / "p")


@settings(max_examples=tried(60), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    content=st.dictionaries(
        st.sampled_from(["manifest", "files", "exhibits", "seal", "asked", "as_of", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=9),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_no_manifest_is_a_crash(content: dict[str, object], clean_packet: Path, tmp_path: Path) -> None:
    whole = {**json.loads((clean_packet / MANIFEST).read_bytes()), **content}
    (tmp_path / MANIFEST).write_text(json.dumps(whole))
    assert outcome(tmp_path)


def run(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["verify", *args], standalone_mode=False)
    if isinstance(done.exception, Refused):
        return int(done.exception.exit_code), done.stdout, ""
    assert done.exception is None
    return int(done.return_value), done.stdout, done.stderr


def test_the_command_says_one_line_for_each_check(packet: Path) -> None:
    code, said, _ = run(str(packet))
    assert code == 0
    assert [line.split()[1].rstrip(":") for line in said.splitlines()[1:-1]] == [
        "manifest", "files", "folder", "pages", "inert", "inputs", "letter",
    ]  # fmt: skip
    assert manifest_of(packet)["seal"] in said
    pdf_in(packet).unlink()
    code, said, errors = run(str(packet))
    assert code == ExitCode.INPUT_INVALID
    assert "WRONG files: 1 error" in said
    assert "PA835" in errors
    assert "Fix (billing): " in errors


def test_its_data_says_the_same(packet: Path, practice: Path) -> None:
    code, said, _ = run(str(packet), "--json", "--case", str(case_file(practice).parent))
    assert (code, json.loads(said)["sound"]) == (0, True)
    edit_word(letter_in(packet), words("L4-L5", "L3-L4"))
    code, said, _ = run(str(packet), "--json")
    data = json.loads(said)
    assert (code, data["sound"]) == (3, False)
    assert [check["name"] for check in data["checks"] if not check["sound"]] == ["letter"]


@pytest.mark.parametrize("make", ["nothing", "folder", "file", "manifest is a folder"])
def test_what_is_no_packet_is_said_to_be_none(make: str, tmp_path: Path) -> None:
    target = tmp_path / "x"
    if make == "folder":
        target.mkdir()
    elif make == "file":
        target.write_bytes(b"x")
    elif make == "manifest is a folder":
        (target / MANIFEST).mkdir(parents=True)
    code, _, _ = run(str(target))
    assert code == (ExitCode.FILE_ACCESS if "manifest" in make else ExitCode.INPUT_INVALID)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_said_to_be_so(packet: Path) -> None:
    pdf_in(packet).chmod(0)
    assert "PA202" in codes(verified(packet))


def test_the_command_has_a_help() -> None:
    assert "--no-remake" in CliRunner().invoke(verify_command, ["--help"]).output


def test_a_letter_forged_together_with_the_manifest_is_read_all_the_same(packet: Path, tmp_path: Path) -> None:
    edit_word(letter_in(packet), words("Modic type 1 at L4-L5", "Modic type 1 at L2-L3"))
    rehash(packet)
    assert {"PA844", "PA852", "PA853"} <= codes(verified(packet))
    alone = shutil.copytree(packet, tmp_path / "alone" / packet.name)
    assert codes(verified(alone)) == {"PA853"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "draft"),
    [
        pytest.param("not-covered", False, marks=pytest.mark.slow),
        pytest.param("strictest", False, marks=pytest.mark.slow),
        pytest.param("conflicting-generator", True, marks=pytest.mark.slow),
        ("gaps", True),
    ],
)
def test_a_packet_that_stands_alone_is_sound_with_all_its_letters(
    case: str, draft: bool, practice: Path, tmp_path: Path
) -> None:
    folder = made_packet(practice, case, into=f"alone-{case}", draft=draft, fax_cover=True)
    alone = shutil.copytree(folder, tmp_path / folder.name)
    assert [p.code for p in verified(alone).problems] == ["PA846"]
    requests = set(alone.glob("*-request.docx"))
    for letter in set(alone.glob("*.docx")) - requests:
        edit_word(letter, words("<w:body>", "<w:body> "))
    assert {p.code for p in verified(alone).problems} <= {"PA846", "PA854"}
    for letter in requests:  # they stand in no PDF that they could be held against
        edit_word(letter, words("<w:body>", "<w:body> "))
    assert [p.code for p in verified(alone).problems].count("PA837") == len(requests)
