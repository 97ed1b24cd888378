"""The feed of changes: every type it has is written by something people can do, and nothing writes any other."""

from __future__ import annotations

import ast
import re
from collections.abc import Awaitable, Callable, Iterator

import pytest

from store.types import PLATFORM, Money
from tests.contract.telling import Scenario, Watch
from tests.contract.test_layers import ROOT, sources
from tests.contract.test_told import modules
from tests.hall import Hall
from tests.tools.scheduling.bookable import offer
from tests.tools.telling_by_hand import call_of
from tools.call import Call
from tools.rules.change_types import CHANGE_TYPES, types_named
from tools.wallet.purses import tell_of_purses

# Which scenario of tests/contract/told writes a change of the type.
BY_SCENARIO = {
    "booking.created": "book_schedule",
    "booking.confirmed": "confirm_event",
    "booking.moved": "request_event_correction that takes effect",
    "booking.cancelled": "decline_event",
    "booking.lapsed": "tick: a request lapses",
    "booking.delivered": "tick: the time is over",
    "booking.completed": "pay_schedule_events that releases",
    "event.created": "add_schedule_event",
    "event.changed": "request_event_correction of a meeting",
    "event.answered": "confirm_event as invited",
    "event.deleted": "delete_event",
    "schedule.created": "create_schedule",
    "schedule.changed": "update_schedule",
    "slot.freed": "decline_event",
    "work_order.created": "update_work_order in draft",
    "work_order.published": "update_work_order: terms",
    "work_order.routed": "update_work_order: terms",
    "work_order.assigned": "update_work_order: a new time",
    "work_order.changed": "update_work_order: terms",
    "work_order.unassigned": "unassign_work_order",
    "work_order.visit": "update_work_order_job_status by the provider",
    "work_order.done": "mark_work_order_complete",
    "work_order.approved": "approve_work_order",
    "work_order.paid": "tick: payment",
    "work_order.cancelled": "cancel_work_order",
    "route.opened": "update_work_order: terms",
    "route.answered": "decline_work_order_route",
    "route.closed": "unroute_work_order",
    "open_call.created": "tick: an open call nobody was accepted for",
    "open_call.published": "tick: an open call nobody was accepted for",
    "open_call.changed": "update_open_call with other terms",
    "open_call.filled": "accept_applications for the last seat",
    "open_call.closed": "close_open_call",
    "open_call.expired": "tick: an open call nobody was accepted for",
    "open_call.cancelled": "cancel_open_call",
    "application.made": "apply_to_open_call",
    "application.decided": "decide_applications that refuses",
    "application.withdrawn": "tick: an application that was not sent again",
    "task.created": "create_task",
    "task.started": "start_task",
    "task.delivered": "mark_task_completed",
    "task.returned": "resume_task",
    "task.accepted": "accept_task",
    "task.paid": "pay_task",
    "task.rejected": "reject_task before delivery",
    "task.declined": "decline_task",
    "task.disputed": "start_task_dispute",
    "task.changed": "request_task_changes",
    "task.message": "send_task_message by the freelancer",
    "approval.waiting": "book_schedule: an act waits for a yes",
    "approval.decided": "decline_request",
    "charge.changed": "create_participant_charge",
    "inquiry.changed": "add_inquiry_position",
    "contract.changed": "create_contract",
    "purse.deposit": "accept_company_invitation",
    "purse.charge": "accept_company_invitation",
    "purse.payment": "approve_work_order",
    "purse.payout": "tick: a withdrawal is final",
    "profile.changed": "confirm_email_change",
    "agent.status": "register_agent",
    "review.revealed": "create_review by the second side",
    "mandate.changed": "create_mandate for an agent",
}


async def delete_schedule(hall: Hall) -> None:
    eva = await hall.person("eva@work.test")
    await eva.call("delete_schedule", schedule_id=await offer(hall, eva))


async def give_money_back(hall: Hall) -> None:
    agent = await hall.agent("A")

    def refund(call: Call) -> None:
        purse, fees = call.books.purse(agent.owner, "USDT"), call.books.account(PLATFORM, "clearing", "USDT")
        call.books.move(purse, fees, Money.of("5", "USDT"), kind="task_payment")
        call.moved.clear()
        call.books.move(fees, purse, Money.of("5", "USDT"), kind="task_refund")
        tell_of_purses(call)

    await hall.app.database.write(lambda tx: refund(call_of(hall, tx)))


BY_HAND: dict[str, Callable[[Hall], Awaitable[None]]] = {
    "schedule.deleted": delete_schedule,
    "purse.refund": give_money_back,
}


def scenario_named(name: str) -> Scenario:
    found = [module.SCENARIOS[name] for module in modules().values() if name in module.SCENARIOS]
    assert found, f"no scenario {name!r}: name another in BY_SCENARIO"
    return found[0]


def written(hall: Hall) -> set[str]:
    return {type for (type,) in hall.sql("SELECT DISTINCT type FROM changes")}


@pytest.mark.parametrize("type", BY_SCENARIO)
async def test_a_type_is_written_by_what_people_do(hall: Hall, type: str) -> None:
    await scenario_named(BY_SCENARIO[type])(Watch(hall))
    assert type in written(hall)


@pytest.mark.parametrize("type", BY_HAND)
async def test_a_type_that_nobody_is_told_of_is_written_too(hall: Hall, type: str) -> None:
    await BY_HAND[type](hall)
    assert type in written(hall)


def test_every_type_that_something_can_write_has_its_scenario() -> None:
    assert {*BY_SCENARIO, *BY_HAND} == set(CHANGE_TYPES)


def changes_in_sources() -> Iterator[tuple[str, str]]:
    """Where call.change is called, with the first argument's text; {} where it is put together."""
    for file in sources("tools", 30):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "change":
                continue
            if not isinstance(node.func.value, ast.Name) or node.func.value.id != "call" or not node.args:
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield f"{file.relative_to(ROOT)}", str(first.value)
            elif isinstance(first, ast.JoinedStr):
                parts = [str(each.value) if isinstance(each, ast.Constant) else "*" for each in first.values]
                yield f"{file.relative_to(ROOT)}", "".join(parts)


def test_the_sources_name_no_other_type() -> None:
    found = list(changes_in_sources())
    assert len(found) > 15, "mend where this guard looks"
    wrong = [f"{file}: {text}" for file, text in found if not types_named(text)]
    assert not wrong, wrong


async def test_a_type_that_there_is_not_is_not_written(hall: Hall) -> None:
    with pytest.raises(ValueError, match="no type of change"):
        await hall.app.database.write(lambda tx: call_of(hall, tx).change("task.eaten", ("task", 1)))
    assert hall.sql("SELECT count(*) FROM changes") == [(0,)]


def test_types_are_nouns_with_verbs() -> None:
    assert all(re.fullmatch(r"[a-z_]+\.[a-z]+", type) for type in CHANGE_TYPES)
    assert len(set(CHANGE_TYPES)) == len(CHANGE_TYPES)
