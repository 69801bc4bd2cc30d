"""Writing: complete or not at all, private under any umask, and no way out of a folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from priorauth.files import inside, read_file, write_tree
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


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
@pytest.mark.parametrize("nth", range(1, 8))
def test_a_fault_at_any_step_leaves_the_old_tree_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    old, new = {"a.txt": b"old"}, {"a.txt": b"new", "b.txt": b"new"}
    write_tree(tmp_path / "out", old)
    real, count = getattr(os, call), 0

    def faulty(*args: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count == nth:
            raise OSError(28, "No space left on device")
        return real(*args, **options)

    monkeypatch.setattr(os, call, faulty)
    with contextlib.suppress(Refused):
        write_tree(tmp_path / "out", new, overwrite=True)
    monkeypatch.undo()
    assert tree(tmp_path / "out") in (old, new)
    assert not list(tmp_path.glob(".*.part"))


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
        inside(tmp_path, name, key="file")


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "case" / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(Refused, match="PA206"):
        inside(tmp_path / "case", "link", key="file")


def test_reading_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"xx")
    for path, code in ((tmp_path / "no", "PA201"), (tmp_path, "PA207"), (tmp_path / "big", "PA105")):
        with pytest.raises(Refused, match=code):
            read_file(path, limit_bytes=1)
