from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from store.filestore import FileStore


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def test_what_was_put_is_got_back_by_its_hash(files: FileStore) -> None:
    sha256 = files.put(b"certificate")
    assert sha256 == hashlib.sha256(b"certificate").hexdigest()
    assert files.get(sha256) == b"certificate"


def test_the_same_bytes_are_kept_once_and_no_draft_is_left(files: FileStore) -> None:
    assert files.put(b"twice") == files.put(b"twice")
    assert [path.name for path in files.root.rglob("*") if path.is_file()] == [hashlib.sha256(b"twice").hexdigest()]


def test_only_the_owner_may_read_what_is_kept(files: FileStore) -> None:
    sha256 = files.put(b"private")
    (kept,) = (path for path in files.root.rglob(sha256))
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_dropped_bytes_are_gone_and_dropping_twice_is_fine(files: FileStore) -> None:
    sha256 = files.put(b"old")
    files.drop(sha256)
    files.drop(sha256)
    with pytest.raises(LookupError):
        files.get(sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "ABC", "0" * 63, "0" * 64 + "\n"])
def test_what_is_not_a_hash_never_becomes_a_path(files: FileStore, name: str) -> None:
    with pytest.raises(LookupError):
        files.get(name)


def test_the_bytes_and_the_folders_that_name_them_are_on_the_disk_before_put_returns(
    files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle).st_ino), fsync(handle))[1])
    sha256 = files.put(b"contract")
    (kept,) = files.root.rglob(sha256)
    on_the_way = [kept, kept.parent, files.root, files.root.parent]
    assert [path.stat().st_ino for path in on_the_way] == synced
