"""Which words after a label are a person's name, and which are something else that stands in its place."""

from __future__ import annotations

import re


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


HONORIFICS = word_set("mr mrs ms miss mx dr mister madam sir")
SUFFIXES = word_set("jr sr ii iii iv")
CREDENTIALS = word_set(
    """md do np pa pac pt dpt ot dc rn lpn ma crna phd psyd lcsw lpc fnp aprn arnp facr
    faaos rt pharmd dds otr cma"""
)
PARTICLES = word_set(
    """van von der den de la le las los del della di da dos das du el al bin ibn ben ter ten y e st zu af av op
    do"""
)

RUN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'\u2019`.,^-]|[ ](?! ))*")
"""Characters a name is printed with, from its first letter on."""

_NOT_NAMES = word_set("""
    is was were has have had will would can cannot could should may be been being are am does did do not no yes none
    unknown self same other see above below the and with without of in for to on at by from as than that this these
    those who whom whose or but if when per via about after before during since until
    presents presented presenting reports reported reporting states stated denies denied complains complaining
    describes notes noted seen evaluated examined verified tolerated tolerates understands agrees agreed consents
    consented informed advised instructed requests returns returned continues continued remains underwent received
    given taken placed positioned prone supine standing sitting awake alert oriented ready discharged admitted
    referred scheduled
    education information instruction instructions portal history questionnaire intake form forms handout survey
    status consent rights privacy notice summary demographics identification identifier label sticker goal goals
    problem problems complaint complaints response responses position positioning safety satisfaction outcome
    outcomes measure measures concerns comments preferred preference new established existing outpatient inpatient
    ambulatory adult pediatric year years old male female man woman age aged sex gender date time page
    prior authorization authorisation request requests appeal denial reconsideration review letter medical necessity
    lumbar cervical thoracic spine spinal mri ct xray x-ray pain back low lower chronic axial leg fusion ablation
    nerve basivertebral vertebrogenic intracept procedure treatment therapy physical claim referral follow followup
    follow-up report reports record records note notes visit evaluation consultation consult imaging radiology
    clinic center centre hospital health healthcare plan insurance department office oswestry disability index
    exercise program home medication medications list score scale assessment injection injections
    orthopedics orthopaedics orthopedic group associates services llc inc pc pllc physicians specialists rehab
    rehabilitation university regional memorial county laboratory lab labs diagnostics surgery surgical sports
    bilateral left right signature signed electronically name patient patients client
    """)
"""Words no name after a label is made of here. Some are surnames too: such a page is then not compared by name."""


def words_of(printed: str) -> list[str]:
    """Split a printed name into its words, without the signs around them."""
    return [word.strip(".,'`\u2019-") for word in re.split(r"[\s,^]+", printed) if word.strip(".,'`\u2019-")]


def has_credentials(printed: str) -> bool:
    """Whether a name ends as a clinician's does: ``Jordan Sample, MD``."""
    words = [word.replace(".", "").replace("-", "").casefold() for word in words_of(printed)]
    return len(words) > 2 and words[-1] in CREDENTIALS and "," in printed


def looks_like_a_name(printed: str, *, any_case: bool = False) -> bool:
    """Whether words are a person's name: two to six, capitals as in names, and no words of the clinic's trade."""
    words = [word for word in words_of(printed) if word.casefold() not in HONORIFICS | SUFFIXES]
    if not 2 <= len(words) <= 6 or any(word.casefold() in _NOT_NAMES for word in words):
        return False
    long = [word for word in words if len(word) > 1]
    return (
        bool(long) and all(any_case or _is_capital(word) for word in long) and any(len(word) > 2 for word in long)
    )


def _is_capital(word: str) -> bool:
    return not word[0].islower() or word.casefold() in PARTICLES or word[:2] in ("d'", "d\u2019", "l'", "o'")
