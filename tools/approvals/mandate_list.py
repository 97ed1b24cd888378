"""Reading mandates: what is left of each, what was done under it, and which would cover an act."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import mandates
from store.database import Row
from store.spending import has_agent
from store.types import Money, Owner
from tools.approvals.mandate_shapes import ActIn, MandateId, MandateShape, Status, UseShape, mandate_shape, use_shape
from tools.approvals.mandates_use import mandate_of
from tools.approvals.rules.mandates import Wanted, choose
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.rules.sentences import told_by, worded

TOOLSET = "approvals"
USES_SHOWN = 20
FAILING_SHOWN = 10
OPEN: tuple[Status, ...] = ("active", "used_up")
ALL: tuple[Status, ...] = ("active", "used_up", "expired", "revoked")


class FailingShape(TypedDict):
    mandate_id: str
    bound: str
    wanted: str
    left: Annotated[str, Field(description="What the mandate allows, or has left.")]


class CoverShape(TypedDict):
    """The mandate that would be used; without one, what each does not allow, the nearest first."""

    mandate_id: NotRequired[str | None]
    failing: list[FailingShape]


class MandateList(TypedDict):
    items: list[MandateShape]
    uses: NotRequired[list[UseShape] | None]
    cover: NotRequired[CoverShape | None]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    page_size=5,
    find=(
        "what may my agent still spend without asking",
        "am I allowed to pay this person 40",
        "budget left of the permission",
        "spending mandates of our company",
        "which mandate covers this payment",
        "what was paid under a mandate",
        "has the mandate run out",
        "signature of a spending permission",
        "why does no mandate cover my booking",
        "how much of the pre-approved money is used",
        "mandates that bind me as an agent",
    ),
)
def list_mandates(
    call: Call,
    page: Page,
    mandate_id: Annotated[MandateId, Field(description="Only this one, with its last uses.")] | None = None,
    agent_id: Annotated[Id, Field(description="Those that this agent can use.")] | None = None,
    status: Annotated[list[Status], Field(min_length=1, max_length=4, description="Default active and used_up.")]
    | None = None,
    would_cover: Annotated[ActIn, Field(description="Which mandate would be used for this act, or why none.")]
    | None = None,
) -> MandateList:
    """List spending mandates with what is used and left of each, their signature, and of one its last uses.

    Members of a company see the company's, a person without one their own, an agent those it can use. They come in the order in
    which they are used: the narrowest first. would_cover changes nothing and says which would be used for an act. The fields from
    public_id to created_at are what is signed; docs/approvals.md checks the signature offline."""
    company_id = call.caller.company_id
    owner = call.caller.owner if company_id is None else Owner("company", company_id)
    agent = _agent(call, agent_id)
    one = _one(call, owner, mandate_id, agent)
    states = status or (ALL if one is not None else OPEN)
    sql, params = mandates.listed(owner, call.now, states, agent, mandate_id)
    rows, next_cursor, total = page.rows(call.tx, sql, params, mandates.ORDER)
    uses = mandates.uses_of(call.tx, one["id"], USES_SHOWN) if one is not None else []
    return {
        "items": [mandate_shape(call, row) for row in rows],
        "uses": [use_shape(row, one["currency"]) for row in uses] if one is not None else None,
        "cover": _cover(call, owner, agent, would_cover) if would_cover is not None else None,
        "total": total,
        "next_cursor": next_cursor,
    }


def _agent(call: Call, agent_id: int | None) -> int | None:
    """Whose mandates are asked for; agents always mean themselves, people one of their company's."""
    if call.caller.kind != "agent":
        if agent_id is not None and not has_agent(call.tx, call.caller.company_id or 0, agent_id):
            raise NotFound("agent", agent_id, next=("list_company_agents",))
        return agent_id
    if agent_id not in (None, call.caller.id):
        raise NotFound("agent", agent_id, next=("list_mandates",))
    return call.caller.id


def _one(call: Call, owner: Owner, mandate_id: str | None, agent: int | None) -> Row | None:
    if mandate_id is None:
        return None
    row = mandates.find(call.tx, owner, mandate_id, call.now)
    if row is None or (agent is not None and row["agent_id"] not in (None, agent)):
        raise NotFound("mandate", mandate_id, next=("list_mandates",))
    return row


def _cover(call: Call, owner: Owner, agent: int | None, act: ActIn) -> CoverShape:
    rows = mandates.binding(call.tx, owner, agent, call.now)
    choice = choose(map(mandate_of, rows), _wanted(act, agent), call.now)
    if choice.mandate is not None:
        return {"mandate_id": choice.mandate.public_id, "failing": []}
    failing: list[FailingShape] = [
        {"mandate_id": mandate.public_id, "bound": each.bound, "wanted": each.wanted, "left": each.left}
        for mandate, bounds in choice.failing
        for each in bounds
    ]
    return {"failing": failing[:FAILING_SHOWN]}


def _wanted(act: ActIn, agent: int | None) -> Wanted:
    type, id = act.get("payee_type"), act.get("payee_id")
    if (type is None) != (id is None):
        missing = "payee_type" if type is None else "payee_id"
        raise Invalid({f"would_cover.{missing}": worded("goes with the other of the two")}, next=("list_mandates",))
    try:
        money = Money.of(act["amount"], act["currency"])
    except ValueError as fault:
        raise Invalid({"would_cover.amount": told_by(fault)}, next=("list_mandates",)) from None
    payee = None if type is None or id is None else Owner(type, id)
    return Wanted(act["kind"], payee, money, agent)
