"""What a person is asked in plain words: only what this payer needs, no chart gave and a person can know.

A Modic type, a level or a sequence is never asked: nobody may state what no report states.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from priorauth.case.model import MEDICATION, THERAPY, Instrument, Modality, PainPattern, Sex, Supervisor
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import VertebralBody
from priorauth.domain.written_dates import dates_in
from priorauth.payers.criteria import AnyCriterion, placed
from priorauth.payers.model import Profile

Path = tuple[str, ...]
_EMPTY = (None, "", "not_documented")
_TYPED = "typed, not read in the chart"
_STATED = ("yes", "no")
_STATUS = ("completed", "ongoing", "stopped")
_RESPONSE = ("no_relief", "temporary_relief", "inadequate_relief", "worse", "lasting_relief")


@dataclass(frozen=True, slots=True)
class InterviewQuestion:
    """One thing to be asked: the field it fills, the words, and how an answer is read."""

    field: Path
    """The field's path, entries of a list counted from 0; the last part of a new entry's is its field."""
    words: str
    read: Callable[[str], Any]
    """Return the value of an answer; raises ``ValueError`` with what it should be."""
    choices: tuple[str, ...] = ()


def unanswered(content: Mapping[str, Any], profile: Profile | None) -> Iterator[InterviewQuestion]:
    """Return what is still empty of the fields that every request needs and of those the payer's criteria need."""
    for question in (*_ALWAYS, *_by_payer(profile), *_results(content, profile)):
        if _is_empty(content, question.field):
            yield question


def _results(content: Mapping[str, Any], profile: Profile | None) -> Iterator[InterviewQuestion]:
    """Return the question what came of each treatment that was read, where the payer's criteria ask for that."""
    rows = content.get("conservative_care")
    if not {criterion.kind for criterion in _criteria(profile)} & _CARE or not isinstance(rows, Sequence):
        return
    for index, row in enumerate(rows):
        if isinstance(row, Mapping) and row.get("status") in _STATUS:
            words = f"What relief did {_course_named(row)} bring, as the chart says it"
            yield _choice(f"conservative_care.{index}.response", words, *_RESPONSE)


def _course_named(row: Mapping[str, Any]) -> str:
    """Return a treatment in words: ``physical therapy (2025-06-09 to 2025-09-26)``."""
    name = str(row.get("detail") or row.get("modality")).replace("_", " ")
    days = [str(row[key]) for key in ("start", "end") if row.get(key)]
    return f"{name} ({' to '.join(days)})" if days else name


def rows_wanted(
    content: Mapping[str, Any], profile: Profile | None
) -> Iterator[tuple[str, tuple[InterviewQuestion, ...]]]:
    """Return the lists of which the payer needs an entry, each with an entry's questions.

    A list with entries is left alone; treatments are asked for while a kind that every request shows is missing.
    """
    kinds = {criterion.kind for criterion in _criteria(profile)}
    for name, (wanted, (first, *others)) in _ROWS.items():
        rows = _at(content, tuple(name.split(".")))
        missing = _care_missing(rows) if name == "conservative_care" else []
        if kinds & wanted and not rows:
            yield name, (first, *others)
        elif kinds & wanted and missing:
            kinds_missing = " and no ".join(missing)
            words = f"No {kinds_missing} was read, and every request must show it. A treatment that was tried"
            yield name, (replace(first, words=words), *others)


def questions_of(name: str) -> tuple[InterviewQuestion, ...]:
    """Return the questions about an entry more of a list that has all it needs."""
    return _ROWS[name][1]


def _care_missing(rows: object) -> list[str]:
    """Return the kinds of treatment that every request has to show and no entry is of."""
    given = (
        {row.get("modality") for row in rows if isinstance(row, Mapping)} if isinstance(rows, Sequence) else set()
    )
    return [words for words, kinds in _EVERY_REQUEST.items() if not given & kinds]


def _by_payer(profile: Profile | None) -> Iterator[InterviewQuestion]:
    seen: set[Path] = set()
    for criterion in _criteria(profile):
        for question in _of_criterion(criterion):
            if question.field not in seen:
                seen.add(question.field)
                yield question


def _criteria(profile: Profile | None) -> Iterator[AnyCriterion]:
    if profile is not None:
        yield from (criterion for _, criterion in placed(profile.criteria, ()))


def _of_criterion(criterion: AnyCriterion) -> Iterable[InterviewQuestion]:
    if criterion.kind in ("condition_absent", "condition_present", "relative_contraindication"):
        name = str(getattr(criterion, "condition", ""))
        return (_CONDITIONS[name],) if name in _CONDITIONS else ()
    return _BY_KIND.get(criterion.kind, ())


