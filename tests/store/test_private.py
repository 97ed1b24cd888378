"""Folders that only their owner may enter."""

from __future__ import annotations

import stat
from pathlib import Path

from store.connections import create_file
from store.filestore import FileStore
from store.private import is_open_to_others, make_private, tighten


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_folder_and_what_had_to_be_made_above_it_are_private(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private(tmp_path / "a" / "b")
    assert [mode(tmp_path), mode(tmp_path / "a"), mode(tmp_path / "a" / "b")] == [0o755, 0o700, 0o700]
    make_private(tmp_path / "a" / "b")


def test_a_new_database_lies_in_a_private_folder(tmp_path: Path) -> None:
    db = tmp_path / "data" / "hiringhall" / "hall.db"
    create_file(db)
    assert [mode(db), mode(db.parent), mode(db.parent.parent)] == [0o600, 0o700, 0o700]


def test_all_folders_of_files_are_private(tmp_path: Path) -> None:
    files = FileStore(tmp_path / "hall.files")
    files.put(b"certificate")
    assert {mode(path) for path in (files.root, *files.root.rglob("*"))} == {0o700, 0o600}


def test_a_folder_that_was_left_open_is_shut(tmp_path: Path) -> None:
    left_open = tmp_path / "hall.files"
    left_open.mkdir()
    left_open.chmod(0o755)
    assert is_open_to_others(left_open)
    tighten(left_open)
    assert mode(left_open) == 0o700
    tighten(tmp_path / "not there")
