"""The files of a contract."""

from __future__ import annotations

import json
from collections.abc import Sequence

from store.uploads import files
from tools.call import Call
from tools.contracts.access import Stand


def keep_files(call: Call, stand: Stand, ids: Sequence[int]) -> None:
    """Note that these files belong to the contract, and that those it had no longer do."""
    before, record = json.loads(stand.contract["files"]), f"contract:{stand.id}"
    files.detach(call.tx, [id for id in before if id not in ids], record)
    files.attach(call.tx, [id for id in ids if id not in before], record)
