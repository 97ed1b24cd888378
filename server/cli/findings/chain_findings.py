"""What there is to say of deposits and withdrawals on chains; nothing where nothing is configured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from server.cli.findings.finding import Finding
from server.workers.chains.settings import configured_chains
from store.database import Transaction
from store.wallet import chain_deposits, withdrawals
from store.wallet.call_payments import uncertain_payments
from store.wallet.deposit_addresses import keys_in_use
from tools.rules.chains import NODE_VARIABLES, Chains
from tools.wallet.rules.extended_keys import NETWORK_OF


def chain_findings(tx: Transaction) -> Iterator[Finding]:
    try:
        chains = configured_chains()
    except ValueError as error:
        yield Finding("chains", False, str(error), "Nothing starts before it is mended.")
        return
    for network in chains.nodes:
        yield _node(tx, network)
    yield from _keys(tx, chains)
    uncertain = uncertain_payments(tx, datetime.now(UTC) - timedelta(minutes=5))
    if uncertain:
        says = f"the outcome of {len(uncertain)} that came with calls is not known"
        yield Finding("payments", False, says, "See hiringhall deposits payments.")
    rows = withdrawals.unfinished(tx)
    if rows:
        ill = [row for row in rows if row["trouble"]]
        says = f"{len(rows)} are not final, {len(ill)} of them were sent in a transaction that does not pay them"
        yield Finding("withdrawals", not ill, says, "See hiringhall withdrawals waiting.")


def _node(tx: Transaction, network: str) -> Finding:
    """A node as a running server last found it: doctor asks nobody itself."""
    row = chain_deposits.progress_of(tx, network)
    what = f"{network} node"
    if row is None:
        return Finding(what, True, "is configured; no server has asked it yet")
    if row["fault"]:
        return Finding(what, False, row["fault"], f"Mend the node, or what {NODE_VARIABLES[network]} says of it.")  # type: ignore[index]
    return Finding(what, True, f"read up to block {row['height']} of {row['head']}, at {row['updated_at']}")


def _keys(tx: Transaction, chains: Chains) -> Iterator[Finding]:
    for row in keys_in_use(tx):
        network = NETWORK_OF[row["kind"]]
        how = "counted by the server" if chains.watches(network) else "credited by hand, as no node is asked"
        yield Finding(
            f"{row['currency']} deposits",
            True,
            f"{row['next_index']} addresses on {network} were given; they are {how}",
        )
