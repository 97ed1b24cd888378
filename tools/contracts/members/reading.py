"""Looking at one contract: its terms, people, hours and parts."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import contracts, corrections, families
from store.database import Row
from store.scheduling.schedules import find_schedules
from store.types import Money, iso
from tools.call import Call
from tools.contracts import params
from tools.contracts.access import OPEN, Stand, seen_from_outside
from tools.contracts.balances import ContractTotals, ParticipantBalance, all_sums, balance_of, totals_of
from tools.contracts.members.corrections import CorrectionShape, correction_shape
from tools.contracts.members.people import ContractUser, contract_users
from tools.contracts.members.totals import ShortTotals, short_totals
from tools.contracts.open_tools import waits_for
from tools.contracts.rules.allowed import Part, allowed
from tools.contracts.shapes import ContractShape, ParticipantShape, contract_shape, participant_shapes
from tools.errors import NotFound
from tools.operation import operation
from tools.scheduling.rules.events import CONFIRMED, PENDING, STATES
from tools.scheduling.rules.settings import with_defaults
from tools.shapes import Theirs

TOOLSET = "contracts"

Piece = Literal["participants", "users", "sub_contracts", "totals", "schedules", "corrections"]
BY_DEFAULT: tuple[Piece, ...] = ("participants", "sub_contracts", "totals")
SEES_PEOPLE, SEES_HOURS, SEES_MONEY, MANAGES = 1, 3, 4, 5


class SubContract(TypedDict):
    id: int
    label: Theirs
    status_id: int
    status: str
    currency: str
    amount: NotRequired[str | None]
    totals: NotRequired[ShortTotals | None]


class ParticipantWithBalance(ParticipantShape):
    """A paid place with what was charged, put in and paid, of your own or with read level 4."""

    balance: NotRequired[ParticipantBalance | None]


class HoursShape(TypedDict):
    """Agreed or offered working hours of a participant; get_schedule shows them in full."""

    schedule_id: int
    participant_id: int
    label: Theirs
    timezone: str
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    rules: list[dict[str, Any]]
    exceptions: list[dict[str, Any]]


class ShownContract(TypedDict):
    """A contract and the parts asked for, cut down to your read level. allowed: operations that are open to you now."""

    contract: ContractShape
    participants: NotRequired[list[ParticipantWithBalance] | None]
    users: NotRequired[list[ContractUser] | None]
    sub_contracts: NotRequired[list[SubContract] | None]
    totals: NotRequired[ContractTotals | None]
    schedules: NotRequired[list[HoursShape] | None]
    pending_corrections: NotRequired[list[CorrectionShape] | None]
    allowed: list[str]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what are the terms of this job",
        "who works on it and how much has been spent",
        "show budget and people of an engagement",
        "open one contract in full",
        "what may I do in this contract",
        "rates and hours agreed on a job",
        "details of the offer I was invited to",
        "which changes of hours wait for an answer",
        "look at the settings of a contract",
        "sub-contracts and dates of one engagement",
        "read a work contract",
        "state of the contract",
    ),
)
def get_contract(
    call: Call,
    contract_id: params.ContractId,
    include: Annotated[list[Piece], Field(description="Parts to show. Default participants, sub_contracts and totals.")]
    | None = None,
) -> ShownContract:
    """Show one contract in full: terms, people with rates and balances, sub-contracts and sums, as far as your level goes.

    Who is asked to work on it sees its terms and their own rate and hours; one with privacy 2 shows its terms to whoever
    is signed in. Next: reply_to_participation_request, update_contract, list_contract_users."""
    stand = seen_from_outside(call, contract_id)
    wanted = set(BY_DEFAULT if include is None else include)
    places = _places(call, stand)
    return {
        "contract": contract_shape(call, stand),
        "participants": _participants(call, stand, places) if "participants" in wanted else None,
        "users": _users(call, stand) if "users" in wanted else None,
        "sub_contracts": _below(call, stand) if "sub_contracts" in wanted else None,
        "totals": totals_of(call, stand) if "totals" in wanted and _sees_sums(stand) else None,
        "schedules": _hours(call, stand, places) if "schedules" in wanted else None,
        "pending_corrections": _corrections(call, stand, places) if "corrections" in wanted else None,
        "allowed": _allowed(call, stand),
    }


def _places(call: Call, stand: Stand) -> list[Row]:
    """The paid places the caller may see: everybody's from read level 1 on, else their own."""
    return contracts.participants_of(call.tx, stand.id) if stand.read >= SEES_PEOPLE else stand.places