def enter(text: str, field: Path, value: object) -> str:
    """Return a case file with a value entered; every comment of it is kept, and one says that it was typed."""
    yaml, root = _loaded(text)
    node: Any = root
    for name in field[:-1]:
        if isinstance(node, list):
            node = node[int(name)]
            continue
        if not isinstance(node.get(name), (CommentedMap, CommentedSeq)):
            node[name] = CommentedMap()
        node = node[name]
    node[field[-1]] = _written(value)
    _say_typed(node, field[-1])
    return _dumped(yaml, root)


def _say_typed(node: CommentedMap, key: str) -> None:
    """Put a comment behind a value in place of the one there; what stands on the lines below it is kept."""
    if node.fa.flow_style():  # a comment inside {braces} would break the line
        return
    tokens = node.ca.items.get(key)
    if tokens is None or tokens[2] is None:
        node.yaml_add_eol_comment(_TYPED, key)
        return
    below = tokens[2].value.partition("\n")[2]
    tokens[2].value = f"# {_TYPED}\n{below}"


def enter_row(text: str, name: str, row: Mapping[str, object]) -> str:
    """Return a case file with an entry more in one of its lists."""
    yaml, root = _loaded(text)
    *sections, last = name.split(".")
    node = root
    for section in sections:
        node = node.setdefault(section, CommentedMap())
    if not isinstance(node.get(last), list) or not node[last]:
        node[last] = CommentedSeq()
    entry = CommentedMap((key, _written(value)) for key, value in row.items())
    entry.yaml_add_eol_comment(_TYPED, next(iter(entry)))
    node[last].append(entry)
    return _dumped(yaml, root)


def _loaded(text: str) -> tuple[YAML, CommentedMap]:
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml, yaml.load(text)


def _dumped(yaml: YAML, root: CommentedMap) -> str:
    out = io.StringIO()
    yaml.dump(root, out)
    return out.getvalue()


def _written(value: object) -> object:
    if isinstance(value, tuple):
        found = CommentedSeq(value)
        found.fa.set_flow_style()
        return found
    if isinstance(value, PartialDate):
        text = str(value)
        return date.fromisoformat(text) if value.day is not None else text
    return value


def _at(content: Mapping[str, Any], field: Path) -> object:
    node: object = content
    for name in field:
        is_row = (
            isinstance(node, Sequence) and not isinstance(node, str) and name.isdigit() and int(name) < len(node)
        )
        node = node.get(name) if isinstance(node, Mapping) else node[int(name)] if is_row else None  # type: ignore[index]
    return node


def _is_empty(content: Mapping[str, Any], field: Path) -> bool:
    value = _at(content, field)
    return value in _EMPTY or value == []


def _text(answer: str) -> str:
    if not answer.isprintable() or len(answer) > _LONGEST:
        raise ValueError("should be a few printable words")
    return answer


def _day(answer: str) -> PartialDate:
    found = _when(answer)
    if found.day is None:
        raise ValueError("should be a day, such as 11/03/2026")
    return found


def _when(answer: str) -> PartialDate:
    try:
        return PartialDate.parse(answer)
    except ValueError:
        found = [item for item in dates_in(answer) if (item.start, item.end) == (0, len(answer))]
    if not found:
        raise ValueError("should be a date, such as 11/03/2026, November 2026 or 2026")
    return found[0].date


def _bodies(answer: str) -> tuple[str, ...]:
    names = re.findall(r"[A-Za-z]\d", answer.upper())
    known = {body.value for body in VertebralBody}
    if not names or not set(names) <= known:
        raise ValueError("should be bodies, such as L4 L5 S1")
    return tuple(sorted(set(names), key=lambda name: VertebralBody(name).order))


def _codes(answer: str) -> tuple[str, ...]:
    found = tuple(re.findall(r"[A-TV-Z]\d[A-Z\d](?:\.[A-Z\d]{1,4})?", answer.upper()))
    if not found:
        raise ValueError("should be a code, such as M54.51")
    return found


def _count(answer: str) -> int:
    if not re.fullmatch(r"\d{1,3}", answer):
        raise ValueError("should be a whole number")
    return int(answer)


def _number(answer: str) -> float | int:
    if not re.fullmatch(r"\d{1,3}(\.\d)?", answer):
        raise ValueError("should be a number, such as 46")
    return float(answer) if "." in answer else int(answer)


def one_of(*choices: str) -> Callable[[str], str]:
    """Return the reader of an answer that is one of some words; the beginning of one is enough."""

    def read(answer: str) -> str:
        said = answer.casefold().replace(" ", "_")
        found = [choice for choice in choices if choice.casefold() == said] or [
            choice for choice in choices if choice.casefold().startswith(said)
        ]
        if len(found) != 1:
            raise ValueError(f"should be one of: {', '.join(choices)}")
        return found[0]

    return read


