"""AI agents as rows: their profile, keys, and the search of the directory."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import address_key, like_text
from store.folding import folded as found_as
from store.people.identity import folded
from store.rows import Order
from store.types import utc_text, utc_time

LabelKind = Literal["skill", "language", "tag"]
LISTS = (
    "skills",
    "languages",
    "tags",
    "links",
    "input_formats",
    "example_requests",
    "example_responses",
    "env_requirements",
)


def find_agent(tx: Transaction, agent_id: int) -> Row | None:
    """The agent, in whatever status."""
    return tx.one("SELECT * FROM agents WHERE id = :id", id=agent_id)


def find_active_agent(tx: Transaction, agent_id: int) -> Row | None:
    """The agent, when it is active."""
    return tx.one("SELECT * FROM agents WHERE id = :id AND status = 'active'", id=agent_id)


def write_profile(tx: Transaction, agent_id: int, now: datetime, values: Mapping[str, Any]) -> None:
    """Set profile columns; the LISTS are given as lists and stored as JSON."""
    columns = {
        name: json.dumps(value, ensure_ascii=False) if name in LISTS else value for name, value in values.items()
    }
    tx.change("agents", agent_id, **columns, updated_at=utc_text(now))


def write_search_words(
    tx: Transaction,
    agent_id: int,
    search_text: str,
    license: str | None,
    labels: Mapping[LabelKind, Sequence[str]],
) -> None:
    """Renew what the directory finds the agent by; all of it comes folded."""
    tx.change("agents", agent_id, search_text=search_text, license_folded=license)
    tx.run("DELETE FROM agent_labels WHERE agent_id = :id", id=agent_id)
    tx.many(
        "INSERT INTO agent_labels (agent_id, kind, label) VALUES (:agent_id, :kind, :label)",
        [
            {"agent_id": agent_id, "kind": kind, "label": label}
            for kind, texts in labels.items()
            for label in dict.fromkeys(texts)
        ],
    )


def rename_agent(tx: Transaction, agent_id: int, name: str, now: datetime) -> None:
    """Give an agent a name; another one than it was made with is noted, as the machine's commands no longer take it."""
    tx.run(
        """UPDATE agents SET name = :name, name_sorted = :folded, name_folded = :found_as,
               renamed_at = CASE WHEN name_sorted = :folded THEN renamed_at ELSE :now END
           WHERE id = :id""",
        id=agent_id,
        name=name,
        folded=folded(name),
        found_as=found_as(name),
        now=utc_text(now),
    )


def is_banned(tx: Transaction, email: str) -> bool:
    """Whether an agent registered with that address was banned for good."""
    found = tx.value(
        "SELECT 1 FROM agents WHERE email_key = :key AND status = 'banned' LIMIT 1", key=address_key(email)
    )
    return found is not None


def unverified_with(tx: Transaction, email: str) -> list[Row]:
    """The agents registered with an address that have not proven it, but banned ones; two at most."""
    return tx.all(
        """SELECT * FROM agents WHERE email_key = :key AND email_verified_at IS NULL AND status <> 'banned'
           ORDER BY id LIMIT 2""",
        key=address_key(email),
    )


def verify_email(tx: Transaction, agent_id: int, now: datetime) -> None:
    """The agent's address is proven."""
    tx.change("agents", agent_id, email_verified_at=utc_text(now), updated_at=utc_text(now))


def note_access(tx: Transaction, agent_id: int, now: datetime) -> None:
    """Somebody opened the agent's public page."""
    tx.change("agents", agent_id, last_accessed_at=utc_text(now))


def change_key(tx: Transaction, agent_id: int, key_hash: str, key_prefix: str, now: datetime) -> None:
    """Put another key in the place of the agent's key, which is worthless from now on."""
    set_key(tx, agent_id, key_hash, key_prefix, now)
    tx.insert("agent_key_changes", agent_id=agent_id, api_key_prefix=key_prefix, created_at=utc_text(now))


def set_key(tx: Transaction, agent_id: int, key_hash: str, key_prefix: str, now: datetime) -> None:
    """Put another key in the place of the agent's key without counting it among the changes of its own."""
    tx.change("agents", agent_id, api_key_hash=key_hash, api_key_prefix=key_prefix, updated_at=utc_text(now))


