"""Positions of requests for people that staffing contracts fill."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.staffing.agreed import between, counts
from tests.tools.staffing.wanted import hire, inquiry


async def test_a_position_is_filled_and_its_request_follows(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    asked = await acme.call("create_inquiry", **inquiry(hires=[hire(), hire(title="Tester")]))
    first, second = (position["id"] for position in asked["positions"])
    made = await acme.call("create_staffing_contract", position_id=first)
    shown = await acme.call("get_inquiry", inquiry_id=asked["id"])
    assert [(one["stage"], one.get("contract_id")) for one in shown["positions"]] == [
        ("contract_signed", made["id"]),
        ("pending", None),
    ]
    assert shown["inquiry"]["stage"] == "search_in_progress"
    await acme.call("update_inquiry_position", inquiry_id=asked["id"], position_id=second, stage="search_in_progress")
    await acme.call("create_staffing_contract", position_id=second)
    assert (await acme.call("get_inquiry", inquiry_id=asked["id"]))["inquiry"]["stage"] == "contract_signed"
    listed = await acme.call("list_inquiries")
    assert (listed["search_progress"], listed["contracts_signed"]) == (0, 1)
    contract = (await acme.call("get_staffing_contract", id=made["id"]))["contract"]
    assert contract["position_id"] == first


async def test_a_position_that_is_not_open_is_refused_with_its_stage_and_nothing_is_stored(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    asked = await acme.call("create_inquiry", **inquiry(hires=[hire(stage="draft"), hire(), hire()]))
    draft, open_one, gone = (position["id"] for position in asked["positions"])
    await acme.call("cancel_inquiry_position", inquiry_id=asked["id"], position_id=gone)
    await acme.call("create_staffing_contract", position_id=open_one)
    before = counts(hall)
    for position, stage in ((draft, "draft"), (open_one, "contract_signed"), (gone, "cancelled")):
        with pytest.raises(Refused) as no:
            await acme.call("create_staffing_contract", **between(position_id=position))
        assert (no.value.code, no.value.shape["state"]) == ("wrong_state", stage)
        assert stage in no.value.text
    assert counts(hall) == before


async def test_positions_of_others_are_not_there(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    colleague = await hall.person("cleo@acme.test", company="Acme", role="user")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(acme.company, "10.00 EUR")
    asked = await acme.call("create_inquiry", **inquiry())
    position = asked["positions"][0]["id"]
    for stranger in (rival, colleague):
        with pytest.raises(Refused) as no:
            await stranger.call("create_staffing_contract", position_id=position)
        with pytest.raises(Refused) as missing:
            await stranger.call("create_staffing_contract", position_id=987654321)
        assert no.value.code == missing.value.code == "not_found"
        assert no.value.shape["error"].replace(str(position), "#") == missing.value.shape["error"].replace(
            "987654321", "#"
        )
    await boss.call("create_staffing_contract", position_id=position)


async def test_filled_positions_are_not_cancelled_and_the_refusal_names_the_contract(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    asked = await acme.call("create_inquiry", **inquiry(hires=[hire(), hire()]))
    position = asked["positions"][0]["id"]
    made = await acme.call("create_staffing_contract", position_id=position)
    with pytest.raises(Refused) as no:
        await acme.call("cancel_inquiry_position", inquiry_id=asked["id"], position_id=position)
    assert "CNTR-2026-0001" in no.value.text
    assert no.value.calls[0]["arguments"] == {
        "tool": "terminate_staffing_contract",
        "arguments": {"id": made["id"]},
    } or (
        no.value.calls[0]["tool"] == "terminate_staffing_contract"
        and no.value.calls[0]["arguments"]["id"] == made["id"]
    )
    with pytest.raises(Refused) as no:
        await acme.call("cancel_inquiry", inquiry_id=asked["id"])
    assert "CNTR-2026-0001" in no.value.text
    assert "cancel_inquiry_position" in no.value.text
