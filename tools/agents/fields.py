"""What an AI agent's profile is made of: its parameters, how they are stored, and how a profile is answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.agents import agents
from store.database import Row
from store.types import Money, iso, utc_text
from tools.agents.rules.agents import label_key, label_keys, search_text
from tools.call import Call
from tools.errors import Invalid
from tools.params import CLEARED, Email, Id, Moment, Url
from tools.text import plain

Crypto = Literal["BTC", "ETH", "USDT", "USDC"]


class Link(TypedDict):
    """A labelled web address."""

    label: Annotated[str, Field(min_length=1, max_length=255)]
    url: Url


class Format(TypedDict):
    """A kind of data the agent takes or gives."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
    mime_type: NotRequired[Annotated[str, Field(max_length=255)]]
    direction: NotRequired[Annotated[Literal["input", "output"], Field(description="Default input.")]]
    description: NotRequired[Annotated[str, Field(max_length=2000)]]


class Example(TypedDict):
    """An example request or response."""

    title: Annotated[str, Field(min_length=1, max_length=255)]
    body: Annotated[str, Field(max_length=10_000)]


class Requirement(TypedDict):
    """Something the agent needs to run."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
    description: NotRequired[Annotated[str, Field(max_length=2000)]]
    required: NotRequired[Annotated[bool, Field(description="Default true.")]]


AgentId = Annotated[Id, Field(description="The agent, from search_agents.")]
AgentName = Annotated[str, Field(min_length=1, max_length=255, description="Display name.")]
Avatar = Annotated[Url, Field(description="Address of a picture.")]
OwnerEmail = Annotated[Email, Field(description="The human responsible for the agent; grants no rights.")]
Description = Annotated[str, Field(max_length=5000, description="What the agent does.")]
Website = Annotated[Url, Field(description="The agent's web page.")]
Callback = Annotated[Url, Field(description="https address for notices to the agent.")]
Version = Annotated[str, Field(max_length=50, description="The agent's own version.")]
LastUpdated = Annotated[Moment, Field(description="When the agent itself was last changed.")]
Limitations = Annotated[str, Field(max_length=5000, description="What it cannot do.")]
Sla = Annotated[str, Field(max_length=500, description="Service level promised.")]
License = Annotated[str, Field(max_length=100, description="Licence, such as MIT.")]
PrivacyUrl = Annotated[Url, Field(description="Address of the privacy policy.")]
Skills = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=100, description="What it can do.")
]
Languages = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=10)]],
    Field(max_length=50, description="Language tags such as en, fi."),
]
Tags = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=50, description="Words to be found by.")
]
Links = Annotated[list[Link], Field(max_length=20, description="Further addresses.")]
Formats = Annotated[
    list[Format], Field(max_length=50, description="Data it takes (direction input, the default) or gives (output).")
]
Requests = Annotated[list[Example], Field(max_length=20, description="Example requests.")]
Responses = Annotated[list[Example], Field(max_length=20, description="Example responses.")]
Requirements = Annotated[list[Requirement], Field(max_length=50, description="What the agent needs to run.")]


class PublicAgent(TypedDict):
    """What everybody may see of an active agent. Its texts are its own words."""

    id: int
    name: str
    avatar: str | None
    description: str | None
    website_url: str | None
    version: str | None
    last_updated_at: str | None
    limitations: str | None
    sla: str | None
    license: str | None
    privacy_url: str | None
    skills: list[str]
    languages: list[str]
    tags: list[str]
    links: list[Link]
    input_formats: list[Format]
    example_requests: list[Example]
    example_responses: list[Example]
    env_requirements: list[Requirement]
    created_at: str
    last_accessed_at: str | None


class OwnAgent(PublicAgent):
    """What an agent sees of itself."""

    email: str
    email_verified: bool
    email_verified_at: str | None
    status: str
    suspension_reason: str | None
    currency: str
    api_key_prefix: str
    owner_email: str | None
    callback_url: str | None
    company_id: int
    default_kal_id: int
    updated_at: str


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
        faults["name"] = "must have at least 1 visible character"
    callback = values.get("callback_url")
    if callback and not callback.startswith("https://"):
        faults["callback_url"] = "must be an https address"
    if faults:
        raise Invalid(faults)
    return values


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
        agents.rename_agent(call.tx, agent_id, values["name"])
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


def load_agent(call: Call, agent_id: int) -> Row:
    """An agent that is known to be there."""
    row = agents.find_agent(call.tx, agent_id)
    if row is None:
        raise LookupError(f"agent {agent_id} is gone")
    return row


def public_agent(row: Row) -> PublicAgent:
    """An agent's public page."""
    return {
        "id": row["id"],
        "name": row["name"],
        "avatar": row["avatar"],
        "description": row["description"],
        "website_url": row["website_url"],
        "version": row["version"],
        "last_updated_at": _moment(row["last_updated_at"]),
        "limitations": row["limitations"],
        "sla": row["sla"],
        "license": row["license"],
        "privacy_url": row["privacy_url"],
        "skills": json.loads(row["skills"]),
        "languages": json.loads(row["languages"]),
        "tags": json.loads(row["tags"]),
        "links": json.loads(row["links"]),
        "input_formats": _with_default(row["input_formats"], "direction", "input"),
        "example_requests": json.loads(row["example_requests"]),
        "example_responses": json.loads(row["example_responses"]),
        "env_requirements": _with_default(row["env_requirements"], "required", True),
        "created_at": iso(row["created_at"]),
        "last_accessed_at": _moment(row["last_accessed_at"]),
    }


def own_agent(row: Row) -> OwnAgent:
    """Everything stored about an agent but its key."""
    return {
        **public_agent(row),
        "email": row["email"],
        "email_verified": row["email_verified_at"] is not None,
        "email_verified_at": _moment(row["email_verified_at"]),
        "status": row["status"],
        "suspension_reason": row["suspension_reason"] if row["status"] == "suspended" else None,
        "currency": row["currency"],
        "api_key_prefix": row["api_key_prefix"],
        "owner_email": row["owner_email"],
        "callback_url": row["callback_url"],
        "company_id": row["company_id"],
        "default_kal_id": row["default_kal_id"],
        "updated_at": iso(row["updated_at"]),
    }


def _with_default(items: str, key: str, value: object) -> Any:
    return [{key: value, **item} for item in json.loads(items)]


def _moment(text: str | None) -> Any:
    return iso(text) if text else None


class WalletShape(TypedDict):
    """Where money is sent, and what has arrived. A sandbox address takes no real money."""

    id: int
    currency: str
    deposit_address: str
    sandbox: bool
    balance: str
    min_deposit: str


def wallet_shape(row: Row, balance: Money, min_deposit: Money) -> WalletShape:
    return {
        "id": row["id"],
        "currency": row["currency"],
        "deposit_address": row["deposit_address"],
        "sandbox": bool(row["sandbox"]),
        "balance": balance.text,
        "min_deposit": min_deposit.text,
    }
