"""Addresses of PostgreSQL databases: what is wrong with one, and how it is told."""

from __future__ import annotations

import pytest

from store.server_url import ServerUrl, is_server, shown, url_fault, without_password


@pytest.mark.parametrize(
    ("url", "told", "name"),
    [
        ("postgresql://hall:s3cret@db.de:5433/hall?sslmode=require", "postgresql://hall@db.de:5433/hall", "db.de_5433_hall"),
        ("postgres://db.example/hall", "postgresql://db.example/hall", "db.example_hall"),
        ("postgresql://hall@/hall?host=/run/pg&password=s3cret", "postgresql://hall@/hall?host=/run/pg", "run_pg_hall"),
        ("postgresql:///hall?host=/run/pg&port=6", "postgresql:///hall?host=/run/pg&port=6", "run_pg_6_hall"),
        ("postgresql:///hall", "postgresql:///hall", "localhost_hall"),
        ("postgresql://hall:s3%40cret@one:1,two:2/hall", "postgresql://hall@one:1,two:2/hall", "one_1_two_2_hall"),
        ("postgresql://hall:s3?cret@db/hall", "postgresql://hall@db/hall", "db_hall"),
        ("postgresql://hall@db", "postgresql://hall@db/", "db_hall"),
        ("/var/lib/hall.db", "/var/lib/hall.db", None),
    ],
)  # fmt: skip
def test_an_address_is_told_without_its_password(url: str, told: str, name: str | None) -> None:
    assert shown(url) == told
    assert is_server(url) == (name is not None)
    assert name is None or ServerUrl.of(url).file_name == name


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://a:b@c@d/e",
        "postgresql://a:b%zz@c/e",
        "postgresql://a/b\0",
        "mysql://a/b",
        "postgresql://a:b c@d/e",
        "postgresql://a:b@[::1/e",
        "postgresql://a:b@c/d?passwort=e",
        "postgresql://a:b@c/d?e",
    ],
)
def test_what_is_no_address_is_not_told(url: str) -> None:
    fault = url_fault(url)
    assert fault is not None
    with pytest.raises(ValueError, match="The address of the database") as wrong:
        ServerUrl.of(url)
    assert url not in f"{fault} {wrong.value}"


def test_what_a_library_says_is_told_on_one_line_without_the_password() -> None:
    said = 'could not translate "s3 cret"\n\tor s3%20cret'
    assert without_password(said, "postgresql://a:s3%20cret@b/c") == 'could not translate "***" or ***'
