"""What happened and is planned in contracts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal, NotRequired
from zoneinfo import ZoneInfo

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import event_lists
from store.contracts.event_lists import SORTS, Asked
from store.database import Row
from store.scheduling.contract_levels import participants_named
from store.scheduling.events import names_of
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts import params as contract_params
from tools.contracts.access import stand_in, zone_of_contract
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, Moment
from tools.rules.sentences import worded
from tools.scheduling.onlookers import onlooker_of
from tools.shapes import Theirs

TOOLSET = "contract_events"

Fields = Literal["amount", "label", "duration", "date", "status_id", "payment_status_id", "start", "end"]
SortBy = Literal["start", "end", "date", "label", "amount", "duration", "status_id", "payment_status_id", "created_at"]


class PayeeShape(TypedDict):
    """Who is paid for it, or whom it is for. type participant: id is the paid place's."""

    type: str
    id: int
    name: NotRequired[Theirs | None]


class ListedEvent(TypedDict):
    """view busy: somebody's time is taken, by what is not yours to see."""

    id: int
    contract_id: int
    type_id: int
    kind: NotRequired[str | None]
    status_id: int
    payment_status_id: NotRequired[int | None]
    label: NotRequired[Theirs | None]
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    date: NotRequired[str | None]
    timezone: str
    duration: NotRequired[int | None]
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]
    benefitable: NotRequired[PayeeShape | None]
    attendees_count: NotRequired[int | None]
    children_count: NotRequired[int | None]
    view: str


class ListedEvents(TypedDict):
    """total: of what you may see."""

    events: list[ListedEvent]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    zone=zone_of_contract,
    find=(
        "what is planned on this job next week",
        "which unpaid sessions are there",
        "show all comments and to-dos of the engagement",
        "events of a contract between two dates",
        "open tasks of the project contract",
        "everything that happened in this engagement",
        "what has the developer got to do on the job",
        "sessions of the contract that wait for acceptance",
        "meetings of a contract and its sub-contracts",
        "find the number of a contract event",
        "charges and deposits of the contract by date",
    ),
)
def list_contract_events(
    call: Call,
    page: Page,
    contract_id: contract_params.ContractId,
    contract_ids: Annotated[list[Id], Field(max_length=20, description="Further contracts, such as sub-contracts.")]
    | None = None,
    start: Annotated[Moment, Field(description="Only what ends after this; without a time its day counts.")]
    | None = None,
    end: Annotated[Moment, Field(description="Only what starts before this.")] | None = None,
    date_from: Annotated[Moment, Field(description="The event's own date is on or after this.")] | None = None,
    date_to: Annotated[Moment, Field(description="The event's own date is before this.")] | None = None,
    user_id: Annotated[Id, Field(description="A person who attends, owns, is paid by or pays it.")] | None = None,
    type_id: Annotated[
        Literal[1, 2, 3, 4], Field(description="Only 1 appointments, 2 tasks and comments, 3 charges or 4 deposits.")
    ]
    | None = None,
    status_id: Annotated[contract_params.StatusId, Field(description="Only in this state.")] | None = None,
    payment_status_id: Annotated[Literal[100, 200, 300], Field(description="100 unpaid, 200 on its way, 300 paid.")]
    | None = None,
    not_null: Annotated[list[Fields], Field(max_length=8, description="Only where all of these are set.")]
    | None = None,
    sort_by: Annotated[
        SortBy, Field(description="Default start; what has no time by its day, without both last.")
    ] = "start",
    descending: bool = False,
) -> ListedEvents:
    """List what happened or is planned in a contract: appointments, tasks, comments, charges, deposits.

    You see your own part in full; of others by your read level: 0 and 1 only that time is taken (view busy), 2 all work, 4
    money, 5 private entries. States: 100 pending, 200 confirmed, 400 declined, 444 cancelled, 555 delivered, 777 completed.
    get_event shows one in full, list_child_events what hangs below it, get_contract_calendar a period as a calendar."""
    stand = stand_in(call, contract_id)
    ids = [stand.id, *(stand_in(call, id).id for id in contract_ids or [])]
    zone = stand.contract["timezone"]
    _check_order("start", start, "end", end, zone)
    _check_order("date_from", date_from, "date_to", date_to, zone)
    asked = Asked(
        start=start,
        end=end,
        first_day=_day(start, zone),
        last_day=_last_day(end, zone),
        from_day=_day(date_from, zone),
        until_day=_last_day(date_to, zone),
        user_id=user_id,
        type_id=type_id,
        status_id=status_id,
        payment_status_id=payment_status_id,
        not_null=not_null or (),
    )
    way = "desc" if descending else "asc"
    sql, params = event_lists.listed(list(dict.fromkeys(ids)), onlooker_of(call), asked, call.now)
    order = [(SORTS[sort_by], way, "nullable"), ("e.id", way)]
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=order)
    return {"events": _shapes(call, rows), "total": total, "next_cursor": next_cursor}


