"""People search on PostgreSQL finds whom it finds on SQLite, in the same order, for the same people."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from store.database import Transaction
from store.filestore import FileStore
from store.installation_key import InstallationKey
from store.sample.seed import write_people
from store.search import walks
from store.search.dialect import learn_anew, settle
from store.search.index import lapse, reindex, reindex_all, rerank
from store.search.words import asked
from store.specialists.specialists import Criteria, cards, count, find, offers_of, public_schedules, relaxed
from store.types import utc_text
from tests.postgresql import programs, start_cluster
from tools.call import Call, Caller, Randomness
from tools.paging import Page
from tools.specialists.finding import search_specialists

pytest.importorskip("psycopg", reason="the extra postgresql is not installed: people search is compared with nothing")
pytestmark = pytest.mark.skipif(
    programs() is None, reason="no PostgreSQL server on this machine: people search is compared with nothing"
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAMP = utc_text(NOW)
# Names and texts in which the two could differ: letters that are folded, no letters, roots of words, words without end.
ODD = (
    ("Łukasz", "Øster", "Zażółć gęślą jaźń; C++ und C#."),
    ("Ёлка", "Йошкин", "Қазақстан, Ґданськ, Київ; ремонт крыш."),
    ("İpek", "Nguyễn", "Straße, STRASSE, ıspanak, ΑΘΗΝΆ and αθήνας."),
    ("山田", "太郎", "東京でピアノを教えます。"),
    ("O'Brien", "D’Arc", "It's 'quoted' \\ back\\slashed & | ! ( : * <-> 100% _under_ a:b."),
    (
        "Nil",
        "Sole",
        "relational conditional vietnamization hopefulness electricity sky skies dying hoping hopping falling",
    ),
    ("Long", "Word", "x" * 3_000 + " " + "ж" * 1_500 + " " + "y" * 70),
)
_WORDS = """
    developer plumber plumbing berlin london piano violin lesson lessons teaching react python roof hour years c++ c# reliable
    clear agreements lukasz øster ÉLÈVE strasse straße nguyen київ елка 東京 ピアノ o'brien quoted back under 100 relation
    conditioning electrical skying hope hopping fell vietnamize 60 minutes first company zürich paris nobodyatall
