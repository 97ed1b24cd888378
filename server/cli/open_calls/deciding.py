"""What the operator says of a call, and what they see before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import click

from server.app import App
from server.calls.follow_ups import follow_move
from server.cli.actions import existing, with_app
from server.machine import machine_call
from server.naming import OperatorError
from store.database import Row, Transaction
from store.open_calls import calls, reports
from store.opening import reading
from store.server_url import Where
from tools.open_calls.clock import settle
from tools.open_calls.rules.states import OPEN
from tools.open_calls.safety import call_text
from tools.open_calls.suspending import BY_OPERATOR, answer_alone, release, remove, restore, suspend
from tools.rules.quotation import in_quotes
from tools.text import one_line, visible

Decision = Literal["suspend", "restore", "remove", "answer", "release"]


def show_waiting(db: Where) -> None:
    """Print the calls that wait for a decision."""
    with reading(existing(db)) as tx:
        rows = reports.waiting_for_operator(tx)
    for row in rows:
        since = f"since {row['suspended_at']} ({row['status_reason']})" if row["status"] == "suspended" else ""
        title, company = in_quotes(one_line(row["title"])), in_quotes(one_line(row["company_name"]))
        click.echo(f"{row['public_id']}  {row['status']} {since}  {row['reports']} reports  {title} of {company}")
    if not rows:
        click.echo("No open call waits.")


def show_call(db: Where, ref: str) -> None:
    """Print a call, and the reports on it that were not answered."""
    with reading(existing(db)) as tx:
        row = _found(tx, ref)
        lines = [*_described(row), *_said_against(tx, row)]
    click.echo("\n".join(lines))


def decide(db: Where, ref: str, decision: Decision, because: str) -> None:
    """Carry out what the operator says, tell everybody it concerns, and say what was done."""
    words = one_line(because).strip()
    if not words:
        raise OperatorError("Say why with --because.")

    async def work(app: App) -> str:
        return await app.database.write(lambda tx: decided(app, tx, ref, decision, words))

    click.echo(with_app(existing(db), work))


def decided(app: App, tx: Transaction, ref: str, decision: Decision, words: str) -> str:
    call = machine_call(app, tx)
    row = settle(call, _found(tx, ref))
    _check(row, decision)
    if decision == "suspend":
        suspend(call, row, BY_OPERATOR, words)
    elif decision == "restore":
        restore(call, row, words)
    elif decision == "remove":
        remove(call, row, words)
    elif decision == "release":
        release(call, row, words)
    else:
        answer_alone(call, row, words)
    follow_move(call)
    return f"Open call {row['public_id']} is {calls.load(tx, row['id'])['status']}."


def _check(row: Row, decision: Decision) -> None:
    status = row["status"]
    fits = {
        "suspend": status in OPEN,
        "restore": status == "suspended",
        "remove": status in (*OPEN, "suspended"),
        "answer": status != "suspended",
        "release": status not in ("filled", "expired", "cancelled"),
    }[decision]
    if not fits:
        raise OperatorError(f"Open call {row['public_id']} is {status}; it cannot be changed so.")


def _found(tx: Transaction, ref: str) -> Row:
    row = calls.find(tx, ref)
    if row is None:
        raise OperatorError(f"There is no open call {ref}.")
    return row


def _described(row: Row) -> Iterator[str]:
    yield f"{row['public_id']} (number {row['id']}), {row['status']}, of company {row['company_id']} {row['company_name']}"
    if row["status_reason"]:
        yield f"Why: {row['status_reason']}"
    if row["safety_released_at"]:
        yield f"Released from the rules on kinds of work at {row['safety_released_at']}."
    yield "What it says:"
    yield from (f"  {line}" for line in visible(call_text(row).text).splitlines())


def _said_against(tx: Transaction, row: Row) -> Iterator[str]:
    found = reports.open_ones(tx, row["id"])
    yield f"{len(found)} reports without an answer."
    for each in found:
        who = f"{each['reporter_type']}:{each['reporter_id']}"
        weight = "accepted for it" if each["accepted"] else "verified" if each["counts"] else "does not count"
        said = in_quotes(one_line(each["text"])) if each["text"] else ""
        yield f"  {each['at']}  {each['reason']}  {who} ({weight})  {said}".rstrip()
