"""What doctor says of a database on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from server.cli.finding import Finding
from store.database import StoreUnavailable
from store.server_url import ServerUrl

if TYPE_CHECKING:
    # Loaded only for a hall on a server: what it needs is an extra.
    from store.postgresql.condition import Condition

OLDEST = 150000
# Seconds that the clocks may differ: what is due is due by each server's own.
MOST_SKEW = 2.0


def server_findings(url: str) -> Iterator[Finding]:
    """Everything worth looking at, until something stops it. The last says whether the schema is this version's."""
    from store.postgresql.condition import NotAnswering, condition_of

    try:
        with condition_of(url) as server:
            yield Finding("database", True, f"{ServerUrl.of(url).shown} answers")
            yield from _looked_at(url, server)
    except NotAnswering as error:
        advice = (
            "Close what else is connected, or raise max_connections."
            if error.crowded
            else "Start the server, and look at the address, the user and the password."
        )
        yield Finding("database", False, f"cannot be asked: {error}", advice)


def _looked_at(url: str, server: Condition) -> Iterator[Finding]:
    number, text = server.version()
    yield Finding("PostgreSQL", number >= OLDEST, text, "Use PostgreSQL 15 or newer.")
    yield _encoding(server)
    yield from _settings(server)
    yield _primary(server)
    yield _clock(server)
    yield _pooler(server)
    yield _connections(server)
    yield _extensions(server)
    yield _rights(server)
    yield _schema(url)


def _encoding(server: Condition) -> Finding:
    encoding, collation = server.encoding()
    says = f"{encoding}, collation {collation}; the hall's texts are compared byte by byte"
    advice = (
        "Make the database anew: CREATE DATABASE hall ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0."
    )
    return Finding("encoding", encoding == "UTF8", says, advice)


def _settings(server: Condition) -> Iterator[Finding]:
    """Those that lose what was answered."""
    off = server.not_kept()
    says = (
        f"{' and '.join(off)} off: a crash can lose or break everything" if off else "fsync and full_page_writes are on"
    )
    yield Finding("durability", not off, says, "Set them on in postgresql.conf and restart the server.")
    commit = server.synchronous_commit()
    says = f"synchronous_commit is {commit}"
    if commit == "off":
        says += "; the hall waits for the disk all the same before it answers what it wrote"
    yield Finding("commits", True, says)


def _primary(server: Condition) -> Finding:
    standby, locked = server.standby(), server.read_only()
    says = "a standby" if standby else "set to be read only" if locked else "takes writes"
    return Finding("primary", not standby and not locked, says, "Name the primary, or let it be written.")


def _clock(server: Condition) -> Finding:
    skew = abs(server.skew())
    says = f"differ by {skew:.1f} seconds" if skew > MOST_SKEW else "agree"
    return Finding("clocks", skew <= MOST_SKEW, says, "Let both machines keep their time by NTP.")


def _pooler(server: Condition) -> Finding:
    between = server.between()
    if between.by_transaction:
        advice = "Name the server itself, or let the pooler hand out sessions (pool_mode = session)."
        return Finding("pooler", False, "one stands between, and hands out the server by transactions", advice)
    says = "one stands between, and hands out sessions" if between.stands else "none stands between"
    return Finding("pooler", True, says)


def _connections(server: Condition) -> Finding:
    from store.postgresql.database import CONNECTIONS

    most, taken = server.connections()
    says = f"{most} at most, {taken} are taken; each server of the hall takes up to {CONNECTIONS}"
    advice = "Raise max_connections, or the limit of the user or database."
    return Finding("connections", most >= CONNECTIONS, says, advice)


def _extensions(server: Condition) -> Finding:
    from store.postgresql.condition import EXTENSIONS

    missing = server.missing_extensions()
    says = f"{', '.join(missing)} cannot be had" if missing else f"{', '.join(EXTENSIONS)} can be had"
    return Finding("extensions", not missing, says, "Install the server's contrib package.")


def _rights(server: Condition) -> Finding:
    user, lacks = server.user(), server.lacking_rights()
    says = f"{user} may not {', nor '.join(lacks)}" if lacks else f"{user} may do what the hall needs"
    return Finding("rights", not lacks, says, f"Let {user} own the database and its tables.")


def _schema(url: str) -> Finding:
    from store.postgresql.upgrade import applied, shipped

    try:
        had, known = applied(url), shipped()
    except StoreUnavailable as unavailable:
        return Finding("schema", False, unavailable.said or str(unavailable), "Give the user the rights to read it.")
    newer, missing = sorted(set(had) - set(known)), [name for name in known if name not in had]
    says = f"{len(had)} of {len(known)} migrations applied"
    says += f"; the next start applies {len(missing)}" if missing else ""
    return Finding("schema", not newer, says, f"It has {', '.join(newer)} of a newer version: upgrade hiringhall.")
