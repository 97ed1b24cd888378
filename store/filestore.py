"""The bytes of uploaded files, under the data folder, each named by the SHA-256 of its content.

Putting the same bytes twice is putting them once, so bytes may be written before the record naming them is committed;
what no record names is swept later.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

from store.private import make_private, tighten

_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileStore:
    """A folder of content-addressed bytes that only its owner may read. fsync False: a throw-away folder."""

    def __init__(self, root: Path, fsync: bool = True) -> None:
        self.root = root
        self._fsync = fsync

    def put(self, content: bytes) -> str:
        """Keep the bytes, durably; their hex SHA-256. OSError when the disk does not take them."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if path.exists():
            return sha256
        make_private(path.parent)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                if self._fsync:
                    os.fsync(file.fileno())
            os.replace(draft, path)
            if self._fsync:
                self._keep_names(path.parent)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(draft)
            raise
        return sha256

    def tighten(self) -> None:
        """Shut a folder that an older version left open to others."""
        tighten(self.root)

    def _keep_names(self, folder: Path) -> None:
        """A file is only as durable as its name in its folder, and that as the folder's own."""
        for each in (folder, self.root, self.root.parent):
            # Windows opens no folders, and keeps names by itself.
            with contextlib.suppress(PermissionError):
                handle = os.open(each, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash. LookupError when they are not kept here."""
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise LookupError(f"no file content {sha256}") from None

    def drop(self, sha256: str) -> None:
        """Remove the bytes of that hash; nothing happens when they are gone already."""
        with contextlib.suppress(FileNotFoundError):
            self._path(sha256).unlink()

    def _path(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise LookupError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256
