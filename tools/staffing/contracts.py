"""Staffing contracts: recording one, listing and reading them. Changing and ending: tools/staffing/contract_changes.py."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.staffing import contracts
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import Currency, Id
from tools.rules.sentences import worded
from tools.staffing.access import company_currency
from tools.staffing.contract_access import contract_for, own_company, own_today
from tools.staffing.contract_notices import note_contract, tell_recorded
from tools.staffing.contract_params import (
    Allocation,
    AnyStatus,
    BusinessId,
    ClientContact,
    ClientId,
    ClientName,
    ClientNumber,
    ClientPrice,
    Consultant,
    ContractId,
    End,
    FilledPosition,
    HourReport,
    Infinite,
    InvoicingChannel,
    MaxHours,
    NewPublicId,
    NewStatus,
    Notes,
    NoticePeriod,
    PaidBy,
    Part,
    PublicId,
    PurchaseOrder,
    Seller,
    ServiceCode,
    Skills,
    Start,
    Unit,
    Vat,
    VendorContact,
    VendorForClient,
    VendorName,
    VendorPrice,
    WorkScope,
)
from tools.staffing.contract_parties import (
    Party,
    PartyShape,
    check_seller,
    company_party,
    consultant_party,
    made_company,
    made_person,
    own_party,
)
from tools.staffing.contract_positions import fill, position_to_fill
from tools.staffing.contract_shapes import (
    ContractLine,
    ContractShape,
    contract_line,
    contract_shape,
    margin,
    side_in,
    status_now,
)
from tools.staffing.contract_terms import stored_terms, warn_of_days
from tools.staffing.rules.contracts import ongoing_from, period, public_id

TOOLSET = "staffing_contracts"


class CreatedContract(TypedDict):
    """created: whether the company or person was made by this call."""

    message: str
    id: int
    the_contract_id: str
    status: str
    client_company: PartyShape
    vendor_company: NotRequired[PartyShape | None]
    selected_consultant: NotRequired[PartyShape | None]


class ContractList(TypedDict):
    contracts: list[ContractLine]
    total: int
    next_cursor: NotRequired[str | None]


class ContractAnswer(TypedDict):
    """margin: client_price minus vendor_price, for the managing company."""

    contract: ContractShape
    margin: NotRequired[str | None]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    find=(
        "record the agreement for our new consultant",
        "we have a deal with the vendor at 95 an hour",
        "set down terms and prices of an assignment",
        "enter a staffing contract between client and vendor",
        "the client signed, note the rate and the start",
        "register a consultant's assignment with its dates",
        "write down what we charge and what the vendor gets",
        "fill the open position with a signed contract",
        "file a new contractor agreement",
        "a consultant starts at our customer on Monday",
        "note a deal that runs until further notice",
        "book in a new assignment of an external developer",
    ),
)
def create_staffing_contract(
    call: Call,
    the_contract_id: NewPublicId | None = None,
    client_contract_id: ClientNumber | None = None,
    status: NewStatus | None = None,
    service_code: ServiceCode | None = None,
    contract_start: Start | None = None,
    contract_end: End | None = None,
    is_infinite: Infinite | None = None,
    type: PaidBy = "hourly",
    work_scope: WorkScope | None = None,
    notice_period: NoticePeriod | None = None,
    allocation: Allocation = 100,
    max_hours: MaxHours | None = None,
    client_price: ClientPrice | None = None,
    vendor_price: VendorPrice | None = None,
    currency: Annotated[Currency, Field(description="Of both prices; default your company's.")] | None = None,
    vat: Vat | None = None,
    seller_id: Seller | None = None,
    hour_report: HourReport | None = None,
    invoicing_channel: InvoicingChannel | None = None,
    client_company_name: ClientName | None = None,
    client_company_id: ClientId | None = None,
    client_business_id: BusinessId | None = None,
    unit: Unit = "hours",
    client_contact: ClientContact | None = None,
    client_purchase_order: PurchaseOrder | None = None,
    vendor_company_name: VendorName | None = None,
    vendor_company_for_client: VendorForClient | None = None,
    vendor_contact: VendorContact | None = None,
    notes: Notes | None = None,
    selected_consultant: Consultant | None = None,
    consult_skills: Skills | None = None,
    position_id: FilledPosition | None = None,
) -> CreatedContract:
    """Record an agreed contract between a client and a vendor about a consultant's work: terms, prices on both sides, dates.

    Your company manages it, and is the client when none is named. Names of companies are looked for among your own, those
    you made and those of your contracts, else made as companies without users; a consultant's name among those who work
    for the vendor, else recorded. position_id fills an open position of your request for people. Client and vendor see it,
    each without the other's price, and are told. No money moves: work that is timed and paid here is a contract of the
    contracts toolset. Next: get_staffing_contract, update_staffing_contract."""
    today = own_today(call)
    faults: dict[str, str] = {}
    unit_of_prices = currency or company_currency(call)
    days = period(contract_start or today, contract_end, is_infinite)
    faults |= dict([days.fault]) if days.fault else {}
    defaults: dict[str, Any] = {
        "type": type,
        "allocation": allocation,
        "unit": unit,
        "consult_skills": [],
        "client_contract_id": None,
    }
    terms = stored_terms({**defaults, **call.given}, unit_of_prices, faults)
    parties = _parties(call, call.given, faults)
    if the_contract_id is not None and contracts.is_taken(call.tx, own_company(call), the_contract_id):
        faults["the_contract_id"] = worded("is taken by another contract of your company")
    if faults:
        raise Invalid(faults, next=("create_staffing_contract", "list_staffing_contracts"))
    position = position_to_fill(call, position_id) if position_id is not None else None
    warn_of_days(call, days, contract_end, today)
    made = _made(call, parties)
    terms |= {
        "public_id": the_contract_id or _next_public_id(call, today.year),
        "contract_start": days.start.isoformat(),
        "contract_end": days.end.isoformat() if days.end else None,
        "ongoing_from": ongoing_from(status, days.start, today).isoformat(),
        "currency": unit_of_prices,
        "consultant_title": (selected_consultant or {}).get("title"),
        "position_id": position_id,
    }
    row = _stored(call, terms, made)
    if position is not None:
        fill(call, position, row["id"])
    tell_recorded(call, row)
    note_contract(call, row)
    return _created(call, row, made)


# Client, vendor and consultant, as they were named and as they are.
Parties = tuple[Party, Party | None, Party | None]
Made = tuple[PartyShape, PartyShape | None, PartyShape | None]


def _parties(call: Call, given: Any, faults: dict[str, str]) -> Parties:
    """Client, vendor and consultant of a new contract; the client is the caller's company when none is named."""
    client = company_party(call, "client", given.get("client_company_id"), given.get("client_company_name"), faults)
    client = client or own_party(call)
    vendor = company_party(call, "vendor", None, given.get("vendor_company_name"), faults)
    if vendor is not None and vendor.is_same(client):
        faults["vendor_company_name"] = worded(
            "is the client as well; a contract has two sides, so name another client or vendor"
        )
    wished = given.get("selected_consultant")
    consultant = consultant_party(call, wished, vendor, faults)
    if wished and wished.get("title") and consultant is None:
        faults.setdefault("selected_consultant", worded("needs an id or a name besides the title"))
    check_seller(call, given.get("seller_id"), faults)
    return client, vendor, consultant


