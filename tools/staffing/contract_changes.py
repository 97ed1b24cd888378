"""Changing the terms of a staffing contract, and ending it before its time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.staffing import contracts
from store.types import iso
from tools.call import Call
from tools.errors import Invalid, Step
from tools.operation import operation
from tools.params import CLEARED, Clearable
from tools.questions import quoted
from tools.rules.sentences import AND, Several, worded
from tools.staffing.contract_access import managed_contract, own_company
from tools.staffing.contract_notices import (
    changed_fields,
    note_contract,
    tell_changed,
    tell_removed,
    tell_terminated,
)
from tools.staffing.contract_params import (
    Allocation,
    ClientId,
    ClientName,
    ClientPrice,
    Consultant,
    ContractId,
    End,
    Infinite,
    MaxHours,
    Notes,
    NoticePeriod,
    PaidBy,
    PublicId,
    Reason,
    ServiceCode,
    Skills,
    Start,
    Unit,
    VendorContact,
    VendorForClient,
    VendorName,
    VendorPrice,
    WorkScope,
)
from tools.staffing.contract_parties import (
    Faults,
    Party,
    company_party,
    consultant_party,
    made_company,
    made_person,
)
from tools.staffing.contract_positions import PositionStage, after_termination, filled_by
from tools.staffing.contract_shapes import ContractShape, contract_shape, days_of, price, status_now, today_of
from tools.staffing.contract_terms import stored_terms, warn_of_days
from tools.staffing.rules.contracts import Period, check_changing, check_terminating, last_day, period
from tools.text import plain

TOOLSET = "staffing_contracts"


class ChangedContract(TypedDict):
    """contract: its ids, status and the fields in changed; what was emptied is absent."""

    message: str
    contract: ContractShape
    changed: list[str]


class TerminatedShape(TypedDict):
    id: int
    the_contract_id: str
    status: str
    terminated_at: NotRequired[str | None]
    deleted_at: NotRequired[str | None]


class TerminatedContract(TypedDict):
    """position: the one it filled, as it is now."""

    message: str
    contract: TerminatedShape
    position: NotRequired[PositionStage | None]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"the_contract_id": "CNTR-2026-0005", "client_price": "150.00"},
    find=(
        "raise the consultant's rate to 150",
        "prolong the agreement until December",
        "swap the person working under CNTR-2026-0005",
        "change terms of a staffing contract",
        "extend the assignment by three months",
        "make the consultant's contract open-ended",
        "reduce the allocation to half time",
        "the vendor gets 120 from now on",
        "correct the end date of an agreement",
        "another vendor takes over the assignment",
        "put the consultant's new skills into the contract",
        "set a ceiling of hours for the consultant",
    ),
)
def update_staffing_contract(
    call: Call,
    the_contract_id: PublicId | None = None,
    id: ContractId | None = None,
    client_price: Clearable[ClientPrice] | None = None,
    vendor_price: Clearable[VendorPrice] | None = None,
    type: PaidBy | None = None,
    contract_start: Annotated[Start, Field(description="First day, YYYY-MM-DD.")] | None = None,
    contract_end: Clearable[End] | None = None,
    is_infinite: Annotated[Infinite, Field(description="true: open-ended, without contract_end.")] | None = None,
    allocation: Annotated[Allocation, Field(description="Percent of full time, 0 to 100.")] | None = None,
    max_hours: Clearable[MaxHours] | None = None,
    unit: Unit | None = None,
    service_code: Clearable[ServiceCode] | None = None,
    work_scope: Clearable[WorkScope] | None = None,
    notice_period: Clearable[NoticePeriod] | None = None,
    client_company_name: ClientName | None = None,
    client_company_id: ClientId | None = None,
    vendor_company_name: Clearable[VendorName] | None = None,
    vendor_company_for_client: Clearable[VendorForClient] | None = None,
    vendor_contact: Clearable[VendorContact] | None = None,
    notes: Clearable[Notes] | None = None,
    selected_consultant: Clearable[Consultant] | None = None,
    consult_skills: Clearable[Skills] | None = None,
) -> ChangedContract:
    """Change terms of a staffing contract that your company manages, by public or numeric id; what is left out stays.

    The status follows the dates: a later contract_end or is_infinite brings an ended contract back. Companies and
    consultant are found or made as by create_staffing_contract. Public id, client's number, currency, VAT, seller, hour
    reporting, invoicing and the client's contact data stay as recorded. Sides that see a change are told. Next:
    get_staffing_contract; ending it: terminate_staffing_contract."""
    row = managed_contract(call, the_contract_id, id)
    check_changing(status_now(row, call.now), row["public_id"], row["id"], _terms(row))
    given, faults = call.given, dict[str, str]()
    columns = stored_terms(given, row["currency"], faults)
    days = _period(row, given, faults)
    parties = _parties(call, row, given, faults)
    if faults:
        raise Invalid(faults, next=("update_staffing_contract", Step("get_staffing_contract", {"id": row["id"]})))
    columns |= _days_columns(row, days) | _party_columns(call, row, given, *parties)
    changes = {name: value for name, value in columns.items() if row[name] != value}
    if not changes:
        call.waive_fee()
        shown = contract_shape(row, own_company(call), call.now, ())
        return {"message": "Everything is so already; nothing changed.", "contract": shown, "changed": []}
    contracts.change_contract(call.tx, row["id"], call.stamp, changes)
    new = managed_contract(call, None, row["id"])
    if days is not None:
        warn_of_days(call, days, given.get("contract_end"), today_of(new, call.now))
    changed = changed_fields(call, row, new, own_company(call))
    tell_changed(call, row, new)
    note_contract(call, new)
    return {
        "message": f"Contract {new['public_id']} is changed.",
        "contract": contract_shape(new, own_company(call), call.now, changed),
        "changed": changed,
    }


def _terms(row: Row) -> dict[str, Any]:
    """The terms of a contract as those of a new one that starts today: sides, consultant and prices."""
    as_stored = ("client_company_id", "vendor_company_name", "currency", "unit", "type", "work_scope", "notice_period")
    terms = {name: row[name] for name in as_stored if row[name] is not None}
    terms |= {name: price(row, name) for name in ("client_price", "vendor_price") if row[name] is not None}
    if row["consultant_id"] is None:
        return terms
    title = {"title": row["consultant_title"]} if row["consultant_title"] else {}
    return terms | {"selected_consultant": {"id": row["consultant_id"], **title}}


def _period(row: Row, given: Mapping[str, Any], faults: Faults) -> Period | None:
    """The days it is to have; None when none was passed."""
    if not given.keys() & {"contract_start", "contract_end", "is_infinite"}:
        return None
    now = days_of(row)
    start, infinite = given.get("contract_start") or now.start, given.get("is_infinite")
    end: date | None = now.end if infinite is not True else None
    if "contract_end" in given:
        end = None if given["contract_end"] is CLEARED else given["contract_end"]
    found = period(start, end, infinite)
    if found.fault is not None:
        named, text = found.fault
        moved = "contract_start" in given and "contract_end" not in given and end is not None
        faults |= {"contract_start": f"{start} lies after contract_end, {end}"} if moved else {named: text}
    return found


def _days_columns(row: Row, days: Period | None) -> dict[str, Any]:
    if days is None:
        return {}
    start, end = days.start.isoformat(), days.end.isoformat() if days.end else None
    moved = {} if start == row["contract_start"] else {"ongoing_from": start}
    return {"contract_start": start, "contract_end": end, **moved}


def _parties(
    call: Call, row: Row, given: Mapping[str, Any], faults: Faults
) -> tuple[Party | None, Party | None, Party | None]:
    """The client, vendor and consultant that were named anew; None for those that stay."""
    client = company_party(call, "client", given.get("client_company_id"), given.get("client_company_name"), faults)
    vendor = company_party(call, "vendor", None, given.get("vendor_company_name") or None, faults)
    client_then = client or Party(row["client_company_id"], row["client_company_name"])
    vendor_then = vendor or (None if "vendor_company_name" in given else _vendor_of(row))
    if (client or vendor) and vendor_then is not None and vendor_then.is_same(client_then):
        named = "vendor_company_name" if vendor is not None else "client_company_name"
        faults[named] = worded("is the other side as well; a contract has a client and a vendor")
    wished = given.get("selected_consultant") or None
    consultant = consultant_party(call, wished, vendor_then, faults)
    if wished and wished.get("title") and consultant is None and row["consultant_id"] is None:
        faults.setdefault("selected_consultant", worded("needs an id or a name besides the title"))
    return client, vendor, consultant


def _vendor_of(row: Row) -> Party | None:
    id = row["vendor_company_id"]
    return None if id is None else Party(id, row["vendor_company_name"])


def _party_columns(
    call: Call,
    row: Row,
    given: Mapping[str, Any],
    client: Party | None,
    vendor: Party | None,
    consultant: Party | None,
) -> dict[str, Any]:
    """The columns of who was named anew, made where they are new."""
    found: dict[str, Any] = {}
    if client is not None:
        found["client_company_id"] = made_company(call, client)["id"]
    if "vendor_company_name" in given:
        found["vendor_company_id"] = made_company(call, vendor)["id"] if vendor is not None else None
    wished = given.get("selected_consultant")
    if wished is CLEARED:
        return found | {"consultant_id": None, "consultant_title": None}
    if consultant is not None:
        found["consultant_id"] = made_person(call, consultant)["id"]
    if wished:
        # A title is its bearer's: who takes over has their own, or none.
        kept = (
            row["consultant_title"]
            if found.get("consultant_id", row["consultant_id"]) == row["consultant_id"]
            else None
        )
        found["consultant_title"] = wished.get("title") or kept
    return found


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="write",
    example={"the_contract_id": "CNTR-2026-0005"},
    find=(
        "we stop working with this consultant",
        "end the deal CNTR-2026-0005 early",
        "cancel the vendor agreement and drop it from the books",
        "terminate a staffing contract",
        "the assignment ends today",
        "the consultant quits, close the contract",
        "call off an assignment before it starts",
        "delete an old staffing contract from our records",
        "the client gave notice, end the agreement",
        "withdraw a planned consultant contract",
        "break off the agreement with the vendor",
        "remove a contract that was recorded by mistake",
    ),
)
def terminate_staffing_contract(
    call: Call,
    the_contract_id: PublicId | None = None,
    id: ContractId | None = None,
    delete_record: Annotated[bool, Field(description="true: also take it out of the lists. Default false.")] = False,
    reason: Reason | None = None,
) -> TerminatedContract:
    """End a staffing contract that your company manages before its time, for good, by public or numeric id.

    Its last day becomes today, or contract_start if that is later. A position it filled is searched for again when the start
    was still to come, else it stays filled. With delete_record true it also leaves the lists of all sides, which is all that
    can be done with an ended or terminated one. Changing an end date: update_staffing_contract. Next: create_staffing_contract
    for a successor."""
    row = managed_contract(call, the_contract_id, id)
    status = status_now(row, call.now)
    check_terminating(status, row["public_id"], row["id"], delete_record)
    ends, today = status in ("planned", "ongoing"), today_of(row, call.now)
    last = last_day(days_of(row).start, today).isoformat()
    act = worded("End staffing contract {id} with {last} as its last day", id=row["id"], last=last) if ends else ""
    removal = (
        worded("take it out of the records")
        if ends
        else worded("Take staffing contract {id} out of the records", id=row["id"])
    )
    call.confirm(
        worded(
            "{names}, for good", names=Several([part for part in (act, removal if delete_record else "") if part], AND)
        ),
        record=f"staffing_contract:{row['id']}",
        details=(
            worded(
                "Its name and client: {public_id}, {client_company_name}",
                public_id=quoted(row["public_id"]),
                client_company_name=quoted(row["client_company_name"]),
            ),
        ),
    )
    position = filled_by(call, row)
    shape: PositionStage | None = {"id": position["id"], "stage": position["stage"]} if position is not None else None
    if ends:
        why = plain(reason) if reason else None
        ended = {"contract_end": last, "terminated_at": call.stamp, "termination_reason": why}
        contracts.change_contract(call.tx, row["id"], call.stamp, ended)
        row = managed_contract(call, None, row["id"])
        shape = after_termination(call, row, today)
        tell_terminated(call, row)
    else:
        tell_removed(call, row)
    note_contract(call, row)
    if delete_record:
        contracts.change_contract(call.tx, row["id"], call.stamp, {"deleted_at": call.stamp})
    return _terminated(call, row, ends, delete_record, shape)


def _terminated(call: Call, row: Row, ends: bool, removes: bool, position: PositionStage | None) -> TerminatedContract:
    said = f"terminated; its last day is {row['contract_end']}" if ends else "taken out of the records"
    also = " It is taken out of the records." if ends and removes else ""
    return {
        "message": f"Contract {row['public_id']} is {said}.{also}",
        "contract": {
            "id": row["id"],
            "the_contract_id": row["public_id"],
            "status": status_now(row, call.now),
            "terminated_at": iso(row["terminated_at"]) if row["terminated_at"] else None,
            "deleted_at": iso(call.now) if removes else None,
        },
        "position": position,
    }
