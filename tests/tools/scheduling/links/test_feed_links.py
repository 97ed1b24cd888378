"""Importing by an iCalendar address: what is read blocks time, once and by difference, and what cannot be read is said."""

from __future__ import annotations

import gzip

import httpx
import pytest

from store.scheduling.feeds import installation_id
from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, offer, write
from tests.tools.scheduling.cast import appointment, book, calendar_of
from tests.tools.scheduling.links.outside_world import (
    ADDRESS,
    DENTIST,
    Web,
    blocks,
    event,
    feed,
    link_of,
    notices,
    occurrences,
)
from tools.scheduling.links.rules.event_uids import event_uid


@pytest.fixture
def web(hall):
    return Web(hall)


async def linked(eva, hall, **more):
    """Eva's calendar tied to the feed; its id and the answer."""
    kal_id = calendar_of(hall, eva)
    return kal_id, await eva.call("connect_calendar_feed", kal_id=kal_id, address=ADDRESS, **more)


async def test_an_outside_appointment_blocks_the_slot_of_every_schedule(hall, web, eva, ann):
    schedule, other = await offer(hall, eva), await offer(hall, eva)
    web.serve(feed(DENTIST))
    kal_id, made = await linked(eva, hall)
    assert (made["link"]["status"], made["link"]["direction"], made["link"]["provider"]) == ("syncing", "import", "ics")
    await web.poll()
    for each in (schedule, other):
        with pytest.raises(Refused) as refused:
            await book(ann, each)
        assert refused.value.code == "slot_taken"
    await book(ann, schedule, "2026-03-04T11:00:00Z")
    link = await link_of(eva, kal_id)
    assert (link["status"], link["last_sync_at"], link["summary"]) == ("connected", "2026-03-02T09:00:00Z", "Private")
    assert occurrences(hall) == [("Dentist", "2026-03-04T10:00:00.000Z", 1)]


async def test_it_blocks_the_main_calendar_unless_another_is_named(hall, web, eva):
    web.serve(feed(DENTIST))
    made = await eva.call("connect_calendar_feed", address=ADDRESS)
    main = (await eva.call("get_default_calendar"))["calendar"]["id"]
    assert hall.sql("SELECT kal_id FROM calendar_links WHERE id = ?", made["link"]["id"]) == [(main,)]
    with pytest.raises(Refused) as refused:
        await eva.call("connect_calendar_feed", address="https://eva:pw@calendar.example.com/x.ics")
    assert refused.value.fields == {"address": "must not hold a user name or password"}


async def test_it_stands_in_a_read_only_calendar_of_its_own(hall, web, eva):
    web.serve(feed(DENTIST))
    kal_id, made = await linked(eva, hall)
    await web.poll()
    imported = made["link"]["imported_kal_id"]
    rows = hall.sql("SELECT type_id, private, label, external_id FROM calendars WHERE id = ?", imported)
    assert rows == [(3, 1, "Private", "https://calendar.example.com/…")]
    with pytest.raises(Refused) as refused:
        await eva.call("connect_calendar_feed", kal_id=imported, address=ADDRESS)
    assert refused.value.code == "wrong_state"
    assert (await link_of(eva, imported))["kal_id"] == kal_id


async def test_its_owner_sees_it_among_what_comes_up(hall, web, eva):
    nameless = event("n@x", "20260304T120000Z", "20260304T130000Z", "")
    web.serve(feed(DENTIST, nameless))
    _, made = await linked(eva, hall)
    await web.poll()
    coming = await eva.call("list_upcoming_events", kal_id=made["link"]["imported_kal_id"])
    assert [(item["kind"], item["label"]) for item in coming["items"]] == [("busy", "Dentist"), ("busy", "Private")]


async def test_a_name_of_the_owners_own_stays(hall, web, eva):
    web.serve(feed(DENTIST, name="Theirs"))
    _, made = await linked(eva, hall, summary="Mine")
    await web.poll()
    label = hall.sql("SELECT label FROM calendars WHERE id = ?", made["link"]["imported_kal_id"])
    assert (label, hall.sql("SELECT summary FROM calendar_links")) == ([("Mine",)], [("Mine",)])


async def test_free_appointments_are_shown_and_block_nothing(hall, web, eva, ann):
    schedule = await offer(hall, eva)
    web.serve(feed(event("a@x", "20260304T100000Z", "20260304T110000Z", "Birthday", "TRANSP:TRANSPARENT")))
    await linked(eva, hall)
    await web.poll()
    assert occurrences(hall) == [("Birthday", "2026-03-04T10:00:00.000Z", 0)]
    assert blocks(hall) == []
    await book(ann, schedule)


