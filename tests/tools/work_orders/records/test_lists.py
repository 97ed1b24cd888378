"""Finding work orders: what each side sees, every filter, paging, views and saved searches."""

import json

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    FIXED,
    HOURLY,
    SITE,
    assigned,
    company,
    done,
    order,
    provider,
    published,
    row,
    write,
)

STAMP = "2026-03-02T09:00:00.000Z"


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def found(caller, **filters):
    answer = await caller.call("list_work_orders", **filters)
    assert answer["total"] == answer["metadata"]["total"]
    return [each["id"] for each in answer["results"]]


async def test_a_company_sees_its_orders_newest_first_but_no_deleted_ones(hall):
    boss, rival = await company(hall), await company(hall, "Rival")
    first, second, gone = await order(boss), await published(boss), await order(boss)
    await order(rival)
    await boss.call("cancel_work_order", work_order_id=gone, cancel_reason=56)
    assert await found(boss) == [second, first]
    line = (await boss.call("list_work_orders"))["results"][0]
    assert line["status"]["display"] == "Published"
    assert line == {
        "id": second, "title": "Install a POS terminal", "status": {"name": "published", "display": "Published"},
        "start": "2026-03-10T04:00:00-05:00", "place": "Minneapolis, MN", "pay_max": "400.00 USD",
    }  # fmt: skip


