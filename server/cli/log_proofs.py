"""The operator's view of the log: whether it is what was signed, and proofs of single calls."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from server.app import App
from server.cli.actions import with_app
from server.config import beside
from server.naming import OperatorError
from store.database import Transaction
from store.installation_key import SECRET_VARIABLE, InstallationKey, key_file
from store.opening import reading
from store.server_url import Where
from store.wallet.log_audit import LogProof, read_heads
from store.wallet.log_heads import Head, all_heads, public_key, signed_at
from store.wallet.log_proofs import NotSigned, proof_of
from store.wallet.proof_check import Wrong, check

LONG = 3600.0


def kept_heads(path: Path | None) -> list[Head]:
    """Heads that were put aside in a file; none without one."""
    if path is None:
        return []
    try:
        return read_heads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OperatorError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, TypeError):
        raise OperatorError(f"{path} holds no heads: each line is one, as hiringhall ledger heads prints it.") from None


def verify_log(db: Where, kept: list[Head], public_keys: tuple[str, ...]) -> int:
    """Print where the log is not what was written and signed; 1 when there is such a place."""
    keys = frozenset(public_keys) or own_keys(db)
    found = 0
    with reading(db) as tx:
        proof = LogProof(tx, keys)
        for fault in proof.faults(kept):
            click.echo(fault)
            found += 1
    if found:
        click.echo(f"{found} places where the log is not what was written.", err=True)
        return 1
    click.echo(f"The log is what was written: {_covered(proof)}.", err=True)
    if not keys and proof.newest is not None:
        click.echo(f"No key is here: the heads name {proof.newest.public_key}. Compare it.", err=True)
    return 0


def _covered(proof: LogProof) -> str:
    if proof.newest is None:
        return f"{proof.unsigned:,} lines, none of them under a signed head yet"
    return (
        f"{proof.signed:,} lines under {proof.heads:,} signed heads, the newest of {signed_at(proof.newest)}, "
        f"and {proof.unsigned:,} newer ones"
    )


def own_keys(db: Where) -> frozenset[str]:
    """The public key of this installation, if its secret one is here; none is made."""
    if os.environ.get(SECRET_VARIABLE) or key_file(beside(db)).exists():
        return frozenset([public_key(InstallationKey.beside(beside(db)))])
    return frozenset()


def write_proof(db: Where, call_id: str, to: Path | None) -> None:
    """Write the proof of a call, after signing a head when it is newer than the last one."""

    async def work(app: App) -> dict[str, Any] | None:
        def proof(tx: Transaction) -> dict[str, Any] | None:
            return proof_of(tx, call_id)

        try:
            return await app.database.read(proof, seconds=LONG)
        except NotSigned:
            await app.log_heads.sign()
            return await app.database.read(proof, seconds=LONG)

    found = with_app(db, work)
    if found is None:
        raise OperatorError(f"There is no call {call_id!r} in the log. Its id stands in the receipt of its answer.")
    text = json.dumps(found, ensure_ascii=False, indent=1)
    if to == Path("-"):
        click.echo(text)
        return
    path = to or Path(f"{call_id}.proof.json")
    path.write_text(text + "\n", encoding="utf-8")
    key = found["heads"][0]["public_key"]
    click.echo(f"{path} holds the proof. Check it with: hiringhall ledger verify --proof {path} --public-key {key}")


def verify_proof(path: Path, db: Where, public_keys: tuple[str, ...]) -> int:
    """Say whether a proof holds under a key; 1 when it does not."""
    keys = public_keys or tuple(own_keys(db))
    if not keys:
        raise OperatorError(
            "Name the hall's public key: --public-key HEX. The hall prints it: hiringhall ledger public-key"
        )
    try:
        proof = json.loads(path.read_text(encoding="utf-8"))
        faults = [fault for key in keys if (fault := _fault(proof, key))]
    except ValueError:
        raise OperatorError(f"{path} is no proof: it cannot be read as JSON.") from None
    if len(faults) == len(keys):
        click.echo(faults[0])
        click.echo("Nothing is proven.", err=True)
        return 1
    for given in proof["lines"]:
        click.echo(_said(given["log"], given["line"]))
    click.echo("Proven: these lines stand in the signed log.")
    return 0


def _fault(proof: Any, key: str) -> str | None:
    try:
        check(proof, key)
    except Wrong as wrong:
        return str(wrong)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return "It is no proof of this kind."
    return None


def _said(log: str, line: dict[str, Any]) -> str:
    if log == "call":
        fee = f"{line['amount']} of the smallest unit of {line['currency']}" if line["amount"] else "nothing"
        return (
            f"{line['id']}: {line['tool']} by {line['caller_type']}:{line['caller_id']} at {line['at']}, charged {fee}"
        )
    return (
        f"transfer: {line['kind']} of {line['amount']} of the smallest unit of {line['currency']} from account "
        f"{line['debit_account_id']} to {line['credit_account_id']} at {line['created_at']}"
    )


def print_heads(db: Where) -> None:
    """One head a line, as JSON."""
    with reading(db) as tx:
        for head in all_heads(tx):
            shape = {
                "number": head.number,
                "text": head.text,
                "public_key": head.public_key,
                "signature": head.signature,
            }
            click.echo(json.dumps(shape))


def print_public_key(db: Where) -> None:
    """Of this installation. One that is made now would be another hall's."""
    keys = own_keys(db)
    if not keys:
        raise OperatorError(
            f"The key of this hall is not here: put it at {key_file(beside(db))}, or give {SECRET_VARIABLE}. Heads name the public "
            "key too: hiringhall ledger heads"
        )
    click.echo("\n".join(keys))
