"""What lies beside the rows of a hall: the bytes of uploaded files, and the key of the installation."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from store.keeping.into_file import to_disk
from store.keeping.tables import Unfit
from store.private import make_private

_AT_A_TIME = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class Bytes:
    """What became of the bytes that records name: how many were copied, and which were not there or damaged."""

    files: int = 0
    size: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        if not self.missing:
            return []
        return [f"{len(self.missing)} files that records name are gone or damaged, such as {self.missing[0]}"]


def copy_bytes(hashes: Iterable[str], folder: Path, to: Path) -> Bytes:
    """Copy what these hashes name from a folder of files to another, each checked by its name. What is there already stays."""
    done, touched = Bytes(), set[Path]()
    for name in hashes:
        size = _copy(folder, to, name)
        if size is None:
            done.missing.append(name)
            continue
        done.files += 1
        done.size += size
        touched.add(to / name[:2])
    for each in (*sorted(touched), *([to, to.parent] if touched else [])):
        to_disk(each)
    return done


def _copy(folder: Path, to: Path, name: str) -> int | None:
    """How many bytes; None when they are not there, or not those."""
    there = to / name[:2] / name
    if not _NAME.fullmatch(name):
        return None
    if there.exists() and _is_whole(there, name):
        return there.stat().st_size
    make_private(there.parent)
    draft = there.with_name(f".draft-{secrets.token_hex(4)}")
    digest = sha256()
    try:
        with (folder / name[:2] / name).open("rb") as old, private_file(draft) as new:
            while part := old.read(_AT_A_TIME):
                digest.update(part)
                new.write(part)
            new.flush()
            os.fsync(new.fileno())
        if digest.hexdigest() != name:
            return None
        os.replace(draft, there)
    except FileNotFoundError:
        return None
    finally:
        draft.unlink(missing_ok=True)
    return there.stat().st_size


def _is_whole(path: Path, name: str) -> bool:
    return hash_of(path) == name


def hash_of(path: Path) -> str:
    """The hex SHA-256 of a file."""
    with path.open("rb") as file:
        digest = sha256()
        while part := file.read(_AT_A_TIME):
            digest.update(part)
    return digest.hexdigest()


def private_file(path: Path) -> BinaryIO:
    """A new file that only its owner may read, to be written."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def write_private(path: Path, content: bytes) -> None:
    """A new file that only its owner may read, on the disk when this returns."""
    with private_file(path) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def check_key(key: Path, to: Path) -> None:
    """Unfit when another key lies where this one would have to."""
    if key.exists() and to.exists() and key.read_bytes().strip() != to.read_bytes().strip():
        raise Unfit(f"{to} is the key of another hall. Put it elsewhere, then try again.")


def copy_key(key: Path, to: Path) -> bool:
    """Copy the key of an installation; whether there is one now. Unfit when another lies there."""
    check_key(key, to)
    if key.exists() and not to.exists():
        make_private(to.parent)
        write_private(to, key.read_bytes())
        to_disk(to.parent)
    return to.exists()
