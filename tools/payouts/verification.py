"""When an account or wallet counts as verified: at once, unless transfers are made by hand outside."""

from __future__ import annotations

from store.database import Row
from store.payouts import methods
from store.tasks.tasks import setting
from tools.call import Call
from tools.errors import WrongState
from tools.payouts.notices import tell_verified
from tools.payouts.providers import SETTLEMENT
from tools.payouts.rules.methods import NOUNS, TRANSITIONS, after, state_title
from tools.rules.sentences import word, worded


def verify_entered(call: Call, row: Row) -> None:
    """Verify what was just entered, where the ledger itself settles payouts. By hand, whoever transfers looks first."""
    if row["kind"] != "card" and setting(call.tx, SETTLEMENT, "ledger") == "ledger":
        methods.verify(call.tx, row["id"], after(row["kind"], "verify", row["status"]), call.now)


def verify_by_hand(call: Call, row: Row) -> None:
    """Whoever transfers money has found the details of an account or wallet right; its owner is told.

    WrongState unless they were entered and wait for it."""
    kind, status = row["kind"], row["status"]
    if kind == "card" or row["entered_at"] is None or status not in TRANSITIONS[kind]["verify"][0]:
        title = state_title(kind, status)
        raise WrongState(
            worded(
                "Only an account or wallet whose details were entered is verified; this is a {nouns} in "
                "state {title} ({status}).",
                nouns=word(NOUNS[kind]),
                title=word(title),
                status=status,
            ),
            state=title,
        )
    methods.verify(call.tx, row["id"], after(kind, "verify", status), call.now)
    tell_verified(call, row)
