"""Filling a case in by question and answer: what no chart gave, and only what this payer needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from priorauth.files import read_file, write_file
from priorauth.intake.draft_people import profiles_named
from priorauth.intake.interview import (
    InterviewQuestion as InterviewQuestion,
    enter,
    enter_row,
    questions_of,
    rows_wanted,
    unanswered,
    whole_row,
)
from priorauth.operations.profiles.find_profiles import profiles_in_use
from priorauth.operations.start_practice import CaseDraft, draft_case, start_case
from priorauth.parsing.tree import MAX_BYTES, read_tree
from priorauth.payers.model import Profile
from priorauth.problems import Refused, Where, problem


@dataclass(frozen=True, slots=True)
class Interview:
    """A case file while questions about it are answered. Nothing is written before `finish`."""

    draft: CaseDraft
    as_of: date
    is_new: bool

    @property
    def content(self) -> Mapping[str, object]:
        """The case file as it would be written now. Raises `Refused`: PA1404 for a file of another form."""
        content = read_tree(self.draft.text.encode(), str(self.draft.case_file)).content
        if not isinstance(content, Mapping):
            raise Refused([problem("PA1404", Where(str(self.draft.case_file)))])
        return content

    @property
    def profile(self) -> Profile | None:
        """The payer's profile; ``None`` while none is named that is known."""
        coverage = self.content.get("coverage")
        name = coverage.get("payer") if isinstance(coverage, Mapping) else None
        library = profiles_in_use(self.draft.folder.parent, self.as_of)
        return library.load(str(name)).profile if name in library.ids() else None

    def questions(self) -> Iterator[InterviewQuestion]:
        """Return what is still to be asked, in order."""
        yield from unanswered(self.content, self.profile)

    def rows(self) -> Iterator[tuple[str, tuple[InterviewQuestion, ...]]]:
        """Return the lists that still need an entry, with an entry's questions."""
        yield from rows_wanted(self.content, self.profile)

    def entry_questions(self, name: str) -> tuple[InterviewQuestion, ...]:
        """Return the questions about the next entry of a list, as the list is now."""
        return dict(self.rows()).get(name) or questions_of(name)

    def read(self, question: InterviewQuestion, answer: str) -> object:
        """Return an answer's value; raises ``ValueError`` with what it should be."""
        if question.field == ("coverage", "payer"):
            return self._payer(answer)
        return question.read(answer)

    def _payer(self, answer: str) -> str:
        """Return the profile that an id or a carrier's name leads to; raises ``ValueError`` with all there are."""
        library = profiles_in_use(self.draft.folder.parent, self.as_of)
        known = library.ids()
        named = (answer,) if answer in known else tuple(item for item in profiles_named(answer) if item in known)
        if len(named) != 1:
            every = "".join(f"\n    {item:24} {library.load(item).profile.carrier.name}" for item in known)
            raise ValueError(f"should be one of these, by its name in the first column:{every}")
        return named[0]

    def answered(self, question: InterviewQuestion, value: object) -> Interview:
        """Return the interview with a value entered."""
        return self._with(enter(self.draft.text, question.field, value))

    def with_row(self, name: str, row: dict[str, object]) -> Interview:
        """Return the interview with an entry more; one that lacks what an entry needs is left out."""
        whole = whole_row(name, row)
        return self if whole is None else self._with(enter_row(self.draft.text, name, whole))

    def _with(self, text: str) -> Interview:
        return replace(self, draft=replace(self.draft, text=text))

    def finish(self) -> Path:
        """Write the case file, a new one with its folder, and return it. Raises `Refused` (PA2xx) for the disk."""
        if self.is_new:
            start_case(self.draft)
        else:
            write_file(self.draft.case_file, self.draft.text.encode(), overwrite=True)
        return self.draft.case_file


def interview_case(folder: Path, case_id: str, as_of: date) -> Interview:
    """Return the interview about a case: a new one, or one that a chart was read into.

    Raises `Refused`: PA205 for an id that is none, PA203 for a folder of that name without a case file, PA1xx and
    PA1404 for a case file that cannot be read.
    """
    case_file = folder / case_id / "case.yaml"
    if not case_file.is_file():
        return Interview(draft_case(folder, case_id), as_of, is_new=True)
    text = read_file(case_file, limit_bytes=MAX_BYTES).decode(errors="replace")
    return Interview(CaseDraft(folder / case_id, text), as_of, is_new=False)
