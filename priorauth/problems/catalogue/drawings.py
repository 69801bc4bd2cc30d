"""Drawing documents, and reading them back: PA6xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, BILLING, ERROR, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA601", ERROR, BILLING, "'{key}' has a character no shipped font can draw (U+{codepoint})", "write it with letters the fonts have", "The PDF would show an empty box or nothing at all."),
    ),
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA602", ERROR, ADMIN, "the letterhead cannot be used: {reason}", "start from the shipped letterhead.docx", "The Word file that carries the styles is damaged or holds what may not go out."),
    ),
    *kinds(
        ExitCode.INTERNAL_ERROR,
        ("PA603", ERROR, ADMIN, "the {format} does not say what the letter says (block {block})", "report this, with the template and without the case", "The finished file was read again and a text was missing or changed. It was not released."),
        ("PA604", ERROR, ADMIN, "the {format} carries '{mark}', which no finished letter may", "report this, with the template and without the case", "A template mark or an empty value reached the finished file."),
        ("PA605", ERROR, ADMIN, "the {format} has text beyond the edge of page {page}", "report this, with the template and without the case", "A text that falls off the page is read by programs but not by people. The file was not released."),
    ),
)  # fmt: skip
