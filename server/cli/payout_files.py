"""What the operator does about payouts that are transferred by hand: the account, what waits, and files for the bank."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from server.app import App
from server.cli.actions import existing, with_app
from server.machine import machine_call
from server.naming import OperatorError
from store.database import Transaction
from store.payouts import files
from store.server_url import Where
from tools.errors import Conflict
from tools.payouts.manual.files import Made, Waiting, end_to_end_id, kept_file, make_file, waiting
from tools.payouts.rules.methods import KIND_OF_TYPE, NOUNS
from tools.payouts.rules.payment_files import Payer, payer_of
from tools.payouts.rules.payouts import TITLES

Typed = tuple[str, str, str | None]


def set_account(db: Where, number: str, name: str, bic: str | None) -> None:
    """Keep which account payouts are paid from."""
    payer = _payer((name, number, bic))
    account = payer.account
    kept = (payer.name, account.number, account.bank)
    with_app(existing(db), lambda app: app.database.write(lambda tx: files.set_payer(tx, kept, app.clock())))
    show_account(db)


def show_account(db: Where) -> None:
    """Print which account payouts are paid from."""
    found = with_app(existing(db), lambda app: app.database.read(files.payer))
    click.echo(_account_text(_payer(found)) if found else f"No account is named. {_NAME_ONE}")


def set_settlement(db: Where, way: str | None) -> None:
    """Keep how payouts are carried out, and print it."""
    if way is not None:
        with_app(existing(db), lambda app: app.database.write(lambda tx: files.set_settlement(tx, way, app.clock())))
    now = with_app(existing(db), lambda app: app.database.read(files.settlement))
    click.echo(f"Payouts are settled by: {now}")


def list_waiting(db: Where) -> None:
    """Print every payout that is transferred by hand and has not ended."""
    found = with_app(existing(db), lambda app: app.database.read(lambda tx: waiting(tx, app.parts.key)))
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("No payout waits.")
        return
    ready = sum(one.is_ready for one in found)
    how = ": hiringhall payouts file" if ready else ""
    click.echo(f"{len(found)} payouts; {ready} can be put into a payment file{how}", err=True)
    click.echo("When you know how one ended: record_payout_result.", err=True)


def make_payment_file(
    db: Where, typed: Typed | None, day: date | None, currency: str | None, only: Sequence[int], output: Path | None
) -> None:
    """Make the file, keep it, and write it where it is wanted; say what is in it and what is not."""
    given = _payer(typed) if typed else None

    def made(app: App, tx: Transaction) -> tuple[Made, bytes, list[Waiting]]:
        payer = given or _set_payer(tx)
        try:
            done = make_file(machine_call(app, tx), payer, day, currency=currency, only=only)
        except (Conflict, ValueError) as no:
            raise OperatorError(_said(no)) from None
        # What is handed out is what is kept.
        return done, kept_file(tx, app.parts.key, done.number)[1], waiting(tx, app.parts.key)

    done, content, rest = with_app(existing(db), lambda app: app.database.write(lambda tx: made(app, tx)))
    for line in _told(done, rest):
        click.echo(line, err=True)
    _write(content, done.number, output)


def hand_out_again(db: Where, number: int, output: Path | None) -> None:
    """Write a file as it was made."""
    try:
        row, content = with_app(
            existing(db), lambda app: app.database.read(lambda tx: kept_file(tx, app.parts.key, number))
        )
    except Conflict as no:
        raise OperatorError(_said(no)) from None
    click.echo(
        f"Payment file {number}, {row['message_id']}, of {row['created_at']}: {row['payments']} payments, "
        f"sum {row['control_sum']}, sha256 {row['sha256']}. A bank that has it refuses it.",
        err=True,
    )
    _write(content, number, output)


_NAME_ONE = "Name one with: hiringhall payouts account IBAN --name NAME [--bic BIC]"


def _set_payer(tx: Transaction) -> Payer:
    found = files.payer(tx)
    if found is None:
        raise OperatorError(f"No account is named that payouts are paid from. {_NAME_ONE}")
    return _payer(found)


def _payer(typed: Typed) -> Payer:
    try:
        return payer_of(*typed)
    except ValueError as no:
        raise OperatorError(f"That account cannot be paid from: {no}.") from None


def _account_text(payer: Payer) -> str:
    account = payer.account
    return f"Payouts are paid from {account.number}{f' at {account.bank}' if account.bank else ''}, of {payer.name}."


def _line(one: Waiting) -> str:
    row = one.row
    to = f"{NOUNS[KIND_OF_TYPE[row['endpoint_type']]]} {row['number']} of person:{row['person_id']}"
    if row["file_id"] is not None:
        how = f"in file {row['file_id']} for {row['sent_day']}, to {row['sent_name']}"
    elif one.why_not is not None:
        how = f"to be transferred by hand: {one.why_not}"
    else:
        how = "waits for a file"
    return f"payout {row['id']}  {end_to_end_id(row)}  {one.money}  {to}  {TITLES[row['status']]}, {how}"


def _told(made: Made, rest: list[Waiting]) -> list[str]:
    sent = made.file.sent
    lines = [f"Payment file {made.number}, {made.message_id}: {len(sent)} payments"]
    lines += [f"  {money} in all" for money in made.file.sums.values()]
    for one in sent:
        payment = one.payment
        moved = f", not {payment.day}: no bank day" if one.day != payment.day else ""
        cut = f" (is {payment.payee})" if one.name != payment.payee else ""
        lines.append(f"  {payment.id}  {payment.money}  to {one.name}{cut}, on {one.day}{moved}")
    left = [one for one in rest if one.row["file_id"] is None]
    return [
        *lines,
        *(["Not in it:"] if left else []),
        *(f"  {_line(one)}" for one in left),
        f"sha256 {made.file.sha256}",
    ]


def _write(content: bytes, number: int, output: Path | None) -> None:
    """Write a file that nobody else can read, over none that is there."""
    if output == Path("-"):
        sys.stdout.buffer.write(content)
        return
    path = output or Path(f"payouts-{number}.xml")
    again = f"It is kept: hiringhall payouts file-again {number} --output ANOTHER"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as no:
        raise OperatorError(f"{path} was not written: {no.strerror}. {again}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as no:
        path.unlink(missing_ok=True)
        raise OperatorError(f"{path} was not written: {no.strerror}. {again}") from None
    click.echo(path)


def _said(no: Conflict | ValueError) -> str:
    if isinstance(no, Conflict):
        return no.message
    return f"No file was made: {no}."
