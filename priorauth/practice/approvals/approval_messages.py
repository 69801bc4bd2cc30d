"""What is said when a text of the practice's own may not be used, and of one that a draft uses all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.practice.approvals.approval_log import ApprovalEntry
from priorauth.practice.approvals.effective import OwnText, OwnTexts
from priorauth.practice.approvals.own_files import STORE, FileKind, file_kind_of, place_in_store
from priorauth.practice.approvals.status import ApprovalStatus
from priorauth.problems import Problem, Where, problem

_SHOWN = 12
"""Digits of a hash that are shown; people compare no more."""

_REFUSED = {
    ApprovalStatus.UNAPPROVED: {"template": "PA570", "payer": "PA320"},
    ApprovalStatus.RETIRED: {"template": "PA571", "payer": "PA321"},
    ApprovalStatus.MISSING: {"template": "PA572", "payer": "PA322"},
}
_DRAFTED = {"template": "PA575", "payer": "PA323"}
_LATER = {"template": "PA576", "payer": "PA324"}


def problems_of(texts: OwnTexts, used: Mapping[str, Iterable[Path]]) -> tuple[Problem, ...]:
    """Say of each own text that is used whether it may be: errors, or for a draft warnings.

    ``used`` maps what is made (a letter's name, a profile's id, the letterhead) to the files it is made from, by
    the paths they have in the practice's folder. A text that several use is told once, with the first of them.
    """
    first_user: dict[Path, str] = {}
    for user, paths in used.items():
        for path in paths:
            first_user.setdefault(path, user)
    return tuple(
        found for text in texts.used(first_user) for found in _problems(text, first_user[text.path], texts)
    )


def _problems(text: OwnText, user: str, texts: OwnTexts) -> Iterator[Problem]:
    if texts.is_draft:
        if text.status is not ApprovalStatus.AS_SHIPPED and not text.is_approved:
            yield _drafted(text, user)
    elif text.status.is_refused:
        yield _refused(text, user)
    elif text.is_lost:
        yield _lost(text)
    elif text.status in (ApprovalStatus.EARLIER, ApprovalStatus.NOT_YET) and text.on_day.coming is not None:
        yield _not_yet(text, text.on_day.coming)


def _refused(text: OwnText, user: str) -> Problem:
    kind = file_kind_of(text.file)
    code = _REFUSED[text.status][kind.command]
    where, name = Where(str(text.path)), kind.name_of(text.file)
    day = text.on_day.in_force.effective if text.on_day.in_force else ""
    return problem(
        code,
        where,
        fix=_mend(text, kind),
        user=user,
        file=text.file,
        name=name,
        seen=short(text.seen),
        last=_last(text),
        day=day,
    )


def _last(text: OwnText) -> str:
    last = text.last_approved
    return f"the last one approved is {short(last.sha256)}, of {last.on}" if last else "none was ever approved"


def _mend(text: OwnText, kind: FileKind) -> str:
    """Name the exact commands that mend it."""
    name = kind.name_of(text.file)
    approve = f"priorauth {kind.command} approve {name} --by WHO --note TEXT"
    rollback = f"priorauth {kind.command} rollback {name} --by WHO --note TEXT"
    retire = f"priorauth {kind.command} retire {name} --by WHO --note TEXT"
    match text.status:
        case ApprovalStatus.UNAPPROVED if text.last_approved is None:
            return f"read it, then '{approve}'; until then, --draft marks what is made with it"
        case ApprovalStatus.UNAPPROVED:
            return (
                f"read the change, then '{approve}'; or bring the approved text back: '{rollback}'; "
                "until then, --draft marks what is made with it"
            )
        case ApprovalStatus.RETIRED:
            return f"{_without(text, kind)}; or approve it anew: '{approve}'"
        case _:
            return f"bring it back: '{rollback}'; or end its use: '{retire}'"


def _without(text: OwnText, kind: FileKind) -> str:
    """Say what remains when a retired file is taken away."""
    name = text.file.removeprefix(f"{kind.folder}/")
    is_shipped = (shipped_folder(kind.folder) / name).is_file()
    instead = f"the shipped '{kind.name_of(text.file)}' is then used" if is_shipped else "nothing takes its place"
    return f"move {text.file} out of the folder: {instead}"


def _drafted(text: OwnText, user: str) -> Problem:
    kind = file_kind_of(text.file)
    name = kind.name_of(text.file)
    code = _DRAFTED[kind.command]
    return problem(code, Where(str(text.path)), user=user, file=text.file, seen=short(text.seen), name=name)


def _not_yet(text: OwnText, coming: ApprovalEntry) -> Problem:
    kind = file_kind_of(text.file)
    is_earlier = text.status is ApprovalStatus.EARLIER
    used = "the text approved before it" if is_earlier else "what comes next in the search"
    code = _LATER[kind.command]
    return problem(code, Where(str(text.path)), file=text.file, day=coming.effective, used=used)


def _lost(text: OwnText) -> Problem:
    """Say that the store does not have the text that counts (PA573)."""
    now = text.on_day.in_force
    sha256 = now.sha256 if now else ""
    place = place_in_store(text.path.parents[text.file.count("/")], text.file, sha256)
    return problem("PA573", Where(str(place)), file=text.file, sha=short(sha256), store=STORE)


def short(sha256: str | None) -> str:
    """Shorten a hash to what people compare."""
    return sha256[:_SHOWN] if sha256 else "none"
