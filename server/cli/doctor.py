"""Says what is configured, reachable, migrated and writable, and what to do about what is not."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from server import __version__
from server.app import files_folder
from server.cli.findings.chain_findings import chain_findings
from server.cli.findings.finding import Finding
from server.cli.findings.server_findings import server_findings
from server.config import beside, default_database, load_profile, profile_path
from server.workers.deliverers import SMS_VARIABLE, SMTP_VARIABLE, mail_fault, sms_fault, wants_starttls
from store.companies.companies import operator_company_id
from store.database import StoreUnavailable, Transaction
from store.installation_key import SECRET_VARIABLE, key_file
from store.opening import LibraryMissing, applied, reading, shipped
from store.platform import wall_times
from store.private import is_open_to_others
from store.server_url import Where, is_server, shown
from store.wallet.audit import differences
from store.zones import zone_tables

ENOUGH_DISK = 100 * 1024 * 1024
MOST_COMPARED = 100_000
NOUNS: dict[wall_times.Table, str] = {"events": "event", "work_orders": "work order"}


def command(words: str, db: Where) -> str:
    """A command as it is typed for this database."""
    named = db == default_database() or str(db) == os.environ.get("HIRINGHALL_DB")
    return f"hiringhall {words}" if named else f"hiringhall {words} --db {shlex.quote(shown(db))}"


def examine(db: Where) -> int:
    """Print the findings; 0 when all is well."""
    ill = 0
    for finding in findings(db):
        mark = click.style("ok  ", fg="green") if finding.well else click.style("FIX ", fg="red")
        click.echo(f"{mark} {finding.what}: {finding.says}")
        if not finding.well:
            ill += 1
            click.echo(f"     {finding.advice}")
    return 1 if ill else 0


def findings(db: Where) -> Iterator[Finding]:
    """Everything worth looking at, cheapest first."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    yield Finding(
        "program", sys.version_info >= (3, 11), f"hiringhall {__version__} on Python {python}", "Use Python 3.11."
    )
    yield _zones()
    yield from (_on_server(str(db)) if is_server(db) else _in_file(Path(db)))
    yield _credential(db)
    yield _mail(db)
    if os.environ.get(SMS_VARIABLE):
        yield _sms()


def _in_file(db: Path) -> Iterator[Finding]:
    yield _sqlite()
    yield _folder(db)
    yield _disk(db)
    if db.exists():
        yield from _database(db)
    else:
        yield Finding("database", True, f"none at {db} yet; {command('serve', db)} or {command('token', db)} makes it")


def _on_server(db: str) -> Iterator[Finding]:
    path = beside(db)
    yield _folder(path)
    yield _disk(path)
    yield _key(path)
    yield from _rights(path)
    try:
        yield from server_findings(db)
        if applied(db) == shipped(db):
            yield from _inside(db)
    except StoreUnavailable:
        # Said already.
        return
    except LibraryMissing as missing:
        yield Finding("database", False, "is on a server", str(missing))


def _key(path: Path) -> Finding:
    """On which every server of a hall has to agree."""
    if os.environ.get(SECRET_VARIABLE):
        return Finding("key", True, f"from {SECRET_VARIABLE}")
    lies = key_file(path).exists()
    says = f"in {key_file(path)}" if lies else f"none at {key_file(path)} yet"
    return Finding("key", True, f"{says}; every server of this hall needs the same")


def _sqlite() -> Finding:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    enough = sqlite3.sqlite_version_info >= (3, 37) and "ENABLE_FTS5" in options
    return Finding(
        "SQLite",
        enough,
        f"{sqlite3.sqlite_version} with full-text search",
        "Use a Python whose SQLite is 3.37 or newer with FTS5.",
    )


def _zones() -> Finding:
    tables = zone_tables()
    other = f"; the other ones here are {tables.other}" if tables.other else ""
    return Finding("time zones", True, f"tables {tables.edition} of the {tables.source}{other}")


def _folder(db: Path) -> Finding:
    folder = db.parent
    while not folder.exists():
        folder = folder.parent
    return Finding(
        "folder",
        os.access(folder, os.W_OK),
        f"{folder} {'can' if os.access(folder, os.W_OK) else 'cannot'} be written",
        "Make it writable, or name another file with --db.",
    )


def _disk(db: Path) -> Finding:
    folder = db.parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Finding("disk", free > ENOUGH_DISK, f"{free // 1024 // 1024:,} MiB free", "Free some space.")


def _database(db: Path) -> Iterator[Finding]:
    try:
        had, known = applied(db), shipped(db)
    except StoreUnavailable as unavailable:
        yield Finding("database", False, str(unavailable), "Name another file with --db, or restore a backup.")
        return
    newer, missing = sorted(set(had) - set(known)), [name for name in known if name not in had]
    yield Finding(
        "schema",
        not newer,
        f"{len(had)} of {len(known)} migrations applied"
        + (f"; the next start applies {len(missing)}" if missing else ""),
        f"It has {', '.join(newer)} of a newer version: upgrade hiringhall.",
    )
    yield Finding("writable", os.access(db, os.W_OK), str(db), "Make the file writable.")
    yield from _rights(db)
    if not newer and not missing:
        yield from _inside(db)


