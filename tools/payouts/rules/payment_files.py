"""Payment files for a bank: ISO 20022 pain.001.001.09, written from payments and read again before anybody gets them.

The same payments, number and moment make the same bytes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from typing import Literal

from store.types import DECIMALS, FIAT, Money
from tools.payouts.rules.bank_days import next_bank_day
from tools.payouts.rules.bank_text import payee_name, payment_text
from tools.payouts.rules.numbers import (
    has_russian_key,
    is_iban,
    is_in_sepa,
    russian_account,
    russian_bic,
    swift_account,
    swift_bic,
    tidy_number,
)
from tools.payouts.rules.payment_file_reading import NAMESPACE, Line, read_payment_file
from tools.rules.sentences import told_by, worded

# What all members of SEPA take in one payment.
LARGEST = 99_999_999_999
# Leaves room for the number of a block.
_MESSAGE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,29}")
_END_TO_END_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,34}")
_NO_BANK = "NOTPROVIDED"

# How an account is named: by its IBAN, by what its bank calls it, or by the 20 digits of an account in Russia.
Form = Literal["iban", "other", "russian"]


@dataclass(frozen=True, slots=True)
class Account:
    """An account and its bank. bank: a BIC of 8 or 11 characters, of a Russian account the bank's 9 digits, or None.
    sepa: an account that euros are paid to and from within SEPA."""

    number: str
    form: Form
    bank: str | None = None
    sepa: bool = False


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose account payments are made from."""

    name: str
    account: Account


@dataclass(frozen=True, slots=True)
class Payment:
    """id: what the payment is called until its end, on both statements. day: when it is to be carried out."""

    id: str
    payer: Payer
    day: date
    payee: str
    account: Account
    money: Money
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a file says of a payment: the name and text as banks take them, and the day it is carried out."""

    payment: Payment
    name: str
    text: str
    day: date

    @property
    def is_sepa(self) -> bool:
        payment = self.payment
        return payment.money.currency == "EUR" and payment.account.sepa and payment.payer.account.sepa


@dataclass(frozen=True, slots=True)
class PaymentFile:
    content: bytes
    sent: tuple[Sent, ...]

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def sums(self) -> dict[str, Money]:
        """What is paid in each currency."""
        sums: dict[str, Money] = {}
        for one in self.sent:
            money = one.payment.money
            sums[money.currency] = sums.get(money.currency, Money(0, money.currency)) + money
        return sums


def account_of(number: str, bank: str | None) -> Account:
    """An account by its number and bank, as they are stored: tidy, and checked when they were entered."""
    if bank is not None and bank.isdigit():
        return Account(number, "russian", bank)
    return Account(number, "iban" if is_iban(number) else "other", bank, is_in_sepa(number))


def payer_of(name: str, number: str, bank: str | None) -> Payer:
    """Whose account payments are made from, as typed. ValueError says what is wrong, without the number."""
    if (why := name_fault(worded("the name"), name)) is not None:
        raise ValueError(why)
    if bank is not None and tidy_number(bank).isdigit():
        number, bank = russian_account(number), russian_bic(bank)
        if not has_russian_key(number, bank):
            raise ValueError(worded("the account does not fit the bank's BIC; compare both with the bank's papers"))
        return Payer(name, account_of(number, bank))
    try:
        account = account_of(swift_account(number), None if bank is None else swift_bic(bank))
    except ValueError as no:
        raise ValueError(worded("the account or the BIC {no}", no=told_by(no))) from None
    if account.form == "other" and account.bank is None:
        raise ValueError(worded("an account that has no IBAN needs its bank's BIC"))
    return Payer(name, account)


def fault(payee: str, account: Account, money: Money) -> str | None:
    """Why nothing can be paid that way by a file, None when it can. Never with an account's number."""
    if money.currency not in FIAT:
        return worded("{currency} is no money of banks", currency=money.currency)
    if not 0 < money.amount <= LARGEST:
        return worded("a bank takes 0.01 to {money} in one payment", money=Money(LARGEST, money.currency).text)
    if account.form == "russian" and money.currency != "RUB":
        return worded("an account in Russia is paid in RUB alone")
    if account.form == "other" and account.bank is None:
        return worded("an account that has no IBAN needs its bank's BIC")
    return name_fault(worded("the payee's name"), payee)


