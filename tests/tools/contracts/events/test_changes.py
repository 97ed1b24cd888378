"""Changing events of contracts: states, times, money, people; who may, and whose yes is asked for again."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.contracts.cast import contract, heard, hire
from tests.tools.contracts.events.planned import add, plan, shown, task, update
from tests.tools.scheduling.bookable import write

STATES = (100, 200, 400, 444, 555, 777)
SETTABLE = (100, 400, 444, 777)
ALLOWED = {(100, 400), (100, 444), (200, 444), (200, 777), (555, 777), (555, 100), (400, 100), (777, 100)}


async def bring_to(hall: Hall, event_id: int, status_id: int) -> None:
    """The appointment, which is over, in a state."""
    await write(
        hall,
        """UPDATE events SET status_id = :status, start_at = '2026-03-01T09:00:00.000Z', end_at = '2026-03-01T10:00:00.000Z'
           WHERE id = :id""",
        status=status_id,
        id=event_id,
    )


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("wanted", SETTABLE)
async def test_each_state_is_left_along_the_table_only(hall: Hall, olga, job, status, wanted):
    event = await plan(olga, job)
    await bring_to(hall, event["id"], status)
    # What is confirmed and over is delivered.
    now = 555 if status == 200 else status
    if now == wanted:
        assert (await update(olga, job, event["id"], status_id=wanted))["changed"] == []
    elif (now, wanted) in ALLOWED:
        answer = await update(olga, job, event["id"], status_id=wanted)
        assert (answer["event"]["status_id"], answer["changed"]) == (wanted, ["status_id"])
    else:
        with pytest.raises(Refused) as no:
            await update(olga, job, event["id"], status_id=wanted)
        assert (no.value.status, f"({now})" in no.value.text) == (409, True)


async def test_a_confirmed_event_is_called_off_before_and_closed_after_it_began(hall: Hall, olga, will, job):
    event = (await plan(olga, job, will))["id"]
    await will.call("confirm_event", event_id=event)
    with pytest.raises(Refused) as no:
        await update(olga, job, event, status_id=777)
    assert ("has not begun" in no.value.text, no.value.details["state"]) == (True, "confirmed")
    hall.clock.set(hall.clock.now.replace(day=4, hour=9, minute=30))
    assert (await update(olga, job, event, status_id=777))["event"]["status_id"] == 777
    assert heard(hall, will)[0] == (
        "“Review” on 2026-03-04T10:00:00+01:00 (Europe/Berlin) was accepted and closed by “Olga”."
    )
    other = (await plan(olga, job, will, start="2026-03-05T10:00:00+01:00"))["id"]
    await will.call("confirm_event", event_id=other)
    assert (await update(olga, job, other, status_id=444))["event"]["status_id"] == 444
    assert "was called off by “Olga”" in heard(hall, will)[0]
    for given in ({"label": "No"}, {"status_id": 100}):
        with pytest.raises(Refused) as no:
            await update(olga, job, other, **given)
        assert no.value.details["state"] == "cancelled"


@pytest.mark.parametrize("status", [200, 555])
async def test_nobody_sets_what_answers_and_work_bring_about(olga, job, status):
    event = await plan(olga, job)
    with pytest.raises(Refused) as no:
        await update(olga, job, event["id"], status_id=status)
    assert no.value.status == 422


async def test_a_pending_task_is_closed_as_it_stands(olga, will, job):
    entry = await add(olga, job, kind="task", label="Buy a domain")
    assert (await update(olga, job, entry["id"], status_id=777))["event"]["status_id"] == 777
    again = await update(olga, job, entry["id"], status_id=100)
    assert (again["event"]["status_id"], "warnings" in again) == (100, False)


async def test_moving_asks_those_who_said_yes_again(hall: Hall, olga, will, rita, job):
    event = (await plan(olga, job, will, rita))["id"]
    await will.call("confirm_event", event_id=event)
    moved = await update(olga, job, event, start="15:00")
    assert (moved["changed"], moved["reset_confirmations"], moved["event"]["status_id"]) == (["start"], True, 100)
    assert (moved["event"]["start"], moved["event"]["duration"]) == ("2026-03-04T15:00:00+01:00", 60)
    assert [row["status"] for row in moved["event"]["attendees"]] == ["needs_action", "needs_action"]
    assert "was moved to" in heard(hall, will)[0]
    assert "Please answer again" in heard(hall, will)[0]
    for person in (will, rita):
        await person.call("confirm_event", event_id=event)
    longer = await update(olga, job, event, duration=90)
    assert (longer["changed"], longer["event"]["status_id"], longer["event"]["end"]) == (
        ["duration"], 100, "2026-03-04T16:30:00+01:00",
    )  # fmt: skip


async def test_ones_own_yes_stands_when_one_moves_it_oneself(olga, job):
    event = (await plan(olga, job, olga))["id"]
    moved = await update(olga, job, event, date="2026-03-06")
    assert (moved["reset_confirmations"], moved["event"]["status_id"], moved["event"]["start"]) == (
        False, 200, "2026-03-06T10:00:00+01:00",
    )  # fmt: skip
    assert moved["event"]["date"] == "2026-03-06"


@pytest.mark.parametrize(
    ("before", "after", "reset"), [("50", "60", True), ("50", "40", False), (None, "5", True), ("50", "", False)]
)
async def test_more_to_pay_asks_again_and_less_does_not(hall: Hall, olga, will, job, before, after, reset):
    payee = {"benefitable": {"type": "participant", "id": job.place}}
    given = {"amount": before} if before else {}
    event = (await plan(olga, job, will, **payee, **given))["id"]
    await will.call("confirm_event", event_id=event)
    answer = await update(olga, job, event, amount=after)
    assert (answer["changed"], answer["reset_confirmations"]) == (["amount"], reset)
    assert answer["event"]["status_id"] == (100 if reset else 200)
    assert answer["event"].get("payment_status_id") == (100 if after else None)
    assert ("changed what is paid" in heard(hall, will)[0], "answer" in heard(hall, will)[0]) == (True, reset)


async def test_paid_money_is_locked_and_text_is_not(hall: Hall, olga, will, job):
    event = (await plan(olga, job, amount="50", benefitable={"type": "participant", "id": job.place}))["id"]
    for payment in (200, 300):
        await write(hall, "UPDATE events SET payment_status_id = :payment WHERE id = :id", payment=payment, id=event)
        for given in ({"amount": "60"}, {"benefitable": {"type": "user", "id": will.id}}, {"clear": ["amount"]}):
            with pytest.raises(Refused) as no:
                await update(olga, job, event, **given)
            assert ("only its text can change" in no.value.text, no.value.code) == (True, "paid")
    assert (await update(olga, job, event, label="Paid review"))["changed"] == ["label"]
    await write(hall, "UPDATE events SET status_id = 777 WHERE id = :id", id=event)
    with pytest.raises(Refused) as no:
        await update(olga, job, event, status_id=100)
    assert "and paid" in no.value.text


async def test_what_is_over_keeps_its_time_and_people(hall: Hall, olga, will, job):
    event = (await plan(olga, job))["id"]
    hall.clock.advance(days=5)
    for given in ({"start": "15:00"}, {"attendees": [{"user_id": will.id}]}):
        with pytest.raises(Refused) as no:
            await update(olga, job, event, **given)
        assert no.value.details["state"] == "delivered"
    assert (await update(olga, job, event, description="It went well"))["changed"] == ["description"]
    back = await update(olga, job, event, status_id=100, date="2026-03-20")
    assert (back["event"]["status_id"], back["event"]["start"]) == (100, "2026-03-20T10:00:00+01:00")
    with pytest.raises(Refused) as no:
        await update(olga, job, event, status_id=444, start="16:00")
    assert "not together with its end" in no.value.text


async def test_the_list_is_replaced_and_who_stays_keeps_their_answer(hall: Hall, olga, will, rita, sam, job):
    event = (await plan(olga, job, will))["id"]
    await will.call("confirm_event", event_id=event)
    answer = await update(olga, job, event, attendees=[{"user_id": will.id}, {"user_id": rita.id}])
    assert (answer["changed"], answer["reset_confirmations"], answer["event"]["status_id"]) == (
        ["attendees"], False, 100,
    )  # fmt: skip
    assert {row["user_id"]: row["status"] for row in answer["event"]["attendees"]} == {
        will.id: "accepted", rita.id: "needs_action",
    }  # fmt: skip
    assert "You are invited" in heard(hall, rita)[0]
    gone = await update(olga, job, event, attendees=[{"user_id": will.id}])
    assert gone["event"]["status_id"] == 200
    assert "no longer on the list" in heard(hall, rita)[0]
    with pytest.raises(Refused) as no:
        await update(olga, job, event, attendees=[{"user_id": sam.id}])
    assert "add_contract_user" in no.value.fields["attendees[0].user_id"]
    own = await update(olga, job, event, attendees=[{"user_id": olga.id}])
    assert own["event"]["attendees"][0]["status"] == "accepted"
    assert (await update(olga, job, event, attendees=[]))["event"]["attendees"] == []


async def test_reopening_asks_everybody_anew(hall: Hall, olga, will, job):
    event = (await plan(olga, job, will))["id"]
    await will.call("decline_event", event_id=event)
    assert (await shown(olga, event))["status_id"] == 400
    answer = await update(olga, job, event, status_id=100)
    assert (answer["event"]["status_id"], answer["event"]["attendees"][0]["status"]) == (100, "needs_action")
    assert "was opened again by “Olga”. Please answer" in heard(hall, will)[0]
    await will.call("confirm_event", event_id=event)
    assert (await shown(olga, event))["status_id"] == 200


async def test_what_waited_for_money_alone_is_confirmed_with_credit(olga, job):
    event = (await plan(olga, job, amount="50", credit=False))["id"]
    assert (await update(olga, job, event, credit=True))["event"]["status_id"] == 200


async def test_a_task_has_a_date_and_an_estimate_that_can_go(olga, job):
    event = (await task(olga, job, date="2026-03-05", duration=60, description="All of it"))["id"]
    with pytest.raises(Refused) as no:
        await update(olga, job, event, start="10:00")
    assert "no time of day" in no.value.fields["start"]
    answer = await update(olga, job, event, clear=["date", "duration", "description"])
    assert answer["changed"] == ["date", "description", "duration"]
    assert not {"date", "duration", "description"} & answer["event"].keys()
    meeting = (await plan(olga, job))["id"]
    with pytest.raises(Refused) as no:
        await update(olga, job, meeting, clear=["date"])
    assert "keeps a time" in no.value.fields["date"]


async def test_own_events_take_level_1_and_others_level_3(hall: Hall, olga, will, rita, sam, job):
    mine = (await plan(will, job))["id"]
    await update(will, job, mine, label="Mine")
    theirs = (await plan(olga, job, will))["id"]
    with pytest.raises(Refused) as no:
        await update(will, job, theirs, label="No")
    assert (no.value.status, "write level 3" in no.value.text) == (403, True)
    await update(rita, job, theirs, label="Yes")
    with pytest.raises(Refused) as no:
        await update(will, job, mine, attendees=[{"user_id": rita.id}])
    assert "write level 2" in no.value.text
    with pytest.raises(Refused) as no:
        await update(sam, job, mine, label="No")
    assert no.value.status == 404


async def test_charges_and_deposits_have_tools_of_their_own(olga, will, job):
    entry = await add(will, job, duration=60)
    with pytest.raises(Refused) as no:
        await update(olga, job, entry["id"], label="No")
    assert "update_contract_charge" in no.value.next
    deposit = await olga.call(
        "record_participant_deposit", participant_id=job.place, amount="10", method="balance", date="2026-03-02"
    )
    with pytest.raises(Refused) as no:
        await update(olga, job, deposit["transaction"]["id"], label="No")
    assert "update_contract_deposit" in no.value.next


async def test_an_event_of_another_contract_is_named_to_those_who_see_it(olga, will, sam, job):
    other = await contract(olga, label="Other")
    event = (await olga.call("create_contract_event", contract_id=other, label="There"))["event"]["id"]
    with pytest.raises(Refused) as no:
        await update(olga, job, event, label="No")
    assert no.value.fields["event_id"].startswith(f"event {event} belongs to contract {other}")
    with pytest.raises(Refused) as no:
        await update(will, job, event, label="No")
    assert no.value.status == 404


async def test_nobody_accepts_their_own_paid_work_while_others_pay(hall: Hall, olga, will, job):
    payee = {"type": "participant", "id": job.place}
    event = (await plan(will, job, benefitable=payee))["id"]
    await update(olga, job, event, amount="80")
    hall.clock.advance(days=3)
    with pytest.raises(Refused) as no:
        await update(will, job, event, status_id=777)
    assert "a member with write level 4 accepts it" in no.value.text
    assert (await olga.call("confirm_event", event_id=event))["event"]["status_id"] == 777


async def test_a_comment_is_its_authors_for_a_day_and_managers_always(hall: Hall, olga, will, rita, job):
    comment = (await add(will, job, label="Frist"))["id"]
    assert (await update(will, job, comment, label="First"))["event"]["label"] == "First"
    with pytest.raises(Refused) as no:
        await update(will, job, comment, status_id=444)
    assert "only a text" in no.value.fields["status_id"]
    with pytest.raises(Refused) as no:
        await update(rita, job, comment, label="Mine")
    assert no.value.status == 403
    hall.clock.advance(hours=24, seconds=1)
    for tool, given in (("update_contract_event", {"contract_id": job.id, "label": "Late"}), ("delete_event", {})):
        with pytest.raises(Refused) as no:
            await will.call(tool, event_id=comment, **given)
        assert (no.value.status, "24 hours" in no.value.text) == (403, True)
    assert (await update(olga, job, comment, label="Tidied"))["changed"] == ["label"]
    assert (await olga.call("delete_event", event_id=comment))["deleted"] is True


async def test_nothing_different_changes_nothing(olga, job):
    event = (await plan(olga, job))["id"]
    answer = await update(olga, job, event, label="Review", duration=60)
    assert (answer["changed"], answer["reset_confirmations"], answer["event"]["version"]) == ([], False, 1)
    with pytest.raises(Refused) as no:
        await update(olga, job, event)
    assert "nothing to change" in no.value.text


async def test_who_was_paid_and_who_is_hear_of_it(hall: Hall, olga, will, rita, job):
    place = await hire(olga, job.id, rita)
    event = (await task(olga, job, amount="10", benefitable={"type": "participant", "id": job.place}))["id"]
    await update(olga, job, event, benefitable={"type": "participant", "id": place["id"]})
    for person in (will, rita):
        assert heard(hall, person)[0] == "“Olga” changed who is paid for “Write”."


async def test_a_price_and_who_gets_it_take_level_4(olga, will, rita, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=5, write=3)
    mine = (await plan(will, job))["id"]
    theirs = (await plan(olga, job, amount="80"))["id"]
    payee = {"type": "participant", "id": job.place}
    for caller, event, given in (
        (will, mine, {"amount": "9999"}),
        (rita, theirs, {"amount": "90"}),
        (rita, theirs, {"clear": ["amount"]}),
        (rita, theirs, {"benefitable": payee}),
    ):
        with pytest.raises(Refused) as no:
            await update(caller, job, event, **given)
        assert (no.value.status, "write level 4" in no.value.text) == (403, True)
        assert "request_event_correction" in no.value.next
    await update(olga, job, mine, amount="50")
    assert (await update(will, job, mine, label="Mine"))["changed"] == ["label"]


async def test_a_state_that_cannot_be_set_is_told_once(olga, job):
    when = {"start": "2026-03-04T10:00:00+01:00", "duration": 60}
    made = await olga.call("create_contract_event", contract_id=job.id, label="Review", **when)
    with pytest.raises(Refused) as no:
        await olga.call("update_contract_event", contract_id=job.id, event_id=made["event"]["id"], status_id=100)
    assert no.value.text.count("confirmed (200)") == 1
    assert "cannot become pending (100)" in no.value.text
