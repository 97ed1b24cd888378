"""Named parameters as PostgreSQL's protocol takes them."""

from __future__ import annotations

from store.postgresql.sql import numbered


def test_names_become_numbers_outside_of_literals_comments_and_casts() -> None:
    assert numbered("SELECT ':a', x::text -- :b\nFROM t WHERE a = :a AND b = :b AND c = :a") == (
        "SELECT ':a', x::text -- :b\nFROM t WHERE a = $1 AND b = $2 AND c = $1",
        ("a", "b"),
    )
    assert numbered("WHERE (:x IS NULL OR x = :x)") == ("WHERE (CAST($1 AS text) IS NULL OR x = $2)", ("x", "x"))
