"""The brake: stopping an agent, a payee or everything at once, and letting go of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import freezes, touched
from store.approvals.guards import guard
from store.approvals.named import name_of
from store.database import Row
from store.spending import has_agent
from store.types import Owner, iso
from tools.approvals.access import check_decides
from tools.approvals.authority import rules_of
from tools.approvals.freeze_shapes import FreezeShape, freeze_shape
from tools.approvals.rules.freezes import Target
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound, Step, WrongState
from tools.operation import operation
from tools.params import Id, Said
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, worded
from tools.telling import Record

TOOLSET = "approvals"

MOST_READY = 3

Reason = Annotated[Said, Field(min_length=1, max_length=500, description="Why; everybody who is stopped reads it.")]


class Stopped(TypedDict):
    """What a freeze touches now: requests that wait for a yes, open offers of work orders, and open calls that are not over."""

    pending_requests: int
    open_routes: int
    open_calls: int


class Frozen(TypedDict):
    freeze: FreezeShape
    stopped: Stopped
    changed: bool


class Lifted(TypedDict):
    freeze: FreezeShape


def in_force(call: Call, _records: Mapping[str, int] | None = None) -> Mapping[int, str]:
    """What is frozen now, by the number of the freeze: whom it stops, and why."""
    if call.caller.kind == "nobody":
        return {}
    return {row["id"]: _briefly(row) for row in freezes.in_force(call.tx, rules_of(call.caller))}


def _briefly(row: Row) -> str:
    whom = _called(row) if row["target_type"] else Owner(row["owner_type"], row["owner_id"])
    return f"{whom} {quoted(row['reason'], 60)}"


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "stop the bot right now",
        "no more money to this contractor",
        "pull the brake on all spending",
        "freeze every payment of the company",
        "block payments to this person at once",
        "the assistant is running wild, halt it",
        "kill switch for the agent",
        "emergency stop for money",
        "nothing may be paid until I have looked",
        "lock the agent out of spending",
    ),
    example={"target": "payee", "payee_type": "person", "payee_id": 7, "reason": "Looking into a strange invoice"},
)
def freeze_payments(
    call: Call,
    target: Annotated[
        Target, Field(description="Whom to stop: one agent, one payee, or all money acts of the company.")
    ],
    reason: Reason,
    agent_id: Annotated[Id, Field(description="With target agent.")] | None = None,
    payee_type: Annotated[Literal["person", "company"], Field(description="With target payee.")] | None = None,
    payee_id: Annotated[Id, Field(description="With target payee.")] | None = None,
) -> Frozen:
    """Stop an agent, a payee or all money acts of the company at once, until an admin lifts it.

    Any member may; an agent only on itself. A stopped agent only reads. To a stopped payee nothing is booked, ordered,
    assigned or paid, and open offers cannot be taken up. all: nobody but admins commits money of the company. What is owed
    already is still paid: release of delivered bookings, approved work orders, refunds, payouts under way. Nothing is
    cancelled by it. Freezing again answers the freeze there is. Lift it with unfreeze_payments."""
    owner, whom = rules_of(call.caller), _whom(call, target, agent_id, payee_type, payee_id)
    guard(call.tx, owner)
    made = freezes.freeze(call.tx, owner, target, whom, reason, call.caller.owner, call.stamp)
    row = freezes.of_target(call.tx, owner, target, whom)
    assert row is not None, owner
    if made is None:
        call.waive_fee()
    else:
        _tell(call, row, _stopped_text(call, row))
    return {"freeze": freeze_shape(row), "stopped": _stopped(call, owner, target, whom), "changed": made is not None}


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "the assistant may work again",
        "release the brake",
        "this payee is fine after all",
        "unfreeze payments",
        "let the bot spend again",
        "lift the freeze",
        "end the emergency stop",
        "payments may go on",
        "switch the agent back on after the stop",
        "the strange payment was fine, carry on",
    ),
    choices={"freeze_id": in_force},
)
def unfreeze_payments(
    call: Call,
    freeze_id: Annotated[Id, Field(description="From get_approval_policy or freeze_payments.")],
    note: Annotated[str, Field(min_length=1, max_length=500, description="Kept with the freeze.")] | None = None,
) -> Lifted:
    """Lift a freeze, after which the agent, payee or company can commit money again.

    Admins lift those of the company, somebody without a company their own; never an agent. What waited for a yes is looked
    at anew when it is carried out."""
    owner = rules_of(call.caller)
    row = freezes.find(call.tx, owner, freeze_id)
    if row is None:
        raise NotFound("freeze", freeze_id, next=(*_liftable(call), "get_approval_policy"))
    check_decides(call, worded("lifts a freeze"))
    if row["lifted_at"] is not None or not freezes.lift(call.tx, freeze_id, call.caller.id, note, call.stamp):
        raise _lifted_before(call, row)
    after = freezes.find(call.tx, owner, freeze_id)
    assert after is not None, freeze_id
    _tell(call, after, _lifted_text(call, after))
    return {"freeze": freeze_shape(after)}


def _liftable(call: Call) -> list[Step]:
    """Lifting each of the freezes there are, as calls."""
    return [Step("unfreeze_payments", {"freeze_id": id}) for id in islice(in_force(call), MOST_READY)]


def _whom(
    call: Call,
    target: Target,
    agent_id: int | None,
    payee_type: Literal["person", "company"] | None,
    payee_id: int | None,
) -> Owner | None:
    """The agent or payee that is meant; refused when it is not there or does not fit the target."""
    faults = {}
    if (target == "agent") != (agent_id is not None):
        faults["agent_id"] = worded("comes with target agent, and only with it")
    if (target == "payee") != (payee_type is not None):
        faults["payee_type"] = worded("comes with target payee, and only with it")
    if (target == "payee") != (payee_id is not None):
        faults["payee_id"] = worded("comes with target payee, and only with it")
    if faults:
        raise Invalid(faults, next=("freeze_payments",))
    caller = call.caller
    if caller.kind == "agent" and (target != "agent" or agent_id != caller.id):
        raise NotAllowed(
            worded(
                "An agent stops only itself: target agent with its own agent_id. A member of the company "
                "stops anything."
            ),
            next=(Step("freeze_payments", {"target": "agent", "agent_id": caller.id}),),
        )
    if agent_id is not None:
        if not has_agent(call.tx, caller.company_id or 0, agent_id):
            raise NotFound("agent", agent_id, next=("list_company_agents",))
        return Owner("agent", agent_id)
    if payee_type is None or payee_id is None:
        return None
    if name_of(call.tx, Owner(payee_type, payee_id)) is None:
        raise NotFound(payee_type, payee_id, next=("find_operations",))
    return Owner(payee_type, payee_id)


def _lifted_before(call: Call, row: Row) -> WrongState:
    since = (
        worded(" at {lifted_at} by person {lifted_by}", lifted_at=iso(row["lifted_at"]), lifted_by=row["lifted_by"])
        if row["lifted_at"]
        else ""
    )
    return WrongState(
        worded("Freeze {id} was lifted before{since}.", id=row["id"], since=since),
        state="lifted",
        next=(*_liftable(call), "get_approval_policy", "freeze_payments"),
    )


def _stopped(call: Call, owner: Owner, target: Target, whom: Owner | None) -> Stopped:
    return {
        "pending_requests": touched.pending_requests(call.tx, owner, target, whom),
        "open_routes": touched.open_routes(call.tx, owner, target, whom),
        "open_calls": touched.open_calls(call.tx, owner, target, whom),
    }


def _stopped_text(call: Call, row: Row) -> Sentence:
    who, why = quoted(call.caller.name), quoted(row["reason"], 200)
    if row["target"] == "all":
        return say("{who} froze all payments: {why}. An admin lifts it with unfreeze_payments.", who=who, why=why)
    whom = _called(row)
    if row["target"] == "agent":
        return say(
            "{who} stopped {agent}: {why}. An admin lifts it with unfreeze_payments.", who=who, agent=whom, why=why
        )
    return say(
        "{who} froze payments to {payee}: {why}. An admin lifts it with unfreeze_payments.",
        who=who,
        payee=whom,
        why=why,
    )


def _lifted_text(call: Call, row: Row) -> Sentence:
    who = quoted(call.caller.name)
    if row["target"] == "all":
        return say("{who} lifted the freeze of all payments.", who=who)
    if row["target"] == "agent":
        return say("{who} let {agent} work again.", who=who, agent=_called(row))
    return say("{who} lifted the freeze of payments to {payee}.", who=who, payee=_called(row))


def _called(row: Row) -> Owner:
    return Owner(row["target_type"], row["target_id"])


def _tell(call: Call, row: Row, said: Sentence) -> None:
    """The admins of whoever froze, and the agent that is stopped."""
    record = Record("freeze", row["id"], say("Freeze {id}", id=row["id"]))
    call.tell(Owner(row["owner_type"], row["owner_id"]), "freeze_changed", said, record=record)
    if row["target"] == "agent":
        call.tell(_called(row), "freeze_changed", said, record=record)