async def test_a_provider_sees_what_is_listed_offered_asked_for_or_assigned(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    draft, listed = await order(boss), await published(boss)
    mine = await assigned(boss, pia)
    routed = await order(boss, schedule={"mode": "exact", "start": "2026-03-12T09:00:00Z"})
    await boss.call("route_work_order", work_order_id=routed, user_id=pia.id)
    assert await found(pia) == [routed, mine, listed]
    assert await found(kim) == [listed]
    assert draft not in await found(pia)
    line = (await pia.call("list_work_orders"))["results"][2]
    assert line["company"]["name"] == "Acme"
    line = (await pia.call("list_work_orders", columns=["location", "assignee", "incident_id", "client"]))["results"][2]
    assert "address1" not in line["location"]
    assert line["location"]["coordinates"] == {"latitude": 44.98, "longitude": -93.27, "exact": False}
    assert not {"assignee", "incident_id", "client"} & set(line)
    assert await found(pia, status=["assigned"]) == [mine]
    assert await found(pia, list="workorders_published_routed") == [routed, listed]


async def test_pages_neither_skip_nor_repeat_while_orders_are_added(hall):
    boss = await company(hall)
    ids = [await order(boss, title=f"Job {number % 3}") for number in range(7)]
    for sort, direction in (("id", "desc"), ("title", "asc"), ("schedule", "desc"), ("pay", "asc"), ("status", "asc")):
        seen, cursor = [], None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = await boss.call("list_work_orders", sort=sort, order=direction, limit=3, **more)
            seen += [each["id"] for each in page["results"]]
            cursor = page.get("next_cursor")
            if cursor is None:
                break
            if sort == "id" and len(ids) == 7:
                ids.append(await order(boss))
        assert sorted(seen) == sorted(ids if sort != "id" else ids[:7])
        assert len(set(seen)) == len(seen)
    titles = [each["title"] for each in (await boss.call("list_work_orders", sort="title", order="asc"))["results"]]
    assert titles == sorted(titles, key=str.casefold)


async def test_pages_by_number_know_how_many_there_are(hall):
    boss = await company(hall)
    ids = [await order(boss) for _ in range(5)]
    second = await boss.call("list_work_orders", page=2, per_page=2)
    assert [each["id"] for each in second["results"]] == [ids[2], ids[1]]
    assert second["metadata"] == {
        "total": 5, "page": 2, "per_page": 2, "pages": 3, "list": "workorders_all", "sort": "id", "order": "desc",
    }  # fmt: skip
    cursor = (await boss.call("list_work_orders", limit=2))["next_cursor"]
    no = await refusal(boss.call("list_work_orders", page=2, limit=2, cursor=cursor))
    assert no.code == "invalid_argument"


async def test_filters_on_content_and_place(hall):
    boss = await company(hall)
    pos = await order(boss, title="Install POS-terminal", description="<p>Bring ladder</p>", incident_id="INC-1001")
    remote = await order(
        boss, title="Printer setup", type_of_work_id=76, location={"mode": "remote"}, pay=HOURLY, service_type_id=5
    )
    far = await order(
        boss, title="Cabling", type_of_work_id=94,
        location={**SITE, "city": "Austin", "state": "TX", "zip": "73301", "latitude": 30.27, "longitude": -97.74},
    )  # fmt: skip
    cases = [
        ({"search": "ladder"}, [pos]),
        ({"search": "POS-Terminal install"}, [pos]),
        ({"search": "terminal printer"}, []),
        ({"search": "inc-1001"}, [pos]),
        ({"search": str(far)}, [far]),
        ({"search": "austin"}, [far]),
        ({"work_order_ids": [pos, far]}, [far, pos]),
        ({"type_of_work_id": 76}, [remote]),
        ({"type_of_work_id": [76, 94]}, [far, remote]),
        ({"service_type_id": [5]}, [remote]),
        ({"incident_id": "INC-1001"}, [pos]),
        ({"city": "AUSTIN"}, [far]),
        ({"state": "tx"}, [far]),
        ({"postal_code": "554*"}, [pos]),
        ({"postal_code": "73301"}, [far]),
        ({"country": "US"}, [far, pos]),
        ({"remote": True}, [remote]),
        ({"remote": False}, [far, pos]),
        ({"pay_type": "hourly"}, [remote]),
        ({"pay_range": {"max": "300"}}, [remote]),
        ({"pay_range": {"min": "260.00", "max": "260"}}, [remote]),
        ({"location_radius": {"latitude": 44.98, "longitude": -93.26, "distance_km": 5}}, [pos]),
        ({"location_radius": {"latitude": 44.98, "longitude": -93.26, "distance_km": 1600.0}}, [pos]),
        ({"location_radius": {"latitude": 44.98, "longitude": -93.26, "distance_km": 1700.0}}, [far, pos]),
        ({"network_id": 1, "type_of_work_id": 62}, [pos]),
        ({"network_id": 9}, []),
    ]
    for filters, expected in cases:
        assert await found(boss, **filters) == expected, filters
    await boss.call("update_work_order", work_order_id=pos, description="<p>Bring a drill</p>", title="Rack")
    assert await found(boss, search="ladder") == []
    assert await found(boss, search="drill rack") == [pos]


async def test_filters_on_people_dates_and_records(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    tag = write(
        hall, "INSERT INTO company_tags (company_id, name, created_at) VALUES (?, 'VIP', ?)", boss.company, STAMP
    )
    field = write(
        hall, """INSERT INTO company_custom_fields (company_id, name, role, type, created_at, updated_at)
                 VALUES (?, 'Store', 'buyer', 'text', ?, ?)""", boss.company, STAMP, STAMP,
    )  # fmt: skip
    open_id = await published(boss, tags=[tag], custom_fields=[{"custom_field_id": field, "value": "42"}])
    hall.clock.advance(days=1)
    work = await assigned(boss, pia, schedule={"mode": "exact", "start": "2026-04-01T09:00:00Z"})
    over = await done(boss, kim)
    await kim.call("request_work_order", work_order_id=open_id)
    row(hall, "work_order_problems", work, type_id=3, comments="x", author_type="person", author_id=pia.id,
        created_at=STAMP, updated_at=STAMP)  # fmt: skip
    row(hall, "work_order_messages", over, role="provider", author_type="person", author_id=kim.id, message="Hi",
        created_at=STAMP)  # fmt: skip
    write(hall, "UPDATE work_order_etas SET delay_seconds = 600 WHERE work_order_id = ?", work)
    write(hall, "UPDATE persons SET rating_sum = 900, rating_count = 2 WHERE id = ?", pia.id)
    cases = [
        ({"assignment": "unassigned"}, [open_id]),
        ({"assignment": "assigned"}, [over, work]),
        ({"assignment": pia.id}, [work]),
        ({"tag_id": tag}, [open_id]),
        ({"custom_field": {"custom_field_id": field, "value": "42"}}, [open_id]),
        ({"requests": True}, [open_id]),
        ({"requests": False}, [over, work]),
        ({"counter_offers": True}, []),
        ({"has_problem": True}, [work]),
        ({"has_problem": False}, [over, open_id]),
        ({"unread_messages": True}, [over]),
        ({"late": True}, [work]),
        ({"confirmed": False, "status": ["assigned"]}, [work]),
        ({"rating": "4.5"}, [work]),
        ({"rating": "4.51,5"}, []),
        ({"created_date": "2026-03-02"}, [open_id]),
        ({"created_date": "2026-03-02,2026-03-03"}, [over, work, open_id]),
        ({"published_date": "2026-03-02"}, [open_id]),
        ({"assigned_date": "2026-03-03"}, [over, work]),
        ({"work_done_date": "2026-03-03"}, [over]),
        ({"approved_date": "2026-03-03"}, []),
        ({"service_schedule": "2026-03-31,2026-04-02"}, [work]),
        ({"status": ["published", "4"]}, [over, open_id]),
        ({"sub_status": ["requested"]}, [open_id]),
        ({"sub_status": ["unconfirmed", "requested"]}, [work, open_id]),
        ({"list": "workorders_problem"}, [work]),
        ({"list": "workorders_in_flight"}, []),
        ({"list": "workorders_work_done"}, [over]),
        ({"list": "workorders_draft", "status": ["published"]}, []),
    ]
    for filters, expected in cases:
        assert await found(boss, **filters) == expected, filters


async def test_filters_of_providers(hall):
    boss, pia = await company(hall), await provider(hall)
    tomorrow = await assigned(boss, pia, schedule={"mode": "exact", "start": "2026-03-03T15:00:00Z"})
    await assigned(boss, pia)
    listed = await published(boss)
    assert await found(pia, flightboard_tomorrow=True) == [tomorrow]
    assert await found(pia, max_approval_time=2) == []
    over = await done(boss, pia, schedule={"mode": "exact", "start": "2026-03-20T15:00:00Z"})
    hall.clock.advance(days=3)
    await boss.call("approve_work_order", work_order_id=over)
    assert listed in await found(pia, max_approval_time=3)
    assert await found(pia, max_approval_time=2) == []
    assert await found(pia, assignment="unassigned") == [listed]


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"list": "workorders_none"}, "list"),
        ({"status": ["lost"]}, "status"),
        ({"created_date": "yesterday"}, "created_date"),
        ({"created_date": "2026-03-02,2026-03-01"}, "created_date"),
        ({"rating": "six"}, "rating"),
        ({"assignment": "mine"}, "assignment"),
        ({"assignment": str(2**63)}, "assignment"),
        ({"created_date": "9999-12-31"}, "created_date"),
        ({"search": "--"}, "search"),
        ({"sort": "colour"}, "sort"),
        ({"columns": ["colour"]}, "columns"),
        ({"sticky": True}, "sticky_name"),
        ({"sticky_name": "nothing kept"}, "sticky_name"),
        ({"flightboard_tomorrow": True}, "flightboard_tomorrow"),
        ({"max_approval_time": 3}, "max_approval_time"),
        ({"pay_range": {"min": "1.005"}}, "pay_range"),
    ],
)
async def test_a_faulty_filter_is_named_with_what_is_allowed(hall, filters, field):
    boss = await company(hall)
    await order(boss)
    no = await refusal(boss.call("list_work_orders", **filters))
    assert no.code == "invalid_argument"
    assert field in no.fields


