"""What the owner of the machine does by a command, as a call of the machine itself."""

from __future__ import annotations

from server.app import App
from store.database import Transaction
from tools.call import Call


def machine_call(app: App, tx: Transaction) -> Call:
    """A call of the machine itself, to tell people what its owner did."""
    call = app.parts.own_call(tx, "hiringhall", "machine")
    call.desk = app.pipeline.execution.desk
    return call
