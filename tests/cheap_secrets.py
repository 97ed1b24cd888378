"""Passwords hashed at the least cost. tests/store/test_secrets.py holds what they really cost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache

from store import secrets
from tools.people import passwords


@contextlib.contextmanager
def cheap_secrets() -> Iterator[None]:
    """Within it the hashes of this process cost next to nothing; what they do is the same."""
    kept = secrets.PASSWORD_COST, passwords._NOBODYS
    secrets.PASSWORD_COST = (1, 8)
    passwords._NOBODYS = _cheap_hash()
    try:
        yield
    finally:
        secrets.PASSWORD_COST, passwords._NOBODYS = kept


@cache
def _cheap_hash() -> str:
    return secrets.hash_password("nobody's", "salt of nobody")