@pytest.mark.parametrize("filters", [{"requests": True}, {"tag_id": 1}, {"rating": "4"}, {"assignment": "999"}])
async def test_filters_on_what_a_provider_may_not_see_are_the_companys(hall, filters):
    await company(hall)
    pia = await provider(hall)
    assert next(iter(filters)) in (await refusal(pia.call("list_work_orders", **filters))).fields


async def test_canceled_orders_stand_in_all_only(hall):
    boss = await company(hall)
    id = await published(boss)
    row(hall, "work_order_problems", id, type_id=31, comments="x", author_type="agent", author_id=1, created_at=STAMP,
        updated_at=STAMP)  # fmt: skip
    await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)
    assert await found(boss) == [id]
    assert await found(boss, status=["canceled"]) == [id]
    assert await found(boss, list="workorders_problem") == []


async def test_states_that_exclude_each_other_find_nothing_whoever_looks(hall):
    boss, pia = await company(hall), await provider(hall)
    await order(boss)
    await published(boss)
    for caller in (boss, pia):
        for sort in ("id", "title"):
            assert await found(caller, list="workorders_draft", status=["published"], sort=sort) == []
        page = await caller.call("list_work_orders", list="workorders_draft", status=["published"], page=1)
        assert (page["metadata"]["total"], page["results"]) == (0, [])
    no = await refusal(
        boss.call("list_work_orders", list="workorders_draft", status=["paid"], created_date="2026-13-01")
    )
    assert "created_date" in no.fields


async def test_a_named_set_of_filters_is_kept_and_becomes_a_saved_search(hall):
    boss, rival = await company(hall), await company(hall, "Rival")
    cheap = await order(boss, pay=HOURLY)
    await order(boss, pay=FIXED)
    kept = {"pay_range": {"max": "300"}, "columns": ["title", "pay"], "sort": "pay", "order": "asc"}
    first = await boss.call("list_work_orders", sticky=True, sticky_name="Cheap", **kept)
    assert set(first["results"][0]) == {"id", "title", "pay"}
    again = await boss.call("list_work_orders", sticky_name="Cheap")
    assert [each["id"] for each in again["results"]] == [cheap]
    assert again["metadata"]["sort"] == "pay"
    saved = (await boss.call("list_work_order_lists"))["lists"][-1]
    assert (saved["label"], saved["count"], saved["filters"]) == ("Cheap", 1, {"pay_range": {"max": "300"}})
    assert await found(boss, list=saved["key"]) == [cheap]
    assert await found(boss, list=saved["key"], pay_type="fixed") != [cheap]
    assert "list" in (await refusal(rival.call("list_work_orders", list=saved["key"]))).fields
    counted = await boss.call("list_work_order_lists", list="workorders_all", sticky=True, sticky_name="Cheap")
    assert counted["lists"][0]["count"] == 1
    assert len(await found(boss)) == 2


