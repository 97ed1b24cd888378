import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.database import Transaction
from store.sample.seed import BATCH, seed
from store.scheduling.schedules import find_schedule
from store.types import utc_time
from tools.scheduling.availability.slots import offered_slots
from tools.scheduling.rules.bookings import Terms
from tools.scheduling.rules.settings import checked

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def seeded(template: Path, path: Path, specialists: int, random_seed: int = 7) -> Path:
    path.write_bytes(template.read_bytes())
    seed(path, specialists, random_seed, NOW)
    return path


def open_(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


@pytest.fixture(scope="module")
def market(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seeded(template, tmp_path_factory.mktemp("seed") / "hall.db", 300)


def contents(path: Path) -> list[str]:
    with closing(open_(path)) as connection:
        # An index without texts of its own cannot be read row by row; what it keeps lies in tables beside it.
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%yoyo%' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        return [
            f"{name} {tuple(row)}"
            for (name,) in names.fetchall()
            for row in connection.execute(f'SELECT * FROM "{name}"')
        ]


def test_the_same_seed_gives_the_same_people_and_another_one_others(
    template: Path, tmp_path: Path, market: Path
) -> None:
    assert contents(seeded(template, tmp_path / "same.db", 300)) == contents(market)
    assert contents(seeded(template, tmp_path / "other.db", 300, random_seed=8)) != contents(market)


def test_people_are_added_to_those_there_are_and_progress_is_told(template: Path, tmp_path: Path) -> None:
    path = seeded(template, tmp_path / "hall.db", 50)
    told: list[int] = []
    seed(path, BATCH + 10, 9, NOW, told.append)
    assert told == [BATCH, 10]
    with closing(open_(path)) as connection:
        assert connection.execute("SELECT count(*) FROM persons").fetchone()[0] == BATCH + 60


def test_everybody_can_be_found_and_has_free_slots(market: Path) -> None:
    with closing(open_(market)) as connection:
        tx = Transaction(connection)
        listed = tx.value("SELECT count(*) FROM specialist_listings WHERE side = 'offers'")
        assert listed == tx.value("SELECT count(*) FROM persons") == 300
        for row in tx.all("SELECT schedule_id FROM specialist_offers LIMIT 60"):
            schedule = find_schedule(tx, row["schedule_id"])
            assert schedule is not None
            assert checked(json.loads(schedule["settings"]))
            assert next(offered_slots(tx, schedule, NOW, NOW + timedelta(days=14), NOW), None) is not None


def test_bookings_stand_on_slots_that_are_offered_and_are_free_of_charge(market: Path) -> None:
    with closing(open_(market)) as connection:
        tx = Transaction(connection)
        events = tx.all("SELECT * FROM events ORDER BY id")
        assert len(events) > 50
        for event in events[:60]:
            schedule = find_schedule(tx, event["kal_schedule_id"])
            assert schedule is not None
            start = utc_time(event["start_at"])
            assert start > NOW
            free = offered_slots(tx, schedule, start, start + timedelta(minutes=1), NOW)
            left = next(free, None)
            assert left is None or left.seats_left < schedule["msp"]
            freed = offered_slots(tx, schedule, start, start + timedelta(minutes=1), NOW, without=[event["id"]])
            assert next(freed, None) is not None
            assert Terms.stored(event["terms"]).payment == "none"
        assert tx.value("SELECT count(*) FROM event_attendees WHERE amount <> 0") == 0


def test_people_who_work_on_site_are_providers_near_their_city(market: Path) -> None:
    with closing(open_(market)) as connection:
        tx = Transaction(connection)
        assert 50 < tx.value("SELECT count(*) FROM provider_profiles") < 250
        types = tx.value(
            "SELECT count(*) FROM provider_types_of_work x JOIN types_of_work t ON t.id = x.type_of_work_id"
        )
        assert types == tx.value("SELECT count(*) FROM provider_types_of_work") > 50
        rated = tx.all("SELECT rating_sum, rating_count FROM persons WHERE rating_count > 0")
        assert rated
        assert all(100 * row["rating_count"] <= row["rating_sum"] <= 500 * row["rating_count"] for row in rated)


def test_the_file_is_whole(market: Path) -> None:
    with closing(open_(market)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_sample_people_book_sample_people_and_nobody_who_was_there(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    path.write_bytes(template.read_bytes())
    with closing(open_(path)) as connection, connection:
        connection.execute(
            """INSERT INTO persons (uuid, name, email, created_at, updated_at)
               VALUES ('00000000-0000-4000-8000-000000000001', 'Ceo', 'ceo@acme.test', '2026-01-01', '2026-01-01')"""
        )
    seed(path, 40, 1, NOW)
    with closing(open_(path)) as connection:
        assert connection.execute("SELECT count(*) FROM event_attendees").fetchone()[0] > 0
        assert connection.execute("SELECT count(*) FROM event_attendees WHERE user_id = 1").fetchone()[0] == 0
