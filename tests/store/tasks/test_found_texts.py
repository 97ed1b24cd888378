"""Tasks are found by a text in them through the index of its pieces: all that hold it and no others, page after page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from store.database import Row, Transaction
from store.folding import folded
from store.search import trigrams
from store.tasks import found_texts
from store.tasks.lists import Direction, Sort, TaskFilter

STAMP = "2026-01-01T00:00:00.000Z"
WORDS = ("router", "rout", "outer", "Größe", 'say "hi"', "100%", "a_b", "zz", "x!y", "naïve")


@pytest.fixture
def tx(template: Path, tmp_path: Path) -> Iterator[Transaction]:
    path = tmp_path / "tasks.db"
    path.write_bytes(template.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        yield Transaction(connection)


def add(tx: Transaction, id: int, company_id: int, text: str, created: str, price: int = 100) -> None:
    tx.insert(
        "tasks", id=id, uuid=str(id), company_id=company_id, worker_id=1, request_digest="", title="t", state=1 + id % 2,
        service_id=1, currency="EUR", price=price, commission_percent="0", commission_amount=0, total_to_pay=price,
        worker_receives=price, create_type="api", creator_type="person", creator_id=1, deadline_type=1,
        date_created=created, date_end=created,
    )  # fmt: skip
    tx.insert("task_texts", task_id=id, description=text, folded=folded(text))
    trigrams.learn(tx, id, company_id, folded(text))


def a_hall(tx: Transaction, random: Random, many: int) -> None:
    """Tasks of two companies, some created out of the order of their ids."""
    for id in range(1, many + 1):
        second = id if random.random() < 0.9 else random.randrange(1, many)
        text = " ".join(random.sample(WORDS, 2))
        created = f"2026-01-01T00:{second // 60:02}:{second % 60:02}.000Z"
        add(tx, id, random.choice((1, 1, 1, 2)), text, created, random.choice((100, 200, 300)))


def walked(tx: Transaction, wanted: TaskFilter, sort: Sort, direction: Direction) -> list[int]:
    ids: list[int] = []
    after = None
    while True:
        found = found_texts.page(tx, wanted, sort, direction, 7, after)
        assert found is not None
        ids += [row["id"] for row in found.rows]
        if found.key is None:
            return ids
        assert found.key != after
        after = found.key


def read_every_one(tx: Transaction, wanted: TaskFilter, sort: Sort, direction: Direction) -> list[int]:
    rows: list[Row] = tx.all(
        f"""SELECT t.id, x.folded, t.state FROM tasks t JOIN task_texts x ON x.task_id = t.id
            WHERE t.company_id = 1 ORDER BY t.{sort} {direction}, t.id {direction}"""
    )
    asked = folded(wanted.search or "")
    return [row["id"] for row in rows if asked in row["folded"] and row["state"] in (wanted.states or (1, 2))]


@pytest.mark.parametrize("seed", range(3))
def test_pages_hold_what_reading_every_text_finds(tx: Transaction, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    random = Random(seed)
    a_hall(tx, random, 200)
    for _ in range(60):
        bounds = {"READ_WHOLE": (-1, 2000), "FIRST_EXAMINED": (1, 5), "EXAMINED_MOST": (9, 500), "READ_MOST": (9, 500)}
        for name, values in {**bounds, "MOST_ASTRAY": (0, 500), "COUNTED_AMONG": (9, 500)}.items():
            monkeypatch.setattr(found_texts, name, random.choice(values))
        asked = random.choice((*WORDS, "z", "ou", "ZZ", "r s", "GROSSE", "%", "out", "nothing of it"))
        wanted = TaskFilter(now=STAMP, company_id=1, search=asked, states=random.choice(((), (2,))))
        sort: Sort = random.choice(("date_created", "price", "date_end"))
        direction: Direction = random.choice(("asc", "desc"))
        slow = read_every_one(tx, wanted, sort, direction)
        assert walked(tx, wanted, sort, direction) == slow, (asked, sort, direction)


def test_a_total_is_never_more_than_there_are(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    a_hall(tx, Random(4), 100)
    wanted = TaskFilter(now=STAMP, company_id=1, search="router")
    all_of_them = len(read_every_one(tx, wanted, "date_created", "desc"))
    whole = found_texts.page(tx, wanted, "date_created", "desc", 5, None)
    assert whole is not None
    assert (whole.total, whole.capped, whole.examined) == (all_of_them, False, None)
    monkeypatch.setattr(found_texts, "READ_WHOLE", -1)
    monkeypatch.setattr(found_texts, "FIRST_EXAMINED", 1)
    monkeypatch.setattr(found_texts, "EXAMINED_MOST", 10)
    monkeypatch.setattr(found_texts, "COUNTED_AMONG", 10)
    part = found_texts.page(tx, wanted, "date_created", "desc", 20, None)
    assert part is not None
    assert (part.capped, part.examined) == (True, 10)
    assert part.total < all_of_them


def test_a_text_that_was_changed_is_found_by_the_new_one_only(tx: Transaction) -> None:
    add(tx, 1, 1, "an old router", STAMP)
    trigrams.forget(tx, 1, 1, folded("an old router"))
    trigrams.learn(tx, 1, 1, folded("a new switch"))
    index = "SELECT rowid FROM task_text_index WHERE task_text_index MATCH :pieces"
    assert tx.all(index, pieces=trigrams.asked(tx, 1, "router")) == []
    assert [row["rowid"] for row in tx.all(index, pieces=trigrams.asked(tx, 1, "switch"))] == [1]
    assert tx.all(index, pieces=trigrams.asked(tx, 2, "switch")) == []
