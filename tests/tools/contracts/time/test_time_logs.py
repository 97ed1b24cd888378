"""Where time can be tracked, one's own clock, and recordings thrown away."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.contracts.cast import ask, contract, heard, hire
from tests.tools.scheduling.bookable import write


async def test_confirmed_places_on_live_trackable_contracts_are_listed(hall: Hall, olga, will, job):
    quiet = await contract(olga, label="Quiet", settings={"trackable": False})
    await hire(olga, quiet, will)
    await ask(olga, await contract(olga, label="Asked"), will)
    garden = await hire(olga, await contract(olga, label="Garden work"), will, role="gardener")
    listed = await will.call("list_trackable_contracts")
    assert [(one["label"], one["participant_id"], one["price"]) for one in listed["contracts"]] == [
        ("Garden work", garden["id"], "40.00"),
        ("Web shop", job.place, "40.00"),
    ]
    assert listed["running"] == []
    found = await will.call("list_trackable_contracts", query="SHOP web")
    assert [one["contract_id"] for one in found["contracts"]] == [job.id]
    assert (await olga.call("list_trackable_contracts"))["contracts"] == []


async def test_minutes_are_those_of_the_day_and_week_in_the_contracts_zone(hall: Hall, will, job):
    await will.call("create_participant_charge", participant_id=job.place, date="2026-03-01", time=60)
    await will.call("create_participant_charge", participant_id=job.place, date="2026-03-02", time=45)
    one = (await will.call("list_trackable_contracts"))["contracts"][0]
    assert (one["minutes_today"], one["minutes_this_week"]) == (45, 45)


async def test_what_one_started_for_others_is_listed_as_running(hall: Hall, olga, will, rita, job):
    await rita.call("start_participant_timer", participant_id=job.place)
    for caller, count in ((rita, 1), (will, 1), (olga, 0)):
        assert len((await caller.call("list_trackable_contracts"))["running"]) == count


async def test_the_only_contract_needs_no_name(olga, will, job):
    log = (await will.call("start_time_log", timezone="Europe/Berlin", label="Start"))["time_log"]
    assert (log["contract_id"], log["benefitable_type"], log["benefitable_id"]) == (job.id, "participant", job.place)
    assert (log["start"], log["timezone"], log["user_id"]) == ("2026-03-02T10:00:00+01:00", "Europe/Berlin", will.id)


async def test_several_contracts_are_listed_when_none_is_named(olga, will, job):
    other = await contract(olga, label="Garden")
    await hire(olga, other, will)
    with pytest.raises(Refused) as no:
        await will.call("start_time_log", timezone="Europe/Berlin")
    assert str(job.id) in no.value.fields["contract_id"]
    assert "Garden" in no.value.fields["contract_id"]
    log = (await will.call("start_time_log", timezone="Europe/Berlin", contract_id=other))["time_log"]
    assert log["contract_id"] == other


async def test_who_works_nowhere_can_start_nothing(olga, sam, job):
    with pytest.raises(Refused) as no:
        await sam.call("start_time_log", timezone="Europe/Berlin")
    assert no.value.details["state"] == "nothing_trackable"
    for caller in (sam, olga):
        with pytest.raises(Refused) as no:
            await caller.call("start_time_log", timezone="Europe/Berlin", contract_id=job.id)
        assert no.value.status == 404


async def test_an_unknown_zone_is_met_with_a_near_one(will, job):
    with pytest.raises(Refused) as no:
        await will.call("start_time_log", timezone="Europe/Berlinn")
    assert "Europe/Berlin" in no.value.fields["timezone"]


async def test_a_running_clock_is_thrown_away_without_a_charge(hall: Hall, will, job):
    log = (await will.call("start_time_log", timezone="UTC"))["time_log"]
    hall.clock.advance(hours=1)
    gone = await will.call("delete_time_log", time_log_id=log["id"])
    assert (gone["time_log"]["status"], "deleted_charge_id" in gone) == ("discarded", False)
    assert hall.sql("SELECT count(*) FROM contract_charges") == [(0,)]
    with pytest.raises(Refused) as no:
        await will.call("delete_time_log", time_log_id=log["id"])
    assert no.value.details["state"] == "discarded"
    await will.call("start_time_log", timezone="UTC")


async def test_a_pending_charge_goes_with_its_recording(hall: Hall, will, job):
    log = (await will.call("start_time_log", timezone="UTC"))["time_log"]
    hall.clock.advance(hours=1)
    charge = (await will.call("stop_participant_timer", participant_id=job.place))["transaction"]
    gone = await will.call("delete_time_log", time_log_id=log["id"])
    assert gone["deleted_charge_id"] == charge["id"]
    account = await will.call("list_participant_transactions", contract_id=job.id, user_id=will.id)
    assert account["transactions"] == []


async def test_whoever_was_to_pay_hears_that_the_charge_is_gone(hall: Hall, olga, will, rita, job):
    log = (await will.call("start_time_log", timezone="UTC"))["time_log"]
    hall.clock.advance(hours=1)
    await will.call("stop_participant_timer", participant_id=job.place)
    await will.call("delete_time_log", time_log_id=log["id"])
    for person in (olga, rita):
        assert heard(hall, person)[0].startswith("40.00 EUR of 2026-03-02 in “Web shop” were deleted with the time")
    assert not any("were deleted" in text for text in heard(hall, will))


async def test_several_places_on_one_contract_are_named(olga, will, job):
    second = await hire(olga, job.id, will, role="designer")
    with pytest.raises(Refused) as no:
        await will.call("start_time_log", timezone="UTC", contract_id=job.id)
    assert f"participant {second['id']}" in no.value.fields["contract_id"]
    assert set(no.value.next) == {"start_participant_timer"}


async def test_whoever_left_sees_clocks_they_started_no_more(hall: Hall, olga, rita, job):
    await rita.call("start_participant_timer", participant_id=job.place)
    await write(hall, "UPDATE contract_users SET left_at = joined_at WHERE user_id = :id", id=rita.id)
    assert (await rita.call("list_trackable_contracts"))["running"] == []


async def test_an_approved_charge_keeps_its_recording(hall: Hall, olga, will, job):
    log = (await will.call("start_time_log", timezone="UTC"))["time_log"]
    hall.clock.advance(hours=1)
    charge = (await will.call("stop_participant_timer", participant_id=job.place))["transaction"]
    await olga.call("approve_contract_transactions", contract_id=job.id, transactions=[charge["id"]])
    with pytest.raises(Refused) as no:
        await will.call("delete_time_log", time_log_id=log["id"])
    assert (no.value.details["state"], str(charge["id"]) in no.value.text) == ("confirmed", True)


async def test_deleting_the_charge_discards_the_recording(hall: Hall, will, job):
    log = (await will.call("start_time_log", timezone="UTC"))["time_log"]
    hall.clock.advance(hours=1)
    charge = (await will.call("stop_participant_timer", participant_id=job.place))["transaction"]
    await will.call("delete_contract_transactions", contract_id=job.id, transactions=[charge["id"]])
    assert hall.sql("SELECT status_id FROM time_logs WHERE id = ?", log["id"]) == [(444,)]


async def test_recordings_of_others_take_write_level_4(hall: Hall, olga, will, rita, sam, job):
    log = (await will.call("start_time_log", timezone="UTC"))["time_log"]
    with pytest.raises(Refused) as no:
        await sam.call("delete_time_log", time_log_id=log["id"])
    assert no.value.status == 404
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6)
    with pytest.raises(Refused) as no:
        await sam.call("delete_time_log", time_log_id=log["id"])
    assert no.value.status == 403
    await rita.call("delete_time_log", time_log_id=log["id"])
    assert any(
        "thrown away" in text
        for text in [row[0] for row in hall.sql("SELECT text FROM notices WHERE owner_id = ?", will.id)]
    )


async def test_who_may_not_take_an_approved_charge_back_hears_who_may(hall: Hall, olga, will, rita, job):
    log = (await will.call("start_time_log", timezone="UTC"))["time_log"]
    hall.clock.advance(hours=1)
    charge = (await will.call("stop_participant_timer", participant_id=job.place))["transaction"]["id"]
    await olga.call("approve_contract_transactions", contract_id=job.id, transactions=[charge])
    for caller, tool in ((will, "get_event"), (olga, "delete_contract_transactions")):
        with pytest.raises(Refused) as no:
            await caller.call("delete_time_log", time_log_id=log["id"])
        assert "Olga" in no.value.text
        assert "Rita" in no.value.text
        assert no.value.calls
        await caller.call(tool, **no.value.step(tool))
    assert hall.sql("SELECT status_id FROM time_logs WHERE id = ?", log["id"]) == [(444,)]


async def test_whoever_throws_a_recording_away_is_told_of_its_charge(hall: Hall, will, job):
    log = (await will.call("start_time_log", timezone="UTC"))["time_log"]["id"]
    hall.clock.advance(hours=1)
    charge = (await will.call("stop_participant_timer", participant_id=job.place))["transaction"]["id"]
    await will.call("delete_time_log", time_log_id=log)
    asked = f"Throw away time recording {log} of 60 minutes, and with it charge {charge} of 40.00 EUR."
    assert will.questions[-1] == asked