def _rights(db: Path) -> Iterator[Finding]:
    """Who besides the owner can read what is kept, or put something else in its place."""
    for path, mode in ((db, 600), (key_file(db), 600), (files_folder(db), 700)):
        if path.exists():
            open_to_others = is_open_to_others(path)
            says = f"{'others' if open_to_others else 'only you'} can read {path.name}"
            yield Finding("private", not open_to_others, says, f"chmod {mode} {path}")
    folder = db.resolve().parent
    if not folder.exists():
        return
    found = folder.stat()
    # One's own group is oneself on many systems; in a folder like /tmp the sticky bit keeps others from what is not theirs.
    by_group = found.st_mode & stat.S_IWGRP and hasattr(os, "getgid") and found.st_gid != os.getgid()
    replaceable = bool(by_group or found.st_mode & stat.S_IWOTH) and not found.st_mode & stat.S_ISVTX
    says = f"{'others' if replaceable else 'only you'} can replace files in {folder}"
    yield Finding("place", not replaceable, says, f"chmod go-w {folder}")


def _inside(db: Where) -> Iterator[Finding]:
    """What only a database of this version can be asked."""
    try:
        with reading(db) as tx:
            found, operator, moved = differences(tx), operator_company_id(tx), _moved_clocks(tx)
            chains = list(chain_findings(tx))
    except (sqlite3.Error, StoreUnavailable) as error:
        yield Finding("books", False, f"cannot be read ({error})", "Stop other programs that use it and try again.")
        return
    yield Finding(
        "books",
        not found,
        "balance" if not found else f"{len(found)} differences",
        f"See {command('ledger verify', db)}.",
    )
    yield moved
    yield from chains
    yield Finding(
        "operator",
        True,
        f"company {operator}"
        if operator
        else f"none is named, so nobody confirms top-ups or sets terms; name one with: {command('operator COMPANY', db)}",
    )


def _moved_clocks(tx: Transaction) -> Finding:
    """Bookings and visits that were agreed for another hour than the clock shows by the tables of today."""
    now, told = datetime.now(UTC), wall_times.progress(tx) == zone_tables().edition
    moved = [
        f"{noun} {row['id']} ({row['wall_start']} is {shown[-5:]} in {row['zone']})"
        for table, noun in NOUNS.items()
        for row in wall_times.ahead(tx, table, now, 0, MOST_COMPARED)
        if (shown := wall_times.moved_to(row)) is not None
    ]
    named = "; ".join(moved[:20]) + (f"; and {len(moved) - 20} more" if len(moved) > 20 else "")
    says = f"{named}; both sides were told" if moved and told else named or "no booking was moved by new zone tables"
    return Finding("moved clocks", told or not moved, says, "The running server tells both sides within a minute.")


def _credential(db: Where) -> Finding:
    if os.environ.get("HIRINGHALL_TOKEN"):
        return Finding("credential", True, "from HIRINGHALL_TOKEN")
    if load_profile(db):
        private = profile_path().stat().st_mode & 0o077 == 0
        return Finding("credential", private, f"in {profile_path()}", f"chmod 600 {profile_path()}")
    # Over HTTP every request brings its own.
    return Finding(
        "credential",
        True,
        f"none for stdio; if it is wanted, {command('token --agent NAME', db)} makes one for HIRINGHALL_TOKEN",
    )


def _mail(db: Where) -> Finding:
    url = os.environ.get(SMTP_VARIABLE)
    if not url:
        return Finding("mail", True, f"kept locally; read it with {command('mailbox', db)}")
    if fault := mail_fault(url):
        return Finding("mail", False, fault, "Nothing starts before it is mended.")
    return _reach(url)


def _sms() -> Finding:
    fault = sms_fault(os.environ.get(SMS_VARIABLE))
    return Finding(
        "text messages", not fault, fault or "go out through a gateway", "Nothing starts before it is mended."
    )


def _reach(url: str) -> Finding:
    import smtplib
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    port = parts.port or (465 if parts.scheme == "smtps" else 25)
    connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    try:
        with connect(parts.hostname or "localhost", port, timeout=3) as server:
            server.ehlo()
            encrypts = parts.scheme == "smtps" or server.has_extn("starttls")
    except (OSError, smtplib.SMTPException) as error:
        return Finding("mail", False, f"{parts.hostname}:{port} cannot be reached ({error})", f"Check {SMTP_VARIABLE}.")
    if wants_starttls(url) and not encrypts:
        return Finding(
            "mail",
            False,
            f"{parts.hostname}:{port} offers no STARTTLS, so nothing is sent to it",
            f"Turn TLS on there, or name a server with smtps:// in {SMTP_VARIABLE}.",
        )
    return Finding("mail", True, f"goes out through {parts.hostname}:{port}{', encrypted' if encrypts else ''}")
