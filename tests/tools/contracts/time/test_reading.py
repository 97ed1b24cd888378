"""Recordings of time as a list: whose, of when, and what became of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.cast import Job, contract, hire


async def worked(hall: Hall, worker: TestCaller, place: int, minutes: int = 60, **more: Any) -> dict[str, Any]:
    """Start and stop the clock; the recording and its charge as answered."""
    await worker.call("start_participant_timer", participant_id=place, **more)
    hall.clock.advance(minutes=minutes)
    return await worker.call("stop_participant_timer", participant_id=place)


async def test_ones_own_recordings_are_listed_with_what_became_of_them(hall: Hall, olga, will, job: Job):
    first = await worked(hall, will, job.place, label="Shop")
    charge = first["transaction"]["id"]
    await olga.call("approve_contract_transactions", contract_id=job.id, transactions=[charge])
    garden = await contract(olga, label="Garden")
    place = await hire(olga, garden, will)
    second = await worked(hall, will, place["id"], 30)
    running = await will.call("start_time_log", timezone="Europe/Berlin", contract_id=job.id)
    hall.clock.advance(minutes=5)
    listed = await will.call("list_time_logs")
    assert [one["id"] for one in listed["time_logs"]] == [
        running["time_log"]["id"], second["time_log"]["id"], first["time_log"]["id"],
    ]  # fmt: skip
    runs, pending, approved = listed["time_logs"]
    assert (runs["status"], runs["minutes"], "charge_id" in runs) == ("running", 5, False)
    assert (pending["contract"], pending["charge_status"], pending["amount"]) == ("Garden", "pending", "20.00")
    assert (approved["label"], approved["charge_status"], approved["charge_id"]) == ("Shop", "confirmed", charge)
    assert (listed["minutes"], listed["total"]) == (90, 3)
    of_one = await will.call("list_time_logs", contract_id=garden)
    assert ([one["minutes"] for one in of_one["time_logs"]], of_one["minutes"]) == ([30], 30)
    assert [one["status_id"] for one in (await will.call("list_time_logs", status_id=100))["time_logs"]] == [100]


async def test_days_are_those_of_the_contracts_zone(hall: Hall, will, job: Job):
    hall.clock.set(datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    log = (await worked(hall, will, job.place))["time_log"]["id"]

    async def found(**only: Any) -> list[int]:
        return [one["id"] for one in (await will.call("list_time_logs", contract_id=job.id, **only))["time_logs"]]

    assert await found(date_from="2026-03-03", date_to="2026-03-03") == [log]
    assert await found(date_to="2026-03-02") == []
    assert await found(date_from="2026-03-04") == []
    with pytest.raises(Refused) as no:
        await found(date_from="2026-03-04", date_to="2026-03-03")
    assert set(no.value.fields) == {"date_from", "date_to"}


async def test_what_was_thrown_away_is_listed_when_asked_for(hall: Hall, will, job: Job):
    log = (await worked(hall, will, job.place))["time_log"]["id"]
    await will.call("delete_time_log", time_log_id=log)
    assert (await will.call("list_time_logs"))["time_logs"] == []
    gone = await will.call("list_time_logs", status_id=444)
    assert ([one["id"] for one in gone["time_logs"]], gone["minutes"]) == ([log], 0)
    assert "charge_id" not in gone["time_logs"][0]


async def test_others_recordings_take_read_level_3_and_their_amounts_4(hall: Hall, olga, will, rita, sam, job: Job):
    log = (await worked(hall, will, job.place))["time_log"]["id"]
    listed = (await rita.call("list_time_logs", participant_id=job.place))["time_logs"]
    assert [(one["id"], one["amount"]) for one in listed] == [(log, "40.00")]
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=6)
    seen = (await rita.call("list_time_logs", participant_id=job.place))["time_logs"]
    assert ("amount" in seen[0], seen[0]["charge_status"]) == (False, "pending")
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=6, read=2)
    with pytest.raises(Refused) as no:
        await rita.call("list_time_logs", participant_id=job.place)
    assert no.value.status == 403
    for only in ({"participant_id": job.place}, {"contract_id": job.id}):
        with pytest.raises(Refused) as no:
            await sam.call("list_time_logs", **only)
        assert no.value.status == 404
    assert (await rita.call("list_time_logs"))["time_logs"] == []


async def test_who_left_still_sees_what_they_recorded(hall: Hall, will, job: Job):
    log = (await worked(hall, will, job.place))["time_log"]["id"]
    await will.call("remove_contract_user", contract_id=job.id)
    assert [one["id"] for one in (await will.call("list_time_logs"))["time_logs"]] == [log]
