"""Visits are planned by the clock on the site's wall."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.work_orders.field_work import FIXED, company

ADDRESS = {
    "mode": "custom", "address1": "1 Main St", "city": "Minneapolis", "state": "MN", "zip": "55401", "country": "US",
}  # fmt: skip
POINT = {"latitude": 44.983334, "longitude": -93.26667}


async def zone_of(boss: TestCaller, location: dict[str, Any], start: str, **schedule: str) -> tuple[str, str]:
    """The zone of a new order's site, and when it begins there."""
    window = {"mode": "exact", "start": start, **schedule}
    made = await boss.call("create_work_order", title="Fix it", location=location, schedule=window, pay=FIXED)
    shown = await boss.call("get_work_order", work_order_id=made["id"], columns=["location", "schedule"])
    return shown["location"]["time_zone"], shown["schedule"]["service_window"]["start"]["local"]


@pytest.mark.parametrize(
    ("location", "start", "more", "expected"),
    [
        ({**ADDRESS, **POINT}, "2027-01-15T15:00Z", {}, ("America/Chicago", "2027-01-15T09:00:00-06:00")),
        (ADDRESS, "2027-01-15T09:00-06:00", {}, ("America/Chicago", "2027-01-15T09:00:00-06:00")),
        (
            {**ADDRESS, "time_zone": "America/Chicago"},
            "2027-01-15T15:00Z",
            {},
            ("America/Chicago", "2027-01-15T09:00:00-06:00"),
        ),
        (
            ADDRESS,
            "2027-01-15T15:00Z",
            {"time_zone": "America/Chicago"},
            ("America/Chicago", "2027-01-15T09:00:00-06:00"),
        ),
        (
            {"mode": "custom", "address1": "Katu 1", "zip": "00100", "country": "FI"},
            "2027-01-15T07:00Z",
            {},
            ("Europe/Helsinki", "2027-01-15T09:00:00+02:00"),
        ),
        (
            {"mode": "custom", "latitude": 49.8951, "longitude": -97.1384, "country": "CA"},
            "2027-01-15T14:00Z",
            {},
            ("America/Winnipeg", "2027-01-15T09:00:00-05:00"),
        ),
    ],
)
async def test_a_site_has_the_zone_of_its_place(
    hall: Hall, location: dict[str, Any], start: str, more: dict[str, str], expected: tuple[str, str]
) -> None:
    assert await zone_of(await company(hall), location, start, **more) == expected


async def test_the_zone_is_asked_for_where_only_the_client_can_tell(hall: Hall) -> None:
    boss = await company(hall)
    with pytest.raises(Refused) as no:
        await zone_of(boss, ADDRESS, "2027-01-15T15:00Z")
    assert "America/New_York" in no.value.fields["location.time_zone"]
    draft = await boss.call("create_work_order", title="Fix it", location=ADDRESS)
    assert any("location.time_zone" in warning for warning in draft["warnings"])


async def test_the_map_proposes_the_zone_of_a_point_and_says_so(hall: Hall) -> None:
    boss = await company(hall)
    made = await boss.call("create_work_order", title="Fix it", location={**ADDRESS, **POINT})
    assert made["location"]["time_zone"] == "America/Chicago"
    assert made["warnings"] == ["The map puts the site in America/Chicago; pass location.time_zone if it is another."]
    port = {"mode": "custom", "country": "UA", "latitude": 44.95, "longitude": 34.1}
    made = await boss.call("create_work_order", title="Fix it", location=port)
    assert "not all set alike" in made["warnings"][0]
    chosen = {**port, "time_zone": "Europe/Kyiv"}
    assert "warnings" not in await boss.call("create_work_order", title="Fix it", location=chosen)


async def test_a_visit_at_sea_needs_its_zone_said(hall: Hall) -> None:
    boss = await company(hall)
    rig: dict[str, Any] = {"mode": "custom", "country": "US", "latitude": 28.0, "longitude": -90.0}
    with pytest.raises(Refused) as no:
        await zone_of(boss, rig, "2027-01-15T15:00Z")
    assert "America/New_York" in no.value.fields["location.time_zone"]
    draft = await boss.call("create_work_order", title="Fix it", location=rig)
    assert "pass location.time_zone" in draft["warnings"][0]
    assert await zone_of(boss, rig, "2027-01-15T09:00-06:00") == ("America/Chicago", "2027-01-15T09:00:00-06:00")


