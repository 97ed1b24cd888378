"""Who decides on suggested changes of a contract's events, as the contract says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.cast import Job
from tests.tools.scheduling.cast import ids, plan


async def meeting(hall: Hall, job: Job, owner: TestCaller, *people: TestCaller, **columns: Any) -> int:
    """A meeting of the contract, which everybody agreed to."""
    event = await plan(hall, owner, *people, status_id=200, kal_id=job.kal_id, contract_id=job.id, **columns)
    await hall.app.database.write(
        lambda tx: tx.run("UPDATE event_attendees SET status = 'accepted' WHERE event_id = :id", id=event)
    )
    return event


async def suggest(caller: TestCaller, event: int, **wanted: Any) -> dict[str, Any]:
    return await caller.call("request_event_correction", event_id=event, **(wanted or {"label": "Retro"}))


async def vote(caller: TestCaller, event: int, made: dict[str, Any], yes: bool = True) -> bool:
    answer = await caller.call("vote_on_event_corrections", event_id=event, vote=yes, ids=ids(made))
    return bool(answer["corrections"][0]["applied"])


@pytest.mark.parametrize(
    ("quorum", "needed", "deciding"),
    [("majority", 2, ["rita"]), ("all", 3, ["rita", "olga"]), ("owner", 1, ["olga"])],
)
async def test_the_setting_decides_how_many_must_agree(hall, olga, will, rita, job, quorum, needed, deciding):
    await olga.call("update_contract", contract_id=job.id, settings={"correction_quorum": quorum})
    event = await meeting(hall, job, olga, will, rita)
    made = await suggest(will, event)
    assert made["corrections"][0]["votes_needed"] == needed
    voters = {"rita": rita, "olga": olga}
    assert [await vote(voters[name], event, made) for name in deciding][-1]


async def test_with_the_owners_word_the_others_cannot_decide(hall, olga, will, rita, job):
    await olga.call("update_contract", contract_id=job.id, settings={"correction_quorum": "owner"})
    event = await meeting(hall, job, olga, will, rita)
    made = await suggest(will, event)
    assert not await vote(rita, event, made)
    own = await suggest(olga, event, label="Audit")
    assert own["applied"] == ["label"]


async def test_members_who_manage_and_take_part_at_will_decide_too(hall, olga, will, rita, job):
    event = await meeting(hall, job, will)
    await hall.app.database.write(
        lambda tx: tx.insert(
            "event_attendees",
            event_id=event,
            user_type="person",
            user_id=rita.id,
            role="optional",
            status="accepted",
            created_at="2026-03-02T09:00:00.000Z",
        )
    )
    made = await suggest(will, event)
    assert made["corrections"][0]["votes_needed"] == 2
    with pytest.raises(Refused):
        await vote(olga, event, made)
    assert await vote(rita, event, made)


async def test_money_of_a_contracts_event_needs_who_pays_and_who_is_paid(hall, olga, will, rita, job):
    await olga.call("update_contract", contract_id=job.id, settings={"correction_quorum": "owner"})
    paid = {"benefitable_type": "participant", "benefitable_id": job.place, "amount": 4000, "currency": "EUR"}
    event = await meeting(hall, job, olga, rita, **paid)
    made = await suggest(olga, event, amount="50.00")
    assert made["corrections"][0]["votes_needed"] == 2
    assert not await vote(rita, event, made)
    assert await vote(will, event, made)
    assert (await will.call("get_event", event_id=event))["event"]["amount"] == "50.00"


async def test_whoever_opened_a_contract_sees_in_its_calendar_what_their_level_shows(hall, olga, will, rita, job):
    event = await meeting(hall, job, will, private=1)
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=1)
    await olga.call("add_contract_user", contract_id=job.id, user_id=olga.id, role_id=6, read=2)
    shown = (await olga.call("get_event", event_id=event))["event"]
    assert (shown["view"], "label" in shown) == ("busy", False)
