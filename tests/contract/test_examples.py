"""The example of every operation runs: in a world of one record of every kind, with their ids in place of its own."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest
import pytest_asyncio

from server.discovery.samples import example
from server.schema.arguments import split
from tests.contract.full_world import FullWorld, full_world
from tests.contract.walks.walking import OPERATIONS
from tests.hall import Hall, TestCaller
from tests.tools.work_orders import field_work
from tools.operation import Operation

# One worker makes the world for all of these.
pytestmark = [pytest.mark.asyncio(loop_scope="module")]
each = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, template: FilePath) -> AsyncIterator[FullWorld]:
    hall = await Hall.open(tmp_path_factory.mktemp("examples"), template)
    world = await full_world(hall)
    await add_free_orders(world)
    yield world
    await hall.close()


async def add_free_orders(world: FullWorld) -> None:
    """Orders that nobody has yet, each on a day of its own, and a slot that is free."""
    free = [await field_work.order(world.boss, schedule=on(day)) for day in (20, 21, 22)]
    world.ids |= {
        "bundle_work_orders.work_order_ids": free[:2],
        "assign_work_order.work_order_id": await field_work.published(world.boss, schedule=on(23)),
        "dispatch_work_order.work_order_id": free[2],
        "route_work_order.work_order_id": free[2],
        "route_work_order_to_providers.work_order_id": free[2],
        "book_schedule.start": "2026-03-05T10:00:00Z",
        "hold_slot.start": "2026-03-05T10:00:00Z",
        "join_waiting_list.start": "2026-03-06T12:00:00Z",
        "book_group_slot.start": "2026-03-05T10:00:00Z",
        "book_recurring_slots.start": "2026-03-05T10:00:00Z",
    }


# What the example holds is a code, token or password that only a mail or a head holds.
NEEDS_A_SECRET = {
    "add_payout_bank_account", "add_payout_card", "add_payout_wallet", "confirm_email_change",
    "confirm_freelancer_contact_change", "confirm_freelancer_registration", "confirm_guest_booking",
    "create_field_access_token", "log_in_with_code",
    "log_in_with_password", "refresh_token", "request_email_change", "set_two_factor_method", "stop_mail",
    "undo_contact_change", "verify_agent_email", "verify_freelancer",
}  # fmt: skip
# What the world has no record for, in the state that it needs.
NEEDS_A_STATE = {
    "accept_freelancer_agreement": "the company has no document of its own to sign",
    "accept_schedule_role": "nobody has been asked to take a role",
    "acknowledge_provider_delay": "no provider has reported a delay",
    "add_freelancer_tax_document": "the freelancer has named no country",
    "confirm_task_rejection": "no task has been rejected",
    "connect_google_calendar": "nobody has given Google's consent",
    "decline_schedule_role": "nobody has been asked to take a role",
    "extend_task_deadline": "no deadline has passed",
    "find_freelancer_by_email": "the address is made up",
    "find_freelancer_by_phone": "the phone number is made up",
    "get_freelancer_verification_link": "the freelancer is verified",
    "get_google_calendar_auth_url": "the hall has no Google client",
    "mark_booking_no_show": "no booking has begun",
    "record_schedule_deposit": "nobody has booked in the schedule",
    "remove_freelancer": "the freelancer has unfinished work",
    "request_payout_method_code": "nobody has confirmed a phone number",
    "remove_schedule_user": "nobody but the host is in the schedule",
    "reveal_specialist_phone": "nobody has given a phone number",
    "set_freelancer_tax_autopay": "nobody lives in Russia",
    "set_freelancer_tax_status": "nobody lives in Russia",
    "vote_on_event_corrections": "no correction is open",
}


@each
async def test_its_example_runs(world: FullWorld, operation: Operation) -> None:
    split(operation, example(operation)["arguments"])
    if operation.name in NEEDS_A_SECRET:
        pytest.skip("it needs a secret")
    arguments = with_ids(operation.name, world, example(operation)["arguments"])
    extra = {"dry_run": True} if operation.access != "read" else {}
    refused = []
    for caller in callers(world):
        result = await caller.result(operation.name, **arguments, **extra)
        if not result.is_error:
            assert operation.name not in NEEDS_A_STATE
            return
        shape = json.loads(result.content[0].text)  # type: ignore[union-attr]
        if shape["status"] != 401 and "open to" not in shape["error"] and " needs a " not in shape["error"]:
            refused.append(shape["error"])
    assert operation.name in NEEDS_A_STATE, f"{arguments}: {refused}"


def on(day: int) -> dict[str, str]:
    return {"mode": "exact", "start": f"2026-03-{day}T09:00:00Z"}


def callers(world: FullWorld) -> Iterator[TestCaller]:
    yield from (world.boss, world.acme, world.ann, world.pia, world.clerk, world.hall.nobody())


def with_ids(tool: str, world: FullWorld, value: Any, path: tuple[str, ...] = ()) -> Any:
    """An example with the world's ids where it has ids."""
    if isinstance(value, dict):
        return {name: with_ids(tool, world, part, (*path, name)) for name, part in value.items()}
    found = (
        world.id_for(tool, path) if path and path[-1].endswith(("id", "ids", "uuid", "start", "transactions")) else None
    )
    if isinstance(value, list):
        if found is not None and not isinstance(value[0], dict):
            return found if isinstance(found, list) else [found]
        return [with_ids(tool, world, part, path) for part in value]
    return value if found is None or isinstance(found, dict | list) else found
