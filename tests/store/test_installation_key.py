"""The key beside the database: made once, kept to its owner, the same at every start."""

from __future__ import annotations

import hmac
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store.installation_key import InstallationKey, KeyUnusable, key_file


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HIRINGHALL_SECRET", raising=False)
    return tmp_path / "hall.db"


def test_the_first_start_makes_it_and_later_ones_find_it(database: Path) -> None:
    first = InstallationKey.beside(database)
    assert stat.S_IMODE(key_file(database).stat().st_mode) == 0o600
    assert InstallationKey.beside(database) == first
    assert [file.name for file in database.parent.iterdir()] == ["hall.db.key"]


def test_starts_at_once_agree_on_one_key(database: Path) -> None:
    with ThreadPoolExecutor(8) as starts:
        assert len(set(starts.map(lambda _: InstallationKey.beside(database), range(32)))) == 1


def test_labels_and_installations_derive_different_things(database: Path, tmp_path: Path) -> None:
    key, other = InstallationKey.beside(database), InstallationKey.beside(tmp_path / "other.db")
    found = {key.digest("code", "1"), key.digest("origin", "1"), key.digest("code", "2"), other.digest("code", "1")}
    assert len(found) == 4


def test_digests_are_those_of_the_labels_key_whatever_was_digested_before(database: Path) -> None:
    key = InstallationKey.beside(database)
    texts = ["first", "", "ä\ud800", "first"]
    wanted = [hmac.digest(key.derived("code"), text.encode(errors="surrogatepass"), "sha256").hex() for text in texts]
    with ThreadPoolExecutor(4) as several:
        assert list(several.map(lambda text: key.digest("code", text), texts * 20)) == wanted * 20


def test_a_secret_from_the_environment_wins_and_makes_no_file(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIRINGHALL_SECRET", "x" * 32)
    assert InstallationKey.beside(database) == InstallationKey.beside(database.with_name("another.db"))
    assert not key_file(database).exists()
    monkeypatch.setenv("HIRINGHALL_SECRET", "short")
    with pytest.raises(KeyUnusable, match="32 characters"):
        InstallationKey.beside(database)


@pytest.mark.parametrize("text", ["", "abc", "zz" * 32, "ab" * 31])
def test_a_broken_key_is_said_and_not_replaced(database: Path, text: str) -> None:
    key_file(database).write_text(text)
    with pytest.raises(KeyUnusable, match="is no key"):
        InstallationKey.beside(database)
    assert key_file(database).read_text() == text


def test_what_is_sealed_is_read_by_the_same_key_and_label_only(database: Path, tmp_path: Path) -> None:
    key, other = InstallationKey.beside(database), InstallationKey.beside(tmp_path / "other.db")
    sealed = key.sealed("of ann", "JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert InstallationKey.beside(database).opened("of ann", sealed) == "JBSWY3DP"
    assert key.opened("of bob", sealed) is None
    assert other.opened("of ann", sealed) is None
    assert key.opened("of ann", sealed[:-2] + "AA") is None
    assert key.opened("of ann", "JBSWY3DP") == "JBSWY3DP", "what an older version stored"
