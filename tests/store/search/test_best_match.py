"""Best match by reviews, against a reckoning that looks at everybody."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from store.database import Transaction
from store.sample.seed import write_people
from store.search import best_match as ranked_search
from store.search.index import reindex, rerank
from store.search.words import HEADLINE, NAME, folded
from store.specialists.specialists import Criteria, find
from tests.store.search.test_search import Everybody, walked
from tools.rules.ratings import DEFAULTS, ranked

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAMP = "2026-03-02T09:00:00.000Z"
PEOPLE = 400
pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def tx(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Transaction]:
    """Sample people, a third of whom are reviewed, some of those exactly as the prior mean says."""
    path = tmp_path_factory.mktemp("search") / "hall.db"
    path.write_bytes(template.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        tx = Transaction(connection)
        rng = random.Random(11)
        write_people(tx, PEOPLE, rng, NOW)
        for row in tx.all("SELECT DISTINCT person_id FROM specialist_listings ORDER BY person_id"):
            if rng.random() < 0.33:
                rank = rng.choice((None, 17, 17, 67, 1, -50, -1, -200, rng.randint(-300, 100) or None))
                tx.run(
                    "INSERT INTO review_subjects VALUES ('person', :id, 1, 400, :rank)", id=row["person_id"], rank=rank
                )
                rerank(tx, row["person_id"])
        yield tx


def in_order(tx: Transaction, criteria: Criteria) -> list[int]:
    """Listing ids by relevance, a tier ten times the next one, with the score taken in; the last changed first of equals."""
    everybody = Everybody(tx)

    def holds(id: int, prefix: str) -> bool:
        have = [everybody.stems.get(prefix + word, "") in everybody.tokens[id] for word in criteria.words]
        return any(have) if criteria.any_word else all(have)

    def key(id: int) -> tuple[Decimal, int]:
        tier = 2 if not criteria.any_word and holds(id, NAME) else 1 if holds(id, HEADLINE) else 0
        score = DEFAULTS.prior_mean + (everybody.listings[id]["rank"] or 0)
        return ranked(Decimal(10) ** tier, score, DEFAULTS), id

    return sorted(everybody.matching(criteria), key=key, reverse=True)


def asked(text: str, **more: object) -> Criteria:
    return replace(Criteria(now=STAMP, words=tuple(folded(text)), sort="best_match", by_reviews=True), **more)  # type: ignore[arg-type]


WORDS = ("berlin", "plumber", "design", "anna", "english")


@pytest.mark.parametrize("most", [500, 3], ids=["few are sorted", "many are walked score by score"])
def test_people_come_by_tier_then_score_then_change_on_every_page(
    tx: Transaction, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(ranked_search, "FEW", most)
    stems = Everybody(tx).stems
    words = [word for text in WORDS for word in folded(text) if word in stems]
    assert any(HEADLINE + word in stems for word in words)
    looked = 0
    for word in words:
        for any_word in (False, True):
            criteria = asked(word, any_word=any_word)
            expected = in_order(tx, criteria)
            looked += len(expected)
            for limit in (1, 7, 1000):
                assert walked(tx, criteria, limit) == expected, (word, any_word, limit)
    assert looked > 50


def test_without_reviews_asked_for_the_last_changed_come_first(tx: Transaction) -> None:
    found = find(tx, asked("berlin", by_reviews=False), 1000).hits
    tiers = [hit.key[0] for hit in found]
    assert tiers == sorted(tiers)
    for tier in set(tiers):
        ids = [hit.listing_id for hit in found if hit.key[0] == tier]
        assert ids == sorted(ids, reverse=True)


def test_a_key_from_when_nobody_was_reviewed_goes_on_and_the_other_way_round(tx: Transaction) -> None:
    plain, scored = asked("berlin", by_reviews=False), asked("berlin")
    whole = {hit.listing_id for hit in find(tx, plain, 1000).hits}
    for first, second in ((plain, scored), (scored, plain)):
        page = find(tx, first, 5)
        rest = find(tx, second, 1000, page.after)
        assert {hit.listing_id for hit in rest.hits} <= whole


def test_a_review_does_not_count_as_a_change_and_survives_one(tx: Transaction) -> None:
    [row] = tx.all("SELECT id, person_id FROM specialist_listings WHERE rank = 17 ORDER BY id LIMIT 1")
    tx.run("UPDATE review_subjects SET rank = 100 WHERE about_id = :id", id=row["person_id"])
    rerank(tx, row["person_id"])
    assert tx.value("SELECT rank FROM specialist_listings WHERE id = :id", id=row["id"]) == 100
    reindex(tx, row["person_id"], NOW)
    assert (
        tx.all("SELECT DISTINCT rank FROM specialist_listings WHERE person_id = :id", id=row["person_id"])[0][0] == 100
    )
    tx.run("DELETE FROM review_subjects WHERE about_id = :id", id=row["person_id"])
    rerank(tx, row["person_id"])
    [(rank, tokens)] = tx.all(
        """SELECT l.rank, t.tokens FROM specialist_listings l JOIN specialist_texts t ON t.id = l.id
           WHERE l.person_id = :id LIMIT 1""",
        id=row["person_id"],
    )
    assert rank is None
    assert "\ue008" not in tokens
