"""Whether a hall is whole: the file, the books, and the log up to its signed heads."""

from __future__ import annotations

from itertools import islice

from store.database import Transaction
from store.wallet.audit import differences
from store.wallet.log_audit import LogProof

MOST_NAMED = 20


def faults_of(tx: Transaction, keys: frozenset[str] = frozenset()) -> list[str]:
    """One sentence for each thing that is wrong, of the log at most MOST_NAMED; empty when all is well.

    keys: the public keys that heads may be signed with; none: each head's own is taken for right."""
    return [*file_faults(tx), *differences(tx), *islice(LogProof(tx, keys).faults(), MOST_NAMED)]


def file_faults(tx: Transaction) -> list[str]:
    """What a file says about itself; a server answers for its own."""
    if tx.dialect != "sqlite":
        return []
    said = [row[0] for row in tx.all(f"PRAGMA integrity_check({MOST_NAMED})")]
    return [] if said == ["ok"] else [f"the file is damaged: {one}" for one in said]
