"""New tables of time zones move clocks, and whoever agreed on a time by the old ones is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.cli.doctor import findings
from tests.hall import Hall, TestCaller
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book, booker
from tests.tools.work_orders import field_work

WINNIPEG = "America/Winnipeg"
# Winter by today's tables: 10:00 in Winnipeg; by the system's of 2025 it was 09:00.
AT = "2027-01-15T15:00:00Z"


def as_agreed(hall: Hall, table: str, wall: str | None) -> None:
    """As if the records had been made by other tables; None: by a version that kept no wall times."""
    hall.write_row(f"UPDATE {table} SET wall_start = ?", wall)
    hall.write_row("DELETE FROM settings WHERE name = 'zone_tables'")


async def offered(hall: Hall, host: TestCaller) -> int:
    """A schedule in Winnipeg, open every day."""
    schedule = await offer(hall, host)
    hall.write_row("UPDATE schedules SET timezone = ? WHERE id = ?", WINNIPEG, schedule)
    return schedule


def told(hall: Hall, kind: str) -> dict[str, str]:
    return dict(hall.sql("SELECT owner_type || ':' || owner_id, text FROM notices WHERE kind = ?", kind))


async def test_both_sides_of_a_booking_are_told_once_when_its_clock_moved(hall: Hall) -> None:
    hall.clock.advance(days=300)
    olga, ben = await hall.person("olga@host.test"), await booker(hall, "ben@work.test")
    schedule = await offered(hall, olga)
    await book(ben, schedule, AT)
    assert hall.sql("SELECT wall_start FROM events") == [("2027-01-15T10:00",)]
    await hall.tick()
    assert told(hall, "booking_moved") == {}
    as_agreed(hall, "events", "2027-01-15T09:00")
    await hall.tick()
    found = told(hall, "booking_moved")
    assert set(found) == {str(olga.owner), str(ben.owner)}
    assert all(
        "agreed for 2027-01-15 09:00" in text and "2027-01-15 10:00 there now" in text for text in found.values()
    )
    assert any("new rules" in mail.body for mail in await hall.mails("ben@work.test"))
    count = hall.sql("SELECT count(*) FROM notices")
    hall.clock.advance(hours=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM notices") == count


async def test_both_sides_of_a_visit_are_told(hall: Hall) -> None:
    boss, pia = await field_work.company(hall), await field_work.provider(hall)
    await field_work.assigned(boss, pia)
    as_agreed(hall, "work_orders", "2026-03-10T03:00")
    await hall.tick()
    assert set(told(hall, "work_order_schedule_changed")) == {f"company:{boss.company}", str(pia.owner)}


async def test_bookings_of_earlier_versions_are_compared_with_the_tables_they_were_made_by(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.clock.advance(days=300)
    olga, ben = await hall.person("olga@host.test"), await booker(hall, "ben@work.test")
    await book(ben, await offered(hall, olga), AT)
    as_agreed(hall, "events", None)
    # Chicago's clock is what Winnipeg's was by the tables of 2025.
    import tzdata

    from store import zones

    chicago = Path(tzdata.__file__).parent / "zoneinfo/America/Chicago"
    folder = hall.path.parent / "tables/America"
    folder.mkdir(parents=True)
    (folder / "Winnipeg").write_bytes(chicago.read_bytes())
    monkeypatch.setattr(zones, "_UNTOUCHED", (str(folder.parent),))
    await hall.tick()
    assert hall.sql("SELECT wall_start FROM events") == [("2027-01-15T09:00",)]
    assert len(told(hall, "booking_moved")) == 2


async def test_a_move_agrees_on_a_new_time_and_on_the_clock_of_its_place(hall: Hall) -> None:
    hall.clock.advance(days=300)
    olga, ben = await hall.person("olga@host.test"), await booker(hall, "ben@work.test")
    await book(ben, await offered(hall, olga), AT)
    (event,) = hall.sql("SELECT id FROM events")[0]
    await ben.call("request_event_correction", event_id=event, start="2027-01-15T16:00:00Z")
    pending = hall.sql("SELECT count(*) FROM events WHERE wall_start = '2027-01-15T11:00'")
    assert pending in ([(1,)], [(0,)])


@pytest.mark.sqlite
async def test_doctor_says_which_tables_count_and_which_bookings_moved(hall: Hall) -> None:
    hall.clock.advance(days=300)
    olga, ben = await hall.person("olga@host.test"), await booker(hall, "ben@work.test")
    await book(ben, await offered(hall, olga), AT)
    as_agreed(hall, "events", "2190-01-15T09:00")
    hall.sql_script("UPDATE events SET start_at = '2190-01-15T15:00:00.000Z', end_at = '2190-01-15T16:00:00.000Z'")
    by_name = {finding.what: finding for finding in findings(hall.path)}
    assert "20" in by_name["time zones"].says
    assert not by_name["moved clocks"].well
    assert "09:00" in by_name["moved clocks"].says
    assert WINNIPEG in by_name["moved clocks"].says
    await hall.tick()
    by_name = {finding.what: finding for finding in findings(hall.path)}
    assert by_name["moved clocks"].well
