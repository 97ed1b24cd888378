"""Accepting what was charged, and saying as receiver that a reported payment came."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import charges, contracts, deposits
from store.contracts.balances import approved_in
from store.database import Row
from store.scheduling.contract_levels import find_participant
from store.scheduling.events import name_of, names_of
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts.access import Stand, check_write
from tools.contracts.balances import sums_of, today_in
from tools.contracts.charging import note_charge
from tools.contracts.finance.checks import Faults, named
from tools.contracts.finance.params import ContractId, Transactions
from tools.contracts.finance.places import account_of, live_money_stand
from tools.contracts.finance.settling import confirm_deposit, move
from tools.contracts.finance.shapes import NAMES
from tools.contracts.money_notices import called, payee_of, payer_of, payers_of, tell_of, who
from tools.contracts.rules.money import over_ceiling
from tools.contracts.rules.settings import settings_of
from tools.errors import Conflict, NotAllowed, Step
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import OR, Several, say, word, worded
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules.events import CHARGE, COMPLETED, CONFIRMED, DEPOSIT, PENDING, UNPAID

TOOLSET = "contract_finance"


class ApprovedTransaction(TypedDict):
    id: int
    type_id: int
    status_id: int
    status: str
    payment_status_id: NotRequired[int | None]
    amount: str
    currency: str
    approved_by: NotRequired[PartyShape | None]
    approved_at: NotRequired[str | None]


class Owed(TypedDict):
    """What a participant has coming for approved charges beyond what is prepaid."""

    participant_id: int
    amount: str
    currency: str


class ApprovedTransactions(TypedDict):
    transactions: list[ApprovedTransaction]
    owed: list[Owed]


@operation(
    access="money",
    actors=("any",),
    price="write",
    find=(
        "accept the hours they logged",
        "okay these claims for payment",
        "confirm that I received the money",
        "approve pending charges of the contract",
        "sign off the time sheet of the team",
        "yes, the bank transfer for my work arrived",
        "agree to what was billed this week",
        "let the worked hours count as owed",
        "release claims so that they can be paid",
        "accept overtime beyond the weekly limit",
    ),
)
def approve_contract_transactions(
    call: Call,
    contract_id: ContractId,
    transactions: Transactions,
    allow_over_limit: Annotated[bool, Field(description="Also accept time beyond a weekly limit.")] = False,
) -> ApprovedTransactions:
    """Accept pending charges, so that they are owed; or, as receiver, confirm that reported payments really arrived.

    Charges: with write level 4, and not those that pay yourself, unless you are the only member or settings.self_approve is
    on. Deposits: only who was to receive them; charges they were meant for are paid by this. All or nothing: what the
    contract's amount, a weekly limit (allow_over_limit) or, without credit, the prepaid balance does not allow is refused.
    Approving twice changes nothing. list_participant_transactions shows what is pending. Then pay_contract_transactions;
    to say no: decline_event."""
    stand = live_money_stand(call, contract_id)
    ids = list(dict.fromkeys(transactions))
    rows = charges.charges_named(call.tx, stand.id, ids)
    reported = deposits.deposits_named(call.tx, stand.id, ids)
    if rows:
        check_write(call, stand, 4, worded("approve charges"))
    fresh = [row for row in rows if row["status_id"] == PENDING]
    arrived = [row for row in reported if row["status_id"] == PENDING]
    _check(call, stand, ids, (rows, reported), allow_over_limit)
    _check_money(call, stand, fresh)
    if fresh or arrived:
        _ask(call, stand, fresh, arrived)
    for row in fresh:
        _approve(call, stand, row)
    for row in arrived:
        confirm_deposit(call, row)
    _tell(call, stand, fresh, arrived)
    return _answer(call, stand, ids)


def _check(
    call: Call, stand: Stand, ids: list[int], found: tuple[list[Row], list[Row]], allow_over_limit: bool
) -> None:
    """Every id that does not fit, with its reason."""
    rows, reported = found
    faults: Faults = dict.fromkeys(ids, worded("no transaction of this contract"))
    for row in (*rows, *reported):
        del faults[row["event_id"]]
    over: set[int] = set()
    for row in rows:
        if row["status_id"] not in (PENDING, CONFIRMED, COMPLETED):
            faults[row["event_id"]] = worded(
                "{names}; update_contract_charge brings it back", names=word(NAMES[row["status_id"]])
            )
        elif row["status_id"] == PENDING and row["over_limit"] and not allow_over_limit:
            faults[row["event_id"]] = worded("over the weekly limit; allow_over_limit=true accepts it")
            over.add(row["event_id"])
    for row in reported:
        if row["status_id"] not in (PENDING, COMPLETED):
            faults[row["event_id"]] = NAMES[row["status_id"]]
        elif payee_of(row) != stand.caller and row["status_id"] == PENDING:
            faults[row["event_id"]] = worded(
                "only {name_of} can say whether it came", name_of=quoted(name_of(call.tx, payee_of(row)))
            )
    if faults:
        accepted = Step("approve_contract_transactions", {"allow_over_limit": True}, again=True)
        steps = [accepted] if faults.keys() == over else []
        raise named(faults, worded("Nothing was approved"), steps)
    _check_own(call, stand, rows)


def _check_own(call: Call, stand: Stand, rows: list[Row]) -> None:
    """NotAllowed for charges that pay the one who would approve them."""
    own = [row["event_id"] for row in rows if row["status_id"] == PENDING and payee_of(row) == stand.caller]
    if not own or settings_of(stand.contract["settings"]).self_approve:
        return
    if len(contracts.users_of(call.tx, stand.id)) <= 1:
        return
    others = [quoted(name_of(call.tx, one)) for one in payers_of(call, stand.id, stand.caller)][:3]
    raise NotAllowed(
        worded(
            "Charge {own} would pay you: {others} can approve it. Nothing was approved.",
            own=", ".join(map(str, own)),
            others=Several([*others], OR) or worded("another member with write level 4"),
        ),
        code="own_charge",
        next=("list_contract_users", Step("update_contract", {"settings": {"self_approve": True}})),
        details={"transactions": own},
    )


def _check_money(call: Call, stand: Stand, fresh: list[Row]) -> None:
    """Conflict when the contract's amount, or without credit a prepaid balance, is not enough for all of them."""
    more = sum(row["amount"] for row in fresh)
    over = over_ceiling(approved_in(call.tx, stand.id), more, stand.contract["amount"])
    if fresh and over:
        ceiling, passed = Money(stand.contract["amount"], stand.currency), Money(over, stand.currency)
        raise Conflict(
            worded(
                "The contract's amount is {ceiling}: together these pass it by {passed}. Nothing was "
                "approved. update_contract raises the amount.",
                ceiling=ceiling,
                passed=passed,
            ),
            code="over_amount",
            next=(Step("update_contract", {"amount": (ceiling + passed).text}), "get_contract"),
            details={"over": passed.text, "currency": stand.currency},
        )
    for place_id in dict.fromkeys(row["participant_id"] for row in fresh):
        place = find_participant(call.tx, place_id)
        assert place is not None, place_id
        asked = sum(row["amount"] for row in fresh if row["participant_id"] == place_id)
        short = Money(asked - sums_of(call, place_id).balance, stand.currency)
        if not place["credit"] and short.amount > 0:
            today = today_in(call, stand.contract).isoformat()
            put_in = {"participant_id": place_id, "date": today, "amount": short.text, "method": "balance"}
            raise Conflict(
                worded(
                    "Participant {place_id} works for prepaid money only: {short} more must be put aside first. "
                    "Nothing was approved. record_participant_deposit does that.",
                    place_id=place_id,
                    short=short,
                ),
                code="not_prepaid",
                next=(Step("record_participant_deposit", put_in), *account_of(place)),
                details={"participant_id": place_id, "missing": short.text, "currency": stand.currency},
            )