def name_fault(whose: str, name: str) -> str | None:
    """Why a name cannot be sent, None when it can. whose: how the sentence begins."""
    try:
        payee_name(name)
    except ValueError as no:
        return worded("{whose} {no}", whose=whose, no=told_by(no))
    return None


def payment_file(message_id: str, made_at: datetime, payments: Sequence[Payment]) -> PaymentFile:
    """The file of some payments. message_id: unique for ever, up to 30 letters, digits and hyphens.

    ValueError when a payment can be in no file (see fault), is there twice, or lies before the file."""
    _check(message_id, made_at, payments)
    sent = tuple(sorted((_sent(payment) for payment in payments), key=_order))
    content = _document(message_id, made_at, sent)
    check_stands(content, message_id, sent)
    return PaymentFile(content, sent)


def check_stands(content: bytes, message_id: str, sent: Sequence[Sent]) -> None:
    """RuntimeError unless what was meant stands in a file, read again, and nothing else."""
    try:
        read = read_payment_file(content)
    except ValueError as no:
        raise RuntimeError(f"the file {message_id} {no}") from None
    if read[0] != message_id or Counter(read[1]) != Counter(_meant(one) for one in sent):
        raise RuntimeError(f"the file {message_id} does not say what was meant")


def _meant(sent: Sent) -> Line:
    payment = sent.payment
    paid_from, paid_to = payment.payer.account, payment.account
    return Line(
        payment.id,
        (payee_name(payment.payer.name), paid_from.number, paid_from.bank),
        (sent.name, paid_to.number, paid_to.bank),
        sent.day,
        payment.money,
        sent.text,
        sent.is_sepa,
    )


def _check(message_id: str, made_at: datetime, payments: Sequence[Payment]) -> None:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError(worded("a file's number has up to 30 letters, digits and hyphens"))
    if not payments:
        raise ValueError(worded("a file needs a payment"))
    for id, times in Counter(payment.id for payment in payments).items():
        if times > 1:
            raise ValueError(worded("{id} is there {times} times", id=id, times=times))
    for payment in payments:
        if not _END_TO_END_ID.fullmatch(payment.id):
            raise ValueError(worded("a payment's id has up to 35 letters, digits and hyphens"))
        if payment.day < made_at.astimezone(UTC).date():
            raise ValueError(worded("{id} is for {day}, which is over", id=payment.id, day=payment.day))
        why = fault(payment.payee, payment.account, payment.money) or name_fault(
            worded("the payer's name"), payment.payer.name
        )
        if why is not None:
            raise ValueError(worded("{id}: {why}", id=payment.id, why=why))


def _sent(payment: Payment) -> Sent:
    return Sent(payment, payee_name(payment.payee), payment_text(payment.text), next_bank_day(payment.day))


def _order(sent: Sent) -> tuple[object, ...]:
    """Blocks by payer's account, day, kind and currency; payments within one by the number in their id."""
    id = sent.payment.id
    return (*_block_key(sent), [(len(part), part) for part in id.split("-")], id)


def _block_key(sent: Sent) -> tuple[str, str, str, date, bool, str]:
    payer = sent.payment.payer
    bank = payer.account.bank or ""
    return payer.account.number, bank, payer.name, sent.day, not sent.is_sepa, sent.payment.money.currency


