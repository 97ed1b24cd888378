"""Calendars of CalDAV servers, by real ones: found from an address, read, and only read again when they have changed."""

from __future__ import annotations

import pytest

from server.workers.outside.fetching import Fetcher
from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.scheduling.cast import book, calendar_of
from tests.tools.scheduling.links.outside_world import DENTIST, Web, blocks, event, feed, link_of, occurrences

WEEKLY = event("w@x", "20260304T130000Z", "20260304T140000Z", "Choir", "RRULE:FREQ=WEEKLY;COUNT=3")


def counted(hall):
    """What goes out from now on: method and address."""
    sent = []

    class Counting(Fetcher):
        async def fetch(self, asked):
            sent.append((asked.method, asked.url))
            return await super().fetch(asked)

    opening = hall.app.calendars.opening
    opening.fetcher = Counting(opening.fetcher.private_hosts)
    return sent


def login(address, **more):
    return {"address": address, "username": "eva", "password": "secret", **more}


async def poll(hall, **later):
    hall.clock.advance(**later)
    await hall.app.calendars.tick()


@pytest.fixture
def calendar(hall, dav, request):
    """A calendar of eva's own on the server, for this test alone."""
    return dav.calendar(f"c{abs(hash(request.node.name)) % 10**9}")


async def test_what_lies_there_blocks_time_here_and_follows(hall, dav, calendar, eva, ann):
    schedule, kal_id = await offer(hall, eva), calendar_of(hall, eva)
    dav.put(calendar, "a", feed(DENTIST))
    dav.put(calendar, "w", feed(WEEKLY))
    made = await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(calendar))
    assert made["link"]["status"] == "syncing"
    await poll(hall)
    link = await link_of(eva, kal_id)
    assert (link["status"], link["external_calendar_id"], link["provider"]) == ("connected", calendar, "caldav")
    assert [row[1][:16] for row in occurrences(hall)] == [
        "2026-03-04T10:00", "2026-03-04T13:00", "2026-03-11T13:00", "2026-03-18T13:00",
    ]  # fmt: skip
    with pytest.raises(Refused):
        await book(ann, schedule)
    dav.delete(calendar, "a")
    await poll(hall, minutes=17)
    assert len(blocks(hall)) == 3
    await book(ann, schedule, SLOT)


async def test_an_unchanged_calendar_costs_one_small_request(hall, dav, calendar, eva):
    sent = counted(hall)
    dav.put(calendar, "a", feed(DENTIST))
    await eva.call("connect_caldav_calendar", kal_id=calendar_of(hall, eva), **login(calendar))
    await poll(hall)
    sent.clear()
    await poll(hall, minutes=17)
    assert sent == [("PROPFIND", calendar)]
    dav.put(calendar, "b", feed(event("b@x", "20260305T100000Z", "20260305T110000Z")))
    sent.clear()
    await poll(hall, minutes=17)
    assert [method for method, _ in sent] == ["PROPFIND", "REPORT"]
    assert len(occurrences(hall)) == 2


async def test_from_the_address_of_the_server_the_calendars_are_found(hall, radicale, eva):
    kal_id, work, home = calendar_of(hall, eva), radicale.calendar("work"), radicale.calendar("home")
    radicale.put(home, "a", feed(DENTIST))
    await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(radicale.url))
    await poll(hall)
    shown = await eva.call("get_calendar_sync_settings", kal_id=kal_id)
    [link] = shown["links"]
    assert link["status"] == "failing"
    assert "name one of them as external_calendar_id" in link["last_error"]
    ids = {each["external_calendar_id"] for each in shown["available"]}
    assert {work, home} <= ids
    assert {each["writable"] for each in shown["available"]} == {True}
    assert shown["accounts"][0]["account_hint"] == "ev…"
    with pytest.raises(Refused) as refused:
        await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(radicale.url, external_calendar_id="attic"))
    assert "no one calendar “attic”" in refused.value.fields["external_calendar_id"]
    again = await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(radicale.url, external_calendar_id="home"))
    assert again["link"]["id"] == link["id"]
    await poll(hall)
    link = await link_of(eva, kal_id)
    assert (link["status"], link["external_calendar_id"]) == ("connected", home)
    assert len(blocks(hall)) == 1
    with pytest.raises(Refused) as refused:
        await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(radicale.url, external_calendar_id="home"))
    assert refused.value.code == "already_linked"
    await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(radicale.url, external_calendar_id=work))
    await poll(hall)
    assert [each["status"] for each in (await eva.call("get_calendar_sync_settings", kal_id=kal_id))["links"]] == [
        "connected",
        "connected",
    ]


async def test_a_wrong_password_is_told_at_once_and_a_new_one_makes_it_work(hall, radicale, eva):
    kal_id, calendar = calendar_of(hall, eva), radicale.calendar("passwords")
    radicale.put(calendar, "a", feed(DENTIST))
    await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(calendar, password="wrong-one"))
    await poll(hall)
    link = await link_of(eva, kal_id)
    assert (link["status"], "app password" in link["last_error"]) == ("failing", True)
    again = await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(calendar))
    assert again["link"]["id"] == link["id"]
    await poll(hall)
    assert (await link_of(eva, kal_id))["status"] == "connected"


async def test_the_password_is_kept_sealed_and_erased_with_the_last_link(hall, radicale, eva):
    kal_id, calendar = calendar_of(hall, eva), radicale.calendar("sealed")
    made = await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(calendar, password="s3cret-4f1c"))
    await poll(hall)
    for table in hall.tables():
        assert "s3cret-4f1c" not in str(hall.sql(f"SELECT * FROM {table}")), table
    assert hall.sql("SELECT secret IS NOT NULL FROM calendar_accounts") == [(1,)]
    await eva.call("disconnect_external_calendar", kal_id=kal_id, link_id=made["link"]["id"])
    assert hall.sql("SELECT secret, ended_at IS NOT NULL FROM calendar_accounts") == [(None, 1)]
    assert (await eva.call("get_calendar_sync_settings", kal_id=kal_id))["accounts"] == []


async def test_a_server_that_is_no_caldav_server_is_named_as_such(hall, radicale, eva):
    kal_id = calendar_of(hall, eva)
    await eva.call("connect_caldav_calendar", kal_id=kal_id, **login(f"{radicale.url}ann/private/"))
    await poll(hall)
    link = await link_of(eva, kal_id)
    assert "last_error" in link
    assert occurrences(hall) == []


async def test_a_server_inside_that_the_operator_did_not_name_is_refused(hall, eva):
    with pytest.raises(Refused) as refused:
        await eva.call("connect_caldav_calendar", kal_id=calendar_of(hall, eva), **login("http://127.0.0.1:5232/"))
    assert "https" in refused.value.fields["address"]


@pytest.mark.parametrize(
    "body", [b"", b"<html>Sign in", b"not xml", b"<a/>", b'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"/>']
)
async def test_answers_that_are_no_caldav_are_told_in_words(hall, eva, body):
    web = Web(hall)
    web.serve(body, "https://dav.example.com/", 207)
    kal_id = calendar_of(hall, eva)
    await eva.call("connect_caldav_calendar", kal_id=kal_id, **login("https://dav.example.com/"))
    await web.poll()
    link = await link_of(eva, kal_id)
    assert "CalDAV" in link["last_error"] or "names no calendars" in link["last_error"]
