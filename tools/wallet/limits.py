"""Caps on what a caller may spend."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.spending import SpendingLimit, find_limit, has_agent, lift_limit, limits_for, set_limit, spent
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound
from tools.operation import operation
from tools.params import CLEARED, Amount, Clearable, Id
from tools.rules.sentences import word, worded
from tools.telling import Record
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
    ceiling: NotRequired[Annotated[str | None, Field(description="What a person allowed; the agent went below it.")]]
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

    Without a cap the list is empty and spending is bounded by the balance alone. used counts what set_spending_limit says a
    cap covers, of the running UTC day or calendar month. Change one with set_spending_limit."""
    limits = limits_for(call.tx, _bound(call, agent_id))
    exceeded = any(spent(call.tx, limit, call.now) >= limit.usd_micros for limit in limits)
    return {"limits": [_shape(call, limit) for limit in limits], "exceeded": exceeded}


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
    amount: Annotated[Clearable[Amount], Field(description="Cap in USD as decimal text; the empty text lifts it.")],
    currency: Annotated[Literal["USD"], Field(description="Only USD.")] = "USD",
    agent_id: AgentId | None = None,
) -> LimitAnswer:
    """Set, change or lift a cap on wallet spending per call, per UTC day or per calendar month (UTC).

    It covers whatever leaves the purse: fees of calls, payments for bookings from the moment they are held, withdrawals with
    their fee; less refunds. Of an agent also what it books from its company's purse; payments of a company's balance for
    tasks and work orders are not counted. An agent may cap itself; of a cap that a company admin set for it, it may go below
    and back up to it, never above, and lifting its own returns to the admin's. 0 stops every priced call; free tools always
    work. Takes effect with the next call; over it calls answer spending_limit_reached."""
    owner = _bound(call, agent_id)
    if owner.kind == "company" and not call.caller.is_admin:
        raise NotAllowed(
            worded("Only an admin of the company sets caps on its purse."), next=("get_spending_limit", "list_users")
        )
    micros = None if amount is CLEARED else int(amount * 1_000_000)
    if micros is not None and micros != amount * 1_000_000:
        raise Invalid({"amount": worded("has at most 6 decimals")}, next=("set_spending_limit",))
    present = find_limit(call.tx, owner, period)
    if call.caller.kind == "agent" and present is not None and present.ceiling is not None:
        _lower(call, present, present.ceiling, micros)
    elif micros is None:
        lift_limit(call.tx, owner, period)
        _tell_agent(call, owner, f"No cap a {period} any more")
        return {"message": f"No cap a {period} any more."}
    else:
        ceiling = micros if call.caller.kind == "person" and owner.kind == "agent" else None
        set_limit(call.tx, owner, period, micros, ceiling, call.caller.owner, call.now)
    limit = find_limit(call.tx, owner, period)
    if limit is None:
        raise LookupError("the limit was not stored")
    _tell_agent(call, owner, f"At most {usd_text(limit.usd_micros)} USD a {period} from now on")
    return {"limit": _shape(call, limit), "message": f"At most {usd_text(limit.usd_micros)} USD a {period}."}


def _tell_agent(call: Call, owner: Owner, what: str) -> None:
    """An agent whose spending somebody else bounds. The one who calls is left out."""
    if owner.kind == "agent":
        text = f"{what}, set by an admin of your company. get_spending_limit shows what is used."
        call.tell(owner, "agent_status", text, record=Record("agent", owner.id, "Spending limit"))


def _bound(call: Call, agent_id: int | None) -> Owner:
    """Whose spending a cap is about."""
    if call.caller.kind == "agent":
        if agent_id not in (None, call.caller.id):
            raise NotFound("agent", agent_id, next=("get_my_agent_profile",))
        return call.caller.owner
    if agent_id is None:
        return call.caller.purse_owner
    if not has_agent(call.tx, call.caller.company_id or 0, agent_id):
        raise NotFound("agent", agent_id, next=("list_company_agents",))
    if not call.caller.is_admin:
        raise NotAllowed(worded("Only an admin of the company looks after its agents' caps."), next=("list_users",))
    return Owner("agent", agent_id)


def _lower(call: Call, present: SpendingLimit, ceiling: int, micros: int | None) -> None:
    """Let an agent go below what a person allowed it, and back up to that; whoever set the ceiling stays recorded."""
    if micros is not None and micros > ceiling:
        raise NotAllowed(
            worded(
                "A person set the cap of {usd_text} USD a {period}; an agent may go below it and back up to "
                "it, and only an admin of its company may raise or lift it.",
                usd_text=usd_text(ceiling),
                period=word(present.period),
            ),
            next=("get_spending_limit",),
        )
    by = Owner("person", present.set_by_id)
    amount = ceiling if micros is None else micros
    set_limit(call.tx, present.owner, present.period, amount, ceiling, by, call.now)


def _shape(call: Call, limit: SpendingLimit) -> LimitShape:
    used = spent(call.tx, limit, call.now)
    lowered = limit.ceiling is not None and limit.ceiling != limit.usd_micros
    return {
        "period": limit.period,
        "amount": usd_text(limit.usd_micros),
        "currency": "USD",
        "used": usd_text(used),
        "remaining": usd_text(max(0, limit.usd_micros - used)),
        "set_by": limit.set_by_type,
        "ceiling": usd_text(limit.ceiling) if lowered and limit.ceiling is not None else None,
        "agent_id": limit.owner.id if limit.owner.kind == "agent" else None,
    }
