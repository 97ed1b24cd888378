"""Folders that only their owner may enter."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

PRIVATE = 0o700
OTHERS = 0o077


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are not there, for the owner only. What is there stays as it is."""
    for each in (*reversed(folder.parents), folder):
        with contextlib.suppress(FileExistsError):
            if not each.exists():
                each.mkdir(mode=PRIVATE)


def tighten(folder: Path) -> None:
    """Take away from others what an older version let them have; nothing when it is not there or not ours."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        found = folder.stat()
        ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
        if ours and found.st_mode & OTHERS:
            folder.chmod(PRIVATE)


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may read or enter it."""
    return path.stat().st_mode & OTHERS != 0
