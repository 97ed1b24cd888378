"""Taking away charges and deposits that should not be there."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.contracts import charges, deposits, time_logs
from store.database import Row
from store.scheduling.events import names_of
from store.scheduling.transactions import note_answered
from store.types import Money, Owner
from tools.call import Call
from tools.callers import me_and_mine
from tools.contracts.access import Stand
from tools.contracts.charging import note_charge
from tools.contracts.escrow import give_back
from tools.contracts.finance.checks import Faults, named, on_bill
from tools.contracts.finance.guarantee import why_needed
from tools.contracts.finance.params import ContractId, Transactions
from tools.contracts.finance.places import live_money_stand
from tools.contracts.finance.settling import move
from tools.contracts.finance.shapes import NAMES
from tools.contracts.money_notices import called, money_of, payee_of, payer_of, tell_of, tell_payers
from tools.contracts.transitions import refresh_contract
from tools.errors import Step
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import say, word, worded
from tools.scheduling.events.transaction_answers import unpay
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules.events import CANCELLED, COMPLETED, CONFIRMED, PAYMENT_PENDING, PENDING

TOOLSET = "contract_finance"
UNKNOWN = worded("no transaction of this contract")


class PaidBack(TypedDict):
    payer: PartyShape
    amount: str
    currency: str


class DeletedTransactions(TypedDict):
    message: str
    deleted: list[int]
    returned: list[PaidBack]


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "remove a wrongly logged hour",
        "take the advance back",
        "clear mistaken entries from the books",
        "withdraw a claim I made by mistake",
        "delete charges of a contract",
        "get an unused deposit back into my balance",
        "cancel a payment I reported wrongly",
        "drop duplicate time entries before they are paid",
        "undo money put aside for a worker",
        "erase a refused claim",
    ),
)
def delete_contract_transactions(
    call: Call, contract_id: ContractId, transactions: Transactions
) -> DeletedTransactions:
    """Remove charges or deposits that should not be there; an unused deposit from a balance goes back to who paid it.

    Own pending or refused ones their maker removes; others' and approved charges need write level 4. Paid charges, charges
    on an open bill and deposits of which a part is used stay in the books: lower such a deposit with
    update_contract_deposit. A reported payment that is deleted leaves its charges unpaid. All or nothing. The ids:
    list_participant_transactions."""
    stand = live_money_stand(call, contract_id)
    ids = list(dict.fromkeys(transactions))
    rows = charges.charges_named(call.tx, stand.id, ids)
    put_in = deposits.deposits_named(call.tx, stand.id, ids)
    reasons = {row["event_id"]: _why_kept(stand, row) for row in rows}
    reasons |= {row["event_id"]: _why_deposit_kept(call, stand, row) for row in put_in}
    faults: Faults = {id: why for id in ids if (why := reasons.get(id, UNKNOWN))}
    _check_counted_on(call, put_in, faults)
    if faults:
        raise named(faults, worded("Nothing was deleted"), _steps(stand, rows, put_in, faults))
    back = _back(put_in)
    _ask(call, stand, ids, back)
    for row in rows:
        move(call, row, CANCELLED, None, gone=True)
        note_charge(call, stand.id, row["event_id"], CANCELLED)
        if row["time_log_id"] is not None:
            time_logs.discard_log(call.tx, row["time_log_id"], call.now)
    for row in put_in:
        _delete_deposit(call, row)
    refresh_contract(call, stand.id)
    _tell(call, stand, rows, put_in)
    names = names_of(call.tx, back)
    return {
        "message": f"Deleted {len(ids)} of {stand.name}.",
        "deleted": ids,
        "returned": [
            {"payer": party_shape(payer, names), "amount": money.text, "currency": money.currency}
            for payer, money in back.items()
        ],
    }


def _steps(stand: Stand, rows: list[Row], put_in: list[Row], faults: Faults) -> list[Step]:
    """What frees those that stay: withdrawing their bill, lowering a deposit to what is used of it."""
    seen = {id for id, why in faults.items() if why != UNKNOWN}
    billed = {row["bill_id"]: None for row in rows if row["event_id"] in seen and row["status_id"] == CONFIRMED}
    steps = [on_bill("delete_contract_bill", stand.id, id) for id in billed if id is not None]
    for row in put_in:
        if row["event_id"] in seen and 0 < row["used"] < row["amount"]:
            lowered = {"amount": Money(row["used"], row["currency"]).text}
            place = {"participant_id": row["participant_id"], "event_id": row["event_id"]}
            steps.append(Step("update_participant_deposit", {**place, **lowered}))
    return steps


def _why_kept(stand: Stand, row: Row) -> str | None:
    """Why a charge stays; None when the caller may delete it."""
    own = stand.caller in (payee_of(row), _recorder(row))
    if not own and max(stand.read, stand.write) < 4:
        return UNKNOWN
    if row["status_id"] == COMPLETED:
        return worded("paid; it stays in the books")
    if row["bill_id"] is not None:
        return worded("on open bill {bill_id}; delete_contract_bill frees it", bill_id=row["bill_id"])
    if row["payment_status_id"] == PAYMENT_PENDING:
        return worded("reported as paid; its receiver answers first")
    if stand.write < 4 and not own:
        return worded("somebody else's; that takes write level 4")
    if stand.write < 4 and row["status_id"] == CONFIRMED:
        return worded("approved; that takes write level 4")
    return None


def _why_deposit_kept(call: Call, stand: Stand, row: Row) -> str | None:
    recorded = _recorder(row) == stand.caller
    # From a company's purse it is theirs who put it there, not every colleague's.
    own = (stand.caller, *(me_and_mine(call) if recorded else ()))
    pays = row["method"] == "balance" and payer_of(row) in own
    if not recorded and not pays and payee_of(row) != stand.caller and max(stand.read, stand.write) < 4:
        return UNKNOWN
    if row["released"] or (row["used"] and row["status_id"] == COMPLETED):
        used = Money(row["used"], row["currency"])
        return worded("{used} of it pay for charges; update_contract_deposit lowers it to that", used=used)
    if stand.write >= 4 or pays:
        return None
    if not recorded:
        return worded("somebody else's; that takes write level 4")
    if row["status_id"] == COMPLETED:
        return worded("{names}; that takes write level 4", names=word(NAMES[COMPLETED]))
    return None


def _check_counted_on(call: Call, put_in: list[Row], faults: Faults) -> None:
    """Deposits that participants without credit count on stay."""
    for place_id in dict.fromkeys(row["participant_id"] for row in put_in):
        counts = [row for row in put_in if row["participant_id"] == place_id and _unused(row)]
        if not counts:
            continue
        why = why_needed(call, place_id, sum(_unused(row) for row in counts), counts[0]["currency"])
        for row in counts if why is not None else ():
            faults.setdefault(row["event_id"], str(why))


def _held(row: Row) -> int:
    """What goes back to the payer when a deposit is deleted."""
    return _unused(row) if row["method"] == "balance" else 0


def _unused(row: Row) -> int:
    """What of a deposit is prepaid and not used yet, held here or paid elsewhere."""
    if row["status_id"] != COMPLETED:
        return 0
    unused: int = row["amount"] - row["used"] - row["returned"]
    return unused


def _back(put_in: list[Row]) -> dict[Owner, Money]:
    found: dict[Owner, Money] = {}
    for row in put_in:
        if held := _held(row):
            money = Money(held, row["currency"])
            found[payer_of(row)] = found.get(payer_of(row), Money(0, money.currency)) + money
    return found


def _ask(call: Call, stand: Stand, ids: list[int], back: dict[Owner, Money]) -> None:
    total = sum(back.values(), Money(0, stand.currency)) if back else None
    act = worded(
        "Delete {count} transactions of contract {id}{more}",
        count=len(ids),
        id=stand.id,
        more=worded(" and give back") if back else "",
    )
    details = [worded("To {payer}: {money}", payer=payer, money=money) for payer, money in back.items()]
    details.append(worded("The contract is called {label}", label=quoted(stand.contract["label"])))
    call.confirm(act, record=f"contract:{stand.id}", amount=total, details=details, moves=False)


def _delete_deposit(call: Call, row: Row) -> None:
    if row["status_id"] == PENDING:
        unpay(call, row)
        note_answered(call.tx, row["event_id"])
    if held := _held(row):
        give_back(call, row, held)
        deposits.note_returned(call.tx, row["event_id"], held)
    move(call, row, CANCELLED, None, gone=True)


def _tell(call: Call, stand: Stand, rows: list[Row], put_in: list[Row]) -> None:
    """The other side hears what is gone."""
    where = called(call, stand.contract)
    charged = say("{amount} of {date} in {contract}, charged for your work, were deleted.")
    put_aside = say("{amount} of {date} in {contract}, put aside or reported as paid to you, were deleted.")
    taken_back = say("{amount} of {date} in {contract} were deleted by the one they were for.")
    for row, theirs in [*((row, charged) for row in rows), *((row, put_aside) for row in put_in)]:
        money, payee = money_of(row), payee_of(row)
        about = {"amount": money, "date": row["date"], "contract": where}
        tell_of(call, payee, theirs.using(**about), row["event_id"], money, stand.contract)
        if call.caller.owner == payee:
            tell_payers(call, stand.contract, payee, taken_back.using(**about), row["event_id"], money)
    for row in put_in:
        text = say("{amount} that you put aside or reported in {contract} were deleted.")
        if _held(row):
            text = say("{amount} that you put aside or reported in {contract} were deleted and are back in your purse.")
        text = text.using(amount=money_of(row), contract=where)
        tell_of(call, payer_of(row), text, row["event_id"], money_of(row), stand.contract)


def _recorder(row: Row) -> Owner:
    return Owner(row["recorded_by_type"], row["recorded_by_id"])
