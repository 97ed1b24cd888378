"""The end of a link: time is free again, or kept; what opens the other side is gone."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book, calendar_of
from tests.tools.scheduling.links.outside_world import ADDRESS, DENTIST, Web, blocks, event, feed, occurrences


@pytest.fixture
def web(hall):
    return Web(hall)


@pytest.fixture
async def linked(hall, web, eva):
    """Eva's calendar, and its link that has been read."""
    past = event("p@x", "20260227T100000Z", "20260227T110000Z", "Past")
    free = event("f@x", "20260306T100000Z", "20260306T110000Z", "Free", "TRANSP:TRANSPARENT")
    web.serve(feed(past, DENTIST, free))
    kal_id = calendar_of(hall, eva)
    made = await eva.call("connect_calendar_feed", kal_id=kal_id, address=ADDRESS)
    await web.poll()
    assert len(occurrences(hall)) == 3
    return {"kal_id": kal_id, "link_id": made["link"]["id"]}


async def test_what_was_imported_goes_and_its_time_is_free(hall, web, eva, ann, linked):
    ended = await eva.call("disconnect_external_calendar", **linked)
    assert (ended["links"], ended["events_removed"], ended["events_kept"]) == ([], 3, 0)
    assert (occurrences(hall), blocks(hall)) == ([], [])
    assert hall.sql("SELECT status_id, deleted_at IS NULL FROM calendars WHERE type_id = 3") == [(444, 0)]
    assert hall.sql("SELECT address, sync_token, status FROM calendar_links") == [(None, None, "disconnected")]
    await book(ann, await offer(hall, eva))
    asked = len(web.requests)
    await web.poll(hours=24)
    assert len(web.requests) == asked


async def test_the_person_is_asked(hall, web, eva, linked):
    eva.says_yes = False
    with pytest.raises(Refused):
        await eva.call("disconnect_external_calendar", **linked)
    assert "“Private”" in eva.questions[0]
    assert len(occurrences(hall)) == 3


async def test_what_lies_ahead_can_be_kept_as_busy_time_of_ones_own(hall, web, eva, ann, linked):
    schedule = await offer(hall, eva)
    ended = await eva.call("disconnect_external_calendar", **linked, keep_events=True)
    assert (ended["events_removed"], ended["events_kept"]) == (2, 1)
    with pytest.raises(Refused):
        await book(ann, schedule)
    [(number, label, private)] = hall.sql("SELECT id, label, private FROM events WHERE start_at > '2026-03-02'")
    assert (label, private) == ("Dentist", 1)
    await eva.call("delete_event", event_id=number)
    await book(ann, schedule)


async def test_a_second_time_says_since_when(hall, web, eva, linked):
    await eva.call("disconnect_external_calendar", **linked)
    with pytest.raises(Refused) as refused:
        await eva.call("disconnect_external_calendar", **linked)
    assert (refused.value.code, "2026-03-02T09:00:00Z" in refused.value.text) == ("wrong_state", True)


async def test_a_link_of_another_calendar_or_person_is_not_found(hall, web, eva, ann, linked):
    other = (await eva.call("create_calendar", label="Other", private=True))["calendar"]["id"]
    for who, kal_id in ((eva, other), (ann, calendar_of(hall, ann))):
        with pytest.raises(Refused) as refused:
            await who.call("disconnect_external_calendar", kal_id=kal_id, link_id=linked["link_id"])
        assert refused.value.code == "not_found"


async def test_the_other_direction_is_refused(hall, web, eva, linked):
    with pytest.raises(Refused) as refused:
        await eva.call("disconnect_external_calendar", **linked, direction="export")
    assert "direction" in refused.value.fields


async def test_it_can_be_connected_again(hall, web, eva, linked):
    await eva.call("disconnect_external_calendar", **linked)
    again = await eva.call("connect_calendar_feed", kal_id=linked["kal_id"], address=ADDRESS)
    await web.poll()
    assert again["link"]["id"] != linked["link_id"]
    assert len(blocks(hall)) == 2
