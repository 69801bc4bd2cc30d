"""Writing: complete or not at all, private under any umask, and no way out of a folder."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

import pytest

from priorauth.files import make_folder, read_file, resolve_inside, write_file, write_tree
from priorauth.problems import Refused


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_files_are_private_under_any_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_tree(tmp_path / "out", {"a.txt": b"1", "sub/b.txt": b"2"})
    finally:
        os.umask(before)
    assert (tmp_path / "out" / "a.txt").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "out" / "sub").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_one_file_and_its_new_folders_are_private_under_any_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_file(tmp_path / "a" / "b" / "c.txt", b"1")
    finally:
        os.umask(before)
    assert (tmp_path / "a" / "b" / "c.txt").stat().st_mode & 0o777 == 0o600
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "a", tmp_path / "a" / "b")} == {0o700}


def test_a_folder_that_stands_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    make_folder(tmp_path / "shared" / "new")
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "shared" / "new").stat().st_mode & 0o777 == 0o700


def fail_at(monkeypatch: pytest.MonkeyPatch, call: str, nth: int) -> None:
    """Let the n-th call of one of the system's functions fail, as a full disk makes it."""
    real, count = getattr(os, call), 0

    def faulty(*args: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count == nth:
            raise OSError(28, "No space left on device")
        return real(*args, **options)

    monkeypatch.setattr(os, call, faulty)


@pytest.mark.parametrize("call", ["fsync", "replace", "open", "chmod", "mkdir"])
@pytest.mark.parametrize("nth", range(1, 8))
def test_a_fault_at_any_step_leaves_the_old_tree_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    old, new = {"a.txt": b"old"}, {"a.txt": b"new", "b.txt": b"new"}
    write_tree(tmp_path / "out", old)
    fail_at(monkeypatch, call, nth)
    with contextlib.suppress(Refused):
        write_tree(tmp_path / "out", new, overwrite=True)
    monkeypatch.undo()
    stands = tree(tmp_path / "out")
    assert stands in (old, new)
    left = [p.name for p in tmp_path.iterdir() if p.name != "out"]
    # Only when clearing the replaced folder is itself what fails may that folder stay behind.
    assert left == [] or (call == "open" and stands == new and left[0].endswith(".old"))


@pytest.mark.parametrize("call", ["fsync", "replace", "open", "chmod"])
@pytest.mark.parametrize("nth", range(1, 4))
def test_a_fault_at_any_step_leaves_the_old_file_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    write_file(tmp_path / "a.txt", b"old")
    fail_at(monkeypatch, call, nth)
    with contextlib.suppress(Refused):
        write_file(tmp_path / "a.txt", b"new", overwrite=True)
    monkeypatch.undo()
    assert (tmp_path / "a.txt").read_bytes() in (b"old", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("call", ["replace", "link"])
def test_a_failed_write_leaves_the_target_and_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    write_file(tmp_path / "a.txt", b"old")
    fail_at(monkeypatch, call, 1)
    target = tmp_path / "a.txt" if call == "replace" else tmp_path / "new" / "folder" / "b.txt"
    with pytest.raises(Refused, match="PA204"):
        write_file(target, b"new", overwrite=call == "replace")
    assert tree(tmp_path) == {"a.txt": b"old"}
    assert not (tmp_path / "new").exists()


def test_a_drive_that_cannot_sync_folders_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    write_tree(tmp_path / "out", {"a.txt": b"1"})
    assert tree(tmp_path / "out") == {"a.txt": b"1"}


def test_a_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", b"old")
    with pytest.raises(Refused, match="PA203"):
        write_file(tmp_path / "a.txt", b"new")
    assert tree(tmp_path) == {"a.txt": b"old"}


def test_a_folder_of_something_else_is_not_replaced_even_when_asked(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_bytes(b"years of work")
    with pytest.raises(Refused, match="PA203"):
        write_tree(tmp_path / "home", {"a.txt": b"new"}, overwrite=True)
    assert tree(tmp_path / "home") == {"thesis.txt": b"years of work"}


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    write_tree(tmp_path / "out", {"a.txt": b"old"})
    with pytest.raises(Refused, match="PA203"):
        write_tree(tmp_path / "out", {"a.txt": b"new"})
    assert tree(tmp_path / "out") == {"a.txt": b"old"}


@pytest.mark.parametrize(
    "name", ["../a", "a/../b", "CON", "nul.txt", "a b", ".hidden", "", "a" * 101, "/abs", "com1.pdf"]
)
def test_unsafe_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="PA205"):
        write_tree(tmp_path / "out", {name: b""})


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "sub/../../secret"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="PA206"):
        resolve_inside(tmp_path, name, key="file")


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "case" / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(Refused, match="PA206"):
        resolve_inside(tmp_path / "case", "link", key="file")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(Refused, match=r"PA20[26]"):
        read_file(resolve_inside(tmp_path, "loop", key="file"), limit_bytes=1)


def test_a_pipe_is_not_waited_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="PA202"):
        read_file(tmp_path / "pipe", limit_bytes=1)


def test_reading_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"xx")
    for path, code in ((tmp_path / "no", "PA201"), (tmp_path, "PA207"), (tmp_path / "big", "PA105")):
        with pytest.raises(Refused, match=code):
            read_file(path, limit_bytes=1)
