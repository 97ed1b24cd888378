"""An AI agent's profile from the arguments of a call: which fields they change, cleaned, and how they are stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.agents import agents
from store.types import utc_text
from tools.agents.access import load_agent
from tools.agents.rules.agents import label_key, label_keys, search_text
from tools.call import Call
from tools.errors import Invalid
from tools.params import CLEARED
from tools.rules.addresses import target_fault
from tools.rules.sentences import worded
from tools.text import plain

PROFILE = (
    *("name", "avatar", "owner_email", "description", "website_url", "callback_url", "version", "last_updated_at"),
    *("limitations", "sla", "license", "privacy_url"),
    *agents.LISTS,
)


def profile_of(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The profile fields among an operation's arguments that were passed."""
    return {name: arguments[name] for name in PROFILE if name in arguments}


def stored_values(given: dict[str, Any]) -> dict[str, Any]:
    """Profile columns from parameters: cleaned, emptied where cleared. Invalid names the faulty fields."""
    faults: dict[str, str] = {}
    values = {name: _stored(name, value) for name, value in given.items()}
    if "name" in values and not values["name"]:
        faults["name"] = worded("must have at least 1 visible character")
    callback = values.get("callback_url")
    if callback and not _is_plain(callback) and (fault := target_fault(callback)):
        faults["callback_url"] = fault
    if faults:
        raise Invalid(faults)
    return values


def warn_of_callback(call: Call, values: Mapping[str, Any]) -> None:
    """An http address, as development has it, is kept; what is sent is signed but would be read by everybody on the way."""
    if _is_plain(values.get("callback_url") or ""):
        call.warn("callback_url is kept, but nothing is sent to an http address: give an https one to be called.")


def _is_plain(url: str) -> bool:
    return url.lower().startswith("http://")


def _stored(name: str, value: Any) -> Any:
    if value is CLEARED:
        return [] if name in agents.LISTS else None
    if isinstance(value, datetime):
        return utc_text(value)
    if name in agents.LISTS:
        return [_cleaned(item) for item in value]
    return plain(value)


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(part) for key, part in value.items()}
    return plain(value) if isinstance(value, str) else value


def store_profile(call: Call, agent_id: int, values: dict[str, Any]) -> None:
    """Write profile columns and renew what the directory finds the agent by."""
    if "name" in values:
        agents.rename_agent(call.tx, agent_id, values["name"], call.now)
    agents.write_profile(call.tx, agent_id, call.now, values)
    row = load_agent(call, agent_id)
    agents.write_search_words(
        call.tx,
        agent_id,
        search_text(row["name"], row["description"]),
        label_key(row["license"]) if row["license"] else None,
        {
            "skill": label_keys(json.loads(row["skills"])),
            "language": label_keys(json.loads(row["languages"])),
            "tag": label_keys(json.loads(row["tags"])),
        },
    )
