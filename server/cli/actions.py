"""What the commands of the command line do."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click

from server.app import App
from server.calls.ways import Way
from server.naming import Candidate, Doubtful, OperatorError, by_number, find_owner, owner_text
from server.operator import (
    confirmation_text,
    credit_owner,
    name_operator,
    operator_text,
    parse_money,
    person_token,
    renew_agent_key,
    restrain_agent,
    set_confirmation_limit,
    token_for_agent,
)
from store.calls.outbox import mails
from store.database import StoreUnavailable, Transaction
from store.http_address import http_address, set_http_address
from store.opening import is_there, upgrade
from store.server_url import Where, shown
from store.types import Money, Owner
from tools.rules.addresses import http_url_fault
from tools.rules.mail_addresses import mail_address

Answer = TypeVar("Answer")

WHAT_TO_DO = {
    "busy": "Another program holds it; stop that one or try again.",
    "readonly": "Make the file and its folder writable, or name another with --db.",
    "full": "Free some space on the disk.",
    "deadline": "Try again when less is going on.",
    "broken": "Name another file with --db, or restore a backup.",
    "newer": "Upgrade hiringhall: pip install --upgrade hiringhall.",
    "closed": "Start it again.",
    "gone": "Start it, or name another with --db.",
    "crowded": "Try again when less is going on.",
    "rights": "Give that user the rights to the database and its schema, or name another user in its address.",
    "unsure": "Look whether it happened before you do it again.",
}
WHAT_TO_DO_WITH_A_SERVER = {
    "readonly": "A standby cannot be written: name the primary with --db.",
    "full": "Free some space on the disk of the database server.",
    "broken": "Look into the log of the database server, and restore a backup.",
}


def sentence(error: Exception) -> str:
    """One plain sentence for what went wrong, with what to do."""
    if isinstance(error, StoreUnavailable):
        what_to_do = WHAT_TO_DO | WHAT_TO_DO_WITH_A_SERVER if error.said else WHAT_TO_DO
        why = f" ({error.said})" if error.said else ""
        return f"{str(error).removesuffix('.')}{why}. {what_to_do[error.reason]}"
    if isinstance(error, sqlite3.DatabaseError):
        return f"The database cannot be read ({error}). {WHAT_TO_DO['broken']}"
    if isinstance(error, PermissionError):
        return f"No permission for {error.filename}. Choose another place with --db."
    if isinstance(error, OSError):
        return f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}. Check the path given with --db."
    if isinstance(error, OperatorError | ValueError | LookupError):
        return str(error)
    return f"Something unexpected happened ({type(error).__name__}). Run hiringhall doctor."


def with_app(db: Where, work: Callable[[App], Awaitable[Answer]]) -> Answer:
    """Run work on an open app and close it again."""

    async def run() -> Answer:
        app = await App.open(db)
        try:
            return await work(app)
        finally:
            await app.close()

    return asyncio.run(run())


def existing(db: Where) -> Where:
    """The same, when a database is there; only serve, token and seed make a new one."""
    if not is_there(db):
        raise OperatorError(
            f"There is no database at {shown(db)}. Make one with: hiringhall token --agent NAME --db {shown(db)}"
        )
    return db


async def owner_meant(app: App, text: str) -> Owner:
    """Who a number, an address or a name stands for; a name that may be somebody else's is shown and asked about."""
    try:
        return await app.database.read(lambda tx: find_owner(tx, text))
    except Doubtful as doubtful:
        return agreed_on(doubtful)


def agreed_on(doubtful: Doubtful) -> Owner:
    """The one record of a doubtful name, after a yes at a terminal; else the doubt, which names the numbers."""
    if len(doubtful.candidates) > 1 or not sys.stdin.isatty():
        raise doubtful
    only = doubtful.candidates[0]
    click.confirm(f"Found {only.text}. Is that the one you mean?", abort=True, err=True)
    return only.owner


def list_tools(as_json: bool) -> None:
    """Print every operation."""
    from server.registry import Registry
    from server.schema.answer import output_schema
    from server.schema.schema import input_schema

    operations = Registry().operations.values()
    if not as_json:
        for operation in operations:
            click.echo(f"{operation.toolset:20} {operation.name:36} {operation.access:12} {operation.summary}")
        return
    entries = [
        {
            "name": operation.name,
            "toolset": operation.toolset,
            "access": operation.access,
            "actors": list(operation.actors),
            "price": operation.price,
            "description": operation.description,
            "input_schema": input_schema(operation),
            "output_schema": output_schema(operation),
        }
        for operation in operations
    ]
    click.echo(json.dumps(entries, ensure_ascii=False, indent=1))


def make_token(
    db: Where,
    agent: str | None,
    person: str | None,
    company: str | None,
    currency: str | None,
    role: str | None,
    credit: str | None,
) -> None:
    """Print one credential and nothing else."""

    async def work(app: App) -> str:
        if agent is not None:
            return (await token_for_agent(app, agent, company, currency, credit)).token
        who = person if (person or "").startswith("person:") else _email(person or "")
        made = await person_token(app, who or "", company, currency, role)
        if credit:
            await credit_owner(app, Owner("person", made.id), parse_money(credit))
        return made.token

    click.echo(with_app(db, work))


