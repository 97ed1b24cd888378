"""How an AI agent's profile and its wallets are answered."""

from __future__ import annotations

import json
from typing import Any

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from tools.agents.params import EnvRequirement, Example, Format, Link


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
    env_requirements: list[EnvRequirement]
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


class AgentWallet(TypedDict):
    """Where money is sent, and what has arrived. A sandbox address takes no real money."""

    id: int
    currency: str
    deposit_address: str
    sandbox: bool
    balance: str
    min_deposit: str


def agent_wallet(row: Row, balance: Money, min_deposit: Money) -> AgentWallet:
    return {
        "id": row["id"],
        "currency": row["currency"],
        "deposit_address": row["deposit_address"],
        "sandbox": bool(row["sandbox"]),
        "balance": balance.text,
        "min_deposit": min_deposit.text,
    }
