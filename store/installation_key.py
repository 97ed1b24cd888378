"""The key of this installation: 32 random bytes in a file beside the database, so that a copy of one is no copy of the other.

What is derived from it by label never leaves the process: the seal of questions and of secrets that are
needed in plain, digests of codes, arguments and addresses."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

SECRET_VARIABLE = "HIRINGHALL_SECRET"
LEAST_SECRET = 32
SEALED = "sealed:"


class KeyUnusable(ValueError):
    """The key cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class InstallationKey:
    """Derives what needs a key. The same file or secret derives the same, on every server and after every start."""

    _root: bytes

    @classmethod
    def beside(cls, database: Path) -> InstallationKey:
        """From HIRINGHALL_SECRET, else from the file beside the database, which is made when there is none."""
        given = os.environ.get(SECRET_VARIABLE)
        if given:
            if len(given) < LEAST_SECRET:
                raise KeyUnusable(f"{SECRET_VARIABLE} has to have {LEAST_SECRET} characters or more.")
            return cls(hashlib.sha256(given.encode()).digest())
        path = key_file(database)
        if not path.exists():
            with contextlib.suppress(FileExistsError):
                _create(path)
        text = path.read_text(encoding="ascii", errors="replace").strip()
        try:
            root = bytes.fromhex(text)
        except ValueError:
            root = b""
        if len(root) != 32:
            raise KeyUnusable(f"{path} is no key: restore it from a backup, or remove it and a new one is made.")
        return cls(root)

    def derived(self, label: str) -> bytes:
        """32 bytes for one purpose; nothing can be told from them about another label's."""
        return _derived(self._root, label)

    def digest(self, label: str, text: str) -> str:
        """A hex digest that nobody without the key can check a guess against."""
        keyed = _keyed(self._root, label).copy()
        keyed.update(text.encode(errors="surrogatepass"))
        return keyed.hexdigest()

    def sealed(self, label: str, text: str) -> str:
        """The text as only this installation can read it again, and only by the same label."""
        return SEALED + self._seal(label).encrypt(text.encode()).decode()

    def opened(self, label: str, stored: str) -> str | None:
        """The text that was sealed. None under another key or label. What was stored unsealed is as it is."""
        from cryptography.fernet import InvalidToken

        if not stored.startswith(SEALED):
            return stored
        try:
            return self._seal(label).decrypt(stored.removeprefix(SEALED)).decode()
        except (InvalidToken, ValueError):
            # ValueError: what came from outside may not even be ASCII.
            return None

    def _seal(self, label: str) -> Fernet:
        # Imported here: a start should not pay for the library.
        from cryptography.fernet import Fernet

        return Fernet(base64.urlsafe_b64encode(self.derived(label)))

    def sealing_key(self) -> str:
        """The key of the seal of questions, as its library wants it."""
        return base64.urlsafe_b64encode(self.derived("seal")).decode()


def key_file(database: Path) -> Path:
    """Where the key of a database lies."""
    return database.with_name(f"{database.name}.key")


def _create(path: Path) -> None:
    """Whole or not at all: a start killed in between leaves no half key, and of two starts one makes it."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()


# Labels are ours, and few; every call asks for one.
@lru_cache(maxsize=64)
def _derived(root: bytes, label: str) -> bytes:
    return hmac.digest(root, label.encode(), "sha256")


# Copied for each text: to begin with a key takes longer than to go on from where it was begun.
@lru_cache(maxsize=64)
def _keyed(root: bytes, label: str) -> hmac.HMAC:
    return hmac.new(_derived(root, label), digestmod="sha256")
