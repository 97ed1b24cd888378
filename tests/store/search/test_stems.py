"""Roots of words, against those that SQLite's index finds."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest

from store.search.stems import stem

_ENDINGS = """
    ational tional enci anci izer logi bli alli entli eli ousli ization ation ator alism iveness fulness ousness aliti
    iviti biliti icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement ment ent ion ou ism ate iti
    ous ive ize ed ing s es ies sses eed y ll e at bl iz ss
"""
ENDINGS = _ENDINGS.split()


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("caresses", "caress"),
        ("ponies", "poni"),
        ("agreed", "agre"),
        ("hopping", "hop"),
        ("hoping", "hope"),
        ("falling", "fall"),
        ("happy", "happi"),
        ("sky", "sky"),
        ("vietnamization", "vietnam"),
        ("electricity", "electr"),
        ("controll", "control"),
        ("крыши", "крыши"),
        ("\ue000plumbing", "\ue000plumb"),
        ("as", "as"),
        ("s" * 70, "s" * 70),
    ],
)
def test_words_of_one_root_are_one(word: str, root: str) -> None:
    assert stem(word) == root


def test_every_root_is_the_one_that_the_index_of_sqlite_finds() -> None:
    rng = random.Random(3)
    words = {one_word(rng) for _ in range(20_000)}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (word, tokenize = \"porter ascii tokenchars '+#'\")")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab ('t', 'instance')")
        ordered = sorted(words)
        connection.executemany("INSERT INTO t (rowid, word) VALUES (?, ?)", enumerate(ordered))
        found = {ordered[number]: root for root, number in connection.execute("SELECT term, doc FROM v")}
    assert len(found) > 15_000
    assert [word for word in ordered if stem(word) != found[word]] == []


def one_word(rng: random.Random) -> str:
    mark = chr(0xE000 + rng.randrange(8)) if rng.random() < 0.3 else ""
    start = "".join(rng.choice("abeiostyzlnwxrcéж1+") for _ in range(rng.randint(1, 7)))
    return (mark + start + "".join(rng.choice(ENDINGS) for _ in range(rng.randint(0, 3)))) * (1 + (rng.random() < 0.02))
