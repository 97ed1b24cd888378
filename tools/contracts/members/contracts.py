"""The contracts somebody belongs to, and those that were archived."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import lists
from store.contracts.contracts import places_of
from store.contracts.lists import Sort
from store.database import Row
from store.scheduling.events import names_of
from store.types import Money, Owner, iso
from tools.call import Call
from tools.callers import proven_address
from tools.contracts import params
from tools.contracts.access import role_name, stand_in
from tools.contracts.balances import all_sums
from tools.contracts.members.totals import ShortTotals, short_totals
from tools.contracts.open_tools import waits_for
from tools.contracts.rules.roles import OWNER
from tools.contracts.shapes import MemberShape, member_shape
from tools.operation import operation
from tools.paging import Page
from tools.params import MAX_ID
from tools.scheduling.rules.events import STATES
from tools.shapes import Theirs

TOOLSET = "contracts"


class ListedContract(TypedDict):
    """A contract in a list, as much as your read level shows. role_id is empty where you are only asked to work on it.

    awaits_answer: an invitation, an application or a proposed change waits for reply_to_participation_request by you."""

    id: int
    label: Theirs
    status_id: int
    status: str
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    timezone: str
    currency: NotRequired[str | None]
    amount: NotRequired[str | None]
    parent_id: NotRequired[int | None]
    role_id: NotRequired[int | None]
    role_name: NotRequired[str | None]
    participants_count: NotRequired[int | None]
    totals: NotRequired[ShortTotals | None]
    position: NotRequired[int | None]
    awaits_answer: bool


class ListedContracts(TypedDict):
    contracts: list[ListedContract]
    total: int
    next_cursor: NotRequired[str | None]


class ArchivedContract(TypedDict):
    """restorable: you own it, so restore_contract brings it back."""

    id: int
    label: Theirs
    deleted_at: str
    deleted_by: MemberShape
    reason: NotRequired[Theirs | None]
    currency: NotRequired[str | None]
    totals: NotRequired[ShortTotals | None]
    restorable: bool


class ArchivedContracts(TypedDict):
    contracts: list[ArchivedContract]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "which engagements am I part of",
        "show my ongoing jobs and what they cost",
        "what am I working on for whom",
        "my contracts in my own order",
        "which work contracts wait for an answer",
        "contracts where I am the client",
        "sub-contracts of an engagement",
        "find a contract by its name",
        "jobs I am invited to work on",
        "which of my contracts are finished",
        "list hourly engagements",
        "overview of all my work contracts",
    ),
)
def list_contracts(
    call: Call,
    page: Page,
    status_id: Annotated[params.LiveStatusId, Field(description="Only contracts in this state.")] | None = None,
    role_id: Annotated[params.RoleId, Field(description="Only those where you have this role.")] | None = None,
    parent_id: Annotated[
        int, Field(ge=0, le=MAX_ID, description="Only sub-contracts of this one; 0 = only top-level ones.")
    ]
    | None = None,
    query: params.Words | None = None,
    sort_by: Annotated[Sort, Field(description="position: your own order.")] = "position",
    descending: Annotated[bool, Field(description="The other way round.")] = False,
) -> ListedContracts:
    """List the contracts you belong to or are asked to work on, in the order you arranged them yourself.

    Those you gave no position come first, newest first; update_contract with settings.position arranges them. get_contract
    shows one in full. Archived ones are list_archived_contracts."""
    me, only = call.caller.owner, {"status_id": status_id, "role_id": role_id, "parent_id": parent_id, "query": query}
    sql, values = lists.listed(me, proven_address(call), **only)
    rows, next_cursor, total = page.rows(call.tx, sql, values, order=lists.order(sort_by, descending))
    if not total and not any(only.values()):
        call.warn("You belong to no contract: create_contract opens one, list_archived_contracts shows old ones.")
    return {"contracts": [_listed(call, row) for row in rows], "total": total, "next_cursor": next_cursor}


def _listed(call: Call, row: Row) -> ListedContract:
    zone = row["timezone"]
    shape: ListedContract = {
        "id": row["id"],
        "label": row["label"],
        "status_id": row["status_id"],
        "status": STATES[row["status_id"]],
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "timezone": zone,
        "role_id": row["own_role_id"],
        "role_name": role_name(row["own_role_id"]),
        "totals": _totals(call, row),
        "position": row["own_position"],
        "awaits_answer": waits_for(call, stand_in(call, row["id"])),
    }
    if row["own_read"] is None or row["own_read"] >= 1:
        shape["currency"] = row["currency"]
        shape["parent_id"] = row["parent_id"]
    if (row["own_read"] or 0) >= 1:
        shape["participants_count"] = row["places"]
    if (row["own_read"] or 0) >= 4 and row["amount"] is not None:
        shape["amount"] = Money(row["amount"], row["currency"]).text
    return shape


def _totals(call: Call, row: Row) -> ShortTotals | None:
    """What was charged and is owed: of everybody from read level 4 on, else of the caller's own places."""
    sums = all_sums(call, row["id"])
    if (row["own_read"] or 0) < 4:
        own = {place["id"] for place in places_of(call.tx, row["id"], call.caller.owner)} if sums else set()
        sums = {id: one for id, one in sums.items() if id in own}
    return short_totals(sums.values(), row["currency"])


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what did I throw away that I can get back",
        "old engagements that were removed",
        "show the bin of agreements",
        "archived contracts",
        "which contracts were closed down",
        "deleted jobs that can be restored",
        "who archived our contract",
        "contracts I was part of that are gone",
        "find an engagement we ended",
        "list contracts in the archive",
        "past agreements that were put away",
    ),
)
def list_archived_contracts(call: Call, page: Page, query: params.Words | None = None) -> ArchivedContracts:
    """List contracts that were archived while you were a member, newest first.

    Their owners bring them back with restore_contract; get_contract still shows what happened in them."""
    sql, values = lists.archived(call.caller.owner, query)
    rows, next_cursor, total = page.rows(call.tx, sql, values, order=lists.NEWEST_DELETED)
    by = [Owner(row["deleted_by_type"], row["deleted_by_id"]) for row in rows]
    names = names_of(call.tx, by)
    shown = [_archived(call, row, member_shape(who, names)) for row, who in zip(rows, by, strict=True)]
    return {"contracts": shown, "total": total, "next_cursor": next_cursor}


def _archived(call: Call, row: Row, by: MemberShape) -> ArchivedContract:
    return {
        "id": row["id"],
        "label": row["label"],
        "deleted_at": iso(row["deleted_at"], row["timezone"]),
        "deleted_by": by,
        "reason": row["delete_reason"],
        "currency": row["currency"] if row["own_read"] >= 1 else None,
        "totals": _totals(call, row),
        "restorable": row["own_role_id"] == OWNER,
    }
