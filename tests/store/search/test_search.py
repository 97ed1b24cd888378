"""The search against a reckoning that looks at everybody, on sample people."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.database import Transaction
from store.sample.seed import write_people
from store.search import walks as search_walks
from store.search.index import reindex, reindex_all
from store.search.words import folded, open_blocks
from store.specialists.specialists import Criteria, count, find, offers_of, public_schedules, relaxed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAMP = "2026-03-02T09:00:00.000Z"
PEOPLE = 400
LISTINGS = "specialist_listings l JOIN specialist_texts t ON t.id = l.id"


@pytest.fixture(scope="module")
def tx(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Transaction]:
    path = tmp_path_factory.mktemp("search") / "hall.db"
    path.write_bytes(template.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        tx = Transaction(connection)
        write_people(tx, PEOPLE, random.Random(5), NOW)
        yield tx


def stems_of(words: set[str]) -> dict[str, str]:
    """Each token as the index's tokenizer stems it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (word, tokenize = \"porter ascii tokenchars '+#'\")")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab ('t', 'instance')")
        ordered = sorted(words)
        connection.executemany("INSERT INTO t (rowid, word) VALUES (?, ?)", enumerate(ordered))
        return {ordered[number]: stem for stem, number in connection.execute("SELECT term, doc FROM v")}


class Everybody:
    """All there is, in plain Python."""

    def __init__(self, tx: Transaction) -> None:
        self.listings = {row["id"]: dict(row) for row in tx.all(f"SELECT * FROM {LISTINGS}")}
        self.tokens = {id: set(listing["tokens"].split(" ")) for id, listing in self.listings.items()}
        self.stems = stems_of(set().union(*self.tokens.values()))
        self.tokens = {id: {self.stems[token] for token in tokens} for id, tokens in self.tokens.items()}
        self.offers: dict[int, list[dict]] = {}
        for row in tx.all("SELECT * FROM specialist_offers"):
            self.offers.setdefault(row["listing_id"], []).append(dict(row))

    def matching(self, criteria: Criteria) -> list[int]:
        """Listing ids in the order asked for; best_match is only a set here."""
        found = [id for id in self.listings if self._matches(id, criteria)]
        keys = {
            "best_match": lambda id: id,
            "updated_at": lambda id: id,
            "created_at": lambda id: (self.listings[id]["joined_at"], id),
            "price": lambda id: (min(offer["price"] for offer in self._fitting(id, criteria)), id),
        }
        return sorted(found, key=keys[criteria.sort], reverse=criteria.descending)

    def _fitting(self, id: int, criteria: Criteria) -> list[dict]:
        return [
            offer
            for offer in self.offers.get(id, [])
            if offer["type_id"] in criteria.types
            and criteria.currency in (None, offer["currency"])
            and (criteria.price_from is None or offer["price"] >= criteria.price_from)
            and (criteria.price_to is None or offer["price"] <= criteria.price_to)
            and (criteria.places is None or offer["msp"] == 0 or offer["msp"] >= criteria.places)
            and (criteria.minutes is None or offer["longest"] >= criteria.minutes)
            and criteria.kal_id in (None, offer["kal_id"])
        ]

    def _matches(self, id: int, criteria: Criteria) -> bool:
        listing = self.listings[id]
        have = self.tokens[id]
        words = [self.stems[word] in have for word in criteria.words]
        return (
            bool(self._fitting(id, criteria))
            and (not words or (any(words) if criteria.any_word else all(words)))
            and all(f"\ue002{skill}" in have for skill in criteria.skills)
            and (criteria.blocks is None or bool(criteria.blocks & have))
            and listing["person_id"] != criteria.except_person
        )


def walked(tx: Transaction, criteria: Criteria, limit: int) -> list[int]:
    """All pages of a search."""
    found: list[int] = []
    after = None
    for _ in range(1000):
        page = find(tx, criteria, limit, after)
        assert len(page.hits) <= limit
        found += [hit.listing_id for hit in page.hits]
        after = page.after
        if after is None:
            return found
        after = json.loads(json.dumps(after))
    raise AssertionError("pages without end")


def some_criteria(rng: random.Random, everybody: Everybody) -> Criteria:
    listing = rng.choice(list(everybody.listings.values()))
    have = [token for token in listing["tokens"].split(" ") if token[0] < "\ue000"]
    skills = [int(token[1:]) for token in listing["tokens"].split(" ") if token[0] == "\ue002"]
    hours = [token for token in listing["tokens"].split(" ") if token[0] == "\ue003"]
    offer = rng.choice(everybody.offers[listing["id"]])
    sort = rng.choice(["updated_at", "created_at", "price", "best_match"])
    words = tuple(rng.sample(have, rng.choice((0, 1, 1, 2)))) or ((have[0],) if sort == "best_match" else ())
    priced = sort == "price" or rng.random() < 0.4
    return Criteria(
        now=STAMP,
        types=rng.choice([(1, 2), (1, 2), (1,), (2,), (3,)]),
        words=words,
        any_word=rng.random() < 0.3,
        skills=tuple(rng.sample(skills, 1)) if skills and rng.random() < 0.3 else (),
        blocks=frozenset(rng.sample(hours, min(len(hours), 2))) if rng.random() < 0.2 else None,
        currency=offer["currency"] if priced else None,
        price_from=rng.choice([None, 0, offer["price"]]) if priced else None,
        price_to=rng.choice([None, 6000, offer["price"]]) if priced else None,
        places=rng.choice([None, None, None, 2]),
        minutes=rng.choice([None, None, 60]),
        except_person=rng.choice([0, listing["person_id"]]),
        sort=sort,
        descending=rng.random() < 0.5,
    )