def new_key(db: Where, agent: str) -> None:
    """Print another key of an agent that is there, and nothing else."""

    async def work(app: App) -> str:
        owner = await owner_meant(app, agent)
        if owner.kind != "agent":
            raise OperatorError(f"{owner} is no agent. Write agent:3, or an agent's name.")
        return (await renew_agent_key(app, owner.id)).token

    click.echo(with_app(existing(db), work))


def _email(text: str) -> str:
    try:
        return mail_address(text)
    except ValueError as error:
        raise OperatorError(f"{text!r} is not an e-mail address: it {error}.") from None


def credit_purse(db: Where, owner: str, amount: str) -> None:
    """Put money into a purse and say what is in it now."""
    money = parse_money(amount)

    async def work(app: App) -> tuple[str, Money]:
        found = await owner_meant(app, owner)
        return str(found), await credit_owner(app, found, money)

    found, balance = with_app(existing(db), work)
    click.echo(f"{found} has {balance}")


def show_mailbox(db: Where, address: str | None) -> None:
    """Print the local mail, delivering first what still waits."""

    async def work(app: App) -> list[Any]:
        await app.outbox.deliver()
        return await app.database.read(lambda tx: mails(tx, address))

    kept = with_app(existing(db), work)
    if not kept:
        click.echo(f"No mail{f' for {address}' if address else ''}.", err=True)
    for mail in kept:
        click.echo(f"{mail['created_at']}  to {mail['address']}\n{mail['subject']}\n{mail['body']}\n")


def set_agent_status(db: Where, agent: str, act: str, reason: str | None) -> None:
    """Suspend, restore or ban."""

    async def work(app: App) -> str:
        owner = Owner("agent", int(agent)) if agent.isdigit() else await owner_meant(app, agent)
        return f"{owner} is {await restrain_agent(app, owner, act, reason)}"

    click.echo(with_app(existing(db), work))


def set_confirmation(db: Where, owner: str, above: str | None, never: bool, by: Way | None) -> None:
    """Set when and how the person is asked."""

    async def work(app: App) -> str:
        return await set_confirmation_limit(app, await owner_meant(app, owner), above, never, by)

    click.echo(with_app(existing(db), work))


def show_confirmation(db: Where, owner: str) -> None:
    """Say when and how the person is asked now."""

    async def work(app: App) -> str:
        return await confirmation_text(app, await owner_meant(app, owner))

    click.echo(with_app(existing(db), work))


def set_operator(db: Where, company: str | None, yes: bool) -> None:
    """Name the operator, or print the present one."""

    async def work(app: App) -> str:
        if company is None:
            text = await operator_text(app)
            if text is None:
                raise OperatorError("No company is the operator. Name one with: hiringhall operator COMPANY")
            return text
        owner = await app.database.read(lambda tx: _company_meant(tx, company, yes))
        if owner.kind != "company":
            raise OperatorError(f"{company!r} is {owner}, not a company. Name one: company:1, or its name.")
        await name_operator(app, owner.id)
        return f"The operator is {await operator_text(app)}"

    click.echo(with_app(existing(db), work))


def set_http_url(db: Where, url: str | None, remove: bool) -> None:
    """Keep or take back where the HTTP server is reached from outside, or print it."""
    if url is not None and (fault := http_url_fault(url)) is not None:
        raise OperatorError(f"{url!r} {fault}.")

    async def work(app: App) -> str:
        if url is not None or remove:
            await app.database.write(lambda tx: set_http_address(tx, url, app.clock()))
        address = await app.database.read(http_address)
        return address or "No address is named. Name one with: hiringhall http-url https://HOST"

    click.echo(with_app(existing(db), work))


def _company_meant(tx: Transaction, text: str, yes: bool) -> Owner:
    """A company that is about to run the hall: any name is shown and asked about, also one that was made here."""
    numbered = by_number(tx, text)
    if numbered is not None:
        return numbered
    try:
        owner = find_owner(tx, text)
        doubtful = Doubtful(text, [Candidate(owner, owner_text(tx, owner), sure=True)])
    except Doubtful as found:
        doubtful = found
    if yes and len(doubtful.candidates) == 1:
        return doubtful.candidates[0].owner
    return agreed_on(doubtful)


def seed_people(db: Where, specialists: int, random_seed: int) -> None:
    """Fill the database, with a progress bar on stderr."""
    from server.app import system_clock
    from store.sample.seed import seed

    upgrade(db)
    with click.progressbar(length=specialists, label="People", file=sys.stderr) as bar:
        seed(db, specialists=specialists, random_seed=random_seed, now=system_clock(), progress=bar.update)
    click.echo(f"{specialists} people are in {shown(db)}", err=True)
