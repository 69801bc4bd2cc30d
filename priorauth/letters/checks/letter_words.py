"""Sentences that say nothing of a case by their words alone: courtesies, requests and labels.

A sentence of these words needs nobody's approval: no choice of them tells a reviewer something of a patient.
"""

from __future__ import annotations

import re

_FUNCTION = (
    "a an the and or of to for in on at by with from as this that these those it is are be will would can may "
    "if any all each every you your we our us i my me please kindly am i'm more than"
)
_DENYING = "not no do so"
_LETTER = (
    "thank thanks time attention review reviewing prompt consideration careful considering request requests "
    "requesting requested ask asks asking dear sir madam sirs medical director directors reviewer reviewers "
    "whom concern sincerely respectfully respectively yours truly faithfully best kind warm regards call "
    "contact reach write letter letters office practice question questions further additional information "
    "documentation documents records record copy copies copied need needs have decision decide appreciate "
    "appreciated look looking forward hearing reply response phone fax email mail peer conversation discussion "
    "discuss speak available happy glad prior authorization authorize authorizing approval determination "
    "individual exception appeal appeals department enclosed enclosure enclosures attached attachment list "
    "listed below above following page pages attn attention via facsimile transmission submitted support "
    "supports supporting policy criteria criterion basivertebral nerve ablation procedure cc re regarding "
    "subject text statement point points tell me which apply applies decline declined specific reason reasons "
    "send give name names guideline guidelines relied afterwards another as well before made could read "
    "utilization management"
)
_LABELS = (
    "patient patient's member insured subscriber name id number no date dates birth dob born group plan payer "
    "physician provider surgeon ordering referring treating npi facility place service code codes cpt icd "
    "icd-10 diagnosis diagnoses procedure units modifier level levels body bodies planned claim reference "
    "account status result results detail details care what shows who why how imaging evidence safety summary "
    "history treatment background rationale indication conclusion introduction sources other pain conservative "
    "clinical examination findings alternatives expected outcome references urgency tel ph mrn phone fax "
    "address city state zip email function limitations was were tried looked radiologist writes medicine "
    "surgery orthopedic orthopedics spine interventional neurosurgery anesthesiology rehabilitation specialist "
    "board certified mri number # used use usual"
)
_WORDS = frozenset(f"{_FUNCTION} {_DENYING} {_LETTER}".split())
_NAMES = frozenset(f"{_FUNCTION} {_LETTER} {_LABELS}".split())
_NUMBER = re.compile(r"(?i)\b(member|claim|group|policy|account|reference|tax|id)\s+no\b\.?")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*(?:-\d+)?|\d+")


def says_nothing_of_a_case(text: str, *, is_label: bool) -> bool:
    """Whether every word of a sentence is one of a letter's usual words, or, of a label, the name of a thing."""
    known = _NAMES if is_label else _WORDS
    words = _WORD.findall(_NUMBER.sub(r"\1 number", text).replace("\u2019", "'"))
    return all(word.casefold() in known for word in words)
