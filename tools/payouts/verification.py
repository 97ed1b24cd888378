"""When an account or wallet counts as verified: at once, unless transfers are made by hand outside."""

from __future__ import annotations

from store.database import Row
from store.payouts import methods
from store.tasks.tasks import setting
from tools.call import Call
from tools.payouts.rules.methods import after

SETTLEMENT = "payouts.settlement"


def verify_entered(call: Call, row: Row) -> None:
    """Verify what was just entered, where the ledger itself settles payouts. By hand, whoever transfers looks first."""
    if row["kind"] != "card" and setting(call.tx, SETTLEMENT, "ledger") == "ledger":
        methods.verify(call.tx, row["id"], after(row["kind"], "verify", row["status"]), call.now)
