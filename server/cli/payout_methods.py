"""What the operator finds out about payment methods outside: an account is right, a card is blocked."""

from __future__ import annotations

import click

from server.app import App
from server.cli.actions import existing, with_app
from server.machine import machine_call
from server.naming import OperatorError
from store.database import Transaction
from store.payouts import methods
from store.server_url import Where
from tools.errors import WrongState
from tools.payouts.blocking import block_card
from tools.payouts.rules.methods import NOUNS
from tools.payouts.verification import verify_by_hand
from tools.rules.sentences import say


def judge_method(db: Where, number: int, act: str) -> None:
    """Verify an account or wallet, or block a card."""
    click.echo(with_app(existing(db), lambda app: app.database.write(lambda tx: _judged(app, tx, number, act))))


def _judged(app: App, tx: Transaction, number: int, act: str) -> str:
    row = methods.find_for_operator(tx, number)
    if row is None:
        raise OperatorError(f"There is no payment method {number}.")
    call = machine_call(app, tx)
    try:
        if act == "verify":
            verify_by_hand(call, row)
        else:
            block_card(call, row, say("was blocked"))
    except WrongState as no:
        raise OperatorError(no.message) from None
    done = "verified" if act == "verify" else "blocked"
    return f"The {NOUNS[row['kind']]} {row['number']} of person:{row['person_id']} is {done}."
