"""How secrets are kept: tokens as SHA-256, numbers of documents as scrypt, passwords as Argon2id. None can be read back.

A token has 256 bits of its own, so one round of SHA-256 is enough and can be looked up by an index. A code of
six digits is kept as a digest with the key of the installation (store/installation_key.py).
"""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

KEY_PREFIX_LENGTH = 12
# What a guess costs: rounds and KiB of Argon2id, OWASP's smaller setting. About 20 ms, on a thread of its own.
PASSWORD_COST = (2, 19_456)


def hash_secret(token: str) -> str:
    """The hex SHA-256 of a high-entropy token: what is stored and looked up instead of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def key_prefix(token: str) -> str:
    """The first characters of a key, the only part of it that stays readable."""
    return token[:KEY_PREFIX_LENGTH]


def hash_password(password: str, salt: str) -> str:
    """The Argon2id hash of a password, with the salt and the costs inside; the salt has 8 characters or more."""
    return _passwords(*PASSWORD_COST).hash(password, salt=salt.encode())


def fresh_hash(password: str) -> str:
    """The hash of a new password, with a salt of its own. Slow: made outside the transaction."""
    return hash_password(password, secrets.token_hex(16))


def password_matches(password: str, password_hash: str) -> bool:
    """Whether the password is the one behind the hash."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _passwords(*PASSWORD_COST).verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _passwords(rounds: int, kibibytes: int) -> PasswordHasher:
    # Imported here: a start should not pay for the library.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=rounds, memory_cost=kibibytes, parallelism=1)