async def test_what_moves_or_goes_outside_moves_or_goes_here(hall, web, eva, ann):
    schedule = await offer(hall, eva)
    other = event("b@x", "20260305T120000Z", "20260305T130000Z", "Lunch")
    web.serve(feed(DENTIST, other))
    await linked(eva, hall)
    await web.poll()
    web.serve(feed(event("a@x", "20260304T140000Z", "20260304T150000Z")))
    await web.poll(minutes=17)
    assert occurrences(hall) == [("Dentist", "2026-03-04T14:00:00.000Z", 1)]
    assert blocks(hall) == [("2026-03-04T14:00:00.000Z", "2026-03-04T15:00:00.000Z")]
    await book(ann, schedule)


async def test_the_same_read_twice_writes_nothing(hall, web, eva):
    web.serve(feed(DENTIST))
    await linked(eva, hall)
    await web.poll()
    before = hall.sql("SELECT * FROM external_events"), hall.sql("SELECT * FROM busy_blocks")
    # Another stamp makes another text of the same appointments.
    web.serve(feed(DENTIST).replace("DTSTAMP:20260301", "DTSTAMP:20260302"))
    await web.poll(minutes=17)
    assert (hall.sql("SELECT * FROM external_events"), hall.sql("SELECT * FROM busy_blocks")) == before
    assert len(web.requests) == 2


async def test_an_unchanged_feed_costs_a_header(hall, web, eva):
    def answer(request):
        if request.headers.get("if-none-match") == '"v1"':
            return httpx.Response(304)
        return httpx.Response(200, content=feed(DENTIST).encode(), headers={"ETag": '"v1"'})

    web.answer(answer)
    kal_id, _ = await linked(eva, hall)
    await web.poll()
    await web.poll(minutes=17)
    assert web.requests[1].headers["if-none-match"] == '"v1"'
    link = await link_of(eva, kal_id)
    assert (link["status"], link["last_sync_at"]) == ("connected", "2026-03-02T09:17:00Z")
    # Once a day all is read again: the period moves on.
    await web.poll(hours=21)
    assert "if-none-match" not in web.requests[2].headers


async def test_it_is_read_every_quarter_of_an_hour_and_not_before(hall, web, eva):
    web.serve(feed(DENTIST))
    await linked(eva, hall)
    await web.poll()
    await web.poll(minutes=14)
    assert len(web.requests) == 1
    await web.poll(minutes=3)
    assert len(web.requests) == 2


async def test_what_is_packed_is_unpacked(hall, web, eva):
    web.serve(gzip.compress(feed(DENTIST).encode()), content_encoding="gzip")
    await linked(eva, hall)
    await web.poll()
    assert len(occurrences(hall)) == 1


async def test_an_appointment_of_ours_does_not_come_back(hall, web, eva):
    own = event_uid(7, await hall.app.database.read(installation_id))
    web.serve(
        feed(event(own, "20260304T100000Z", "20260304T110000Z"), event("b@x", "20260305T100000Z", "20260305T110000Z"))
    )
    await linked(eva, hall)
    await web.poll()
    assert [row[1] for row in occurrences(hall)] == ["2026-03-05T10:00:00.000Z"]


class TestAddress:
    async def test_webcal_is_https(self, hall, web, eva):
        web.serve(feed(DENTIST))
        kal_id = calendar_of(hall, eva)
        await eva.call("connect_calendar_feed", kal_id=kal_id, address=ADDRESS.replace("https:", "webcal:"))
        await web.poll()
        assert len(occurrences(hall)) == 1

    @pytest.mark.parametrize(
        "address",
        [
            "http://calendar.example.com/a.ics",
            "https://127.0.0.1/a.ics",
            "https://10.0.0.7/a.ics",
            "https://localhost/a.ics",
            "https://user:word@calendar.example.com/a.ics",
            "file:///etc/passwd",
            "webcal://[::1]/a.ics",
            "https://169.254.169.254/latest",
            "https://calendar.example.com:22/a.ics",
        ],
    )
    async def test_addresses_that_lead_elsewhere_are_refused(self, hall, web, eva, address):
        with pytest.raises(Refused) as refused:
            await eva.call("connect_calendar_feed", kal_id=calendar_of(hall, eva), address=address)
        assert "address" in refused.value.fields
        assert hall.sql("SELECT count(*) FROM calendar_links") == [(0,)]

    async def test_it_is_kept_sealed_and_never_shown(self, hall, web, eva):
        web.serve(feed(DENTIST))
        kal_id, made = await linked(eva, hall)
        await web.poll()
        assert "secret-4f1c" not in str(made) + str(await link_of(eva, kal_id))
        assert made["link"]["external_calendar_id"] == "https://calendar.example.com/…"
        for table in hall.tables():
            assert "secret-4f1c" not in str(hall.sql(f"SELECT * FROM {table}")), table

    async def test_the_same_one_twice_is_refused_with_the_link(self, hall, web, eva):
        _, made = await linked(eva, hall)
        with pytest.raises(Refused) as refused:
            await linked(eva, hall)
        assert (refused.value.code, refused.value.details["link_id"]) == ("already_linked", made["link"]["id"])

    async def test_somebody_elses_calendar_is_not_found(self, hall, web, eva, ann):
        for name, more in (("connect_calendar_feed", {"address": ADDRESS}), ("get_calendar_sync_settings", {})):
            with pytest.raises(Refused) as refused:
                await ann.call(name, kal_id=calendar_of(hall, eva), **more)
            assert refused.value.code == "not_found"

    async def test_there_are_at_most_twenty_links(self, hall, web, eva):
        kal_id = calendar_of(hall, eva)
        for number in range(20):
            await eva.call("connect_calendar_feed", kal_id=kal_id, address=f"{ADDRESS}?{number}")
        with pytest.raises(Refused) as refused:
            await linked(eva, hall)
        assert refused.value.code == "too_many_links"


