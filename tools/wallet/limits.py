"""Caps on what a caller may spend."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.types import Owner
from store.wallet.limits import SpendingLimit, find_limit, has_agent, lift_limit, limits_for, set_limit, spent
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound
from tools.operation import operation
from tools.params import CLEARED, Amount, Clearable, Id
from tools.wallet.rules.wallet import usd_text

TOOLSET = "wallet"

AgentId = Annotated[Id, Field(description="An agent of your company (people only); agents always mean themselves.")]


class LimitShape(TypedDict):
    period: str
    amount: str
    currency: str
    used: str
    remaining: str
    set_by: str
    agent_id: NotRequired[int | None]


class LimitList(TypedDict):
    limits: list[LimitShape]
    exceeded: bool


class LimitAnswer(TypedDict):
    limit: NotRequired[LimitShape | None]
    message: str


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "is there a cap on my costs",
        "how much may the bot still use today",
        "budget left for this month",
        "show my spending limits",
        "what is the daily maximum for this agent",
        "am I over my budget",
        "remaining allowance before calls are refused",
        "which spending caps are set on our assistant",
        "what am I allowed to spend",
        "is there a budget on calls",
        "how close am I to the limit",
        "show the cap per day and month",
    ),
)
def get_spending_limit(call: Call, agent_id: AgentId | None = None) -> LimitList:
    """Show the caps on what the caller may spend and how much of each is used.

    Without a cap the list is empty and spending is bounded by the balance alone. Change one with set_spending_limit."""
    owner, agent = _bound(call, agent_id)
    limits = limits_for(call.tx, owner, agent)
    shapes = [_shape(call, owner, limit) for limit in limits]
    exceeded = any(spent(call.tx, owner, limit, call.now) >= limit.usd_micros for limit in limits)
    return {"limits": shapes, "exceeded": exceeded}


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "never let the bot burn more than 5 dollars a day",
        "put a monthly budget on my calls",
        "raise the cap to 100",
        "limit what our assistant can spend",
        "stop all paid calls by setting the budget to zero",
        "remove the spending cap",
        "maximum price for a single call",
        "control costs of an agent",
        "set a budget",
        "my agent may spend at most 20 a day",
        "change or remove the spending limit",
        "don't spend more than ten per call",
    ),
)
def set_spending_limit(
    call: Call,
    period: Annotated[Literal["call", "day", "month"], Field(description="What the cap counts.")],
    amount: Annotated[Clearable[Amount], Field(description="Cap in USD as decimal text; null or empty lifts it.")],
    currency: Annotated[Literal["USD"], Field(description="Only USD.")] = "USD",
    agent_id: AgentId | None = None,
) -> LimitAnswer:
    """Set, change or lift a cap on wallet spending per call, per day or per month.

    An agent may cap itself, and raise or lift only what it set itself; a cap set by a person is changed by a company admin.
    0 stops every priced call; free tools always work. Takes effect with the next call."""
    owner, agent = _bound(call, agent_id)
    if owner.kind == "company" and not call.caller.is_admin:
        raise NotAllowed(
            "Only an admin of the company sets caps on its purse.", next=("get_spending_limit", "list_users")
        )
    key = agent or 0
    present = find_limit(call.tx, owner, key, period)
    micros = None if amount is CLEARED else int(amount * 1_000_000)
    if micros is not None and micros != amount * 1_000_000:
        raise Invalid({"amount": "has at most 6 decimals"}, next=("set_spending_limit",))
    _refuse_loosening(call, present, micros)
    if micros is None:
        lift_limit(call.tx, owner, key, period)
        return {"message": f"No cap a {period} any more."}
    set_limit(call.tx, owner, key, period, micros, call.caller.owner, call.now)
    limit = find_limit(call.tx, owner, key, period)
    if limit is None:
        raise LookupError("the limit was not stored")
    return {"limit": _shape(call, owner, limit), "message": f"At most {usd_text(micros)} USD a {period}."}


def _bound(call: Call, agent_id: int | None) -> tuple[Owner, int | None]:
    """Whose purse and which agent a cap is about."""
    if call.caller.kind == "agent":
        if agent_id not in (None, call.caller.id):
            raise NotFound("agent", agent_id, next=("get_my_agent_profile",))
        return call.caller.owner, call.caller.id
    if agent_id is None:
        return call.caller.purse_owner, None
    if not has_agent(call.tx, call.caller.company_id or 0, agent_id):
        raise NotFound("agent", agent_id, next=("list_my_companies",))
    if not call.caller.is_admin:
        raise NotAllowed("Only an admin of the company looks after its agents' caps.", next=("list_users",))
    return Owner("agent", agent_id), agent_id


def _refuse_loosening(call: Call, present: SpendingLimit | None, micros: int | None) -> None:
    loosens = present is not None and (micros is None or micros > present.usd_micros)
    if loosens and present is not None and call.caller.kind == "agent" and present.set_by_type == "person":
        raise NotAllowed(
            f"A person set the cap of {usd_text(present.usd_micros)} USD a {present.period}; an agent may lower it, and only an "
            "admin of its company may raise or lift it.",
            next=("get_spending_limit",),
        )


def _shape(call: Call, owner: Owner, limit: SpendingLimit) -> LimitShape:
    used = spent(call.tx, owner, limit, call.now)
    return {
        "period": limit.period,
        "amount": usd_text(limit.usd_micros),
        "currency": "USD",
        "used": usd_text(used),
        "remaining": usd_text(max(0, limit.usd_micros - used)),
        "set_by": limit.set_by_type,
        "agent_id": limit.agent_id or None,
    }
