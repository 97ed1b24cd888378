"""Voting on suggested changes."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book, ids, plan

LATER = "2026-03-05T15:00:00Z"


async def test_a_majority_decides_and_all_fields_decided_together_apply_together(hall, eva, ann, ben):
    event = await plan(hall, eva, ann, ben)
    for person in (ann, ben):
        await person.call("confirm_event", event_id=event)
    made = await ann.call("request_event_correction", event_id=event, label="Retro", duration=90)
    assert [correction["votes_needed"] for correction in made["corrections"]] == [2, 2]
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert all(correction["applied"] for correction in voted["corrections"])
    assert (voted["event"]["label"], voted["event"]["duration"]) == ("Retro", 90)
    assert voted["event"]["end"] == "2026-03-05T11:30:00+01:00"
    statuses = {row["name"]: row["status"] for row in voted["event"]["attendees"]}
    assert statuses == {"Ann": "accepted", "Ben": "needs_action"}


async def test_a_vote_may_be_changed_while_it_is_open_and_counts_once(hall, eva, ann, ben):
    event = await plan(hall, eva, ann, ben)
    made = await ann.call("request_event_correction", event_id=event, label="Retro")
    await ben.call("vote_on_event_corrections", event_id=event, vote=False, ids=ids(made))
    again = await ben.call("vote_on_event_corrections", event_id=event, vote=False, ids=ids(made))
    assert (again["corrections"][0]["votes_for"], again["corrections"][0]["votes_against"]) == (1, 1)
    changed = await ben.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert changed["corrections"][0]["applied"] is True


async def test_who_has_no_vote_is_told_who_decides_and_foreign_ids_count_nothing(hall, eva, ann, ben):
    event = await plan(hall, eva, ann)
    other = await plan(hall, eva, ann)
    optional = await plan(hall, eva, ann, emails=("ben@home.test",))
    made = await ann.call("request_event_correction", event_id=optional, label="New")
    with pytest.raises(Refused) as no:
        await ben.call("vote_on_event_corrections", event_id=optional, vote=True, ids=ids(made))
    assert "Eva" in no.value.text
    one = await ann.call("request_event_correction", event_id=event, label="New")
    two = await ann.call("request_event_correction", event_id=other, label="New")
    with pytest.raises(Refused) as no:
        await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(one) + ids(two))
    assert (no.value.status, no.value.next) == (404, ["get_event"])
    assert no.value.calls[0]["arguments"]["arguments"] == {"event_id": event}
    assert hall.sql("SELECT count(*) FROM event_correction_votes WHERE user_id = ?", eva.id) == [(0,)]


async def test_a_colleague_votes_for_the_company_that_pays(hall, eva):
    acme = await hall.agent("Acme", company_funds="200 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    schedule = await offer(hall, eva, price="30.00")
    event = await book(acme, schedule)
    made = await eva.call("request_event_correction", event_id=event, start=LATER)
    voted = await boss.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["event"]["start"] == LATER