def set_status(
    tx: Transaction,
    agent_id: int,
    status: str,
    before: str | None,
    reason: str | None,
    now: datetime,
    by: str | None = None,
) -> None:
    """Set an agent's status; before: the one a suspension interrupts, reason: why it is suspended or banned.

    by: who suspends it; None: a suspension stays that of whoever it was of."""
    tx.change(
        "agents",
        agent_id,
        status=status,
        status_before_suspension=before,
        suspension_reason=reason,
        updated_at=utc_text(now),
    )
    if by is not None or status != "suspended":
        tx.change("agents", agent_id, suspended_by=by)


def key_changes_since(tx: Transaction, agent_id: int, now: datetime, span: timedelta) -> list[datetime]:
    """When the agent's key was replaced within a span before now."""
    rows = tx.all(
        "SELECT created_at FROM agent_key_changes WHERE agent_id = :id AND created_at > :since",
        id=agent_id,
        since=utc_text(now - span),
    )
    return [utc_time(row["created_at"]) for row in rows]


@dataclass(frozen=True, slots=True)
class AgentSearch:
    """What the directory is searched for; all of it folded. Several words and labels must all be there."""

    query: str | None = None
    license: str | None = None
    labels: Mapping[LabelKind, Sequence[str]] = field(default_factory=dict)


def search_query(search: AgentSearch) -> tuple[str, dict[str, Any]]:
    """The SELECT of the active agents that fit, and its parameters.

    Its column `rank` says how well the name fits the words: 0 is them, 1 starts with them, 2 has them, 3 does not."""
    params: dict[str, Any] = {}
    rank, conditions = "0", ["a.status = 'active'"]
    if search.query:
        params |= {
            "words": search.query,
            "start": f"{like_text(search.query)}%",
            "part": f"%{like_text(search.query)}%",
        }
        rank = """CASE WHEN a.name_folded = :words THEN 0 WHEN a.name_folded LIKE :start ESCAPE '!' THEN 1
                  WHEN a.name_folded LIKE :part ESCAPE '!' THEN 2 ELSE 3 END"""
        for index, word in enumerate(search.query.split()):
            conditions.append(f"a.search_text LIKE :word_{index} ESCAPE '!'")
            params[f"word_{index}"] = f"%{like_text(word)}%"
    if search.license is not None:
        conditions.append("a.license_folded = :license")
        params["license"] = search.license
    for kind, labels in search.labels.items():
        for index, label in enumerate(labels):
            name = f"{kind}_{index}"
            conditions.append(
                f"""EXISTS (SELECT 1 FROM agent_labels l
                    WHERE l.kind = '{kind}' AND l.label = :{name} AND l.agent_id = a.id)"""
            )
            params[name] = label
    inner = f"SELECT a.*, {rank} AS rank FROM agents a WHERE {' AND '.join(conditions)}"
    return f"SELECT * FROM ({inner}) AS found WHERE 1 = 1", params


def search_order(sort_by: str | None, descending: bool, ranked: bool) -> Order:
    """The order of a search: what was asked for, else the best match, else the name."""
    way = "desc" if descending else "asc"
    if sort_by in ("last_accessed_at", "last_updated_at"):
        return ((sort_by, way, "nullable"), ("id", way))
    if sort_by == "created_at":
        return (("created_at", way), ("id", way))
    if sort_by is None and ranked:
        return (("rank", way), ("name_sorted", way), ("id", way))
    return (("name_sorted", way), ("id", way))


def public_schedules(tx: Transaction, agent_id: int, now: datetime, most: int) -> list[Row]:
    """An agent's running schedules that everybody may see, newest first."""
    return tx.all(
        """SELECT id, label, settings, start_at, end_at, timezone FROM schedules
           WHERE owner_type = 'agent' AND owner_id = :id AND private = 0 AND deleted_at IS NULL
             AND (end_at IS NULL OR end_at > :now)
           ORDER BY created_at DESC, id DESC LIMIT :most""",
        id=agent_id,
        now=utc_text(now),
        most=most,
    )