@pytest.mark.parametrize("seed", range(16))
def test_pages_hold_everybody_who_matches_once_and_in_order(tx: Transaction, seed: int) -> None:
    everybody, rng = Everybody(tx), random.Random(seed)
    for _ in range(8):
        criteria = some_criteria(rng, everybody)
        expected = everybody.matching(criteria)
        found = walked(tx, criteria, rng.choice([1, 3, 20]))
        if criteria.sort == "best_match":
            found, expected = sorted(found), sorted(expected)
        assert found == expected, criteria
        assert count(tx, criteria) == (len(expected), False)


@pytest.mark.parametrize("bound", [1, 7, 60])
def test_small_bounds_on_work_only_cut_pages_and_never_lose_anybody(
    tx: Transaction, bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_walks, "EXAMINED_MOST", bound)
    monkeypatch.setattr(search_walks, "COUNTED_MOST", bound)
    monkeypatch.setattr(search_walks, "SORTED_MOST", max(2, bound // 2))
    everybody, rng = Everybody(tx), random.Random(bound)
    for _ in range(25):
        criteria = some_criteria(rng, everybody)
        expected = everybody.matching(criteria)
        found = walked(tx, criteria, 5)
        if criteria.sort == "best_match":
            found, expected = sorted(found), sorted(expected)
        assert found == expected, criteria
        total, capped = count(tx, criteria)
        assert total <= len(expected)
        assert capped or total == len(expected)


def test_best_match_goes_name_then_headline_then_anywhere_and_newest_first_within(tx: Transaction) -> None:
    criteria = Criteria(now=STAMP, words=tuple(folded("Berlin")), sort="best_match")
    everybody = Everybody(tx)
    ids = walked(tx, criteria, 7)
    have = [set(everybody.listings[id]["tokens"].split(" ")) for id in ids]
    tiers = [0 if "\ue000berlin" in tokens else 1 if "\ue001berlin" in tokens else 2 for tokens in have]
    assert tiers == sorted(tiers)
    assert [(tier, -id) for tier, id in zip(tiers, ids, strict=True)] == sorted(
        zip(tiers, (-id for id in ids), strict=True)
    )
    assert len(ids) > 5


def test_any_word_finds_more_and_headlines_come_first(tx: Transaction) -> None:
    strict = Criteria(now=STAMP, words=tuple(folded("plumber berlin paris")), sort="best_match")
    assert walked(tx, strict, 10) == []
    everybody = Everybody(tx)
    ids = walked(tx, relaxed(strict), 10)
    headline = ["\ue001plumb" in everybody.listings[id]["tokens"].split(" ") for id in ids]
    assert headline == sorted(headline, reverse=True)
    assert any(headline)


def test_counting_stops_at_a_thousand_and_says_so(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.specialists.specialists.COUNT_UP_TO", 10)
    assert count(tx, Criteria(now=STAMP)) == (10, True)
    assert count(tx, Criteria(now=STAMP, words=("astronaut",))) == (0, False)


def test_the_schedules_shown_meet_the_criteria(tx: Transaction) -> None:
    criteria = Criteria(now=STAMP, currency="EUR", price_from=2000, price_to=9000, sort="price", descending=False)
    found = find(tx, criteria, 50)
    offers = offers_of(tx, criteria, [hit.listing_id for hit in found.hits])
    assert {offer["listing_id"] for offer in offers} == {hit.listing_id for hit in found.hits}
    prices = [tx.value("SELECT price FROM schedules WHERE id = :id", id=offer["schedule_id"]) for offer in offers]
    assert all(2000 <= price <= 9000 for price in prices)


def test_public_schedules_are_counted_without_private_and_ended_ones(tx: Transaction) -> None:
    ids = [row["id"] for row in tx.all("SELECT id FROM persons")]
    expected = {
        row["owner_id"]: row["n"]
        for row in tx.all("SELECT owner_id, count(*) AS n FROM schedules WHERE private = 0 GROUP BY owner_id")
    }
    assert public_schedules(tx, ids, STAMP) == expected


# The index


def index_is_sound(tx: Transaction) -> None:
    """FTS5 compares itself with the listings it was told about; it raises when they differ."""
    tx.run("INSERT INTO specialist_index (specialist_index, rank) VALUES ('integrity-check', 1)")


def test_reindexing_leaves_one_listing_with_a_new_number_and_a_sound_index(tx: Transaction) -> None:
    rng = random.Random(1)
    before = tx.value("SELECT count(*) FROM specialist_listings")
    for person_id in rng.sample(range(1, PEOPLE + 1), 30):
        tx.change("persons", person_id, about=rng.choice(["Reliable.", "Curious.", "Zymurgist."]))
        reindex(tx, person_id, NOW)
        newest = tx.one("SELECT person_id FROM specialist_listings ORDER BY id DESC LIMIT 1")
        assert newest is not None
        assert newest["person_id"] == person_id
    assert tx.value("SELECT count(*) FROM specialist_listings") == before
    index_is_sound(tx)


def test_who_is_gone_unproven_or_without_public_schedule_is_not_listed(tx: Transaction) -> None:
    def listed(person_id: int) -> bool:
        reindex(tx, person_id, NOW)
        return tx.value("SELECT 1 FROM specialist_listings WHERE person_id = :id", id=person_id) is not None

    assert listed(11)
    tx.change("persons", 11, deleted_at=STAMP)
    assert not listed(11)
    tx.change("persons", 11, deleted_at=None, email_verified_at=None, terms_accepted_at=STAMP)
    assert not listed(11)
    tx.change("persons", 11, email_verified_at=STAMP)
    assert listed(11)
    for change in ({"private": 1}, {"deleted_at": STAMP}, {"end_at": STAMP}, {"participant_id": 5}):
        tx.run("SAVEPOINT s")
        for row in tx.all("SELECT id FROM schedules WHERE owner_id = 11"):
            tx.change("schedules", row["id"], **change)
        assert not listed(11), change
        tx.run("ROLLBACK TO s")
        tx.run("RELEASE s")
    assert listed(11)
    index_is_sound(tx)


def test_people_who_hire_are_listed_by_what_they_look_for(tx: Transaction) -> None:
    hiring = tx.one(f"SELECT * FROM {LISTINGS} WHERE side = 'hires' ORDER BY id LIMIT 1")
    assert hiring is not None
    own = tx.one("SELECT about FROM persons WHERE id = :id", id=hiring["person_id"])
    assert own is not None
    skills = tx.all("SELECT skill_id FROM person_skills WHERE person_id = :id", id=hiring["person_id"])
    marks = {token for token in hiring["tokens"].split(" ") if token[0] == "\ue002"}
    wanted = tx.all(
        """SELECT skill_id FROM schedule_skills x JOIN schedules s ON s.id = x.schedule_id
           WHERE s.owner_id = :id AND s.type_id = 3""",
        id=hiring["person_id"],
    )
    assert marks == {f"\ue002{row['skill_id']}" for row in wanted}
    assert not {f"\ue002{row['skill_id']}" for row in skills} & marks


def test_a_schedule_that_follows_another_is_open_when_that_one_is(tx: Transaction) -> None:
    row = tx.one("SELECT * FROM schedules WHERE owner_id = 20 AND private = 0 ORDER BY id LIMIT 1")
    assert row is not None
    parent_hours = '{"rules": [{"days": [0], "start": "04:00", "end": "08:00"}]}'
    parent = {key: row[key] for key in row.keys() if key != "id"} | {"settings": parent_hours, "private": 1}  # noqa: SIM118
    parent_id = tx.insert("schedules", **parent)
    tx.change("schedules", row["id"], parent_id=parent_id, settings='{"inherit": true}', timezone="UTC")
    reindex(tx, 20, NOW)
    tokens = tx.value(f"SELECT tokens FROM {LISTINGS} WHERE person_id = 20 AND side = 'offers'").split(" ")
    assert open_blocks(parent_hours, "UTC", NOW) <= set(tokens)


def test_all_people_reindexed_at_once_come_out_as_one_by_one(tx: Transaction) -> None:
    def picture() -> list[tuple]:
        rows = tx.all(
            """SELECT l.person_id, l.side, t.tokens, o.schedule_id, o.price, o.longest
               FROM specialist_listings l JOIN specialist_texts t ON t.id = l.id
               JOIN specialist_offers o ON o.listing_id = l.id
               ORDER BY l.person_id, l.side, o.schedule_id"""
        )
        return [tuple(row) for row in rows]

    everyone = [row["id"] for row in tx.all("SELECT id FROM persons ORDER BY id")]
    reindex_all(tx, everyone, NOW)
    at_once = picture()
    for person_id in everyone:
        reindex(tx, person_id, NOW)
    assert picture() == at_once
    index_is_sound(tx)


def test_hours_and_offers_are_those_of_the_schedules(tx: Transaction) -> None:
    criteria = Criteria(now=STAMP, types=(1,), sort="created_at", descending=False)
    assert walked(tx, criteria, 50) == walked(tx, replace(criteria, blocks=None), 13)