def _choice(field: str, words: str, *choices: str) -> InterviewQuestion:
    names = tuple(str(choice) for choice in choices)
    return InterviewQuestion(tuple(field.split(".")), words, one_of(*names), names)


def _free(field: str, words: str, read: Callable[[str], Any] = _text) -> InterviewQuestion:
    return InterviewQuestion(tuple(field.split(".")), words, read)


_LONGEST = 200
_ALWAYS = (
    _free("patient.name.given", "The patient's given name, as on the insurance card"),
    _free("patient.name.family", "The patient's family name"),
    _free("patient.birth_date", "The patient's birth date", _day),
    _choice(
        "patient.sex",
        "The patient's sex, as the chart has it",
        *list(Sex)[:3],
    ),
    _free("coverage.payer", "The payer: its name on the card, or its id in 'priorauth payer list'"),
    _free("coverage.payer_name", "The payer's name, as on the card"),
    _free("coverage.member_id", "The member ID, as on the card"),
    _free("request.vertebral_bodies", "The vertebral bodies to treat, such as L4 L5 S1", _bodies),
    _free("request.planned_date", "The planned date of the procedure", _day),
    _free("request.diagnosis_codes", "The diagnosis code, such as M54.51", _codes),
)
_ONSET = _free("pain.onset", "When did the pain begin? A month or a year will do if the chart has no more", _when)
_PATTERN = _choice("pain.pattern", "Where is the pain?", *list(PainPattern)[:3])
_LEGS = _choice("pain.leg_symptoms.present", "Does the chart mention leg pain, numbness or weakness?", *_STATED)


def _present(name: str, words: str) -> InterviewQuestion:
    return _choice(f"safety.{name}.present", f"Does the chart say that there is {words}?", *_STATED)


_CONDITIONS = {
    name: _present(name, words)
    for name, words in {
        "infection": "an infection",
        "instability": "instability of the spine",
        "stenosis_needing_decompression": "stenosis that needs decompression",
        "fracture": "a fracture of the spine",
        "tumor": "a tumor of the spine",
        "pregnancy": "a pregnancy",
        "implanted_pulse_generator": "a pacemaker, ICD or stimulator",
        "bone_disease": "osteoporosis or another bone disease",
        "prior_spine_surgery": "an earlier operation on the spine",
        "injection_into_body": "something to be injected into the vertebral body",
    }.items()
}
_BY_KIND: Mapping[str, tuple[InterviewQuestion, ...]] = {
    "symptom_duration": (_ONSET,),
    "axial_pain": (_PATTERN, _LEGS),
    "severity_stated": (
        _choice("pain.unremitting", "Does the chart call the pain unremitting?", *_STATED),
        _choice("pain.functional_impairment", "Does the chart say that function is impaired?", *_STATED),
    ),
    "no_prior_ablation": (
        _choice("safety.prior_ablation.performed", "Was the basivertebral nerve ablated before?", *_STATED),
    ),
    "prior_surgery": (_CONDITIONS["prior_spine_surgery"],),
}
_CARE = frozenset({"conservative_care_duration", "required_modalities", "conservative_care_failed", "care_within"})
_EVERY_REQUEST: Mapping[str, frozenset[Modality]] = {
    "therapy": frozenset(THERAPY),
    "activity modification": frozenset({Modality.ACTIVITY_MODIFICATION}),
    "medication": frozenset(MEDICATION),
}
_SCORES = frozenset({"score_threshold", "score_recorded"})
_UNITS = {"ODI": "percent", "VAS": "mm"}
_ROWS: Mapping[str, tuple[frozenset[str], tuple[InterviewQuestion, ...]]] = {
    "conservative_care": (
        _CARE,
        (
            _choice("modality", "A treatment that was tried", *Modality),
            _free("start", "Its first day or month", _when),
            _free("end", "Its last day or month; press Enter if it is ongoing", _when),
            _free("sessions", "How many visits were kept", _count),
            _choice("status", "Was it completed, stopped, or is it ongoing?", *_STATUS),
            _choice("response", "What relief it brought", *_RESPONSE),
            replace(
                _choice("supervised_by", "Who prescribed or supervised it", *Supervisor),
                read=lambda answer: (one_of(*map(str, Supervisor))(answer),),
            ),
        ),
    ),
    "pain.scores": (
        _SCORES,
        (
            _choice("instrument", "A score of the chart", *Instrument),
            _free("value", "Its value", _number),
            _free("date", "Its date", _day),
        ),
    ),
}


def whole_row(name: str, row: dict[str, object]) -> dict[str, object] | None:
    """Return an entry with what follows from its answers; ``None`` for one that lacks what no entry may lack."""
    if name == "conservative_care":
        return row if {"modality", "status"} <= set(row) else None
    if not {"instrument", "value", "date"} <= set(row):
        return None
    return {**row, "unit": _UNITS.get(str(row["instrument"]), "points")}
