"""An appeal from end to end: the three letters as they read, the sheet for the call, and what verify says of it."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pypdfium2
import pytest

from priorauth.appeals.denial import Denial, DenialReason
from priorauth.appeals.denial_reasons import MEANINGS, ReasonKind as R
from priorauth.assembly import pipeline
from priorauth.assembly.pipeline import BuildSpec
from priorauth.document import words_of
from priorauth.files.shipped_data import folder
from priorauth.letters.composer import compose
from priorauth.letters.context.denial_answers import PEER_TO_PEER
from priorauth.letters.templates.search_path import template_library
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.packet.call_sheet import compose_call_sheet, draw_call_sheet
from priorauth.payers.criteria import COMBINATIONS, AnyCriterion
from priorauth.problems import Refused
from priorauth.submission.build_spec import CaseQuery
from priorauth.submission.gate import AppealSubmission, Draft, Submission
from priorauth.verify.verification import verify
from tests.quick_sample import one_in

DAY = date(2026, 11, 24)
CASES = folder("examples") / "cases"
GOLDEN = Path(__file__).parent.parent / "golden"
CARE = DenialReason(
    kinds=(R.CONSERVATIVE_CARE,), text="There is no documentation of at least six months of conservative care."
)
MODIC = DenialReason(
    kinds=(R.MODIC,), text="The MRI does not show Modic type 1 or 2 changes at the levels that are to be treated."
)
EXPERIMENTAL = DenialReason(
    kinds=(R.EXPERIMENTAL,), text="Basivertebral nerve ablation is considered experimental and investigational."
)


def denial(*reasons: DenialReason, level: str = "1", **changes: object) -> Denial:
    plain = {
        "level": level,
        "denied_on": "2026-11-10",
        "reference": "R-2026-0042",
        "appeal_by": "2027-05-09",
        "appeal_by_source": "the denial letter",
        "reasons": reasons,
    }
    return Denial.model_validate({**plain, **changes})


@cache
def chart_of(case: str, payer: str | None) -> pipeline.Chart:
    return pipeline.read_chart(CaseQuery(CASES / case / "case.yaml", DAY, payer=payer))


def gated(
    case: str, answered: Denial, *, draft: bool = False, payer: str | None = None
) -> AppealSubmission | Draft:
    chart = chart_of(case, payer)
    return (Draft if draft else AppealSubmission)(
        case=chart.loaded.case,
        profile=chart.chosen.profile,
        concordance=chart.concordance,
        as_of=DAY,
        is_fallback=chart.chosen.is_fallback,
        denial=answered,
    )


def said_by(made: AppealSubmission | Draft, template: str | None = None) -> str:
    pages = {exhibit.id: 3 for exhibit in made.case.exhibits}
    composed = compose(template or made.letter, made, template_library(None), pages)
    return "\n".join(words_of(composed.document)) + "\n"


def text_of(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    finally:
        pdf.close()


@pytest.mark.parametrize(
    ("case", "level", "reason", "golden"),
    one_in(
        3,
        [
            ("clean-three-bodies", "1", CARE, "appeal-conservative-care"),
            ("strictest", "2", MODIC, "appeal-modic-second-level"),
            ("not-covered", "1", EXPERIMENTAL, "appeal-experimental"),
            ("not-covered", "external", EXPERIMENTAL, "appeal-experimental-external"),
            ("clean-three-bodies", "1", EXPERIMENTAL, "appeal-experimental-though-covered"),
        ],
    ),
)
def test_the_letters_read_as_they_did(case: str, level: str, reason: DenialReason, golden: str) -> None:
    """Set PRIORAUTH_WRITE_GOLDEN=1 to write them anew; then read them aloud before they are committed."""
    made = gated(case, denial(reason, level=level))
    for name, template in ((f"{golden}.txt", None), (f"{golden}-call.txt", PEER_TO_PEER)):
        if template is not None and level == "external":
            continue
        said = said_by(made, template)
        if os.environ.get("PRIORAUTH_WRITE_GOLDEN"):
            (GOLDEN / name).write_text(said, encoding="utf-8")
        assert said == (GOLDEN / name).read_text(encoding="utf-8")


def test_an_exception_is_not_an_argument_that_criteria_are_met() -> None:
    said = said_by(gated("not-covered", denial(EXPERIMENTAL)))
    assert "I do not argue that the policy says otherwise" in said
    assert "criterion:" not in said
    assert "Limits: open label" in said


def test_a_payer_that_covers_is_held_to_its_own_policy() -> None:
    said = said_by(gated("clean-three-bodies", denial(EXPERIMENTAL)))
    assert (
        "Your own policy (15-01-004, Basivertebral nerve ablation; read on the payer's own page, November 23, 2026)"
        in said
    )
    assert "exception" not in said


def test_an_unanswered_reason_is_said_and_an_answered_one_beside_it_carries_the_appeal() -> None:
    made = gated("gaps", denial(DenialReason(kinds=(R.MODIC,)), DenialReason(kinds=(R.OTHER_GENERATOR,))))
    said = said_by(made)
    assert "The record does not answer this, and I do not claim that it does." in said
    assert "Facet joint pain excluded" in said
    assert "What the record does not show" in said
    assert "addendum" not in said
    assert "addendum" not in said_by(made, "checklist")


def test_nothing_answerable_is_refused_unless_as_a_draft() -> None:
    answered = denial(DenialReason(kinds=(R.MODIC,)), DenialReason(kinds=(R.CONSERVATIVE_CARE,)))
    with pytest.raises(Refused, match="PA1209") as refused:
        gated("gaps", answered)
    assert refused.value.exit_code == 4
    assert "The record does not answer this" in said_by(gated("gaps", answered, draft=True))


def test_evidence_that_nobody_has_answered_holds_an_appeal_back() -> None:
    with pytest.raises(Refused, match="PA401"):
        gated("conflicting-generator", denial(MODIC))


def test_a_first_request_cannot_pass_as_an_appeal_nor_an_appeal_as_a_first_request() -> None:
    made = gated("clean-three-bodies", denial(CARE))
    facts = {"case": made.case, "profile": made.profile, "concordance": made.concordance, "as_of": DAY}
    with pytest.raises(TypeError):
        AppealSubmission(**facts)
    with pytest.raises(TypeError):
        Submission(**facts, denial=made.denial)


@pytest.mark.parametrize("level", ["1", "2", "external"])
@pytest.mark.parametrize("last", ["2026-11-20", "2027-05-09"])
def test_no_letter_tells_the_payer_until_when_or_that_it_is_late(level: str, last: str) -> None:
    said = said_by(gated("not-covered", denial(EXPERIMENTAL, level=level, appeal_by=last)))
    assert date.fromisoformat(last).strftime("%B") + f" {int(last[-2:])}, {last[:4]}" not in said
    assert not re.search(r"last day|deadline|too late|is late|after that day", said)


def test_what_is_of_no_kind_waits_for_the_physicians_words() -> None:
    odd = DenialReason(kinds=(R.OTHER,), text="The surgeon is not on the roster.")
    with pytest.raises(Refused, match="PA1222"):
        gated("clean-three-bodies", denial(CARE, odd))
    draft = said_by(gated("clean-three-bodies", denial(CARE, odd), draft=True))
    assert "(The physician answers this reason here.)" in draft
    written = odd.model_copy(update={"answer": "I joined the network on May 1, 2026."})
    assert "I joined the network on May 1, 2026." in said_by(gated("clean-three-bodies", denial(CARE, written)))


def test_what_is_approved_and_what_is_granted_is_not_asked_for_or_argued_again() -> None:
    made = denial(MODIC, approved=("64628, one unit, is approved.",), granted=("The pain has lasted long enough.",))
    said = said_by(gated("clean-three-bodies", made))
    for words in (
        "“64628, one unit, is approved”",
        "“The pain has lasted long enough”",
        "the part that was not approved",
    ):
        assert words in said
    assert "authorize the procedure above" not in said


@pytest.mark.parametrize(
    ("kind", "shown"), [(R.IMAGING_AGE, "Lumbar MRI of August 18, 2026"), (R.DIAGNOSIS, "M54.51")]
)
def test_what_no_policy_limits_is_shown_and_left_to_the_payer(kind: R, shown: str) -> None:
    said = said_by(gated("clean-three-bodies", denial(CARE, DenialReason(kinds=(kind,)))))
    assert shown in said
    assert "leaves this open" in said


def test_every_kind_of_criterion_answers_some_reason() -> None:
    kinds = {get_args(m.model_fields["kind"].annotation)[0] for m in get_args(get_args(AnyCriterion)[0])}
    combinations = {get_args(m.model_fields["kind"].annotation)[0] for m in COMBINATIONS}
    answered = {kind for meaning in MEANINGS.values() for kind in meaning.criteria}
    assert kinds - combinations == answered - {"plan_coverage"}
    assert set(MEANINGS) == set(R)


@pytest.mark.parametrize("case", one_in(4, ["clean-three-bodies", "not-covered", "strictest", "gaps"]))
def test_the_sheet_for_the_call_is_one_page_that_says_it_stays_here(case: str) -> None:
    every = tuple(DenialReason(kinds=(kind,), text="x " * 400) for kind in R)
    made = gated(case, denial(*every), draft=True)
    sheet = compose_call_sheet(made, template_library(None), {})
    data = draw_call_sheet(sheet.document, made)
    pdf = pypdfium2.PdfDocument(data)
    assert len(pdf) == 1
    pdf.close()
    assert "do not send it with the packet" in text_of(data)


def practice_with(case: str, tmp_path: Path) -> Path:
    home = tmp_path / "practice"
    (home / "cases" / case).mkdir(parents=True)
    for path in (CASES / case).iterdir():
        (home / "cases" / case / path.name).write_bytes(path.read_bytes())
    (home / "practice.yaml").write_bytes((folder("examples") / "practice.yaml").read_bytes())
    return home


@pytest.mark.slow
def test_an_appeal_is_a_packet_that_verify_accepts_and_watches(tmp_path: Path) -> None:
    home = practice_with("not-covered", tmp_path)
    answered = denial(EXPERIMENTAL, level="external", reference="A&B <1> ễ")
    asked = BuildSpec(home / "cases/not-covered/case.yaml", DAY, home / "packets", denial=answered)
    built = pipeline.build(asked)
    assert built.folder.name == "EX-EXCLUDED-appeal-external"
    assert {path.name.removeprefix("EX-EXCLUDED-") for path in built.files} == {
        "packet.pdf", "peer-to-peer.pdf", "peer-to-peer.docx", "denial.json", "letter.docx", "checklist.docx",
        "manifest.json",
    }  # fmt: skip
    found = verify(built.folder)
    assert [check.name for check in found.checks if not check.is_sound] == []
    assert [p.code for p in found.problems] == []
    packet = text_of((built.folder / "EX-EXCLUDED-packet.pdf").read_bytes())
    assert "Peer-to-peer call" not in packet
    assert "Appeal of a denied prior authorization" in packet
    manifest = (built.folder / "manifest.json").read_text()
    assert "investigational" not in manifest
    assert "A&B" not in manifest
    again = pipeline.make(replace(asked))
    assert all(again.files[path.name] == path.read_bytes() for path in built.files)
    kept = built.folder / "EX-EXCLUDED-denial.json"
    kept.write_text(kept.read_text().replace("investigational", "unproven"))
    assert {"PA836", "PA832"} <= {p.code for p in verify(built.folder).problems}


def test_a_denial_is_quoted_whatever_its_words_claim() -> None:
    words = "The device is not proven and was not FDA approved; Modic type 3 at L2-L3 is excluded."
    said = said_by(gated("clean-three-bodies", denial(DenialReason(kinds=(R.MODIC,), text=words))))
    assert words.rstrip(".") in said


def test_the_letters_own_words_claim_it_no_more_than_before(tmp_path: Path) -> None:
    made = gated("clean-three-bodies", denial(CARE))
    own = (folder("templates") / "appeal_level_1.md").read_text(encoding="utf-8")
    (tmp_path / "appeal_level_1.md").write_text(f"{own}\nThe device is “FDA approved”.\n", encoding="utf-8")
    library = TemplateLibrary((tmp_path, folder("templates")))
    with pytest.raises(Refused) as refused:
        compose("appeal_level_1", made, library, {exhibit.id: 3 for exhibit in made.case.exhibits})
    assert [found.code for found in refused.value.problems] == ["PA505"]


def test_a_missing_score_is_answered_by_the_score() -> None:
    asks = DenialReason(kinds=(R.SEVERITY,), text="There is no functional score in the file.")
    made = gated("clean-three-bodies", denial(asks))
    assert "ODI 48 percent on November 3, 2026" in said_by(made).split("Reason 1: How severe it is")[1]
    assert "ODI 48 percent on November 3, 2026" in said_by(made, PEER_TO_PEER)
    plain = DenialReason(kinds=(R.SEVERITY,), text="The pain is not severe enough.")
    assert "An Oswestry Disability Index is recorded" not in said_by(gated("clean-three-bodies", denial(plain)))


def test_a_later_appeal_tells_of_the_one_before_it() -> None:
    before = "First-level appeal of October 30, 2026; denied again on November 10, 2026"
    assert before in said_by(gated("clean-three-bodies", denial(CARE, level="2", earlier=[before])))


def test_the_call_sheet_names_the_papers_of_its_level() -> None:
    external = said_by(gated("clean-three-bodies", denial(CARE, level="external")), PEER_TO_PEER)
    assert "signed consent and release of records; physician's certification" in external
    internal = said_by(
        gated("clean-three-bodies", denial(CARE, notice_note="Known notice: send nothing twice")), PEER_TO_PEER
    )
    assert "representative form" in internal
    assert "Known notice: send nothing twice" in internal


def test_the_signature_never_stands_behind_the_list_of_exhibits() -> None:
    said = said_by(gated("clean-three-bodies", denial(CARE)))
    assert said.index("accurate to the best of my knowledge") < said.rindex("NPI 1234567893")
    assert said.rindex("Enclosed") > said.rindex("NPI 1234567893")


def test_the_call_asks_only_for_what_was_not_approved() -> None:
    told: dict[str, Any] = {"approved": ["We approved 64628."], "granted": ["Pain of six months is shown."]}
    said = said_by(gated("clean-three-bodies", denial(MODIC, **told)), PEER_TO_PEER)
    assert "authorize what was not approved of basivertebral nerve ablation" in said
    assert "“We approved 64628”" in said
    assert "“Pain of six months is shown”" in said