def _ask(call: Call, stand: Stand, fresh: list[Row], arrived: list[Row]) -> None:
    names = names_of(call.tx, [payee_of(row) for row in fresh])
    details = [
        worded(
            "To be owed to {names}: {money}",
            names=quoted(names.get(payee)),
            money=Money(sum(row["amount"] for row in fresh if payee_of(row) == payee), stand.currency),
        )
        for payee in dict.fromkeys(payee_of(row) for row in fresh)
    ]
    came = Money(sum(row["amount"] for row in arrived), stand.currency)
    if fresh and arrived:
        details.append(worded("And confirm that {came} came", came=came))
    act = (
        worded("Approve {count} charges of contract {id}:", count=len(fresh), id=stand.id)
        if fresh
        else worded("Confirm that you were paid elsewhere")
    )
    amount = Money(sum(row["amount"] for row in fresh), stand.currency) if fresh else came
    call.confirm(act, record=f"contract:{stand.id}", amount=amount, details=details, moves=False)


def _approve(call: Call, stand: Stand, row: Row) -> None:
    move(call, row, CONFIRMED, UNPAID)
    charges.change_charge(
        call.tx,
        row["event_id"],
        approved_by_type=stand.caller.kind,
        approved_by_id=stand.caller.id,
        approved_at=call.stamp,
    )
    note_charge(call, stand.id, row["event_id"], CONFIRMED)