def _made(call: Call, parties: Parties) -> Made:
    client, vendor, consultant = parties
    return (
        made_company(call, client),
        made_company(call, vendor) if vendor is not None else None,
        made_person(call, consultant) if consultant is not None else None,
    )


def _next_public_id(call: Call, year: int) -> str:
    """The next of the company's running numbers that no contract was given by hand."""
    while True:
        found = public_id(year, contracts.next_number(call.tx, own_company(call), year))
        if not contracts.is_taken(call.tx, own_company(call), found):
            return found


def _stored(call: Call, terms: dict[str, Any], made: Made) -> Row:
    client, vendor, consultant = made
    id = contracts.insert_contract(
        call.tx,
        **terms,
        owner_company_id=own_company(call),
        client_company_id=client["id"],
        vendor_company_id=vendor["id"] if vendor else None,
        consultant_id=consultant["id"] if consultant else None,
        created_by_type=call.caller.kind,
        created_by_id=call.caller.id,
        created_at=call.stamp,
        updated_at=call.stamp,
    )
    return contract_for(call, None, id)


def _created(call: Call, row: Row, made: Made) -> CreatedContract:
    return {
        "message": f"Contract {row['public_id']} is recorded.",
        "id": row["id"],
        "the_contract_id": row["public_id"],
        "status": status_now(row, call.now),
        "client_company": made[0],
        "vendor_company": made[1],
        "selected_consultant": made[2],
    }


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which consultants are under agreement now",
        "what ends this month",
        "our deals with vendors",
        "list staffing contracts",
        "which assignments are running",
        "all contracts with one client",
        "where does this consultant work for us",
        "agreements that start soon",
        "contracts our company is the client of",
        "which of our people are placed at customers",
        "find a contract by its number or the vendor's name",
        "consultant agreements that have been terminated",
    ),
)
def list_staffing_contracts(
    call: Call,
    page: Page,
    status: AnyStatus | None = None,
    client_company_id: Annotated[Id, Field(description="Only with this client.")] | None = None,
    consultant_id: Annotated[Id, Field(description="Only of this person.")] | None = None,
    query: Part | None = None,
) -> ContractList:
    """List the staffing contracts your company manages or is client or vendor of, newest start first.

    Prices and names as your side may see them. Contracts of timed and paid work are those of the contracts toolset. Next:
    get_staffing_contract."""
    sql, params = contracts.contracts_query(
        call.tx, own_company(call), call.now, status, client_company_id, consultant_id, query or None
    )
    rows, cursor, total = page.rows(call.tx, sql, params, contracts.NEWEST_START)
    lines = [contract_line(row, own_company(call), call.now) for row in rows]
    return {"contracts": lines, "total": total, "next_cursor": cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    example={"the_contract_id": "CNTR-2026-0005"},
    find=(
        "terms of CNTR-2026-0005",
        "what notice do we have with the vendor",
        "at which rate was that consultant agreed",
        "show one staffing contract",
        "read an agreement before changing it",
        "what is our margin on this consultant",
        "until when does the assignment run",
        "who is the contact at the client for this contract",
        "how many hours are agreed with the vendor",
        "details of the consultant's contract",
        "which order number does the client want on bills",
        "what was agreed about the allocation",
    ),
)
def get_staffing_contract(
    call: Call, the_contract_id: PublicId | None = None, id: ContractId | None = None
) -> ContractAnswer:
    """Show all terms of one staffing contract that your side may see; to the managing company also the margin.

    By public or numeric id, one of the two. The client does not see what the vendor gets, nor the vendor what the client
    pays. Next: update_staffing_contract, terminate_staffing_contract."""
    row = contract_for(call, the_contract_id, id)
    manages = side_in(row, own_company(call)) == "managing"
    return {
        "contract": contract_shape(row, own_company(call), call.now),
        "margin": margin(row) if manages else None,
    }
