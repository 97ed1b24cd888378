"""Whole numbers of accounts are read in one place."""

from __future__ import annotations

import re
from pathlib import Path

from store.installation_key import InstallationKey
from store.payouts import account_numbers

ROOT = Path(__file__).parents[3]
# Who may read whole numbers: what pays out.
READERS = {"tools/payouts/manual/files.py"}


def test_nothing_reads_whole_numbers_but_what_pays_out() -> None:
    files = [file for package in ("store", "tools", "server") for file in (ROOT / package).rglob("*.py")]
    found = {
        file.relative_to(ROOT).as_posix()
        for file in files
        if re.search(r"\baccount_number\b|sealed_number", file.read_text(encoding="utf-8"))
    }
    writers = {
        "store/payouts/account_numbers.py",
        "store/payouts/methods.py",
        "store/people/erasure.py",
        "tools/payouts/details.py",
    }
    assert found - writers == READERS


def test_a_number_is_sealed_for_its_owner_and_told_apart_with_the_key_alone() -> None:
    key, other = InstallationKey(b"a" * 32), InstallationKey(b"b" * 32)
    sealed = account_numbers.sealed(key, 7, "DE89370400440532013000")
    assert "3704" not in sealed
    assert account_numbers.sealed(key, 7, "DE89370400440532013000") != sealed
    digests = {
        account_numbers.digest(whose, person, "DE89370400440532013000") for whose in (key, other) for person in (7, 8)
    }
    assert len(digests) == 4
