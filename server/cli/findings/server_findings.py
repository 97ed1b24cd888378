"""What doctor says of a database on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from server.cli.findings.finding import Finding
from store.opening import applied, condition_of, shipped
from store.server_url import shown
from store.unavailable import StoreUnavailable

if TYPE_CHECKING:
    from store.postgresql.condition import Condition

OLDEST = 150000
# Seconds that the clocks may differ: what is due is due by each server's own.
MOST_SKEW = 2.0


def server_findings(url: str) -> Iterator[Finding]:
    """Everything worth looking at, until something stops it."""
    try:
        found = condition_of(url)
    except StoreUnavailable as gone:
        yield Finding("database", False, f"cannot be asked: {gone.said}", _WHAT_TO_DO.get(gone.reason, _LOOK))
        return
    yield Finding("database", True, f"{shown(url)} answers")
    yield Finding("PostgreSQL", found.number >= OLDEST, found.version, "Use PostgreSQL 15 or newer.")
    yield _encoding(found)
    yield from _keeping(found)
    yield _primary(found)
    yield _clock(found)
    yield _pooler(found)
    yield _connections(found)
    yield _extensions(found)
    yield _rights(found)
    yield schema_finding(url)


_LOOK = "Start the server, and look at the address, the user and the password."
_WHAT_TO_DO = {"crowded": "Close what else is connected, or raise max_connections."}


def schema_finding(url: str) -> Finding:
    """Whether the tables are of this version."""
    try:
        had, known = applied(url), shipped(url)
    except StoreUnavailable as unavailable:
        return Finding("schema", False, unavailable.said or str(unavailable), "Give the user the rights to read it.")
    newer, missing = sorted(set(had) - set(known)), [name for name in known if name not in had]
    says = f"{len(had)} of {len(known)} migrations applied"
    says += f"; the next start applies {len(missing)}" if missing else ""
    return Finding("schema", not newer, says, f"It has {', '.join(newer)} of a newer version: upgrade hiringhall.")


def _encoding(found: Condition) -> Finding:
    advice = (
        "Make the database anew: CREATE DATABASE hall ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0."
    )
    says = f"{found.encoding}, collation {found.collation}; the hall compares its texts byte by byte"
    return Finding("encoding", found.encoding == "UTF8", says, advice)


def _keeping(found: Condition) -> Iterator[Finding]:
    """Settings that lose what was answered."""
    off = [name for name in ("fsync", "full_page_writes") if found.settings[name] != "on"]
    loses = f"{' and '.join(off)} off: a crash can lose or break everything"
    says = loses if off else "fsync and full_page_writes are on"
    yield Finding("durability", not off, says, "Set them on in postgresql.conf and restart the server.")
    commit = found.settings["synchronous_commit"]
    all_the_same = (
        "; the hall waits for the disk all the same before it answers what it wrote" if commit == "off" else ""
    )
    yield Finding("commits", True, f"synchronous_commit is {commit}{all_the_same}")


def _primary(found: Condition) -> Finding:
    locked = found.settings["default_transaction_read_only"] == "on"
    says = "a standby" if found.standby else "set to be read only" if locked else "takes writes"
    return Finding("primary", not found.standby and not locked, says, "Name the primary, or let it be written.")


def _clock(found: Condition) -> Finding:
    apart = abs(found.skew)
    says = f"differ by {apart:.1f} seconds" if apart > MOST_SKEW else "agree"
    return Finding("clocks", apart <= MOST_SKEW, says, "Let both machines keep their time by NTP.")


def _pooler(found: Condition) -> Finding:
    says = {
        "none": "none stands between",
        "sessions": "one stands between, and hands out sessions",
        "transactions": "one stands between, and hands out the server by transactions",
    }[found.pooling]
    advice = "Name the server itself, or let the pooler hand out sessions (pool_mode = session)."
    return Finding("pooler", found.pooling != "transactions", says, advice)


def _connections(found: Condition) -> Finding:
    says = f"{found.connections} at most, {found.taken} are taken; each server of the hall takes up to {found.wanted}"
    advice = "Raise max_connections, or the limit of the user or database."
    return Finding("connections", found.connections >= found.wanted, says, advice)


def _extensions(found: Condition) -> Finding:
    says = f"{', '.join(found.missing)} cannot be had" if found.missing else "all that are wanted can be had"
    return Finding("extensions", not found.missing, says, "Install the server's contrib package.")


def _rights(found: Condition) -> Finding:
    lacks = f"{found.user} may not {', nor '.join(found.lacks)}"
    says = lacks if found.lacks else f"{found.user} may do what the hall needs"
    return Finding("rights", not found.lacks, says, f"Let {found.user} own the database and its tables.")