def _tell(call: Call, stand: Stand, fresh: list[Row], arrived: list[Row]) -> None:
    """Who is paid hears that charges were accepted, who paid that it came."""
    where = called(call, stand.contract)
    for payee in dict.fromkeys(payee_of(row) for row in fresh):
        own = [row for row in fresh if payee_of(row) == payee]
        money = Money(sum(row["amount"] for row in own), stand.currency)
        text = say(
            "{amount} that were charged for your work in {contract} were approved.", amount=money, contract=where
        )
        tell_of(call, payee, text, own[0]["event_id"], money, stand.contract)
    for row in arrived:
        money = Money(row["amount"], row["currency"])
        text = say(
            "{who} confirmed that {amount} in {contract} came.",
            who=who(call, payee_of(row)),
            amount=money,
            contract=where,
        )
        tell_of(call, payer_of(row), text, row["event_id"], money, stand.contract)


def _answer(call: Call, stand: Stand, ids: list[int]) -> ApprovedTransactions:
    rows = charges.charges_named(call.tx, stand.id, ids)
    reported = deposits.deposits_named(call.tx, stand.id, ids)
    places = dict.fromkeys(row["participant_id"] for row in rows)
    owed = {id: Money(sums_of(call, id).owed, stand.currency) for id in places}
    return {
        "transactions": [_shape(call, row, CHARGE) for row in rows] + [_shape(call, row, DEPOSIT) for row in reported],
        "owed": [
            {"participant_id": id, "amount": money.text, "currency": money.currency}
            for id, money in owed.items()
            if money
        ],
    }


def _shape(call: Call, row: Row, type_id: int) -> ApprovedTransaction:
    by_id = row["approved_by_id"] if type_id == CHARGE else None
    approver = Owner(row["approved_by_type"], by_id) if by_id else None
    at = row["approved_at"] if type_id == CHARGE else None
    return {
        "id": row["event_id"],
        "type_id": type_id,
        "status_id": row["status_id"],
        "status": NAMES[row["status_id"]],
        "payment_status_id": row["payment_status_id"],
        "amount": Money(row["amount"], row["currency"]).text,
        "currency": row["currency"],
        "approved_by": party_shape(approver, names_of(call.tx, [approver])) if approver else None,
        "approved_at": iso(at, row["timezone"]) if at else None,
    }
