"""What a refusal says to do next can be sent as it stands, by this caller, through this client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.types import CallToolResult

from server.calls.next_steps import _filled, _ways_to_name
from server.protocol.senders import View, view_for
from server.protocol.tool_handlers import HallServer
from server.registry import Registry
from server.schema.listing import DISPATCHERS
from tests.hall import Hall, Refused, TestCaller, answer_of
from tests.server.calls.test_pipeline import INQUIRY


async def refusal(caller: TestCaller, tool: str, /, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as no:
        await caller.call(tool, **arguments)
    return no.value


async def sent(hall: Hall, caller: TestCaller, call: dict[str, Any]) -> CallToolResult:
    """A next call as a client without forms sends it."""
    async with Client(HallServer(hall.app, caller.token).mcp) as client:
        listed = {tool.name for tool in (await client.list_tools()).tools}
        assert call["tool"] in listed
        return await client.call_tool(call["tool"], call["arguments"])


async def test_a_confirmation_through_a_dispatcher_comes_with_the_whole_second_call(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_inquiry", **INQUIRY)
    own = {"inquiry_id": made["inquiry_id"]}
    for name, given in (
        ("cancel_inquiry", own),
        ("run_destructive", {"tool": "cancel_inquiry", "arguments": own}),
    ):
        async with Client(HallServer(hall.app, acme.token).mcp) as client:
            with pytest.raises(Refused) as no:
                answer_of(await client.call_tool(name, given))
        assert no.value.code == "confirmation_required"
        assert "call run_destructive with tool cancel_inquiry" in no.value.shape["error"]
        (call,) = no.value.calls
        token = no.value.details["confirm"]
        assert call["tool"] == "run_destructive"
        assert call["arguments"] == {"tool": "cancel_inquiry", "arguments": {**own, "confirm": token}}
        assert call["when"] == "the person said yes"
    assert not (await sent(hall, acme, call)).is_error


async def test_a_tool_that_is_listed_is_called_by_its_name(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    async with Client(
        HallServer(hall.app, acme.token, view_for(hall.app.parts.registry.toolsets, "inquiries", False)).mcp
    ) as client:
        made = answer_of(await client.call_tool("create_inquiry", INQUIRY))
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("cancel_inquiry", {"inquiry_id": made["inquiry_id"]}))
    assert no.value.calls[0]["tool"] == "cancel_inquiry"
    assert "call cancel_inquiry again" in no.value.shape["error"]


async def test_secrets_and_what_is_long_are_named_instead_of_repeated(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **{**INQUIRY, "title": "x" * 9000})
    assert "x" * 1001 not in str(no.value.calls)


async def test_what_waits_for_a_code_is_called_with_the_address_that_is_known(hall: Hall) -> None:
    made = await hall.nobody().call("register_agent", name="Bot", email="bot@acme.test")
    bot = hall.holder(made["api_key"])
    no = await refusal(bot, "search_specialists", query="python")
    if no.code == "email_not_verified":
        (verify, resend) = no.calls
        assert verify == {
            "tool": "run_write",
            "arguments": {"tool": "verify_agent_email", "arguments": {"email": "bot@acme.test"}},
            "add": ["code"],
        }
        assert not (await sent(hall, bot, resend)).is_error
    else:
        assert {call["tool"] for call in no.calls} <= {*DISPATCHERS, "get_wallet"}


async def test_an_unknown_operation_leads_to_what_comes_near_in_meaning(hall: Hall) -> None:
    ann = await hall.person("ann@acme.test", company="Acme")
    no = await refusal(ann, "run_read", tool="get_appointment_page", arguments={"schedule_id": 5})
    assert no.status == 404
    assert "get_job" not in str(no.calls)
    for call in no.calls:
        again = await sent(hall, ann, call)
        assert not again.is_error or "operation" not in again.content[0].text  # type: ignore[union-attr]
    assert no.calls[-1] == {"tool": "find_operations", "arguments": {"query": "get appointment page"}}


async def test_nothing_is_named_that_this_caller_or_this_connection_may_not_call(hall: Hall) -> None:
    bot = await hall.agent("Acme")
    for name in ("make_company_member", "invite_user", "delete_account", "remove_the_agent"):
        for call in (await refusal(bot, name)).calls:
            done = await sent(hall, bot, call)
            assert not done.is_error, (call, done.content)
    async with Client(HallServer(hall.app, bot.token, View(read_only=True)).mcp) as client:
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("get_inquiry", {"inquiry_id": 99}))
    assert no.value.calls
    assert {call["tool"] for call in no.value.calls} <= {
        "run_read",
        "find_operations",
        "describe_operation",
        "get_wallet",
    }


async def test_a_next_call_that_would_be_refused_too_is_left_out(hall: Hall) -> None:
    """What is not found is found by no other operation either, and a record that is somebody else's stays so."""
    acme, other = await hall.agent("Acme"), await hall.agent("Other")
    made = await acme.call("create_inquiry", **INQUIRY)
    for number in (made["inquiry_id"], 999):
        no = await refusal(other, "cancel_inquiry", inquiry_id=number)
        assert no.calls
        for call in no.calls:
            assert not (await sent(hall, other, call)).is_error
    await acme.call("cancel_inquiry", inquiry_id=made["inquiry_id"])
    no = await refusal(acme, "cancel_inquiry", inquiry_id=made["inquiry_id"])
    assert no.status == 409
    for call in no.calls:
        assert not (await sent(hall, acme, call)).is_error


