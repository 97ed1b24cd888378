"""Things worth reading, by address. Each is what one operation answers, with its access checks and its receipt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

JSON, PDF, XML = "application/json", "application/pdf", "application/xml"


@dataclass(frozen=True, slots=True)
class Address:
    """A resource or, with a parameter in its URI, a template, and the operation that answers it."""

    uri: str
    name: str
    title: str
    about: str
    tool: str
    parameter: str | None = None
    # Names the caller's own records, for completion: the operation that lists them and where in its answer.
    listed_by: tuple[str, str] | None = None
    # What the operation is passed besides.
    also: tuple[tuple[str, Any], ...] = ()
    mime_type: str = JSON

    @property
    def pattern(self) -> re.Pattern[str]:
        pattern = re.escape(self.uri).replace(r"\{id\}", r"(?P<id>[0-9]{1,15})")
        pattern = pattern.replace(r"\{width\}", r"(?P<width>[0-9]{1,4})")
        pattern = pattern.replace(r"\{document\}", r"(?P<document>[0-9]{1,4})")
        return re.compile(pattern.replace(r"\{uuid\}", r"(?P<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"))


ADDRESSES = (
    Address("hiringhall://wallet", "wallet", "Wallet", "Balances that pay for calls.", "get_wallet"),
    Address("hiringhall://notices", "notices", "Notices", "The newest of what you were told.", "list_notices"),
    Address("hiringhall://prices", "prices", "Prices", "What each kind of call costs.", "list_prices"),
    Address(
        "hiringhall://tasks/{id}", "task", "Task", "One task with its money, state and history.", "get_task", "task_id",
        ("list_tasks", "items"),
    ),
    Address(
        "hiringhall://work-orders/{id}", "work_order", "Work order", "One work order with its status and pay.",
        "get_work_order", "work_order_id", ("list_work_orders", "results"),
    ),
    Address(
        "hiringhall://schedules/{id}/slots", "schedule_slots", "Free slots", "A schedule with its free slots.",
        "get_schedule", "schedule_id", ("list_schedules", "schedules"),
    ),
    Address(
        "hiringhall://contracts/{id}", "contract", "Contract", "A work contract with its terms and people.",
        "get_contract", "contract_id", ("list_contracts", "contracts"),
    ),
    Address(
        "hiringhall://agreements/{uuid}", "agreement", "Agreement", "The text of something freelancers sign.",
        "get_agreement", "template_uuid",
    ),
    Address(
        "hiringhall://files/{id}", "file", "File", "A picture, video or document.",
        "get_file", "file_id", also=(("content", True),),
    ),
    Address(
        "hiringhall://files/{id}/{width}", "picture", "Smaller picture", "A smaller version of a picture.",
        "get_file", "file_id", also=(("content", True),),
    ),
    Address(
        "hiringhall://contracts/{id}.pdf", "contract_document", "Contract as PDF", "A contract to keep, as you may see it.",
        "get_contract_document", "contract_id", ("list_contracts", "contracts"), also=(("content", True),), mime_type=PDF,
    ),
    Address(
        "hiringhall://bills/{id}.pdf", "bill_pdf", "Bill as PDF", "The invoice of a bill that has one for you.",
        "get_bill_document", "bill_id", also=(("content", True), ("format", "pdf")), mime_type=PDF,
    ),
    Address(
        "hiringhall://bills/{id}.xml", "bill_xml", "Bill as e-invoice", "The e-invoice (EN 16931) of a bill that has one for you.",
        "get_bill_document", "bill_id", also=(("content", True), ("format", "xml")), mime_type=XML,
    ),
    Address(
        "hiringhall://bills/{id}/{document}.pdf", "bill_document_pdf", "Invoice as PDF", "An invoice or credit note of a bill.",
        "get_bill_document", "bill_id", also=(("content", True), ("format", "pdf")), mime_type=PDF,
    ),
    Address(
        "hiringhall://bills/{id}/{document}.xml", "bill_document_xml", "E-invoice",
        "An invoice or credit note of a bill as e-invoice (EN 16931).",
        "get_bill_document", "bill_id", also=(("content", True), ("format", "xml")), mime_type=XML,
    ),
)  # fmt: skip

# The address whose subscribers hear of a change, by the noun that operations name.
CHANGED = {
    "task": "hiringhall://tasks/{id}",
    "work-orders": "hiringhall://work-orders/{id}",
    "contract": "hiringhall://contracts/{id}",
    "schedule": "hiringhall://schedules/{id}/slots",
    # Everybody's have one address; whose changed stands behind the sign, and only they hear of it.
    "notices": "hiringhall://notices#{id}",
}
NOTICES = "hiringhall://notices"


def resolve(uri: str) -> tuple[str, dict[str, Any]] | None:
    """The operation and arguments behind an address; None when there is no such address."""
    for one in ADDRESSES:
        match = one.pattern.fullmatch(uri)
        if match:
            found = {name: value if name == "uuid" else int(value) for name, value in match.groupdict().items()}
            named = {one.parameter if name in ("id", "uuid") else name: value for name, value in found.items()}
            return one.tool, {**named, **dict(one.also)}  # type: ignore[dict-item]
    return None


def template_of(uri_template: str) -> Address | None:
    return next((one for one in ADDRESSES if one.uri == uri_template and one.parameter), None)


def heard_at(uri: str, owners: Sequence[str]) -> list[str]:
    """The addresses whose changes somebody hears of who listens to one. owners: themselves and their company."""
    return [f"{uri}#{owner}" for owner in owners] if uri == NOTICES else [uri]


def shown(uri: str) -> str:
    """An address as clients know it."""
    return uri.partition("#")[0]


def changed_uris(changes: list[str]) -> list[str]:
    """The addresses whose content changed, from what an operation said it changed ('task/5')."""
    uris = []
    for change in changes:
        noun, _, id = change.rpartition("/")
        if noun in CHANGED:
            uris.append(CHANGED[noun].replace("{id}", id))
    return list(dict.fromkeys(uris))
