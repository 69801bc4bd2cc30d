"""`priorauth template approve`: let letters of the practice's own be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from priorauth.cli.approving import approve_command
from priorauth.files import read_file
from priorauth.letters.lint import lint_template
from priorauth.letters.templates.variants import check_letters, files_of_letter
from priorauth.practice.approvals.own_files import MAX_BYTES, TEMPLATES
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Problem
from priorauth.render.docx.letterhead_lint import lint_letterhead


def _check(practice: LoadedPractice, files: Sequence[str], _: date) -> tuple[Problem, ...]:
    found = check_letters(practice, files, lint_template)
    for file in files:
        if file.endswith(".docx"):
            data = read_file(practice.folder / file, limit_bytes=MAX_BYTES)
            found += lint_letterhead(data, str(practice.folder / file))
    return found


approve = approve_command(
    TEMPLATES,
    files_of_letter,
    _check,
    metavar="NAME",
    everything="Every template, partial and letterhead of the practice's own.",
    text="Approve letters of the practice's own, each with the partials it includes, for every payer and kind of "
    "case.\n\nNAME is that of a letter, or of one file, such as partials/signature, payers/hcsc/partials/signature "
    "or letterhead. What they go into is checked first; an error refuses the approval, and nothing is entered.",
)
