"""What a client is shown of the operations, as it was generated. Nothing that takes long is imported for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from server.registry import is_visible
from server.startup_index import Index

if TYPE_CHECKING:
    from tools.operation import Access

FLAGSHIP = (
    "search_specialists",
    "get_specialist_profile",
    "create_inquiry",
    "find_next_slot",
    "book_schedule",
    "pay_task",
    "route_work_order",
    "get_wallet",
)
GATEWAY = ("find_operations", "describe_operation")
ALWAYS_LOAD = {"anthropic/alwaysLoad": True}

# Where the pages lie that a client may show beside an answer.
APP_BASE = "ui://hall/"
# The page of an operation, by name. Each that moves or commits money has that which asks for the person's yes.
APPS = {
    "find_next_slot": "week",
    "get_schedule": "week",
    "get_wallet": "wallet",
    "list_wallet_transactions": "wallet",
    "list_work_orders": "board",
    "plan_day": "day",
    "replan_day": "day",
    "get_day_plan": "day",
    "list_approval_requests": "approval",
    "get_approval_request": "approval",
}
MONEY_APP = "approval"

DISPATCHERS: dict[str, tuple[Access, str]] = {
    "run_read": ("read", "Run any operation that only reads (access read)."),
    "run_write": ("write", "Run any operation that creates or changes something (access write)."),
    "run_destructive": (
        "destructive",
        "Run any operation that removes, cancels or ends something (access destructive).",
    ),
    "run_money": ("money", "Run any operation that moves or commits funds (access money)."),
}


def app_of(name: str, access: Access) -> dict[str, Any]:
    """What tells a client which page shows an answer: in the form of the protocol, and in that of its first clients."""
    page = APPS.get(name) or (MONEY_APP if access == "money" else None)
    uri = f"{APP_BASE}{page}.html"
    return {} if page is None else {"ui": {"resourceUri": uri}, "ui/resourceUri": uri}


def shown_texts(index: Index, toolsets: frozenset[str] | None, read_only: bool) -> list[bytes] | None:
    """The tools of a listing in their order, each as JSON; None when they are to be derived."""
    brief = [entry for entry in index.listing if not read_only or entry["annotations"]["readOnlyHint"]]
    if toolsets is None:
        return [_text(entry) for entry in brief]
    if (lines := index.lines) is None:
        return None
    first = [_text(entry) for entry in brief if entry["name"] in GATEWAY or entry["name"] in DISPATCHERS]
    shown = [
        name
        for name, card in index.cards.items()
        if card.toolset in toolsets and name not in GATEWAY and is_visible(card, toolsets, read_only)
    ]
    return [*first, *(lines[name] for name in shown)]


def _text(entry: dict[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def toolsets_named(text: str | None, known: Sequence[str]) -> frozenset[str] | None:
    """Names separated by commas, or 'all'; names that do not exist are left out."""
    if text is None or not text.strip():
        return None
    names = {name.strip() for name in text.split(",")}
    return frozenset(known) if "all" in names else frozenset(names) & frozenset(known)


def unknown_toolsets(text: str | None, known: Sequence[str]) -> str:
    """What is wrong with names of toolsets, and which there are; empty when nothing is."""
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    unknown = [name[:80] for name in names if name != "all" and name not in known]
    return f"there is no toolset {', '.join(unknown)}; there are: {', '.join(known)}" if unknown else ""