def _check_order(first: str, begin: datetime | None, last: str, until: datetime | None, zone: str) -> None:
    if begin is not None and until is not None and until < begin:
        raise Invalid(
            {
                last: worded(
                    "{until} is before {first}, {begin}", until=iso(until, zone), first=first, begin=iso(begin, zone)
                )
            }
        )


def _day(moment: datetime | None, zone: str) -> str | None:
    return moment.astimezone(ZoneInfo(zone)).date().isoformat() if moment is not None else None


def _last_day(moment: datetime | None, zone: str) -> str | None:
    """The last day that has begun before a moment."""
    return _day(moment - timedelta(microseconds=1), zone) if moment is not None else None


def _shapes(call: Call, rows: list[Row]) -> list[ListedEvent]:
    whole = [row for row in rows if row["in_full"]]
    ids = [row["id"] for row in whole]
    coming = event_lists.attendees_of_each(call.tx, ids)
    children = event_lists.children_of_each(call.tx, ids, onlooker_of(call), call.now)
    payees = _payees(call, whole)
    names = names_of(call.tx, payees.values())
    return [
        _shape(row, coming, children, payees.get(row["id"]), names) if row["in_full"] else _busy(row) for row in rows
    ]


def _payees(call: Call, rows: list[Row]) -> dict[int, Owner]:
    """Who is paid for each event, by the event's id."""
    places = participants_named(
        call.tx, [row["benefitable_id"] for row in rows if row["benefitable_type"] == "participant"]
    )
    found: dict[int, Owner] = {}
    for row in rows:
        if row["benefitable_type"] == "user":
            found[row["id"]] = Owner("person", row["benefitable_id"])
        elif row["benefitable_type"] == "participant" and row["benefitable_id"] in places:
            found[row["id"]] = places[row["benefitable_id"]]
    return found


def _busy(row: Row) -> ListedEvent:
    zone = row["timezone"]
    return {
        "id": row["id"],
        "contract_id": row["contract_id"],
        "type_id": row["type_id"],
        "status_id": row["state"],
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "date": row["date"],
        "timezone": zone,
        "duration": row["duration"],
        "view": "busy",
    }


def _shape(
    row: Row, coming: dict[int, int], children: dict[int, int], payee: Owner | None, names: dict[Owner, str]
) -> ListedEvent:
    amount = row["shown_amount"]
    shape: ListedEvent = {
        **_busy(row),
        "view": "full",
        "kind": row["kind"],
        "payment_status_id": row["shown_payment"],
        "label": row["shown_label"],
        "amount": Money(amount, row["currency"]).text if amount is not None else None,
        "currency": row["currency"] if amount is not None else None,
        "attendees_count": coming.get(row["id"], 0),
        "children_count": children.get(row["id"], 0),
    }
    if payee is not None:
        shape["benefitable"] = {
            "type": row["benefitable_type"],
            "id": row["benefitable_id"],
            "name": names.get(payee),
        }
    return shape
