"""Positions of a request for people: added, changed, moved on, cancelled."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.staffing.wanted import hire, inquiry


async def made(caller: TestCaller, *hires: dict[str, Any]) -> tuple[str, list[int]]:
    """A request for people: what names it, and the ids of its positions."""
    answer = await caller.call("create_inquiry", **inquiry(hires=list(hires)))
    return answer["inquiry_id"], [position["id"] for position in answer["positions"]]


def fill(hall: Hall, position: int, contract: int) -> None:
    """Put a position under contract, as signing one does."""
    hall.sql_script(
        f"UPDATE inquiry_positions SET stage = 'contract_signed', contract_id = {contract} WHERE id = {position};"
    )


async def test_the_stage_follows_the_positions(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_inquiry", **inquiry(hires=[hire(stage="draft")]))
    ref, position = made["inquiry_id"], made["positions"][0]["id"]
    moved = await acme.call("update_inquiry_position", inquiry_id=ref, position_id=position, stage="pending")
    assert moved["inquiry"]["stage"] == "pending"
    moved = await acme.call("update_inquiry_position", inquiry_id=ref, position_id=position, stage="search_in_progress")
    assert moved["inquiry"]["stage"] == "search_in_progress"
    with pytest.raises(Refused) as no:
        await acme.call("update_inquiry_position", inquiry_id=ref, position_id=position, stage="draft")
    assert no.value.code == "wrong_state"
    gone = await acme.call("cancel_inquiry_position", inquiry_id=ref, position_id=position, reason="changed plans")
    assert gone["inquiry"]["stage"] == "draft"


async def test_clearing_empties_and_leaving_out_keeps(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call(
        "create_inquiry",
        **inquiry(
            hires=[hire(location="Berlin", experience_level="Senior", order_need_reqs=[{"name": "C", "importance": 3}])]
        ),
    )
    changed = await acme.call(
        "update_inquiry_position",
        inquiry_id=made["inquiry_id"],
        position_id=made["positions"][0]["id"],
        location="",
        experience_level=None,
        budget="9.50",
        clear=["order_need_reqs"],
    )
    assert changed["position"]["order_need_reqs"] == []
    assert "location" not in changed["position"]
    assert changed["position"]["experience_level"] == "Senior"
    assert changed["position"]["budget"] == "9.50"


async def test_an_added_position_widens_the_period_and_submits_the_request(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ref, [first] = await made(acme, hire(stage="draft"))
    later = hire(title="Tester", job_start="2026-10-01T08:00:00Z", job_end="2027-06-30T18:00:00Z")
    added = await acme.call("add_inquiry_position", inquiry_id=ref, **later)
    assert (added["position"]["title"], added["position"]["stage"]) == ("Tester", "pending")
    assert added["inquiry"] == {
        "id": added["position"]["order_id"],
        "stage": "pending",
        "job_start": "2026-10-01T08:00:00Z",
        "job_end": "2027-06-30T18:00:00Z",
    }
    listed = await acme.call("list_inquiry_positions", inquiry_id=ref)
    assert [position["id"] for position in listed["positions"]] == [first, added["position"]["id"]]
    assert listed["positions"][1]["budget"] == "12000.00"
    assert listed["positions"][1]["currency"] == "EUR"


async def test_a_faulty_position_is_named_field_by_field_and_not_added(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ref, _ = await made(acme, hire())
    with pytest.raises(Refused) as no:
        await acme.call("add_inquiry_position", inquiry_id=ref, **hire(job_end="2026-10-01T00:00:00Z", budget="1.234"))
    assert (no.value.status, set(no.value.fields)) == (422, {"job_end", "budget"})
    assert (await acme.call("list_inquiry_positions", inquiry_id=ref))["total"] == 1


async def test_a_start_in_the_past_is_warned_of(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ref, _ = await made(acme, hire())
    added = await acme.call("add_inquiry_position", inquiry_id=ref, **hire(job_start="2026-03-01T08:00:00Z"))
    assert "starts in the past" in added["warnings"][0]


async def test_a_hundred_positions_are_the_most(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ref, _ = await made(acme, *[hire()] * 100)
    with pytest.raises(Refused) as no:
        await acme.call("add_inquiry_position", inquiry_id=ref, **hire())
    assert (no.value.status, no.value.next) == (409, ["create_inquiry"])
    assert "100 positions" in no.value.text


async def test_a_budget_in_another_currency_keeps_its_number_if_it_can(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ref, [position] = await made(acme, hire(budget="9.50"))
    changed = await acme.call("update_inquiry_position", inquiry_id=ref, position_id=position, currency="USD")
    assert (changed["position"]["budget"], changed["position"]["currency"]) == ("9.50", "USD")
    with pytest.raises(Refused) as no:
        await acme.call("update_inquiry_position", inquiry_id=ref, position_id=position, budget="9.505")
    assert list(no.value.fields) == ["budget"]
    shown = (await acme.call("list_inquiry_positions", inquiry_id=ref))["positions"][0]
    assert (shown["budget"], shown["currency"]) == ("9.50", "USD")


async def test_a_filled_position_names_its_contract_and_stays(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ref, [filled, other] = await made(acme, hire(), hire())
    fill(hall, filled, 77)
    for tool, told in (("update_inquiry_position", "contract_signed"), ("cancel_inquiry_position", "contract 77")):
        with pytest.raises(Refused) as no:
            await acme.call(tool, inquiry_id=ref, position_id=filled)
        assert (no.value.status, no.value.details["state"]) == (409, "contract_signed")
        assert told in no.value.text
    with pytest.raises(Refused) as no:
        await acme.call("cancel_inquiry", inquiry_id=ref)
    assert f"position {filled} (contract 77)" in no.value.text
    assert acme.questions == []
    gone = await acme.call("cancel_inquiry_position", inquiry_id=ref, position_id=other)
    assert gone["inquiry"]["stage"] == "contract_signed"


async def test_cancelling_a_position_is_asked_for_and_done_once(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ref, [position, _] = await made(acme, hire(title="Welder"), hire())
    acme.says_yes = False
    with pytest.raises(Refused):
        await acme.call("cancel_inquiry_position", inquiry_id=ref, position_id=position)
    assert "Welder" in acme.questions[0]
    acme.says_yes = True
    gone = await acme.call("cancel_inquiry_position", inquiry_id=ref, position_id=position, reason="no <b>money</b>")
    assert gone["position"] == {"id": position, "stage": "cancelled", "cancelled_at": "2026-03-02T09:00:00Z"}
    assert gone["inquiry"]["stage"] == "pending"
    with pytest.raises(Refused) as no:
        await acme.call("cancel_inquiry_position", inquiry_id=ref, position_id=position)
    assert (no.value.status, no.value.details["state"]) == (409, "cancelled")


async def test_a_position_of_another_request_is_one_that_does_not_exist(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ref, _ = await made(acme, hire())
    _, [elsewhere] = await made(acme, hire())
    for tool in ("update_inquiry_position", "cancel_inquiry_position"):
        for position in (elsewhere, 999):
            with pytest.raises(Refused) as no:
                await acme.call(tool, inquiry_id=ref, position_id=position)
            assert (no.value.status, no.value.next) == (404, ["list_inquiry_positions"])