async def test_a_call_through_the_wrong_dispatcher_is_told_the_right_one(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    async with Client(HallServer(hall.app, acme.token).mcp) as client:
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("run_write", {"tool": "list_inquiries", "arguments": {"limit": 5}}))
        (call,) = no.value.calls
        assert call == {"tool": "run_read", "arguments": {"tool": "list_inquiries", "arguments": {"limit": 5}}}
        assert not (await client.call_tool(call["tool"], call["arguments"])).is_error


async def test_a_faulty_call_of_a_dispatcher_leads_somewhere(hall: Hall, tmp_path: Path) -> None:
    acme = await hall.agent("Acme")
    for given in ({}, {"tool": 5}, {"tool": "list_inquiries", "colour": "red"}):
        async with Client(HallServer(hall.app, acme.token).mcp) as client:
            with pytest.raises(Refused) as no:
                answer_of(await client.call_tool("run_read", given))
        for call in no.value.calls:
            assert not (await sent(hall, acme, call)).is_error


async def test_too_little_money_leads_to_an_address_in_the_currency_that_is_short(hall: Hall) -> None:
    """Not in that of what was to be bought, which the refused call may have named."""
    acme = await hall.agent("Acme", credit="0.001 USDT")
    no = await refusal(acme, "create_contract", label="Web shop", currency="EUR")
    assert no.step("get_deposit_address") == {"currency": "USDT"}
    for call in no.calls:
        assert not (await sent(hall, acme, call)).is_error
    ann = await hall.person("ann@work.test", credit="0.01 EUR")
    no = await refusal(ann, "create_contract", label="Web shop", currency="EUR")
    assert "EUR" not in str([call for call in no.calls if "get_deposit_address" in str(call)])


@pytest.mark.parametrize("name", ["operation", "name", "tool_name"])
async def test_a_tool_that_is_named_under_another_name_comes_back_as_the_call_that_was_meant(
    hall: Hall, name: str
) -> None:
    acme = await hall.agent("Acme")
    for dispatcher, given in (
        ("run_write", {name: "create_inquiry", "arguments": INQUIRY}),
        ("run_write", {name: "create_inquiry", **INQUIRY}),
        ("run_read", {name: "list_inquiries"}),
    ):
        no = await refusal(acme, dispatcher, **given)
        assert f"you gave it as {name}" in no.fields["tool"]
        answer = await sent(hall, acme, no.calls[0])
        assert not answer.is_error, answer


async def test_what_was_given_under_a_name_that_is_not_known_moves_to_the_one_that_is_missing(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for tool, given in (
        ("describe_operation", {"operation": "create_task"}),
        ("find_operations", {"text": "pay somebody"}),
    ):
        no = await refusal(acme, tool, **given)
        [value] = given.values()
        assert value in no.calls[0]["arguments"].values()
        assert not (await sent(hall, acme, no.calls[0])).is_error
    made = await acme.call("create_inquiry", **INQUIRY)
    no = await refusal(acme, "get_inquiry", id=made["inquiry_id"])
    assert str({"inquiry_id": made["inquiry_id"]}) in str(no.calls[0])


def test_a_record_behind_what_is_required_is_named_in_one_of_its_ways() -> None:
    registry = Registry()
    for tool, ways in (
        ("send_task_message", ["task_id", "uuid"]),
        ("submit_evidence", ["task_id", "work_order_id"]),
        ("create_task", ["worker_id", "worker_uuid"]),
        ("get_task", ["task_id", "uuid"]),
        ("hold_slot", []),
        ("add_contract_entry", []),
        ("list_tasks", []),
    ):
        operation = registry.find(tool)
        assert operation is not None
        assert _ways_to_name(operation) == ways, tool
    call = _filled(registry.operations["send_task_message"], {"message": "Hello"}, {})
    assert call.missing == ("task_id",)
    call = _filled(registry.operations["send_task_message"], {"message": "Hello", "uuid": "u"}, {})
    assert (call.missing, call.arguments) == ((), {"message": "Hello", "uuid": "u"})
