"""Which edits of a letter's words say nothing of the patient, and which may."""

from __future__ import annotations

import pytest

from priorauth.verify.harmless_wording import says_otherwise, signs_otherwise

KNOWN = frozenset(
    (
        *("form", "from", "trial", "causal", "casual", "quite", "quiet", "hyperintense", "hypointense", "stable"),
        *("mainly", "man", "plan"),
    )
)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("the procedure above", "the procedure abvoe"),
        ("tolerated the treatmnt well", "tolerated the treatment well"),
        ("tolerated the treattment well", "tolerated the treatment well"),
        ("tolerated the treadment well", "tolerated the treatment well"),
        ("I ask you to authorize it", "Please authorize it"),
        ("follow up", "followup"),
        ("Low Back pain", "low back pain"),
        ("", "Thank you for your prompt attention."),
        ("the payer's form", "the payer\u2019s form"),
        ("a multi-center study", "a multicenter study"),
        ("low-back pain", "low back pain"),
        ("authorisation of the treatment centre", "authorization of the treatment center"),
        ("oedema of the vertebral tumour", "edema of the vertebral tumor"),
        ("paralysed, labelled and anaesthetised", "paralyzed, labeled and anesthetized"),
        ("soreness afterwards", "soreness afterward"),
        ("the licence and the programme", "the license and the program"),
    ],
)
def test_spelling_and_courtesy_say_nothing(was: str, now: str) -> None:
    assert not says_otherwise(was, now, KNOWN)
    assert not says_otherwise(now, was, KNOWN)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("low back pain", "neck pain"),
        ("pain persists", "pain persisted"),
        ("pain resolves", "pain resolved"),
        ("it is stable", "it is unstable"),
        ("temporary relief", "complete relief"),
        ("hyperintense signal", "hypointense signal"),
        ("a casual link", "a causal link"),
        ("with rest", "without rest"),
        ("the left side", "the side"),
        ("worse with sitting", "worse"),
        ("", "The patient is eager to work."),
        ("He sat", "She sat"),
        ("will return", "may return"),
        ("incomplete relief", "in complete relief"),
        ("a typical course", "atypical course"),
        ("our form", "or form"),
        ("it is mainly axial", "it is manly axial"),
        ("the planned visit", "the planed visit"),
        ("it is mainly axial", "is it mainly axial"),
        ("there is low back pain", "is there low back pain"),
    ],
)
def test_any_other_word_may_say_something(was: str, now: str) -> None:
    assert says_otherwise(was, now, KNOWN)
    assert says_otherwise(now, was, KNOWN)


@pytest.mark.parametrize(
    ("was", "now", "tells"),
    [
        ("the score was 48", "the score was >48", True),
        ("the score was 48", "the score was ~48", True),
        ("the score was 48", "the score was 48(?)", True),
        ("the score was 48", "the score was 48*", True),
        ("relief 10", "relief -10", True),
        ("Level A", "Level A+", True),
        ("14.7 to 25.9", "14.7-25.9", False),
        ("call 307-555-0142", "call (307) 555-0142", False),
        ("low-back pain; it is worse", "low back pain, it is worse!", False),
    ],
)
def test_signs_beside_a_number_say_something(was: str, now: str, tells: bool) -> None:
    assert signs_otherwise(was, now) is tells
    assert signs_otherwise(now, was) is tells