class TestStates:
    async def test_three_failures_in_a_row_are_failing_and_told_once_and_so_is_the_end_of_it(self, hall, web, eva):
        web.serve(feed(DENTIST))
        kal_id, _ = await linked(eva, hall)
        await web.poll()
        web.serve("", status=500)
        seen = []
        for _ in range(5):
            await web.poll(hours=7)
            seen.append((await link_of(eva, kal_id))["status"])
        assert seen == ["connected", "connected", "failing", "failing", "failing"]
        assert len(notices(hall)) == 1
        assert "“Private” cannot be read. The server answered 500." in notices(hall)[0]
        web.serve(feed(DENTIST))
        await web.poll(hours=7)
        assert (await link_of(eva, kal_id))["status"] == "connected"
        assert notices(hall)[1:] == ["The outside calendar “Private” is read again."]
        await web.poll(hours=7)
        assert len(notices(hall)) == 2

    async def test_the_first_sync_is_tried_again_soon(self, hall, web, eva):
        web.serve("", status=500)
        kal_id, _ = await linked(eva, hall)
        await web.poll()
        link = await link_of(eva, kal_id)
        assert (link["status"], link["last_error"]) == ("syncing", "The server answered 500.")
        web.serve(feed(DENTIST))
        await web.poll(minutes=1)
        assert (await link_of(eva, kal_id))["status"] == "connected"
        assert notices(hall) == []

    async def test_who_fails_is_asked_less_and_less_often(self, hall, web, eva):
        web.serve("", status=500)
        await linked(eva, hall)
        for _ in range(24 * 12):
            await web.poll(minutes=5)
        assert 6 <= len(web.requests) <= 12


class TestOverlaps:
    async def test_bookings_that_were_there_before_stay_and_the_owner_is_told_once(self, hall, web, eva, ann):
        number = await book(ann, await offer(hall, eva))
        web.serve(feed(DENTIST))
        await linked(eva, hall)
        await web.poll()
        told = f"at the time of event {number} at 2026-03-04T10:00:00"
        assert [told in text for text in notices(hall)] == [True]
        web.serve(feed(DENTIST).replace("Dentist", "Root canal"))
        await web.poll(minutes=17)
        assert len(notices(hall)) == 1
        assert hall.sql("SELECT status_id FROM events") == [(200,)]

    async def test_what_lies_over_a_booking_and_what_cannot_be_read_are_told_in_one_notice(self, hall, web, eva, ann):
        number = await book(ann, await offer(hall, eva))
        nowhere = event("z@x", "20260305T100000", "20260305T110000").replace("DTSTART:", 'DTSTART;TZID="Mars/Base":')
        web.serve(feed(DENTIST, nowhere))
        await linked(eva, hall)
        await web.poll()
        [text] = notices(hall)
        assert f"event {number}" in text
        assert "Mars/Base" in text

    async def test_an_appointment_that_moves_over_a_booking_is_told(self, hall, web, eva):
        await appointment(hall, eva, SLOT)
        web.serve(feed(event("a@x", "20260305T100000Z", "20260305T110000Z")))
        await linked(eva, hall)
        await web.poll()
        assert notices(hall) == []
        web.serve(feed(DENTIST))
        await web.poll(minutes=17)
        assert len(notices(hall)) == 1

    async def test_what_is_past_is_not_told(self, hall, web, eva):
        await appointment(hall, eva, "2026-03-01T10:00:00Z")
        web.serve(feed(event("a@x", "20260301T100000Z", "20260301T110000Z")))
        await linked(eva, hall)
        await web.poll()
        assert notices(hall) == []
        assert len(occurrences(hall)) == 1