def _document(message_id: str, made_at: datetime, sent: tuple[Sent, ...]) -> bytes:
    root = ET.Element("Document", {"xmlns": NAMESPACE})
    body = ET.SubElement(root, "CstmrCdtTrfInitn")
    header = ET.SubElement(body, "GrpHdr")
    _leaf(header, "MsgId", message_id)
    _leaf(header, "CreDtTm", f"{made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    _totals(header, sent)
    _leaf(header, "InitgPty/Nm", payee_name(sent[0].payment.payer.name))
    for number, (_, block) in enumerate(groupby(sent, _block_key), start=1):
        _add_block(body, f"{message_id}-{number}", tuple(block))
    ET.indent(root)
    text: str = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _add_block(body: ET.Element, id: str, sent: tuple[Sent, ...]) -> None:
    """One order to the payer's bank: payments of one day from one account, in one currency."""
    first, payer = sent[0], sent[0].payment.payer
    block = ET.SubElement(body, "PmtInf")
    _leaf(block, "PmtInfId", id)
    _leaf(block, "PmtMtd", "TRF")
    # Each payment is a line of its own on the payer's statement.
    _leaf(block, "BtchBookg", "false")
    _totals(block, sent)
    if first.is_sepa:
        _leaf(block, "PmtTpInf/SvcLvl/Cd", "SEPA")
    _leaf(block, "ReqdExctnDt/Dt", first.day.isoformat())
    _leaf(block, "Dbtr/Nm", payee_name(payer.name))
    _add_account(block, "DbtrAcct", payer.account)
    _add_bank(block, "DbtrAgt", payer.account, _NO_BANK)
    _leaf(block, "ChrgBr", "SLEV" if first.is_sepa else "SHAR")
    for one in sent:
        _add_payment(block, one)


def _add_payment(block: ET.Element, sent: Sent) -> None:
    payment = sent.payment
    line = ET.SubElement(block, "CdtTrfTxInf")
    _leaf(line, "PmtId/EndToEndId", payment.id)
    amount = _leaf(line, "Amt/InstdAmt", payment.money.text)
    amount.set("Ccy", payment.money.currency)
    _add_bank(line, "CdtrAgt", payment.account, None)
    _leaf(line, "Cdtr/Nm", sent.name)
    _add_account(line, "CdtrAcct", payment.account)
    if sent.text:
        _leaf(line, "RmtInf/Ustrd", sent.text)


def _add_account(parent: ET.Element, tag: str, account: Account) -> None:
    _leaf(parent, f"{tag}/Id/IBAN" if account.form == "iban" else f"{tag}/Id/Othr/Id", account.number)


def _add_bank(parent: ET.Element, tag: str, account: Account, instead: str | None) -> None:
    """The bank of an account. instead: what is said where none is known; nothing at all when None."""
    if account.bank is None:
        if instead is not None:
            _leaf(parent, f"{tag}/FinInstnId/Othr/Id", instead)
        return
    bank = ET.SubElement(ET.SubElement(parent, tag), "FinInstnId")
    if account.form == "russian":
        member = ET.SubElement(bank, "ClrSysMmbId")
        _leaf(member, "ClrSysId/Cd", "RUCBC")
        _leaf(member, "MmbId", account.bank)
    else:
        _leaf(bank, "BICFI", account.bank)


def _totals(parent: ET.Element, sent: Iterable[Sent]) -> None:
    """How many payments, and their sum whatever their currencies, which is what the standard asks for."""
    amounts = [one.payment.money for one in sent]
    _leaf(parent, "NbOfTxs", str(len(amounts)))
    _leaf(parent, "CtrlSum", str(total(amounts)))


def total(amounts: Iterable[Money]) -> Decimal:
    """The bare sum of amounts, with as many places as the currency of the most has."""
    places = max(DECIMALS[currency] for currency in FIAT)
    return sum((money.decimal for money in amounts), Decimal(0)).quantize(Decimal(1).scaleb(-places))


def _leaf(parent: ET.Element, path: str, text: str) -> ET.Element:
    """An element with a text, and those it lies in."""
    for tag in path.split("/"):
        parent = ET.SubElement(parent, tag)
    parent.text = text
    return parent