async def test_the_companys_own_zone_decides_between_those_that_fit(hall: Hall) -> None:
    boss = await company(hall)
    await boss.call("set_company_timezone", timezone="America/Phoenix")
    start = "2027-01-15T09:00-07:00"
    assert await zone_of(boss, ADDRESS, start) == ("America/Phoenix", "2027-01-15T09:00:00-07:00")


async def test_a_saved_site_has_the_zone_of_its_place(hall: Hall) -> None:
    boss = await company(hall)
    saved = await boss.call("create_saved_location", name="Store 1", country="US", **POINT)
    assert saved["time_zone"] == "America/Chicago"
    saved = await boss.call("create_saved_location", name="Store 2", country="FI", address1="Katu 1", zip="00100")
    assert saved["time_zone"] == "Europe/Helsinki"
    saved = await boss.call("create_saved_location", name="Store 3", country="US", address1="1 Main St", zip="55401")
    assert any("pass time_zone" in warning for warning in saved["warnings"])


async def test_days_are_those_of_the_companys_zone(hall: Hall) -> None:
    boss = await company(hall)
    late = {**ADDRESS, "time_zone": "America/Chicago"}
    await zone_of(boss, late, "2027-01-15T23:30-06:00")
    wanted: dict[str, Any] = {"service_schedule": "2027-01-15", "list": "workorders_draft"}
    assert (await boss.call("list_work_orders", **wanted))["total"] == 0
    await boss.call("set_company_timezone", timezone="America/Chicago")
    assert (await boss.call("list_work_orders", **wanted))["total"] == 1


HELSINKI = {"mode": "custom", "address1": "Katu 1", "zip": "00100", "country": "FI"}


@pytest.mark.parametrize(
    ("location", "zone", "offset"),
    [
        ({**ADDRESS, **POINT}, "America/Chicago", "-06:00"),
        ({**ADDRESS, "latitude": "44.983334", "longitude": "-93.26667"}, "America/Chicago", "-06:00"),
        (HELSINKI, "Europe/Helsinki", "+02:00"),
        ({**HELSINKI, "country": "fi"}, "Europe/Helsinki", "+02:00"),
        (ADDRESS, "UTC", "Z"),
        ({**ADDRESS, "latitude": float("nan"), "longitude": [1]}, "UTC", "Z"),
        ({"mode": "saved", "saved_location_id": 99}, "UTC", "Z"),
        ({"mode": "saved", "saved_location_id": 2**70}, "UTC", "Z"),
        ({"mode": "custom", "country": "F" * 1000}, "UTC", "Z"),
        ({"mode": "remote"}, "UTC", "Z"),
    ],
)
async def test_a_visit_without_an_offset_is_meant_by_the_clocks_of_its_site(
    hall: Hall, location: dict[str, Any], zone: str, offset: str
) -> None:
    boss = await company(hall)
    with pytest.raises(Refused) as no:
        await zone_of(boss, location, "2027-01-15T09:00")
    assert (
        no.value.fields["schedule.start"]
        == f"needs an offset, such as 2027-01-15T09:00:00{offset}, if it is meant in {zone}"
    )


async def test_the_day_of_a_visit_begins_where_the_site_is(hall: Hall) -> None:
    boss = await company(hall)
    assert await zone_of(boss, HELSINKI, "2027-01-15") == ("Europe/Helsinki", "2027-01-15T00:00:00+02:00")
    kept = await boss.call("create_saved_location", name="Store", address1="Katu 1", zip="00100", country="FI")
    saved = {"mode": "saved", "saved_location_id": kept["id"]}
    assert (await zone_of(boss, saved, "2027-01-15"))[1] == "2027-01-15T00:00:00+02:00"
    made = await boss.call("create_work_order", title="Fix it", location=HELSINKI, pay=FIXED)
    window = {"mode": "exact", "start": "2027-01-15"}
    moved = {"location": {**ADDRESS, **POINT}, "schedule": window}
    changed = await boss.call("update_work_order", work_order_id=made["id"], **moved)
    assert changed["schedule"]["service_window"]["start"]["local"] == "2027-01-15T00:00:00-06:00"
    with pytest.raises(Refused) as no:
        await boss.call("find_capacity", place=POINT, start="2027-01-15T09:00", end="2027-01-15T12:00Z")
    assert no.value.fields["start"].endswith("if it is meant in America/Chicago")
