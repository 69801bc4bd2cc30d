"""One person's name in many spellings, and other people's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given, strategies as st

from priorauth.case.model import Name
from priorauth.screening.identity_labels import LABEL_WORDS, labels_in
from priorauth.screening.name_words import looks_like_a_name
from priorauth.screening.person_names import Likeness, likeness, one_slip
from tests.screening.records import codes_of

SAME, PARTIAL, SIMILAR, OTHER = Likeness.SAME, Likeness.PARTIAL, Likeness.SIMILAR, Likeness.OTHER

SPELLINGS = [
    ("Avery", "Example", "Avery Example", SAME),
    ("Avery", "Example", "AVERY EXAMPLE", SAME),
    ("Avery", "Example", "Example, Avery", SAME),
    ("Avery", "Example", "EXAMPLE, AVERY M", SAME),
    ("Avery", "Example", "EXAMPLE,AVERY", SAME),
    ("Avery", "Example", "EXAMPLE AVERY", SAME),
    ("Avery", "Example", "EXAMPLE^AVERY^M^^", SAME),
    ("Avery", "Example", "Avery M. Example", SAME),
    ("Avery", "Example", "Mrs. Avery Example", SAME),
    ("Avery", "Example", "Ms Avery Morgan Example", SAME),
    ("Avery", "Example", "Avery Example, Jr.", SAME),
    ("Avery", "Example", "Example III, Avery", SAME),
    ("Avery", "Example Jr.", "Avery Example", SAME),
    ("Avery M.", "Example", "Avery Example", SAME),
    ("Avery M.", "Example", "Example, Avery Morgan", SAME),
    ("Thị Hương", "Nguyễn", "NGUYEN, THI HUONG", SAME),
    ("Anh", "Nguyễn", "Nguyen Anh", SAME),
    ("José", "Muñoz", "JOSE MUNOZ", SAME),
    ("Jürgen", "Müller", "Mueller, Juergen", SAME),
    ("Juergen", "Mueller", "Jürgen Müller", SAME),
    ("Søren", "Łukasz", "SOREN LUKASZ", SAME),
    ("Ana", "García-López", "Garcia Lopez, Ana", SAME),
    ("Ana", "García López", "ANA GARCIA-LOPEZ", SAME),
    ("Ana", "García", "Ana García López", SAME),
    ("Mary-Ann", "O'Brien", "OBRIEN, MARY ANN", SAME),
    ("Mary Ann", "O\u2019Brien", "Mary-Ann O'Brien", SAME),
    ("Maryann", "Mc Example", "MARY ANN McExample", SAME),
    ("Ludwig", "van der Example", "Van Der Example, Ludwig", SAME),
    ("Avery", "Example", "A. Example", PARTIAL),
    ("Avery", "Example", "Morgan Avery Example", PARTIAL),
    ("Ana", "García-López", "Ana López", PARTIAL),
    ("Avery M.", "Example", "Avery J. Example", PARTIAL),
    ("Thị Hương", "Nguyễn", "Nguyễn Thị Hà", PARTIAL),
    ("Avery", "Example", "Avrey Example", SIMILAR),
    ("Avery", "Example", "Avery Exampel", SIMILAR),
    ("Avery", "Example", "Exampl, Avery", SIMILAR),
    ("Avery", "Example", "Averyy Example", SIMILAR),
    ("Avery", "Example Jr.", "Avery Example Sr.", SIMILAR),
    ("Avery", "Example", "Blake Example", OTHER),
    ("Avery", "Example", "Avery Sample", OTHER),
    ("Avery", "Example", "Avery, Example", OTHER),
    ("Avery", "Example", "Aevry Exampel", OTHER),
    ("Avery", "Example", "B. Example", OTHER),
    ("Robert", "Example", "Bob Example", OTHER),
    ("Li", "Wu", "Li Xu", OTHER),
]


@pytest.mark.parametrize(("given_", "family", "printed", "expected"), SPELLINGS)
def test_a_spelling_is_the_patients_or_it_is_not(
    given_: str, family: str, printed: str, expected: Likeness
) -> None:
    assert likeness(Name(given=given_, family=family), printed) is expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("avery", "avrey", True),
        ("avery", "avey", True),
        ("avery", "averry", True),
        ("avery", "avory", True),
        ("avery", "avery", False),
        ("avery", "yvera", False),
        ("avery", "aevyr", False),
        ("wu", "xu", False),
    ],
)
def test_one_slip_of_the_pen_is_told_from_two(one: str, two: str, expected: bool) -> None:
    assert one_slip(one, two) is one_slip(two, one) is expected


LETTERS = "aábcçdeéfgğhiíjklłmnñoøöpqrsştuüvwxyzž"
VIETNAMESE = "ễửđạ"
PLAIN = st.text(LETTERS + VIETNAMESE, min_size=3, max_size=9).map(str.capitalize)
JOINED = st.builds("{}{}{}".format, PLAIN, st.sampled_from(["-", "'", " "]), PLAIN)
WORD = st.one_of(PLAIN, JOINED)
NAMES = st.builds(lambda one, two: Name(given=one, family=two), WORD, WORD)

STYLES = [
    "Patient: {g} {f}",
    "Patient Name: {f}, {g}",
    "PATIENT: {F}, {G} M",
    "Pt: {g} Q. {f}   DOB: 03/09/1974",
    "Name: {g} {f} DOB: 03/09/1974",
    "RE: Mrs. {g} {f}\nDate of Birth: March 9, 1974",
    "Patient Name\n{g} {f}\nDOB\n03/09/1974",
    "Patient Name DOB MRN\n{g} {f} 03/09/1974 MRN-000123",
    "Patient:\nDOB:\nMRN:\n{g} {f}\n03/09/1974\n000123",
    "{F}, {G} DOB: 03/09/1974 MRN: 000123",
    "Last Name: {f} First Name: {g}\nDOB: 03/09/1974",
    "Name of patient: {g} {f} Sex: F Age: 52",
    "Patient: {g} {f} Visit Date: 08/18/2026 Referring Physician: Jordan Sample, MD",
]


def page(style: str, name: Name) -> str:
    return style.format(g=name.given, f=name.family, G=name.given.upper(), F=name.family.upper())


@given(NAMES, st.sampled_from(STYLES))
def test_a_patient_is_always_found_to_be_himself(name: Name, style: str) -> None:
    assume(len(labels_in(f"Patient: {name.given} {name.family}")) == 1)  # nobody called "Dob"
    own = {"given": name.given, "family": name.family}
    assert codes_of(page(style, name), patient__name=own) == []


@given(NAMES, NAMES, st.sampled_from(STYLES))
def test_another_patient_is_never_let_through(name: Name, other: Name, style: str) -> None:
    assume(not (words(name.given) & words(other.given)) and not (words(name.family) & words(other.family)))
    assume(not (words(name.given) & words(other.family)) and not (words(name.family) & words(other.given)))
    assume(looks_like_a_name(f"{other.given} {other.family}"))  # nobody called "About Plan", whom no label can tell
    assume(not words(f"{other.given} {other.family}") & LABEL_WORDS)
    assume(len(labels_in(f"Patient: {other.given} {other.family}")) == 1)  # nobody called "Dob"
    own = {"given": name.given, "family": name.family}
    assert set(codes_of(page(style, other), patient__name=own)) & {"PA750", "PA751"}


def words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    parts = "".join(c for c in plain if not unicodedata.combining(c)).replace("-", " ").replace("'", " ").split()
    return {*parts, *(part[:1] for part in parts)}


@pytest.mark.parametrize("family", ["Smith & Jones", "<Example>", "Nguyễn", "Ex<b>ample", "O&#39;Brien"])
def test_signs_in_a_name_do_no_harm(family: str) -> None:
    name = {"given": "Avery", "family": family}
    assert codes_of(f"Patient: Avery {family} DOB: 03/09/1974", patient__name=name) == []
    assert codes_of("Patient: Blake Different DOB: 03/09/1974", patient__name=name) == ["PA750"]
