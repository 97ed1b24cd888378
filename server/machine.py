"""What the owner of the machine does by a command, as a call of the machine itself."""

from __future__ import annotations

from server.app import App
from store.database import Transaction
from tools.call import SYSTEM, Call


def machine_call(app: App, tx: Transaction) -> Call:
    """A call of the machine itself, to tell people what its owner did."""
    return Call(
        tx=tx,
        caller=SYSTEM,
        now=app.clock(),
        id=f"machine_{app.parts.randomness.bytes(12).hex()}",
        tool="hiringhall",
        randomness=app.parts.randomness,
        files=app.parts.files,
        finder=None,
        key=app.parts.key,
        has_gateway=app.parts.has_gateway,
    )
