"""The approval policy: when acts wait for a person, who decides up to which amount, and what a time-out means."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import freezes, policies, requests
from store.approvals.guards import guard
from store.calls.consents import asking_of
from store.spending import limits_for, spent
from store.types import Owner, iso, utc_text
from tools.approvals.access import check_decides
from tools.approvals.authority import rules_of
from tools.approvals.freeze_shapes import FreezeShape, freeze_shape
from tools.approvals.policy import People, people_of, policy_of, read_policy
from tools.approvals.rules.policy import Deputy, Level, Mode, Policy, faults
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.operation import operation
from tools.params import Deadline, Id, PositiveAmount
from tools.rules.sentences import joined, worded
from tools.shapes import NamedShape
from tools.wallet.rules.wallet import usd_text

TOOLSET = "approvals"

OverCap = Literal["refuse", "ask"]
Mandates = Literal["optional", "required"]
OnTimeout = Literal["decline", "escalate"]


class ChainStep(TypedDict):
    """One step of the chain. The last has no up_to_usd."""

    user_ids: Annotated[list[Id], Field(min_length=1, max_length=10, description="Members who decide.")]
    up_to_usd: NotRequired[Annotated[PositiveAmount, Field(description="Up to which worth they decide.")]]


# Who stands in for whom; 'from' is a word of the language.
DeputyGiven = TypedDict("DeputyGiven", {"user_id": Id, "deputy_id": Id, "from": Deadline, "until": Deadline})


class StepShape(TypedDict):
    users: list[NamedShape]
    up_to_usd: NotRequired[str | None]


DeputyShape = TypedDict(
    "DeputyShape",
    {"user_id": int, "deputy_id": int, "from": NotRequired[str | None], "until": NotRequired[str | None]},
)


class PolicyShape(TypedDict):
    """How acts are approved. A chain with no users named is decided by all admins."""

    mode: Mode
    over_cap: OverCap
    mandates: Mandates
    chain: list[StepShape]
    timeout_minutes: int
    on_timeout: OnTimeout
    deputies: list[DeputyShape]
    version: int
    updated_by: NotRequired[int | None]
    updated_at: NotRequired[str | None]


class LimitLine(TypedDict):
    period: str
    amount: str
    currency: str
    used: str
    agent_id: NotRequired[int | None]


class ShownPolicy(TypedDict):
    policy: PolicyShape
    freezes: Annotated[list[FreezeShape], Field(description="What is stopped now.")]
    confirmation_limit_usd: Annotated[str, Field(description="Above it your own acts are confirmed.")]
    spending_limits: list[LimitLine]
    is_default: bool


class SetPolicy(TypedDict):
    policy: PolicyShape
    pending_affected: Annotated[int, Field(description="Requests that wait and go on by it at their next step.")]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "who has to agree to big payments",
        "how long do requests wait for a yes",
        "is anything frozen right now",
        "show our approval rules",
        "what is the escalation chain",
        "who stands in for the approver",
        "which agents are stopped",
        "when do acts go to the approval desk",
        "are mandates required here",
        "approval settings of the company",
    ),
)
def get_approval_policy(call: Call) -> ShownPolicy:
    """Show how acts of agents are approved in the company, and what is frozen now.

    When they go to the desk, who decides up to which amount, how long it waits, and deputies. Members and agents of the
    company see it, somebody without one their own; an agent not when deputies stand in. set_approval_policy changes it."""
    owner = rules_of(call.caller)
    setting = asking_of(call.tx, call.caller.owner)
    micros = setting["usd_micros"] if setting is not None and setting["usd_micros"] is not None else 100_000_000
    return {
        "policy": _shape(call, owner),
        "freezes": [freeze_shape(row) for row in freezes.in_force(call.tx, owner)],
        "confirmation_limit_usd": usd_text(micros),
        "spending_limits": [
            {
                "period": limit.period,
                "amount": usd_text(limit.usd_micros),
                "currency": "USD",
                "used": usd_text(spent(call.tx, limit, call.now)),
                "agent_id": limit.owner.id if limit.owner.kind == "agent" else None,
            }
            for limit in limits_for(call.tx, call.caller.owner)
        ],
        "is_default": policies.find_policy(call.tx, owner) is None,
    }


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "above 500 ask the finance lead",
        "requests shall lapse after two hours",
        "Maria stands in for me in July",
        "send the agent's payments to the approval desk",
        "set who approves what the bot wants to pay",
        "make mandates required for our agents",
        "let acts above the spending limit be asked about",
        "change the approval chain",
        "decline requests that nobody answers",
        "name a deputy for approvals",
    ),
    example={"mode": "desk_when_absent"},
)
def set_approval_policy(
    call: Call,
    mode: Annotated[Mode, Field(description="Where acts that need a yes are asked about.")] | None = None,
    over_cap: Annotated[OverCap, Field(description="Acts above a spending limit.")] | None = None,
    mandates: Annotated[
        Mandates, Field(description="required: agents commit money only inside a mandate or after a yes.")
    ]
    | None = None,
    chain: Annotated[list[ChainStep], Field(min_length=1, max_length=5, description="Replaces the chain.")]
    | None = None,
    timeout_minutes: Annotated[int, Field(ge=5, le=10080, description="Of each step.")] | None = None,
    on_timeout: Annotated[OnTimeout, Field(description="What a step without an answer means.")] | None = None,
    deputies: Annotated[list[DeputyGiven], Field(max_length=50, description="Replaces the list.")] | None = None,
    version: Annotated[int, Field(ge=0, description="Refused if the policy changed since.")] | None = None,
) -> SetPolicy:
    """Set when acts of agents wait for a person, who decides in which order and up to which amount, and how long.

    ask_in_chat: as ever. desk_when_absent: who cannot be asked now leaves the act at the desk. desk_always: acts of agents
    always do. A time-out declines or goes on to the next step, and never approves. Admins; somebody without a company for
    themself. What is not given stays; requests that wait keep their step and its end, later steps follow the new chain."""
    owner = rules_of(call.caller)
    check_decides(call, worded("sets the approval policy"))
    now, people = policy_of(call.tx, owner), people_of(call.tx, owner)
    if version is not None and version != now.version:
        raise Conflict(
            worded(
                "The policy has version {version} by now, not {other_version}. Nothing was changed; read it again.",
                version=now.version,
                other_version=version,
            ),
            code="changed",
            next=("get_approval_policy",),
        )
    levels = [Level(tuple(dict.fromkeys(step["user_ids"])), _micros(step.get("up_to_usd"))) for step in chain or ()]
    standing_in = [Deputy(each["user_id"], each["deputy_id"], each["from"], each["until"]) for each in deputies or ()]
    _check(people, levels, standing_in)
    given = {
        "mode": mode,
        "over_cap": over_cap,
        "mandates": mandates,
        "timeout_minutes": timeout_minutes,
        "on_timeout": on_timeout,
        "chain": None
        if chain is None
        else json.dumps([{"user_ids": each.user_ids, "up_to": each.up_to} for each in levels]),
        "deputies": None if deputies is None else json.dumps([_kept(each) for each in standing_in]),
    }
    _write(call, owner, now, {name: value for name, value in given.items() if value is not None})
    return {"policy": _shape(call, owner), "pending_affected": requests.waiting_of(call.tx, owner)}


def _check(people: People, levels: list[Level], deputies: list[Deputy]) -> None:
    """Invalid with everything that is wrong at once."""
    wrong: dict[str, str] = {}
    if levels and (found := faults(levels)):
        wrong["chain"] = joined(found, "; ")
    strangers = _strangers(people, (id for level in levels for id in level.user_ids))
    if strangers:
        wrong["chain[].user_ids"] = worded("are no members: {strangers}", strangers=", ".join(map(str, strangers)))
    away = _strangers(people, (id for each in deputies for id in (each.user_id, each.deputy_id)))
    if away:
        wrong["deputies"] = worded("are no members: {away}", away=", ".join(map(str, away)))
    if any(each.user_id == each.deputy_id for each in deputies):
        wrong["deputies[].deputy_id"] = worded("nobody stands in for themself")
    if any(each.ends <= each.begins for each in deputies):
        wrong["deputies[].until"] = worded("comes after from")
    if wrong:
        raise Invalid(wrong, next=("list_users", "get_approval_policy"))


def _strangers(people: People, ids: Iterable[int]) -> list[int]:
    """Who is none of them, in the order given."""
    return [id for id in dict.fromkeys(ids) if id not in people.names]


def _write(call: Call, owner: Owner, now: Policy, given: dict[str, Any]) -> None:
    row = policies.find_policy(call.tx, owner)
    columns = {**given, "version": now.version + 1, "updated_by": call.caller.id, "updated_at": call.stamp}
    guard(call.tx, owner)
    if row is None:
        policies.add_policy(call.tx, owner, {"chain": "[]", **columns})
    else:
        policies.change_policy(call.tx, row["id"], columns)


def _micros(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 1_000_000)


def _kept(deputy: Deputy) -> dict[str, Any]:
    return {
        "user_id": deputy.user_id,
        "deputy_id": deputy.deputy_id,
        "from": utc_text(deputy.begins),
        "until": utc_text(deputy.ends),
    }


def _shape(call: Call, owner: Owner) -> PolicyShape:
    row, names = policies.find_policy(call.tx, owner), people_of(call.tx, owner).names
    policy = read_policy(row) if row is not None else Policy()
    dated = call.caller.kind == "person"
    return {
        "mode": policy.mode,
        "over_cap": policy.over_cap,
        "mandates": policy.mandates,
        "chain": [
            {
                "users": [{"id": id, "name": names.get(id, "")} for id in level.user_ids],
                "up_to_usd": usd_text(level.up_to) if level.up_to is not None else None,
            }
            for level in policy.chain
        ],
        "timeout_minutes": policy.timeout_minutes,
        "on_timeout": policy.on_timeout,
        "deputies": [
            {
                "user_id": each.user_id,
                "deputy_id": each.deputy_id,
                "from": iso(each.begins) if dated else None,
                "until": iso(each.ends) if dated else None,
            }
            for each in policy.deputies
        ],
        "version": policy.version,
        "updated_by": row["updated_by"] if row is not None else None,
        "updated_at": iso(row["updated_at"]) if row is not None else None,
    }