def _participants(call: Call, stand: Stand, places: list[Row]) -> list[ParticipantWithBalance]:
    return [
        {**shape, "balance": _balance(call, stand, place)}
        for shape, place in zip(participant_shapes(call, stand, places), places, strict=True)
    ]


def _balance(call: Call, stand: Stand, place: Row) -> ParticipantBalance | None:
    """What an agreed place comes to, for whose it is and from read level 4 on."""
    seen = stand.owns(place["id"]) or stand.read >= SEES_MONEY
    return balance_of(call, stand.contract, place) if seen and place["answered_at"] is not None else None


def _sees_sums(stand: Stand) -> bool:
    """Whether there are sums to see: everybody's from read level 4 on, else of an own place that was agreed on."""
    return stand.read >= SEES_MONEY or any(place["answered_at"] is not None for place in stand.places)


def _users(call: Call, stand: Stand) -> list[ContractUser] | None:
    return contract_users(call, stand, contracts.users_of(call.tx, stand.id)) if stand.read >= SEES_PEOPLE else None


def _below(call: Call, stand: Stand) -> list[SubContract] | None:
    """The sub-contracts that are shown to the caller by themselves; to an owner of the contract all of them, since they share
    its ceiling."""
    if stand.read < SEES_PEOPLE:
        return None
    shown = [(row, _stand_below(call, stand, row)) for row in families.live_below(call.tx, stand.id)]
    return [
        _sub_contract(call, row, stand.is_owner or (below is not None and below.read >= SEES_MONEY))
        for row, below in shown
        if stand.is_owner or below is not None
    ]


def _stand_below(call: Call, stand: Stand, row: Row) -> Stand | None:
    """A sub-contract as the caller stands to it; None when it is not shown to them."""
    try:
        return seen_from_outside(call, row["id"])
    except NotFound:
        return None


def _sub_contract(call: Call, row: Row, sees_money: bool) -> SubContract:
    amount = Money(row["amount"], row["currency"]).text if sees_money and row["amount"] is not None else None
    return {
        "id": row["id"],
        "label": row["label"],
        "status_id": row["status_id"],
        "status": STATES[row["status_id"]],
        "currency": row["currency"],
        "amount": amount,
        "totals": short_totals(all_sums(call, row["id"]).values(), row["currency"]) if sees_money else None,
    }


def _hours(call: Call, stand: Stand, places: list[Row]) -> list[HoursShape]:
    """The caller's own, everybody's from read level 3 on."""
    shown = [
        place
        for place in places
        if place["schedule_id"] is not None and (stand.owns(place["id"]) or stand.read >= SEES_HOURS)
    ]
    found = find_schedules(call.tx, [place["schedule_id"] for place in shown])
    return [_hours_shape(place, found[place["schedule_id"]]) for place in shown if place["schedule_id"] in found]


def _hours_shape(place: Row, row: Row) -> HoursShape:
    settings, zone = with_defaults(row["settings"]), row["timezone"]
    return {
        "schedule_id": row["id"],
        "participant_id": place["id"],
        "label": row["label"],
        "timezone": zone,
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "rules": settings["rules"],
        "exceptions": settings["exceptions"],
    }


def _corrections(call: Call, stand: Stand, places: list[Row]) -> list[CorrectionShape]:
    """Those of the caller's own places, and for whoever manages the contract all."""
    found = corrections.open_in(call.tx, stand.id)
    return [
        correction_shape(row, stand.currency)
        for row in found
        if stand.owns(row["participant_id"]) or MANAGES in (stand.read, stand.write)
    ]


def _allowed(call: Call, stand: Stand) -> list[str]:
    """Operations there are, and that the caller may use on this contract now."""
    part = Part(
        member=stand.role_id is not None,
        owner=stand.is_owner,
        read=stand.read,
        write=stand.write,
        archived=stand.archived,
        asked=waits_for(call, stand),
        applied=any(place["status_id"] == PENDING and place["asked_by"] == "person" for place in stand.places),
        works=any(place["status_id"] == CONFIRMED for place in stand.places),
        may_apply=stand.outside and stand.contract["privacy"] == OPEN and call.caller.kind == "person",
    )
    names = allowed(part)
    return [name for name in names if call.finder is None or call.finder.open_to(name, call.caller)]