async def test_views_show_what_they_are_for(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    await order(boss, location={"mode": "remote"})
    pins = await boss.call("list_work_orders", view="map")
    assert [each["id"] for each in pins["results"]] == [id]
    assert set(pins["results"][0]) == {"id", "title", "status", "location", "pay"}
    days = await boss.call("list_work_orders", view="schedule")
    assert days["days"] == [{"day": "2026-03-10", "work_order_ids": [id + 1, id]}]
    assert days["results"][0]["day"] == "2026-03-10"
    whole = await boss.call("list_work_orders", view="model", work_order_ids=[id])
    assert whole["results"][0]["tasks"]["total"] == 0
    tiles = await boss.call("list_work_orders", view="tiles", work_order_ids=[id])
    assert tiles["results"][0]["assignee"]["id"] == pia.id
    only = await boss.call("list_work_orders", columns=["status"], work_order_ids=[id])
    assert set(only["results"][0]) == {"id", "status"}


async def test_a_default_page_has_25_lines_in_8_kilobytes(hall):
    boss, pia = await company(hall), await provider(hall)
    await assigned(boss, pia, title="Install two POS terminals at the till")
    for number in range(26):
        await order(boss, title=f"Swap the label printer of till number {number}", pay=FIXED)
    first = await boss.call("list_work_orders")
    assert (len(first["results"]), first["total"], first["metadata"]["per_page"]) == (25, 27, 25)
    assert len(json.dumps(first, separators=(",", ":")).encode()) < 8000
    assert "note" not in first
    assert "all" not in first["metadata"]
    rest = await boss.call("list_work_orders", cursor=first["next_cursor"])
    assert [each.get("assignee", {}).get("id") for each in rest["results"]] == [None, pia.id]


async def test_a_list_that_is_whole_says_so(hall):
    boss = await company(hall)
    for _ in range(3):
        await order(boss)
    assert (await boss.call("list_work_orders"))["metadata"]["all"] is True
    assert (await boss.call("list_work_orders", page=1))["metadata"]["all"] is True
    assert "all" not in (await boss.call("list_work_orders", page=2, per_page=2))["metadata"]


async def test_full_records_stop_at_40_kilobytes_and_go_on_from_there(hall):
    boss = await company(hall)
    ids = [await order(boss, description="A long story. " * 600) for _ in range(5)]
    first = await boss.call("list_work_orders", view="model", limit=100)
    assert [each["id"] for each in first["results"]] == [ids[4], ids[3], ids[2]]
    assert first["total"] == 5
    assert "Only 3 fitted into 40 KB" in first["warnings"][0]
    rest = await boss.call("list_work_orders", view="model", limit=100, cursor=first["next_cursor"])
    assert [each["id"] for each in rest["results"]] == [ids[1], ids[0]]
    assert "next_cursor" not in rest
    numbered = await boss.call("list_work_orders", view="model", page=1, per_page=5)
    assert len(numbered["results"]) == 3
    assert "per_page 3" in numbered["warnings"][0]


async def test_fields_ask_for_what_a_line_does_not_show(hall):
    boss = await company(hall)
    await order(boss, description="<p>Bring a ladder</p>")
    answer = await boss.call("list_work_orders", fields=["id", "schedule", "description"])
    assert set(answer["results"][0]) == {"id", "schedule", "description"}


async def test_a_day_is_meant_in_the_companys_zone(hall):
    boss = await company(hall)
    write(hall, "UPDATE companies SET timezone = 'America/Chicago' WHERE id = ?", boss.company)
    late = await order(boss, schedule={"mode": "exact", "start": "2026-03-11T03:00:00Z"})
    await order(boss, schedule={"mode": "exact", "start": "2026-03-11T15:00:00Z"})
    assert await found(boss, service_schedule="2026-03-10") == [late]
    assert await found(boss, created_date="2026-03-01") == []
    hall.clock.advance(hours=18)
    night = await order(boss)
    assert night in await found(boss, created_date="2026-03-02")
    assert await found(boss, created_date="2026-03-03") == []
