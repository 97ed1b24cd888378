"""Payouts that somebody transfers by hand, and the payment files that the bank gets of them.

A payout is put into one file, ever. The file is kept as it was made and handed out again as often as it is asked for; it is
never made a second time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from store.database import Row, Transaction
from store.installation_key import InstallationKey
from store.payouts import files
from store.payouts.account_numbers import account_number
from store.types import Money, Owner
from tools.call import Call
from tools.errors import Conflict
from tools.payouts.progress import tell_under_way
from tools.payouts.rules.methods import NOUNS
from tools.payouts.rules.payment_files import (
    Account,
    Payer,
    Payment,
    PaymentFile,
    Sent,
    account_of,
    fault,
    payment_file,
    total,
)
from tools.payouts.rules.payouts import CREATED
from tools.payouts.settlement import send
from tools.rules.sentences import say, worded
from tools.telling import Record


@dataclass(frozen=True, slots=True)
class Waiting:
    """A payout whose end is not recorded yet. money: what is to arrive. why_not: why it can be in no file; None when it can,
    and for one that is in a file already (row["file_id"])."""

    row: Row
    money: Money
    account: Account | None
    why_not: str | None

    @property
    def is_ready(self) -> bool:
        return self.row["file_id"] is None and self.why_not is None


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it was kept."""

    number: int
    message_id: str
    file: PaymentFile


def waiting(tx: Transaction, key: InstallationKey) -> list[Waiting]:
    """What is to be transferred or was, and has not ended, the oldest first."""
    return [_waiting(tx, key, row) for row in files.by_hand(tx)]


def make_file(
    call: Call, payer: Payer, day: date | None, *, currency: str | None = None, only: Sequence[int] = ()
) -> Made:
    """Make the one file of all payouts that wait for one, and keep it: those in it are in progress from then on.

    day: when it is to be carried out, today unless said. currency, only: of these alone. Conflict when nothing waits, or one
    of only does not."""
    chosen = _chosen(waiting(call.tx, call.key), currency, only)
    if not chosen:
        raise Conflict(worded("No payout waits for a payment file.{last}", last=_last(call.tx)), code="nothing_waits")
    number = files.next_number(call.tx)
    message_id = f"HH-{number}-{call.new_uuid().replace('-', '')[:12]}"
    rows = {end_to_end_id(one.row): one.row for one in chosen}
    file = payment_file(message_id, call.now, [_payment(one, payer, day or call.now.date()) for one in chosen])
    amounts = [one.money for one in chosen]
    files.add(
        call.tx, call.key, number, message_id, file.content, file.sha256, len(rows), str(total(amounts)), call.now
    )
    for sent in file.sent:
        _hand_over(call, rows[sent.payment.id], number, sent, message_id)
    return Made(number, message_id, file)


def kept_file(tx: Transaction, key: InstallationKey, number: int) -> tuple[Row, bytes]:
    """A file as it was made. Conflict when there is none of that number or it cannot be opened."""
    row = files.find(tx, number)
    if row is None:
        raise Conflict(
            worded("There is no payment file {number}.{last}", number=number, last=_last(tx)), code="no_such_file"
        )
    content = files.content_of(key, row)
    if content is None:
        raise Conflict(
            worded(
                "Payment file {number} cannot be opened: it was sealed with another key of this "
                "installation. Restore that key.",
                number=number,
            ),
            code="key_changed",
        )
    return row, content


def end_to_end_id(payout: Row) -> str:
    """What both banks call the payment of a payout, whatever file it stands in."""
    return f"HH-{payout['id']}-{payout['uuid'].replace('-', '')[:8]}"


def _waiting(tx: Transaction, key: InstallationKey, row: Row) -> Waiting:
    money = Money(row["target_amount"] - row["fee"], row["target_currency"])
    if row["file_id"] is not None:
        return Waiting(row, money, None, None)
    if row["kind"] != "bank_account":
        return Waiting(row, money, None, f"no payment file pays to a {NOUNS[row['kind']]}")
    number = account_number(tx, key, row["person_id"], row["method_id"])
    if number is None:
        return Waiting(row, money, None, "its account's number cannot be read: it was sealed with another key")
    account = account_of(number, row["bic"])
    return Waiting(row, money, account, fault(row["holder"] or "", account, money))


def _chosen(all: Iterable[Waiting], currency: str | None, only: Sequence[int]) -> list[Waiting]:
    ready = [one for one in all if one.is_ready and currency in (None, one.money.currency)]
    missing = sorted(set(only) - {one.row["id"] for one in ready})
    if missing:
        raise Conflict(
            worded("Payout {missing} does not wait for such a payment file.", missing=missing[0]), code="not_waiting"
        )
    return [one for one in ready if not only or one.row["id"] in only]


def _payment(one: Waiting, payer: Payer, day: date) -> Payment:
    row = one.row
    assert one.account is not None  # it is ready
    what = f"task {row['task_id']}" if row["task_id"] is not None else "balance"
    text = f"Hiring Hall payout {row['id']}, {what}"
    return Payment(end_to_end_id(row), payer, day, row["holder"], one.account, one.money, text)


def _hand_over(call: Call, payout: Row, number: int, sent: Sent, message_id: str) -> None:
    """Note what the file says of a payout, move it on unless that was done, and tell whose it is."""
    id = payout["id"]
    moved = send(call, payout, message_id) if payout["status"] == CREATED else None
    files.add_line(call.tx, id, number, sent.payment.id, sent.name, sent.text, sent.day.isoformat())
    text = say(
        "Payout {id} of {amount} to the bank account {number} was put into a payment file: the bank carries it out on {day} in "
        "the name of {name}, as {reference}.",
        id=id,
        amount=sent.payment.money,
        number=payout["number"],
        day=sent.day.isoformat(),
        name=sent.name,
        reference=sent.payment.id,
    )
    call.tell(
        Owner("person", payout["person_id"]),
        "money_out",
        text,
        record=Record("payout", id, say("Payout {id}", id=id)),
        figures={"amount": str(sent.payment.money)},
        inbox_only=True,
    )
    if moved is not None:
        # The company, that is: of one record a call tells each once, and its owner knows more already.
        tell_under_way(call, moved)


def _last(tx: Transaction) -> str:
    """Which file was made last: after a crash it may be the one that is missed."""
    row = files.latest(tx)
    if row is None:
        return ""
    return worded(
        " The last one is {id} with {payments} payments, of {created_at}; hiringhall payouts "
        "file-again {id} hands it out again.",
        id=row["id"],
        payments=row["payments"],
        created_at=row["created_at"],
    )
