"""Taking the name of somebody who left out of what others were told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from store.database import Transaction

GONE = "somebody who left"
# What they did, what is about them, and what others did in records they took part in.
_TOLD = """(actor_type = 'person' AND actor_id = :id) OR (owner_type = 'person' AND owner_id = :id)
       OR (record_type IN ('person', 'freelancer', 'specialist') AND record_id = :id)
       OR (record_type, record_id) IN (
           SELECT record_type, record_id FROM notices WHERE record_type IS NOT NULL
             AND ((actor_type = 'person' AND actor_id = :id) OR (owner_type = 'person' AND owner_id = :id)))"""


def names_borne(tx: Transaction, person_id: int) -> list[str]:
    """What a person is called, and was called when others were told of what they did."""
    person = tx.one("SELECT name, middle_name, last_name FROM persons WHERE id = :id", id=person_id)
    rows = tx.all(
        """SELECT DISTINCT actor_name FROM notices WHERE actor_type = 'person' AND actor_id = :id
             AND actor_name IS NOT NULL""",
        id=person_id,
    )
    names = [row["actor_name"] for row in rows]
    if person is not None:
        first, middle, last = person["name"], person["middle_name"], person["last_name"]
        orders = ((first,), (first, last), (first, middle, last), (last, first), (last, first, middle))
        names += [" ".join(part for part in parts if part) for parts in orders]
    return list(dict.fromkeys(name for name in names if name))


def forget_name(tx: Transaction, person_id: int, quoted: Sequence[str]) -> None:
    """Others read no more who it was: in the texts of notices, and in what is kept of mails and callbacks.

    quoted: the names they bore as they stand in texts, in quotation marks."""
    names = sorted(quoted, key=len, reverse=True)
    for row in tx.all(f"SELECT id, text, record_type, record_id, record_name FROM notices WHERE {_TOLD}", id=person_id):
        text = _without(row["text"], names)
        theirs = row["record_type"] in ("freelancer", "specialist") and row["record_id"] == person_id
        name = "" if theirs else row["record_name"]
        if (text, name) != (row["text"], row["record_name"]):
            tx.change("notices", row["id"], text=text, record_name=name)
    kept = tx.all(
        f"""SELECT d.id, d.content, n.actor_type, n.actor_id FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id
            WHERE d.content IS NOT NULL AND n.id IN (SELECT id FROM notices WHERE {_TOLD})""",
        id=person_id,
    )
    for row in kept:
        content = _without(json.loads(row["content"]), names)
        if (row["actor_type"], row["actor_id"]) == ("person", person_id) and "data" in content:
            content["data"]["actor"]["name"] = ""
        tx.change("notice_deliveries", row["id"], content=_written(content))


def _without(value: Any, names: Sequence[str]) -> Any:
    """The value with none of the names in any text within it."""
    if isinstance(value, dict):
        return {key: _without(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, names) for each in value]
    if isinstance(value, str):
        for name in names:
            value = value.replace(name, GONE)
    return value


def _written(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
