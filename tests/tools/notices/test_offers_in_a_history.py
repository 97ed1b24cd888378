"""Whatever a notice offers its reader is theirs to call, of all kinds that a history brings, in whatever state its record is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from server.calls.messages import Answered, Refused, Request
from server.registry import Registry
from server.schema.schema import parameters
from tests.simulation.history import History
from tests.simulation.people import Actor

REGISTRY = Registry()
STEPS, LOOKS = 1500, 6
# What an operation calls the record that a notice is about.
NAMES = {
    "booking": "attendee_id",
    "contract_bill": "bill_id",
    "profile_correction": "correction_id",
    "webhook": "endpoint_id",
}
# What the reader can see to first, or somebody else lifts: it is not the wrong thing to call.
COMES_FIRST = {"agreement_required", "frozen", "changed"}


def offers(history: History, reader: Actor) -> Iterator[tuple[dict[str, Any], str]]:
    """What the notices of somebody offer them, each with its notice."""
    asked = Request("list_notices", {"needs_action": True, "limit": 100}, token=reader.token)
    reply = history.engine.call(asked)
    for notice in reply.answer["items"] if isinstance(reply, Answered) else ():
        for tool in notice["act_with"]:
            yield notice, tool


def rehearsal(history: History, notice: dict[str, Any], tool: str) -> dict[str, Any]:
    """A call of a tool on the record of a notice, without anything happening."""
    operation, record = REGISTRY.operations[tool], notice.get("record") or {}
    given: dict[str, Any] = {} if operation.access == "read" else {"dry_run": True}
    name = NAMES.get(record.get("type", ""), f"{record.get('type')}_id")
    for each, value in ((name, record.get("id")), (f"{name}s", [record.get("id")])):
        if each in parameters(operation):
            given[each] = value
    if tool == "approve_request":
        sql = "SELECT version FROM approval_requests WHERE id = ?"
        given["version"] = history.engine.raw.execute(sql, (record["id"],)).fetchone()[0]
    return given


@pytest.mark.sqlite
def test_what_any_notice_offers_can_be_called_by_its_reader() -> None:
    history, kinds, wrong = History(2, REGISTRY), set(), []
    try:
        for look in range(LOOKS):
            for number in range(look * STEPS // LOOKS, (look + 1) * STEPS // LOOKS):
                history.play(history.drawing.step(number, 0))
            for reader in history.people.actors:
                for notice, tool in offers(history, reader):
                    kinds.add(notice["kind"])
                    call = Request(tool, rehearsal(history, notice, tool), token=reader.token)
                    reply = history.engine.call(call)
                    if isinstance(reply, Refused) and reply.refusal.status in (403, 404, 409):
                        wrong += [(notice["kind"], reader.owner, tool, reply.refusal.code, reply.refusal.message)]
            history.engine.notes.clear()
    finally:
        history.close()
    assert [each for each in wrong if each[3] not in COMES_FIRST] == []
    assert len(kinds) >= 15, sorted(kinds)
