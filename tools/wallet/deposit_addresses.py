"""Where deposits of a wallet go: to an address derived from the operator's public key, else to a sandbox reference."""

from __future__ import annotations

from store.database import Row
from store.types import Owner
from store.wallet import deposit_addresses
from store.wallet.wallets import find_wallet, open_wallet
from tools.call import Call
from tools.wallet.rules.chain_addresses import as_written
from tools.wallet.rules.extended_keys import NETWORK_OF, NoSuchAddress, address_at, read_key


def wallet_to_pay_into(call: Call, owner: Owner, currency: str) -> Row:
    """The owner's wallet in a currency, opened when there is none, with an address of its own on a chain when there is a key.

    A dry run takes no number of the key: what it showed could become somebody else's address."""
    wallet = open_wallet(call.tx, owner, currency, call.now, call.new_uuid)
    key = deposit_addresses.key_of(call.tx, currency)
    if key is None or not wallet["sandbox"] or call.dry_run:
        return wallet
    _derive(call, wallet, key)
    derived = find_wallet(call.tx, owner, currency)
    if derived is None:
        raise LookupError(f"wallet {wallet['id']}")
    return derived


def _derive(call: Call, wallet: Row, key: Row) -> None:
    extended = read_key(key["public_key"], key["kind"])
    while True:
        index = deposit_addresses.take_index(call.tx, key["id"])
        try:
            address = address_at(extended, index)
        except NoSuchAddress:
            continue
        break
    network = NETWORK_OF[extended.kind]
    written = as_written(network, address)
    deposit_addresses.give_address(call.tx, wallet, network, address, written, key["id"], index, call.now)
