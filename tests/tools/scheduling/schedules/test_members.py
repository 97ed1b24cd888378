"""Who serves a schedule: roles, levels, several hosts, leaving."""

from __future__ import annotations

import pytest

from tests.hall import Refused, TestCaller
from tests.tools.scheduling.bookable import write
from tests.tools.scheduling.schedule_world import agree, open_from, publish, slots


async def ask(by: TestCaller, schedule_id: int, *rows: tuple[TestCaller, int], **levels: int):
    users = [{"user_id": user.id, "role_id": role, **levels} for user, role in rows]
    return await by.call("add_schedule_users", schedule_id=schedule_id, users=users)


async def add(by: TestCaller, schedule_id: int, *rows: tuple[TestCaller, int], **levels: int):
    """Ask people and let those who have to say yes."""
    asked = await ask(by, schedule_id, *rows, **levels)
    invited = {row["user"]["id"] for row in asked["users"] if row["status"] == "invited"}
    await agree(schedule_id, *(user for user, _ in rows if user.id in invited))
    return asked


def roles(answer: dict) -> dict[int, tuple[int, int, int]]:
    return {row["user"]["id"]: (row["role_id"], row["read"], row["write"]) for row in answer["users"]}


async def test_levels_come_with_the_role_and_hosts_are_told(hall, ida, bob, cid):
    schedule_id = await publish(ida)
    added = await add(ida, schedule_id, (bob, 3), (cid, 6))
    assert (added["added"], added["updated"], added["invited"]) == (0, 0, 2)
    assert roles(added) == {bob.id: (3, 2, 2), cid.id: (6, 2, 0)}
    less = await ask(ida, schedule_id, (bob, 3), read=1, write=1)
    assert (less["added"], less["updated"], less["invited"]) == (0, 1, 0)
    again = await add(ida, schedule_id, (bob, 2))
    assert (again["added"], again["updated"], again["invited"]) == (0, 0, 1)
    assert roles(await ida.call("list_schedule_users", schedule_id=schedule_id)) == {
        ida.id: (1, 2, 3),
        bob.id: (2, 2, 3),
        cid.id: (6, 2, 0),
    }
    told = hall.sql(
        "SELECT text FROM notices WHERE kind <> 'money_in' AND owner_type = 'person' AND owner_id = ? ORDER BY id",
        bob.id,
    )
    assert "You are asked to be host of schedule" in told[0][0]