async def test_two_servers_on_one_database_read_a_feed_once(hall, web, eva):
    web.serve(feed(DENTIST))
    await linked(eva, hall)
    leased = await hall.app.database.write(hall.app.calendars.polling._lease)
    await web.poll()
    assert (len(leased), web.requests) == (1, [])
    await web.poll(minutes=6)
    assert len(web.requests) == 1


async def test_a_link_that_ends_while_it_is_read_takes_nothing_in(hall, web, eva):
    kal_id, made = await linked(eva, hall)

    async def answer():
        await eva.call("disconnect_external_calendar", kal_id=kal_id, link_id=made["link"]["id"])
        yield feed(DENTIST).encode()

    web.answer(lambda request: httpx.Response(200, content=answer()))
    await web.poll()
    assert occurrences(hall) == []


async def test_an_agent_imports_too(hall, web):
    agent = await hall.agent("A")
    kal_id = hall.sql("SELECT default_kal_id FROM agents WHERE id = ?", agent.id)[0][0]
    if kal_id is None:
        kal_id = (await agent.call("get_default_calendar"))["calendar"]["id"]
    web.serve(feed(DENTIST))
    await agent.call("connect_calendar_feed", kal_id=kal_id, address=ADDRESS)
    await web.poll()
    assert len(blocks(hall)) == 1


async def test_a_hidden_calendar_of_a_key_that_is_lost_says_so(hall, web, eva):
    kal_id, _ = await linked(eva, hall)
    await write(hall, "UPDATE calendar_links SET address = 'sealed:nonsense'")
    await web.poll()
    link = await link_of(eva, kal_id)
    assert (link["status"], "connect it again" in link["last_error"]) == ("failing", True)


async def test_its_owner_sees_what_was_read_page_by_page(hall, web, eva, ann):
    free = event("f@x", "20260305T100000Z", "20260305T110000Z", "Birthday", "TRANSP:TRANSPARENT")
    web.serve(feed(DENTIST, free))
    _, made = await linked(eva, hall)
    await web.poll()
    imported = made["link"]["imported_kal_id"]
    shown = await eva.call("get_calendar", kal_id=imported, limit=1)
    rest = await eva.call("get_calendar", kal_id=imported, limit=1, cursor=shown["next_cursor"])
    assert [(row["label"], row["busy"]) for row in shown["imported"] + rest["imported"]] == [
        ("Dentist", True),
        ("Birthday", False),
    ]
    assert (shown["total"], shown["events"], shown["imported"][0]["external_id"]) == (2, [], "a@x")
    with pytest.raises(Refused):
        await ann.call("get_calendar", kal_id=imported)


async def test_a_calendar_that_is_deleted_ends_its_links_at_once(hall, web, eva):
    web.serve(feed(DENTIST))
    kal_id = (await eva.call("create_calendar", label="Work", private=True))["calendar"]["id"]
    await eva.call("connect_calendar_feed", kal_id=kal_id, address=ADDRESS)
    await web.poll()
    await eva.call("delete_calendar", kal_id=kal_id)
    assert hall.sql("SELECT status, address FROM calendar_links") == [("disconnected", None)]
    assert (occurrences(hall), blocks(hall)) == ([], [])


async def test_an_imported_calendar_that_is_deleted_is_read_no_more(hall, web, eva):
    web.serve(feed(DENTIST))
    _, made = await linked(eva, hall)
    await web.poll()
    await eva.call("delete_calendar", kal_id=made["link"]["imported_kal_id"])
    assert hall.sql("SELECT status FROM calendar_links") == [("disconnected",)]
    assert blocks(hall) == []


async def test_whoever_opened_a_contract_and_left_links_its_calendar_no_more(hall, web, eva, ann):
    contract = (await eva.call("create_contract", label="Roof", currency="EUR", timezone="UTC"))["contract"]["id"]
    [(kal_id,)] = hall.sql("SELECT id FROM calendars WHERE contract_id = ?", contract)
    await eva.call("connect_calendar_feed", kal_id=kal_id, address=ADDRESS)
    hall.sql_script(f"UPDATE contract_users SET left_at = joined_at WHERE contract_id = {contract}")
    with pytest.raises(Refused) as refused:
        await eva.call("connect_calendar_feed", kal_id=kal_id, address=f"{ADDRESS}?again")
    assert refused.value.code == "not_found"
