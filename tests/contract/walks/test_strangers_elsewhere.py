"""Strangers by other ways than an id among the arguments: dispatchers, addresses, cursors, keys, yeses and searches."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError

from server.calls.messages import Answered, Asked, Refused, Request
from server.protocol.tool_handlers import HallServer
from server.resources import ADDRESSES
from tests.contract.walks.test_strangers import (
    MISSING_NUMBER,
    Strangers,
    full_name,
    is_public,
    somebodys_ids,
    strangers,
    written,
)
from tests.contract.walks.walking import OPERATIONS, ask, base_arguments, leaves, own_schema, with_value
from tests.hall import TestCaller
from tools.operation import Operation

# One worker makes the world for all of these.
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.walk,
]
each = pytest.mark.parametrize(
    "operation", [one for one in OPERATIONS if one.paged], ids=lambda operation: operation.name
)
__all__ = ["strangers"]


async def test_a_dispatcher_tells_the_same(strangers: Strangers) -> None:
    boss = strangers.rival.boss
    strangers.hall.follows = False
    for operation in OPERATIONS:
        base = base_arguments(operation, strangers.rival)
        for path, real in list(somebodys_ids(operation, strangers.acme))[:1]:
            if real is None or is_public(operation, path):
                continue
            arguments = with_value(operation, strangers.rival, base, path, real)
            direct = await ask(boss, operation, arguments)
            if direct.kind is Refused and direct.code not in ("forbidden", "operator_only"):
                inner = {"tool": operation.name, "arguments": arguments}
                written(strangers.hall)
                told = await boss.result(f"run_{operation.access}", **inner)
                assert told.content[0].text == direct.text  # type: ignore[union-attr]
                assert written(strangers.hall) == []


@pytest.mark.filterwarnings("ignore::mcp.shared.exceptions.MCPDeprecationWarning")
async def test_an_address_of_somebody_elses_record_is_one_of_nothing(strangers: Strangers) -> None:
    ids, rival = strangers.acme.ids, strangers.rival
    addresses = {
        "hiringhall://tasks/{}": ids["task_id"],
        "hiringhall://work-orders/{}": ids["work_order_id"],
        "hiringhall://schedules/{}/slots": ids["schedule_id"],
        "hiringhall://files/{}": ids["file_id"],
        "hiringhall://files/{}/80": ids["file_id"],
        "hiringhall://contracts/{}": ids["get_contract_document.contract_id"],
        "hiringhall://contracts/{}.pdf": ids["get_contract_document.contract_id"],
        **{f"hiringhall://bills/{{}}{end}": ids["bill_id"] for end in (".pdf", ".xml", "/1.pdf", "/1.xml")},
    }
    templates = {address.uri for address in ADDRESSES if address.parameter}
    same = {uri.replace("{id}", "{}").replace("{width}", "80").replace("{document}", "1") for uri in templates}
    # Agreements are for everybody, or walked as get_agreement.
    assert same - {"hiringhall://agreements/{uuid}"} == set(addresses)
    written(strangers.hall)
    for caller in (rival.boss, rival.acme, rival.pia, strangers.hall.nobody()):
        async with Client(HallServer(strangers.hall.app, caller.token).mcp, mode="legacy") as client:
            for address, real in addresses.items():
                for do in (client.read_resource, client.subscribe_resource):
                    told = []
                    for id in (real, MISSING_NUMBER):
                        with pytest.raises(MCPError) as no:
                            await do(address.format(id))
                        told.append(re.sub(rf"\b{id}\b", "#", f"{no.value} {no.value.error.data}"))
                    assert told[0] == told[1]
                    assert "that you can see" in told[0] or caller.kind == "nobody"
    assert written(strangers.hall) == []


@each
async def test_a_cursor_of_somebody_else_leads_to_nothing_of_theirs(strangers: Strangers, operation: Operation) -> None:
    if operation.toolset == "reference" or operation.name == "list_country_codes":
        # The same for everybody.
        return
    base = base_arguments(operation, strangers.rival)
    for theirs, ours in (
        (strangers.acme.boss, strangers.rival.boss),
        (strangers.acme.acme, strangers.rival.acme),
        (strangers.acme.pia, strangers.rival.pia),
    ):
        first = await ask(theirs, operation, base_arguments(operation, strangers.acme) | {"limit": 1})
        cursor = json.loads(first.text).get("next_cursor")
        own = [] if cursor is None else await all_of(ours, operation, base)
        if not own:
            continue
        told = await ask(ours, operation, base | {"limit": 100, "cursor": cursor})
        if told.kind is Refused:
            assert told.code == "invalid_argument"
            continue
        for name, items in json.loads(told.text).items():
            if isinstance(items, list):
                known = [item for page in own for item in page.get(name, [])]
                assert [item for item in items if item not in known] == []


async def all_of(caller: TestCaller, operation: Operation, base: dict[str, Any]) -> list[dict[str, Any]]:
    """Every page of a list; none when it is refused."""
    pages: list[dict[str, Any]] = []
    cursor: dict[str, Any] = {}
    while not pages or cursor["cursor"] is not None:
        told = await ask(caller, operation, base | {"limit": 100} | cursor)
        if told.kind is Refused:
            return []
        pages.append(json.loads(told.text))
        cursor = {"cursor": pages[-1].get("next_cursor")}
    return pages


async def test_keys_and_yeses_of_somebody_else_open_nothing(strangers: Strangers) -> None:
    acme, rival = strangers.acme, strangers.rival
    find = {operation.name: operation for operation in OPERATIONS}
    named = {"title": "Summer", "idempotency_key": "one"}
    theirs = json.loads((await ask(acme.boss, find["create_task_group"], named)).text)
    for caller in (rival.boss, acme.acme):
        told = await ask(caller, find["create_task_group"], named)
        assert told.kind is Refused or json.loads(told.text)["group"]["id"] != theirs["group"]["id"]
        assert "replayed" not in told.text
        assert told.code != "idempotency_conflict"
    group = {"group_id": theirs["group"]["id"]}
    asked = await acme.boss.hall.app.pipeline.call(Request("delete_task_group", group, acme.boss.token))
    assert isinstance(asked, Asked)
    assert (await ask(rival.boss, find["delete_task_group"], group | {"confirm": asked.token})).code == "not_found"
    assert (await ask(acme.clerk, find["delete_task_group"], group | {"confirm": asked.token})).kind is not Answered
    assert (await ask(acme.boss, find["delete_task_group"], group | {"confirm": asked.token})).kind is Answered


# Texts that mean something to the ways of searching. As what they are, they stand in no record.
WILD = (
    "%", "_", "*", "%_%", '"', "zq* OR zqx", "zq NOT zx", "NEAR(zq xk)", "name:zq", "^zq", "-zq", "\\", "zqx'; --", "{zq xk} : zv",
    "zq\x00x", "!%", "\\%",
)  # fmt: skip
SEARCHES = ("query", "search", "text", "q", "name", "title", "label", "email", "phone", "find", "tag", "topic")


@each
async def test_a_search_for_signs_finds_no_more_than_a_search_for_what_is_not_there(
    strangers: Strangers, operation: Operation
) -> None:
    base = base_arguments(operation, strangers.acme)
    for path, part in leaves(own_schema(operation)):
        if part.get("type") != "string" or "enum" in part or path[-1] not in SEARCHES:
            continue
        for caller in (strangers.acme.boss, strangers.acme.pia):
            nothing = await ask(caller, operation, with_value(operation, strangers.acme, base, path, "zqxjkv"))
            for wild in WILD:
                told = await ask(caller, operation, with_value(operation, strangers.acme, base, path, wild))
                where = f"{full_name(operation, path)} = {wild!r}: {told.text[:300]}"
                assert told.code in (nothing.code, "invalid_argument"), where
                if told.kind is Answered:
                    assert json.loads(told.text).get("total") == json.loads(nothing.text).get("total"), where