"""
WORDS = _WORDS.split()


class Both(NamedTuple):
    """The same people on either store."""

    file: Transaction
    server: Transaction


@contextmanager
def both(template: Path, folder: Path, people: int) -> Iterator[Both]:
    with ExitStack() as stack:
        file = stack.enter_context(on_file(template, folder))
        server = stack.enter_context(on_server())
        for tx in (file, server):
            for first in range(0, people, 2_000):
                write_people(tx, min(2_000, people - first), random.Random(first), NOW)
            for place, (name, last_name, about) in enumerate(ODD):
                tx.change("persons", 3 + 5 * place, name=name, last_name=last_name, about=about)
                reindex(tx, 3 + 5 * place, NOW)
            review_some(tx, people)
            settle(tx)
        yield Both(file, server)


def review_some(tx: Transaction, people: int) -> None:
    """Every third is reviewed, above the prior mean or below it."""
    for id in range(1, people, 3):
        tx.insert("review_subjects", about_type="person", about_id=id, count=1, sum=400, rank=(id % 7 - 3) * 17 or None)
        rerank(tx, id)


@contextmanager
def on_file(template: Path, folder: Path) -> Iterator[Transaction]:
    path = folder / "hall.db"
    path.write_bytes(template.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        yield Transaction(connection)


@contextmanager
def on_server() -> Iterator[Transaction]:
    import psycopg

    from store.postgresql.session import Session
    from store.postgresql.shape import shape_of
    from store.postgresql.transaction import PostgresTransaction
    from store.postgresql.values import adapters

    with psycopg.connect(start_cluster().fresh(), context=adapters()) as connection:
        session = Session(connection)
        yield PostgresTransaction(session, shape_of(session), time.monotonic() + 3_600)
        connection.rollback()


@pytest.fixture(scope="module")
def hall_of_500(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    with both(template, tmp_path_factory.mktemp("both"), 500) as made:
        yield made


def differences(made: Both, queries: int, seed: int) -> list[str]:
    """The searches that are answered differently; half of them are asked of the store, half as the operation."""
    rng = random.Random(seed)
    listings = [dict(row) for row in made.file.all("SELECT * FROM specialist_texts ORDER BY id")]
    offers = [dict(row) for row in made.file.all("SELECT * FROM specialist_offers ORDER BY listing_id, schedule_id")]
    differing, found = [], 0
    for number in range(queries):
        if number % 2:
            criteria = some_criteria(rng, rng.choice(listings)["tokens"].split(" "), rng.choice(offers))
            file, server = (answers(tx, criteria) for tx in made)
            found += bool(file[1])
            told = str(criteria)
        else:
            arguments = some_arguments(rng, rng.choice(offers))
            file, server = (operation(tx, arguments) for tx in made)
            found += bool(file["specialists"])
            told = str(arguments)
        if file != server:
            differing.append(f"{told}\n{file}\n{server}")
    assert found > queries / 3, "too few searches find somebody to compare"
    return differing


def answers(tx: Transaction, criteria: Criteria) -> list[Any]:
    """Pages with their keys, cut or not, what is shown of the people, and how many there are."""
    pages: list[Any] = [(count(tx, criteria), count(tx, relaxed(criteria)))]
    after = None
    for _ in range(4):
        page = find(tx, criteria, 7, after)
        after = page.after
        shown = offers_of(tx, criteria, [hit.listing_id for hit in page.hits])
        people = [hit.person_id for hit in page.hits]
        pages += [
            [(hit.listing_id, hit.person_id, hit.key) for hit in page.hits],
            (after, page.cut),
            [tuple(offer) for offer in shown],
            {id: {name: told(row[name]) for name in row.keys()} for id, row in cards(tx, people).items()},  # noqa: SIM118
            public_schedules(tx, people, STAMP),
        ]
        if after is None:
            break
    return pages


def told(value: Any) -> Any:
    """Lines of a card are shown in order of the alphabet."""
    return sorted(value.split("\n")) if isinstance(value, str) else value


def operation(tx: Transaction, arguments: dict[str, Any]) -> dict[str, Any]:
    """The whole answer, with what it warns of."""
    call = Call(
        tx,
        Caller("agent", 1),
        NOW,
        "call",
        "search_specialists",
        Randomness(1),
        FileStore(Path(".")),
        None,
        InstallationKey(bytes(32)),
    )
    answer = search_specialists(call, Page(limit=10), **arguments)
    return {**json.loads(json.dumps(answer, default=str)), "warnings": call.warnings}


def some_criteria(rng: random.Random, tokens: list[str], offer: dict[str, Any]) -> Criteria:
    have = [token for token in tokens if token[0] < "\ue000"]
    skills = [int(token[1:]) for token in tokens if token[0] == "\ue002"]
    hours = [token for token in tokens if token[0] == "\ue003"]
    languages = [token[1:] for token in tokens if token[0] == "\ue007"]
    sort = rng.choice(["updated_at", "created_at", "price", "best_match", "best_match"])
    words = tuple(rng.sample(have, min(len(have), rng.choice((0, 1, 1, 2, 3)))))
    if rng.random() < 0.4 or (sort == "best_match" and not words):
        words = tuple(asked(" ".join(rng.sample(WORDS, rng.choice((1, 1, 2)))))) or words or ("piano",)
    priced = sort == "price" or rng.random() < 0.3
    return Criteria(
        now=STAMP,
        types=rng.choice([(1, 2), (1, 2), (1, 2), (1,), (2,), (3,)]),
        words=words,
        any_word=rng.random() < 0.3,
        skills=tuple(rng.sample(skills, 1)) if skills and rng.random() < 0.3 else (),
        languages=tuple(rng.sample(languages, 1)) if languages and rng.random() < 0.2 else (),
        blocks=frozenset(rng.sample(hours, min(len(hours), 2))) if rng.random() < 0.2 else None,
        kal_id=offer["kal_id"] if rng.random() < 0.05 else None,
        currency=offer["currency"] if priced else None,
        price_from=rng.choice([None, 0, offer["price"]]) if priced else None,
        price_to=rng.choice([None, 6000, offer["price"]]) if priced else None,
        places=rng.choice([None, None, None, 2]),
        minutes=rng.choice([None, None, 60]),
        except_person=rng.choice([0, rng.randrange(1, 400)]),
        sort=sort,
        descending=rng.random() < 0.5,
        by_reviews=rng.random() < 0.7,
    )


def some_arguments(rng: random.Random, offer: dict[str, Any]) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    if rng.random() < 0.8:
        arguments["query"] = " ".join(rng.sample(WORDS, rng.choice((1, 1, 1, 2, 3))))
    if rng.random() < 0.3:
        arguments |= {"currency": offer["currency"], "price_to": 20 + rng.randrange(100)}
    if rng.random() < 0.2:
        arguments["languages"] = [rng.choice(("en", "de", "fr", "ru"))]
    if rng.random() < 0.2:
        monday = datetime(2026, 3, 9, tzinfo=UTC)
        arguments |= {"start": monday, "end": monday + timedelta(days=4), "timezone": "Europe/Berlin", "duration": 60}
    if rng.random() < 0.3:
        arguments["sort_by"] = rng.choice(("updated_at", "created_at"))
    return arguments


def test_500_people_are_found_alike_by_100_searches(hall_of_500: Both) -> None:
    assert differences(hall_of_500, 100, 1) == []


@pytest.mark.parametrize("bound", [3, 40])
def test_where_work_is_bounded_both_stop_at_the_same_person(
    hall_of_500: Both, bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "EXAMINED_MOST", bound)
    monkeypatch.setattr(walks, "COUNTED_MOST", bound)
    monkeypatch.setattr(walks, "SORTED_MOST", max(2, bound // 2))
    assert differences(hall_of_500, 60, bound) == []


def test_what_changes_is_found_alike_and_an_index_made_anew_is_the_one_there_was(hall_of_500: Both) -> None:
    def listed(tx: Transaction) -> list[tuple[Any, ...]]:
        rows = tx.all(
            """SELECT l.id, l.person_id, l.side, t.tokens FROM specialist_listings l
               JOIN specialist_texts t ON t.id = l.id ORDER BY l.id"""
        )
        return [(row["id"], row["person_id"], row["side"], *sorted(row["tokens"].split(" "))) for row in rows]

    later = NOW + timedelta(days=1)
    for tx in hall_of_500:
        rng = random.Random(3)
        for person_id in rng.sample(range(1, 501), 40):
            tx.change("persons", person_id, about=f"Zymurgist and {rng.choice(WORDS)}.")
            reindex(tx, person_id, NOW)
        tx.change("persons", 50, deleted_at=STAMP)
        reindex_all(tx, [70, 60, 50], NOW)
        tx.run("UPDATE schedules SET end_at = :end WHERE owner_id BETWEEN 100 AND 140", end=utc_text(later))
        reindex_all(tx, [*range(140, 99, -1)], NOW)
    zymurgists = Criteria(now=STAMP, words=tuple(asked("zymurgists")), sort="best_match")
    assert answers(hall_of_500.file, zymurgists) == answers(hall_of_500.server, zymurgists)
    assert count(hall_of_500.server, zymurgists)[0] > 30
    ended = [lapse(tx, later + timedelta(minutes=1), 25) for tx in hall_of_500]
    assert ended == [25, 25]
    assert listed(hall_of_500.file) == listed(hall_of_500.server)
    before = [tuple(row) for row in hall_of_500.server.all("SELECT * FROM specialist_index ORDER BY id")]
    learn_anew(hall_of_500.file)
    learn_anew(hall_of_500.server)
    assert [tuple(row) for row in hall_of_500.server.all("SELECT * FROM specialist_index ORDER BY id")] == before
    assert differences(hall_of_500, 40, 5) == []


@pytest.mark.slow
def test_10_000_people_are_found_alike_by_500_searches(template: Path, tmp_path: Path) -> None:
    with both(template, tmp_path, 10_000) as made:
        assert differences(made, 500, 1) == []
