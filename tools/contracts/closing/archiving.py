"""Archiving a contract, and bringing it back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import contracts, corrections, deposits, endings, families, places
from store.database import Row
from store.people.persons import find_person
from store.scheduling import agreed_hours
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts import params
from tools.contracts.access import Stand, live_contract, person_of, stand_in
from tools.contracts.closing.plans import call_off_plans
from tools.contracts.closing.returned import ReturnedMoney, money_shapes
from tools.contracts.ending import Unsettled, return_unused, unsettled
from tools.contracts.members.family import check_share
from tools.contracts.members.notices import named, said, tell_holder, tell_member
from tools.contracts.shapes import ContractShape, contract_shape
from tools.contracts.time.stopping import stop_clocks
from tools.contracts.transitions import refresh_contract
from tools.errors import NotAllowed, Step, WrongState
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import say, together, worded
from tools.scheduling.rules.events import CANCELLED, CONFIRMED, STATES, UNPAID, state_name
from tools.text import plain

TOOLSET = "contracts"


class ArchivedState(TypedDict):
    id: int
    status_id: int
    status: str
    deleted_at: str


class ArchivedContract(TypedDict):
    message: str
    contract: ArchivedState
    participants_archived: int
    returned: list[ReturnedMoney]


class NotRestored(TypedDict):
    """A paid place that did not come back, and why."""

    participant_id: int
    reason: str


class RestoredContract(TypedDict):
    contract: ContractShape
    participants_restored: int
    not_restored: list[NotRestored]


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "close down this engagement",
        "put an agreement in the bin",
        "we stop working together, remove the job",
        "archive a contract",
        "end the contract with everybody on it",
        "cancel the whole engagement",
        "delete a work contract",
        "the project is over, put the contract away",
        "give prepaid money back and close the contract",
        "take a contract out of my list",
        "wind up this job",
    ),
)
def delete_contract(
    call: Call,
    contract_id: params.ContractId,
    reason: Annotated[str, Field(min_length=1, max_length=500, description="Why; told to the members.")] | None = None,
) -> ArchivedContract:
    """Archive a contract together with all its participants; nothing can be tracked or billed on it until it is restored.

    Only an owner. Refused while approved charges are unpaid, a bill is open, a payment waits to be confirmed or live
    sub-contracts exist. Running clocks are stopped first, what is planned is called off, and money put aside and not used
    goes back to who paid it. restore_contract brings it back."""
    stand = live_contract(call, contract_id)
    _check_owner(stand, worded("archives it"))
    _check_nothing_below(call, stand)
    _check_settled(call, stand)
    _confirm(call, stand)
    stop_clocks(call, contract_id, None, "contract_archived")
    _check_settled(call, stand)
    members = [Owner(row["user_type"], row["user_id"]) for row in contracts.users_of(call.tx, contract_id)]
    called_off = call_off_plans(call, stand, members)
    ended = endings.places_to_archive(call.tx, contract_id)
    for place in ended:
        _archive_place(call, place)
    returned = return_unused(call, contract_id)
    endings.archive(call.tx, contract_id, call.caller.owner, plain(reason) if reason else None, call.now)
    refresh_contract(call, contract_id)
    _tell_archived(call, stand, ended, members, called_off, reason)
    return {
        "message": f"{stand.title} is archived.",
        "contract": _archived(call, contract_id),
        "participants_archived": len(ended),
        "returned": money_shapes(call, returned),
    }


def _check_owner(stand: Stand, does: str) -> None:
    if not stand.is_owner:
        raise NotAllowed(
            worded("Only an owner of {name} {does}.", name=stand.name, does=does), next=("list_contract_users",)
        )


def _check_nothing_below(call: Call, stand: Stand) -> None:
    below = families.live_below(call.tx, stand.id)
    if below:
        listed = ", ".join(f"{row['id']} {quoted(row['label'])}" for row in below[:10])
        raise WrongState(
            worded("{title} has live sub-contracts: {listed}. Archive those first.", title=stand.title, listed=listed),
            state="live_sub_contracts",
            next=(
                Step("list_contracts", {"parent_id": stand.id}),
                *(Step("delete_contract", {"contract_id": row["id"]}) for row in below[:3]),
            ),
        )


def _check_settled(call: Call, stand: Stand) -> None:
    """WrongState names the money of a contract that stands open."""
    found = unsettled(call, stand.id)
    if found:
        raise WrongState(
            worded(
                "{title} has money that is not settled: {found}. Nothing changed.", title=stand.title, found=found.text
            ),
            state="unsettled",
            next=_settling(stand.id, found),
            details={
                "charges": [row["event_id"] for row in found.charges],
                "bills": [row["id"] for row in found.bills],
                "deposits": [row["event_id"] for row in found.deposits],
            },
        )


def _settling(contract_id: int, found: Unsettled) -> list[Step]:
    """The calls that settle what stands open: paying, withdrawing a bill, answering or taking back a reported payment."""

    def step(tool: str, **arguments: object) -> Step:
        return Step(tool, {"contract_id": contract_id, **arguments})

    alone = [row["event_id"] for row in found.charges if row["bill_id"] is None and row["payment_status_id"] == UNPAID]
    waiting = [row["event_id"] for row in found.deposits]
    steps = [step("pay_contract_transactions", transactions=alone)] if alone else []
    for bill in found.bills[:3]:
        steps.append(step("pay_contract_bill", bill_id=bill["id"]))
        steps.append(step("delete_contract_bill", bill_id=bill["id"]))
    if waiting:
        steps.append(step("approve_contract_transactions", transactions=waiting))
    if alone or waiting:
        steps.append(step("delete_contract_transactions", transactions=alone + waiting))
    return steps


def _confirm(call: Call, stand: Stand) -> None:
    unused = [row["amount"] - row["used"] - row["returned"] for row in deposits.held_unused(call.tx, stand.id)]
    back = (
        worded("{money} that is put aside goes back to who paid it", money=Money(sum(unused), stand.currency))
        if unused
        else None
    )
    call.confirm(
        worded(
            "Archive contract {id} with all {count} paid places on it",
            id=stand.id,
            count=len(endings.places_to_archive(call.tx, stand.id)),
        ),
        record=f"contract:{stand.id}",
        details=(
            *((back,) if back else ()),
            worded("The contract is called {label}", label=quoted(stand.contract["label"])),
        ),
    )


def _archive_place(call: Call, place: Row) -> None:
    """It ends with its contract, and its hours with it; what was proposed about it waits for nobody."""
    places.change_place(
        call.tx, place["id"], call.now, archived=1, status_before=place["status_id"], status_id=CANCELLED
    )
    corrections.withdraw_open(call.tx, place["id"], call.caller.owner, call.now)
    if place["schedule_id"] is not None:
        agreed_hours.drop(call.tx, place["schedule_id"], call.now)


def _archived(call: Call, contract_id: int) -> ArchivedState:
    row = stand_in(call, contract_id).contract
    return {
        "id": row["id"],
        "status_id": row["status_id"],
        "status": STATES[row["status_id"]],
        "deleted_at": iso(row["deleted_at"], row["timezone"]),
    }


def _tell_archived(
    call: Call, stand: Stand, ended: list[Row], members: list[Owner], called_off: int, reason: str | None
) -> None:
    plans = say("{count} planned events are called off.", count=called_off) if called_off else None
    text = say(
        "{who} archived {contract}; nothing is tracked or billed on it any more.",
        who=quoted(call.caller.name),
        contract=named(stand),
    )
    for member in members:
        tell_member(call, stand, member, together(text, plans, said(reason)))
    for place in ended:
        if place["invited_email"] is not None or person_of(place) not in members:
            gone = say("You are no longer asked to work on {contract}: it was archived.", contract=named(stand))
            tell_holder(call, stand, place, together(gone, said(reason)), ends=True)


@operation(
    access="write",
    actors=("any",),
    price="write",
    find=(
        "undo removing an engagement",
        "reopen an old job with the same people",
        "get an agreement back from the bin",
        "restore an archived contract",
        "bring a deleted contract back",
        "we work together again on the old contract",
        "recover a contract I archived by mistake",
        "unarchive the job",
        "revive a closed engagement",
        "continue a contract that was put away",
        "take the contract out of the archive",
    ),
)
def restore_contract(call: Call, contract_id: params.ContractId) -> RestoredContract:
    """Bring an archived contract back with the participants that were archived together with it, in the state they had.

    Only an owner. People removed earlier stay removed, money given back is not taken again, events that were called off
    stay so. A sub-contract needs its parent to be live. list_archived_contracts shows what can come back."""
    stand = stand_in(call, contract_id)
    _check_owner(stand, worded("restores it"))
    _check_restorable(call, stand)
    endings.bring_back(call.tx, contract_id)
    restored, left = 0, list[NotRestored]()
    for place in endings.archived_places(call.tx, contract_id):
        why_not = _why_not_restored(call, stand, place)
        _bring_back_place(call, place, why_not is None)
        if why_not is None:
            restored += 1
        else:
            left.append({"participant_id": place["id"], "reason": why_not})
    refresh_contract(call, contract_id)
    text = say("{who} restored {contract}.", who=quoted(call.caller.name), contract=named(stand))
    for row in contracts.users_of(call.tx, contract_id):
        tell_member(call, stand, Owner(row["user_type"], row["user_id"]), text)
    shape = contract_shape(call, stand_in(call, contract_id))
    return {"contract": shape, "participants_restored": restored, "not_restored": left}


def _check_restorable(call: Call, stand: Stand) -> None:
    row = stand.contract
    if not stand.archived:
        raise WrongState(
            worded(
                "{title} is not archived; it is {state_name}.",
                title=stand.title,
                state_name=state_name(row["status_id"]),
            ),
            state=str(row["status_id"]),
            next=("get_contract", "list_archived_contracts"),
        )
    parent = contracts.find_contract(call.tx, row["parent_id"]) if row["parent_id"] is not None else None
    if parent is None:
        return
    if parent["deleted_at"] is not None:
        raise WrongState(
            worded(
                "Contract {id} {label}, which {name} is a part of, is archived; restore that first.",
                id=parent["id"],
                label=quoted(parent["label"]),
                name=stand.name,
            ),
            state="parent_archived",
            next=("restore_contract", "list_archived_contracts"),
        )
    if row["amount"] is not None:
        check_share(call, parent, Money(row["amount"], row["currency"]), stand.id)


def _why_not_restored(call: Call, stand: Stand, place: Row) -> str | None:
    """Why a place does not come back: whose it was has gone since."""
    person = person_of(place)
    if person.kind == "person" and find_person(call.tx, person.id) is None:
        return worded("the account was closed")
    user = contracts.user_of(call.tx, stand.id, person)
    if place["status_before"] == CONFIRMED and (user is None or user["left_at"] is not None):
        return worded("they left the contract")
    return None


def _bring_back_place(call: Call, place: Row, comes_back: bool) -> None:
    before = {"status_id": place["status_before"]} if comes_back else {}
    places.change_place(call.tx, place["id"], call.now, archived=0, status_before=None, **before)
    if comes_back and place["schedule_id"] is not None:
        agreed_hours.bring_back(call.tx, place["schedule_id"], call.now)
