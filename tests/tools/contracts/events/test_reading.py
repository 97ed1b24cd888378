"""Lists of a contract's events: what each level sees, filters, order and pages; and the same events shown elsewhere."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.cast import Job, contract, hire
from tests.tools.contracts.events.planned import add, plan, task, update
from tests.tools.scheduling.bookable import write


async def listed(caller: TestCaller, job: Job, **given) -> list[dict]:
    found = []
    while True:
        page = await caller.call("list_contract_events", contract_id=job.id, **given)
        found += page["events"]
        if "next_cursor" not in page:
            assert page["total"] == len(found)
            return found
        given["cursor"] = page["next_cursor"]


async def labels(caller: TestCaller, job: Job, **given) -> list[str | None]:
    return [row.get("label") for row in await listed(caller, job, **given)]


@pytest.fixture
async def many(hall: Hall, olga, will, rita, job) -> dict[str, int]:
    """One of every kind, by its label, each made a minute after the one before."""
    place = {"type": "participant", "id": job.place}

    async def made(answer) -> int:
        hall.clock.advance(minutes=1)
        return answer["id"]

    ids = {
        "Kick-off": await made(await plan(olga, job, will, label="Kick-off", amount="80", benefitable=place)),
        "Salary": await made(await plan(olga, job, label="Salary", start="2026-03-05T10:00:00+01:00", private=True)),
        "Review": await made(await plan(rita, job, label="Review", start="2026-03-03T10:00:00+01:00", duration=30)),
        "Paint": await made(await task(olga, job, label="Paint", date="2026-03-06", duration=90)),
        "Sometime": await made(await task(olga, job, label="Sometime")),
        "Note": await made(await add(rita, job, label="Note")),
        "Hours": await made(await add(will, job, duration=60, label="Hours")),
    }
    await add(olga, job, label="Below", parent_id=ids["Kick-off"], kind="task")
    return ids


async def test_what_others_do_is_seen_by_level(hall: Hall, olga, will, sam, job, many):
    async def at(read: int) -> list[tuple[str | None, str]]:
        await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=read)
        return [(row.get("label"), row["view"]) for row in await listed(sam, job)]

    busy = [(None, "busy"), (None, "busy"), (None, "busy")]
    for read in (0, 1):
        assert await at(read) == busy
    work = [
        ("Note", "full"), ("Review", "full"), ("Kick-off", "full"), (None, "busy"), ("Paint", "full"),
        ("Sometime", "full"), ("Below", "full"),
    ]  # fmt: skip
    for read in (2, 3):
        assert await at(read) == work
        assert not any({"amount", "payment_status_id"} & row.keys() for row in await listed(sam, job))
    money = await at(4)
    assert sorted(money, key=str) == sorted([*work, ("Hours", "full")], key=str)
    assert {row["label"]: row["amount"] for row in await listed(sam, job) if "amount" in row} == {
        "Kick-off": "80.00", "Hours": "40.00",
    }  # fmt: skip
    assert (None, "busy") not in await at(5)
    await write(hall, "UPDATE events SET deleted_at = created_at WHERE label = 'Salary'")
    assert "Salary" not in await labels(sam, job)


async def test_ones_own_part_is_seen_in_full_with_its_money(will, olga, job, many):
    await olga.call("add_contract_user", contract_id=job.id, user_id=will.id, role_id=3, read=1)
    rows = {row["id"]: row for row in await listed(will, job)}
    assert (rows[many["Kick-off"]]["amount"], rows[many["Hours"]]["amount"]) == ("80.00", "40.00")
    assert {id for id, row in rows.items() if row["view"] == "busy"} == {many["Salary"], many["Review"]}
    assert set(rows) == {many[name] for name in ("Kick-off", "Hours", "Salary", "Review")}


async def test_what_a_list_shows_is_what_each_event_shows(hall: Hall, olga, will, rita, sam, job, many):
    for read in range(6):
        await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=read)
        rows = {row["id"]: row for row in await listed(sam, job)}
        for id in (row[0] for row in hall.sql("SELECT id FROM events")):
            try:
                event = (await sam.call("get_event", event_id=id))["event"]
            except Refused as no:
                assert (no.status, id in rows) == (404, False)
                continue
            assert [event["view"], event.get("label"), event.get("amount")] == [
                rows[id].get(name) for name in ("view", "label", "amount")
            ]
            assert (event["status_id"], event.get("start"), event.get("date")) == (
                rows[id]["status_id"], rows[id].get("start"), rows[id].get("date"),
            )  # fmt: skip


@pytest.mark.parametrize("write_level", [3, 4, 5])
async def test_amounts_of_others_take_read_level_4_whatever_may_be_changed(olga, sam, job, many, write_level):
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=0, write=write_level)
    assert not any({"amount", "payment_status_id"} & row.keys() for row in await listed(sam, job))
    assert await listed(sam, job, not_null=["amount"]) == []
    if write_level >= 4:
        assert "amount" not in (await sam.call("get_event", event_id=many["Hours"]))["event"]


async def test_a_row_says_who_comes_who_is_paid_and_what_hangs_below(will, olga, job, many):
    row = next(row for row in await listed(olga, job) if row["id"] == many["Kick-off"])
    assert row == {
        "id": many["Kick-off"], "contract_id": job.id, "type_id": 1, "status_id": 100, "payment_status_id": 100,
        "label": "Kick-off", "start": "2026-03-04T10:00:00+01:00", "end": "2026-03-04T11:00:00+01:00",
        "date": "2026-03-04", "timezone": "Europe/Berlin", "duration": 60, "amount": "80.00", "currency": "EUR",
        "benefitable": {"type": "participant", "id": job.place, "name": "Will"}, "attendees_count": 1,
        "children_count": 1, "view": "full",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["Note", "Hours", "Review", "Kick-off", "Salary", "Paint", "Sometime", "Below"]),
        ({"descending": True}, ["Paint", "Salary", "Kick-off", "Review", "Hours", "Note", "Below", "Sometime"]),
        ({"sort_by": "end"}, ["Note", "Hours", "Review", "Kick-off", "Salary", "Paint", "Sometime", "Below"]),
        ({"sort_by": "label"}, ["Below", "Hours", "Kick-off", "Note", "Paint", "Review", "Salary", "Sometime"]),
        ({"sort_by": "amount", "not_null": ["amount"]}, ["Hours", "Kick-off"]),
        ({"sort_by": "duration", "not_null": ["duration", "date"]}, ["Review", "Kick-off", "Salary", "Hours", "Paint"]),
        (
            {"sort_by": "created_at", "descending": True},
            ["Below", "Hours", "Note", "Sometime", "Paint", "Review", "Salary", "Kick-off"],
        ),
        ({"sort_by": "status_id", "type_id": 1}, ["Kick-off", "Salary", "Review"]),
        ({"type_id": 3}, ["Hours"]),
        ({"status_id": 777}, ["Note"]),
        ({"payment_status_id": 100}, ["Hours", "Kick-off"]),
        ({"not_null": ["start"]}, ["Review", "Kick-off", "Salary"]),
        ({"start": "2026-03-04T10:00:00Z"}, ["Salary", "Paint"]),
        ({"start": "2026-03-04T09:59:59Z"}, ["Kick-off", "Salary", "Paint"]),
        ({"end": "2026-03-04T09:00:00Z"}, ["Note", "Hours", "Review"]),
        ({"end": "2026-03-04T09:00:01Z"}, ["Note", "Hours", "Review", "Kick-off"]),
        ({"start": "2026-03-05", "end": "2026-03-06"}, ["Salary"]),
        ({"date_from": "2026-03-04", "date_to": "2026-03-06"}, ["Kick-off", "Salary"]),
        ({"date_from": "2026-03-06"}, ["Paint"]),
    ],
)
async def test_filters_and_orders(olga, job, many, given, expected):
    assert await labels(olga, job, **given) == expected
    assert await labels(olga, job, limit=1, **given) == expected


async def test_a_filter_by_person_finds_what_they_have_to_do_with(olga, will, rita, job, many):
    assert await labels(olga, job, user_id=will.id) == ["Hours", "Kick-off"]
    assert await labels(olga, job, user_id=rita.id) == ["Note", "Review"]
    await olga.call(
        "record_participant_deposit", participant_id=job.place, amount="10", method="balance", date="2026-03-02"
    )
    assert [row["type_id"] for row in await listed(olga, job, user_id=olga.id, type_id=4)] == [4]


@pytest.mark.parametrize(
    "given",
    [{"user_id": "olga"}, {"not_null": ["amount"]}, {"not_null": ["label"]}, {"payment_status_id": 100}],
)
async def test_filters_do_not_tell_what_is_behind_busy_time(olga, sam, job, many, given):
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=1)
    if "user_id" in given:
        given = {"user_id": olga.id}
    assert await listed(sam, job, **given) == []
    rows = await listed(sam, job, sort_by="label")
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


async def test_the_state_is_that_of_the_moment(hall: Hall, olga, job):
    event = (await plan(olga, job))["id"]
    hall.clock.advance(days=4)
    assert [(row["id"], row["status_id"]) for row in await listed(olga, job, status_id=555)] == [(event, 555)]
    assert await listed(olga, job, status_id=200) == []


@pytest.mark.parametrize(
    ("given", "field", "texts"),
    [
        (
            {"start": "2026-03-05T00:00:00Z", "end": "2026-03-04T00:00:00Z"},
            "end",
            ["2026-03-05T01:00:00", "2026-03-04T01:00:00"],
        ),
        ({"date_from": "2026-03-05", "date_to": "2026-03-04"}, "date_to", ["2026-03-05", "2026-03-04"]),
        ({"not_null": ["colour"]}, "not_null[0]", ["amount", "payment_status_id"]),
        ({"sort_by": "colour"}, "sort_by", ["amount", "created_at"]),
    ],
)
async def test_what_cannot_be_asked_is_named(olga, job, given, field, texts):
    with pytest.raises(Refused) as no:
        await listed(olga, job, **given)
    assert all(text in no.value.fields[field] for text in texts)


async def test_further_contracts_are_listed_with_it_by_their_own_levels(olga, will, sam, job, many):
    below = await contract(olga, label="Below", parent_id=job.id)
    await hire(olga, below, will)
    await olga.call("create_contract_event", contract_id=below, label="There", date="2026-03-04")
    rows = await listed(olga, job, contract_ids=[below, below, job.id], type_id=2)
    assert [(row["label"], row["contract_id"]) for row in rows if row["label"] == "There"] == [("There", below)]
    assert len(rows) == 5
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6)
    with pytest.raises(Refused) as no:
        await listed(sam, job, contract_ids=[below])
    assert (no.value.status, f"contract {below}" in no.value.text) == (404, True)


async def test_rows_made_while_one_reads_are_neither_skipped_nor_told_twice(hall: Hall, olga, job):
    for minute in range(6):
        await task(olga, job, label=f"T{minute}", date="2026-03-05")
        hall.clock.advance(minutes=1)
    first = await olga.call("list_contract_events", contract_id=job.id, limit=3)
    await task(olga, job, label="New", date="2026-03-01")
    rest = await olga.call("list_contract_events", contract_id=job.id, limit=100, cursor=first["next_cursor"])
    assert [row["label"] for row in first["events"] + rest["events"]] == [f"T{minute}" for minute in range(6)]


class TestElsewhere:
    """Events of contracts in the tools of single events and of what comes up."""

    async def test_coming_up_are_those_one_owns_attends_or_works_on(self, hall: Hall, olga, will, rita, sam, job, many):
        async def coming(caller, **given):
            items = (await caller.call("list_upcoming_events", **given))["items"]
            return [(row["label"], row["role"]) for row in items if row["kind"] == "event"]

        assert await coming(will) == [("Kick-off", "attendee")]
        assert await coming(rita) == [("Review", "owner")]
        assert await coming(olga) == [("Kick-off", "owner"), ("Salary", "owner")]
        await update(olga, job, many["Kick-off"], attendees=[])
        assert await coming(will) == [("Kick-off", "payee")]

    async def test_children_are_seen_by_each_ones_own_level(self, hall: Hall, olga, will, sam, job, many):
        top = many["Kick-off"]
        await task(olga, job, label="Secret", parent_id=top, private=True)
        await task(olga, job, label="Priced", parent_id=top, amount="10")
        await add(will, job, duration=15, label="Quarter", parent_id=top)

        async def below(caller):
            rows = (await caller.call("list_child_events", event_id=top))["events"]
            return {row["label"]: row.get("amount") for row in rows}

        everything = {"Below": None, "Secret": None, "Priced": "10.00", "Quarter": "10.00"}
        assert await below(olga) == everything
        await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=2)
        assert await below(sam) == {"Below": None, "Priced": None}
        assert await below(will) == {"Below": None, "Priced": None, "Quarter": "10.00"}
        await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=4)
        assert await below(sam) == {"Below": None, "Priced": "10.00", "Quarter": "10.00"}
        await olga.call("add_contract_user", contract_id=job.id, user_id=will.id, role_id=3, read=1)
        assert await below(will) == {"Quarter": "10.00"}

    async def test_an_attendee_does_not_see_what_others_get(self, hall: Hall, olga, will, rita, sam, job):
        await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=2)
        event = (await plan(olga, job, will, sam, amount="80", benefitable={"type": "participant", "id": job.place}))[
            "id"
        ]
        seen = (await sam.call("get_event", event_id=event))["event"]
        assert (seen["benefitable"]["id"], "amount" in seen, "payment_status_id" in seen) == (will.id, False, False)
        for caller in (olga, will, rita):
            assert (await caller.call("get_event", event_id=event))["event"]["amount"] == "80.00"

    async def test_a_calendar_shows_them_by_level_too(self, hall: Hall, olga, will, sam, job, many):
        week = {"kal_id": job.kal_id, "start": "2026-03-02T00:00:00Z", "end": "2026-03-09T00:00:00Z"}
        for read in range(6):
            await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=read)
            dated = [row for row in await listed(sam, job, start=week["start"], end=week["end"]) if row["type_id"] < 3]
            rows = (await sam.call("get_calendar", limit=100, **week))["events"]
            assert {row["id"]: row["view"] for row in rows} == {row["id"]: row["view"] for row in dated}


async def test_dates_count_in_the_contracts_zone(olga, job):
    late = (await plan(olga, job, start="2026-03-04T23:30:00Z", duration=15))["id"]
    assert [row["id"] for row in await listed(olga, job, date_from="2026-03-05", date_to="2026-03-06")] == [late]
    assert await listed(olga, job, date_to="2026-03-05") == []
