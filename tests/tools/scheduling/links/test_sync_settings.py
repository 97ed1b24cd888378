"""What is linked and how it goes."""

from __future__ import annotations

import pytest

from tests.tools.scheduling.cast import calendar_of
from tests.tools.scheduling.links.outside_world import ADDRESS, DENTIST, Web, feed


@pytest.fixture
def web(hall):
    return Web(hall)


async def test_nothing_is_linked_at_first(hall, eva):
    shown = await eva.call("get_calendar_sync_settings", kal_id=calendar_of(hall, eva))
    assert (shown["links"], shown["available"], shown["accounts"]) == ([], [], [])
    assert "consent" not in shown
    assert "listed_at" not in shown


async def test_links_tell_how_they_stand_and_of_which_calendar_they_are(hall, web, eva):
    kal_id = calendar_of(hall, eva)
    other = (await eva.call("create_calendar", label="Other", private=True))["calendar"]["id"]
    web.serve(feed(DENTIST))
    await eva.call("connect_calendar_feed", kal_id=kal_id, address=ADDRESS)
    await eva.call("connect_calendar_feed", kal_id=other, address="https://nowhere.example.com/a.ics", summary="Team")
    await web.poll()
    [link] = (await eva.call("get_calendar_sync_settings", kal_id=kal_id))["links"]
    assert (link["summary"], link["status"], link["last_sync_at"]) == ("Private", "connected", "2026-03-02T09:00:00Z")
    assert (await eva.call("get_calendar_sync_settings"))["links"] == [link], "the main calendar when none is named"
    [link] = (await eva.call("get_calendar_sync_settings", kal_id=other))["links"]
    assert (link["summary"], link["status"], "last_sync_at" in link) == ("Team", "syncing", False)
    assert link["last_error"] == "There is nothing at the address (404)."
