from __future__ import annotations

from store.secrets import (
    KEY_PREFIX_LENGTH,
    hash_password,
    hash_secret,
    key_prefix,
    password_matches,
)
from tools.people.passwords import _NOBODYS


def test_a_token_is_looked_up_by_its_sha256() -> None:
    assert hash_secret("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(key_prefix("hh_agent_0123456789")) == KEY_PREFIX_LENGTH


def test_a_password_is_kept_with_its_salt_and_costs_and_never_readable() -> None:
    kept = hash_password("open sesame", "0123456789abcdef")
    assert kept.startswith("$argon2id$")
    assert "sesame" not in kept
    assert kept == hash_password("open sesame", "0123456789abcdef")
    assert kept != hash_password("open sesame", "another salt 123")
    assert password_matches("open sesame", kept)
    assert not password_matches("open says me", kept)
    assert not password_matches("open sesame", "no hash at all")


def test_a_guess_at_a_password_costs_two_rounds_over_19_mb() -> None:
    """Most tests hash at the least cost; this is what a server pays, and whoever guesses."""
    cost = "$argon2id$v=19$m=19456,t=2,p=1$"
    assert hash_password("open sesame", "0123456789abcdef").startswith(cost)
    # Checked against when nobody bears the name: as dear, or the time it takes would tell.
    assert _NOBODYS.startswith(cost)