async def test_two_hosts_give_twice_the_places_and_each_is_busy_alone(hall, ida, bob, cid):
    schedule_id = await publish(ida)
    await add(ida, schedule_id, (bob, 3))
    booked = [await cid.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T09:00:00Z") for _ in range(2)]
    assert [event["event"]["hosts"][0]["id"] for event in booked] == [ida.id, bob.id]
    assert await slots(cid, schedule_id, "2026-03-03") == ["10:00", "11:00"]
    listed = await ida.call("list_schedule_users", schedule_id=schedule_id)
    assert {row["user"]["id"]: row["bookings_ahead"] for row in listed["users"]} == {ida.id: 1, bob.id: 1}


async def test_all_hosts_must_be_free_where_all_serve(hall, ida, bob, cid):
    schedule_id = await publish(ida, open_from("09:00", "12:00", hosts="all"))
    await add(ida, schedule_id, (bob, 3))
    other = await publish(bob)
    await cid.call("book_schedule", schedule_id=other, start="2026-03-03T10:00:00Z")
    assert await slots(cid, schedule_id, "2026-03-03") == ["09:00", "11:00"]
    booked = await cid.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T09:00:00Z")
    assert {host["id"] for host in booked["event"]["hosts"]} == {ida.id, bob.id}
    assert await slots(cid, other, "2026-03-03") == ["11:00"]


async def test_an_owner_who_does_not_serve_is_not_asked(hall, ida, bob, cid):
    schedule_id = await publish(ida, open_from("09:00", "12:00", owner_hosts=False))
    assert await slots(cid, schedule_id, "2026-03-03") == []
    await add(ida, schedule_id, (bob, 3))
    busy = await publish(ida)
    await cid.call("book_schedule", schedule_id=busy, start="2026-03-03T09:00:00Z")
    assert await slots(cid, schedule_id, "2026-03-03") == ["09:00", "10:00", "11:00"]


@pytest.mark.parametrize(
    ("rows", "place", "says"),
    [
        ([{"user_id": 999, "role_id": 3}], "users[0]", "no person 999"),
        ([{"user_id": 2, "role_id": 3}, {"user_id": 2, "role_id": 6}], "users[1]", "named twice"),
        ([{"user_id": 1, "role_id": 3}], "users[0]", "keeps role 1"),
        ([{"user_id": 2, "role_id": 1}, {"user_id": 3, "role_id": 1}], "users", "one owner"),
    ],
)
async def test_one_faulty_row_adds_nobody(hall, ida, bob, cid, rows, place, says):
    schedule_id = await publish(ida)
    with pytest.raises(Refused) as refused:
        await ida.call("add_schedule_users", schedule_id=schedule_id, users=rows)
    assert says in refused.value.fields[place]
    assert hall.sql("SELECT count(*) FROM schedule_users") == [(1,)]


async def test_nobody_gives_more_than_they_have(hall, ida, bob, cid):
    schedule_id = await publish(ida)
    await add(ida, schedule_id, (bob, 2), read=1, write=3)
    with pytest.raises(Refused) as refused:
        await add(bob, schedule_id, (cid, 3))
    assert "above your own 1/3" in refused.value.fields["users[0]"]
    with pytest.raises(Refused) as refused:
        await add(bob, schedule_id, (cid, 1))
    assert "only the owner" in refused.value.fields["users[0]"]
    await add(ida, schedule_id, (bob, 3))
    with pytest.raises(Refused) as refused:
        await add(bob, schedule_id, (cid, 6))
    assert refused.value.status == 403


async def test_handing_over_moves_the_schedule_to_its_new_owner(hall, ida, bob, cid):
    schedule_id = await publish(ida, slug="lessons", price="60.00", currency="EUR")
    await publish(bob, slug="lessons")
    asked = await ask(ida, schedule_id, (bob, 1))
    assert roles(asked) == {bob.id: (1, 2, 3)}
    assert roles(await ida.call("list_schedule_users", schedule_id=schedule_id))[ida.id] == (1, 2, 3)
    handed = await bob.call("accept_schedule_role", schedule_id=schedule_id, role_id=1)
    assert any("lost its public address" in warning for warning in handed["warnings"])
    shown = (await bob.call("get_schedule", schedule_id=schedule_id))["schedule"]
    (kal_id,) = hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", bob.id)[0]
    assert (shown["user_id"], shown["kal_id"], shown["benefitable_id"]) == (bob.id, kal_id, bob.id)
    assert roles(await bob.call("list_schedule_users", schedule_id=schedule_id))[ida.id] == (2, 2, 3)
    await bob.call("remove_schedule_user", schedule_id=schedule_id, user_id=ida.id)
    with pytest.raises(Refused) as refused:
        await ida.call("delete_schedule", schedule_id=schedule_id)
    assert refused.value.status == 403


async def test_agreed_working_hours_take_observers_only(hall, ida, bob, cid):
    schedule_id = await publish(ida, type_id=2)
    await hall.app.database.write(lambda tx: tx.change("schedules", schedule_id, participant_id=7, contract_id=3))
    with pytest.raises(Refused) as refused:
        await add(ida, schedule_id, (bob, 3))
    assert "only observers" in refused.value.fields["users[0]"]
    await add(ida, schedule_id, (bob, 6))


async def test_strangers_see_only_who_serves_a_public_schedule(hall, ida, bob, cid):
    public, private = await publish(ida), await publish(ida, private=True)
    await add(ida, public, (bob, 6))
    seen = await cid.call("list_schedule_users", schedule_id=public)
    assert seen["users"] == [
        {
            "user": {"id": ida.id, "owner_type": "user", "name": "Ida"},
            "role_id": 1,
            "role_name": "owner",
            "status": "active",
        }
    ]
    for id in (private, 999):
        with pytest.raises(Refused) as refused:
            await cid.call("list_schedule_users", schedule_id=id)
        assert refused.value.status == 404
    assert [
        row["role_id"] for row in (await bob.call("list_schedule_users", schedule_id=public, role_id=6))["users"]
    ] == [6]


class TestLeaving:
    async def test_bookings_go_to_another_free_host(self, hall, ida, bob, cid):
        schedule_id = await publish(ida, open_from("09:00", "12:00", owner_hosts=False))
        await add(ida, schedule_id, (bob, 3))
        first = await cid.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T09:00:00Z")
        second = await cid.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T10:00:00Z")
        dee = await hall.person("dee@work.test", credit="5 USDT")
        await add(ida, schedule_id, (dee, 3))
        await cid.call("book_schedule", schedule_id=await publish(dee), start="2026-03-03T10:00:00Z")
        left = await bob.call("remove_schedule_user", schedule_id=schedule_id)
        assert left["reassigned"] == [{"event_id": first["event"]["id"], "from_user_id": bob.id, "to_user_id": dee.id}]
        assert left["needs_host"] == [second["event"]["id"]]
        hosts = dict(hall.sql("SELECT event_id, user_id FROM event_hosts"))
        assert (hosts[first["event"]["id"]], hosts[second["event"]["id"]]) == (dee.id, bob.id)
        lead = hall.sql("SELECT lead_host_id FROM events WHERE id = ?", first["event"]["id"])
        assert lead == [(dee.id,)]
        assert [row["user"]["id"] for row in left["users"]] == [ida.id, dee.id]

    async def test_a_slot_that_lapsed_a_moment_ago_leaves_its_host_free(self, hall, ida, bob, cid):
        schedule_id = await publish(ida, open_from("09:00", "12:00", owner_hosts=False), price="9.00", currency="EUR")
        await add(ida, schedule_id, (bob, 3))
        await hall.credit(cid.owner, "20 EUR")
        start = "2026-03-03T09:00:00Z"
        paid = await cid.call("book_schedule", schedule_id=schedule_id, start=start, pay="balance")
        dee = await hall.person("dee@work.test", credit="5 USDT")
        await add(ida, schedule_id, (dee, 3))
        held = await cid.call("book_schedule", schedule_id=schedule_id, start=start, pay="later")
        assert [host["id"] for host in held["event"]["hosts"]] == [dee.id]
        hall.clock.advance(hours=1)
        left = await bob.call("remove_schedule_user", schedule_id=schedule_id)
        assert [(each["event_id"], each["to_user_id"]) for each in left["reassigned"]] == [
            (paid["event"]["id"], dee.id)
        ]

    async def test_what_none_of_the_others_can_lead_stays(self, hall, ida, bob, cid):
        """Two events of one start that share a host were made before the own ones of a schedule counted everywhere."""
        schedule_id = await publish(ida, open_from("09:00", "12:00", owner_hosts=False, hosts="all"))
        await add(ida, schedule_id, (bob, 3), (cid, 3))
        booker = await hall.person("dee@work.test", credit="5 USDT")
        booked = await booker.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T09:00:00Z")
        event, other = booked["event"]["id"], booked["event"]["id"] + 1
        copy = """INSERT INTO events (id, owner_type, owner_id, type_id, status_id, kal_schedule_id, kal_id, label, timezone,
                      start_at, end_at, duration, slot, capacity, lead_host_type, lead_host_id, created_at, updated_at)
                  SELECT :other, owner_type, owner_id, type_id, status_id, kal_schedule_id, kal_id, label, timezone, start_at,
                      end_at, duration, slot, capacity, lead_host_type, :lead, created_at, updated_at
                  FROM events WHERE id = :event"""
        await write(hall, copy, other=other, lead=cid.id, event=event)
        left = await bob.call("remove_schedule_user", schedule_id=schedule_id)
        assert (left["reassigned"], left["needs_host"]) == ([], [event])
        assert hall.sql("SELECT user_id FROM event_hosts WHERE event_id = ? ORDER BY id", event) == [
            (bob.id,),
            (cid.id,),
        ]

    async def test_the_owner_hands_over_first(self, hall, ida, bob, cid):
        schedule_id = await publish(ida)
        with pytest.raises(Refused) as refused:
            await ida.call("remove_schedule_user", schedule_id=schedule_id)
        assert refused.value.shape["state"] == "owner"
        assert "add_schedule_users" in refused.value.next

    async def test_others_are_taken_off_with_level_3_only(self, hall, ida, bob, cid):
        schedule_id = await publish(ida)
        await add(ida, schedule_id, (bob, 3), (cid, 3))
        with pytest.raises(Refused) as refused:
            await bob.call("remove_schedule_user", schedule_id=schedule_id, user_id=cid.id)
        assert refused.value.status == 403
        await ida.call("remove_schedule_user", schedule_id=schedule_id, user_id=cid.id)
        assert f"Take person {cid.id} (host) off schedule" in ida.questions[-1]
        with pytest.raises(Refused) as refused:
            await ida.call("remove_schedule_user", schedule_id=schedule_id, user_id=cid.id)
        assert refused.value.status == 404
        assert "list_schedule_users" in refused.value.next
