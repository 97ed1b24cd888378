"""The approval policy of a company or person, and the people it names."""

from __future__ import annotations

import json
from dataclasses import dataclass

from store.approvals import policies
from store.database import Row, Transaction
from store.types import Owner, utc_time
from tools.approvals.rules.policy import Deputy, Level, Policy


@dataclass(frozen=True, slots=True)
class People:
    """Who could decide: everybody of the company by name, and its admins. Of somebody without a company they themselves."""

    names: dict[int, str]
    admins: tuple[int, ...]


def policy_of(tx: Transaction, owner: Owner) -> Policy:
    """The policy as it holds now; as shipped where none was set."""
    row = policies.find_policy(tx, owner)
    return Policy() if row is None else read_policy(row)


def read_policy(row: Row) -> Policy:
    return Policy(
        mode=row["mode"],
        over_cap=row["over_cap"],
        mandates=row["mandates"],
        chain=tuple(Level(tuple(level["user_ids"]), level["up_to"]) for level in json.loads(row["chain"])),
        timeout_minutes=row["timeout_minutes"],
        on_timeout=row["on_timeout"],
        deputies=tuple(
            Deputy(each["user_id"], each["deputy_id"], utc_time(each["from"]), utc_time(each["until"]))
            for each in json.loads(row["deputies"])
        ),
        version=row["version"],
    )


def people_of(tx: Transaction, owner: Owner) -> People:
    """Who could decide about acts of an owner; nobody for an agent that is alone."""
    if owner.kind == "company":
        rows = policies.members_of(tx, owner.id)
        return People(
            {row["id"]: row["name"] for row in rows}, tuple(row["id"] for row in rows if row["role"] == "admin")
        )
    person = policies.person_named(tx, owner.id) if owner.kind == "person" else None
    return People({}, ()) if person is None else People({person["id"]: person["name"]}, (person["id"],))
