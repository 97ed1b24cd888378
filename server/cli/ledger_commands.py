"""The commands about the books: proving and reading them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from server.cli.shell import with_db
from store.server_url import Where


@click.group()
def ledger() -> None:
    """Prove and read the books."""


@ledger.command()
@with_db
@click.option(
    "--proof", type=click.Path(path_type=Path), help="Check this proof of a call instead; no database is needed."
)
@click.option("--heads", type=click.Path(path_type=Path), help="Heads that were kept: each has to be there unchanged.")
@click.option(
    "--public-key",
    "public_keys",
    multiple=True,
    metavar="HEX",
    help="A key that heads may be signed with, instead of this hall's own; may be repeated.",
)
def verify(db: Where, proof: Path | None, heads: Path | None, public_keys: tuple[str, ...]) -> None:
    """Recompute every balance, hold, counter and quota from the log, and every hash of the log up to its signed heads.

    Exits with 1 and the differences when there are any.
    """
    from server.cli.actions import existing
    from server.cli.log_proofs import kept_heads, verify_log, verify_proof

    if proof is not None:
        if heads is not None:
            raise click.UsageError("Give --proof or --heads.")
        sys.exit(verify_proof(proof, db, public_keys))
    from server.cli.books import verify_ledger

    # Before the books, which take long.
    kept = kept_heads(heads)
    wrong = verify_ledger(existing(db))
    sys.exit(verify_log(db, kept, public_keys) or wrong)


@ledger.command()
@with_db
@click.argument("call_id")
@click.option(
    "--to", type=click.Path(path_type=Path), metavar="FILE", help="Default: CALL_ID.proof.json here; - prints it."
)
def prove(db: Where, call_id: str, to: Path | None) -> None:
    """Write a proof that a call and what it moved stand in the log.

    Whoever has it and the hall's public key can check it without the database: hiringhall ledger verify --proof FILE.
    """
    from server.cli.actions import existing
    from server.cli.log_proofs import write_proof

    write_proof(existing(db), call_id, to)


@ledger.command()
@with_db
def heads(db: Where) -> None:
    """Print the signed heads of the log, one a line, to be kept elsewhere."""
    from server.cli.actions import existing
    from server.cli.log_proofs import print_heads

    print_heads(existing(db))


@ledger.command(name="public-key")
@with_db
def public_key(db: Where) -> None:
    """Print the public key that heads and proofs are checked with."""
    from server.cli.actions import existing
    from server.cli.log_proofs import print_public_key

    print_public_key(existing(db))


@ledger.command()
@with_db
@click.argument("owner", required=False)
@click.option("--month", metavar="YYYY-MM", help="Default: the running month (UTC).")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def statement(db: Where, owner: str | None, month: str | None, as_json: bool) -> None:
    """Show what each purse had, moved and was left with in a month.

    OWNER: agent:3, company:1, person:7, an e-mail, or the name of an agent or company made here; every account when
    left out.
    Exits with 1 when a balance does not reconcile with the log.
    """
    from server.cli.actions import existing
    from server.cli.books import show_statement

    sys.exit(show_statement(existing(db), owner, month, as_json))
