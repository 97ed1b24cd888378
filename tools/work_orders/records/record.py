"""A work order in full: head, texts and sections, as far as the asking side may see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso, utc_time
from store.work_orders import orders as work_orders
from tools.call import Call
from tools.shapes import NamedShape, Theirs
from tools.work_orders.access import Side
from tools.work_orders.pay_shapes import pay_shape
from tools.work_orders.qualification_shapes import RuleShape
from tools.work_orders.records.sections import COMPANY_ONLY, ONCE_ASSIGNED, SECTIONS
from tools.work_orders.route_shapes import CounterOfferShape, RouteProviderShape, RouteShape
from tools.work_orders.rules.states import FINAL
from tools.work_orders.shapes import TypeShape, WorkOrderShape, shape, since, types_shape

SectionName = Literal[
    "location", "schedule", "eta", "pay", "routes", "requests", "qualifications", "contacts", "tasks", "custom_fields",
    "attachments", "messages", "shipments", "signatures", "time_logs", "tags", "problems", "site_revisit", "milestones",
    "bundle",
]  # fmt: skip
ALL: tuple[SectionName, ...] = (
    "location", "schedule", "eta", "pay", *cast(tuple[SectionName, ...], tuple(SECTIONS)), "milestones",
)  # fmt: skip


class RequestShape(TypedDict):
    id: int
    user: RouteProviderShape
    status: str
    message: NotRequired[Theirs | None]
    counter_offer: NotRequired[CounterOfferShape | None]
    terms_changed: bool
    created_at: str
    expires_at: NotRequired[str | None]


class QualificationsShape(TypedDict):
    ignored_missing_qualifications: bool
    rules: list[RuleShape]


class ContactShape(TypedDict):
    id: int
    name: str
    role: NotRequired[str | None]
    email: NotRequired[str | None]
    phone: NotRequired[str | None]
    ext: NotRequired[str | None]
    notes: NotRequired[Theirs | None]


class TaskShape(TypedDict):
    id: int
    group: Literal["prep", "onsite", "post"]
    type: NamedShape
    label: NotRequired[Theirs | None]
    description: str
    order: int
    required: bool
    status: Literal["incomplete", "complete"]
    completed_at: NotRequired[str | None]
    custom_field_id: NotRequired[int | None]
    folder_id: NotRequired[int | None]
    phone: NotRequired[str | None]
    email: NotRequired[str | None]


class TasksShape(TypedDict):
    total: int
    complete: int
    required_open: int
    results: list[TaskShape]


class CustomFieldShape(TypedDict):
    custom_field_id: int
    name: str
    role: Literal["buyer", "provider"]
    type: str
    options: NotRequired[list[str] | None]
    required: bool
    value: NotRequired[Theirs | None]
    hidden: NotRequired[bool | None]


class FolderShape(TypedDict):
    id: int
    name: str
    type: Literal["document", "slot"]
    default: bool
    total: int


class AttachmentsShape(TypedDict):
    total: int
    unreviewed: int
    folders: list[FolderShape]


class MessagesShape(TypedDict):
    total: int
    unread: int


class ShipmentShape(TypedDict):
    id: int
    name: str
    direction: str
    carrier: str
    tracking: str
    status: str


class SignatureShape(TypedDict):
    id: int
    name: str
    title: NotRequired[str | None]
    signed_at: str


TimeLogShape = TypedDict(
    "TimeLogShape",
    {
        "id": int, "user_id": int, "in": str, "out": NotRequired[str | None], "hours": NotRequired[str | None],
        "devices": NotRequired[int | None], "status": str, "verified": bool, "was_late": bool,
    },
)  # fmt: skip


class TimeLogsShape(TypedDict):
    total_hours: str
    results: list[TimeLogShape]


class TagShape(TypedDict):
    tag_id: int
    name: str
    color: str


class ProblemShape(TypedDict):
    id: int
    type: NamedShape
    comments: Theirs
    status: Literal["open", "resolved"]
    created_at: str


class ProblemsShape(TypedDict):
    open_count: int
    results: list[ProblemShape]


class RevisitShape(TypedDict):
    id: int
    notes: NotRequired[Theirs | None]
    status: Literal["planned", "done"]
    is_billable: bool
    created_at: str


class SiteRevisitShape(TypedDict):
    job_status: str
    revisit_count: int
    latest: NotRequired[RevisitShape | None]


class BundleShape(TypedDict):
    bundle_id: str
    work_order_ids: list[int]
    size: int


class MilestonesShape(TypedDict):
    """A time not reached is left out, a duration not reached is 0 seconds."""

    work_order_id: int
    created: str
    published: NotRequired[str | None]
    routed: NotRequired[str | None]
    assigned: NotRequired[str | None]
    confirmed: NotRequired[str | None]
    on_my_way: NotRequired[str | None]
    checked_in: NotRequired[str | None]
    checked_out: NotRequired[str | None]
    work_done: NotRequired[str | None]
    approved: NotRequired[str | None]
    paid: NotRequired[str | None]
    canceled: NotRequired[str | None]
    time_to_dispatch: int
    time_to_work_done: int
    time_to_approve: int
    time_alive: int


class WorkOrderRecord(WorkOrderShape):
    description: NotRequired[Theirs | None]
    confidential: NotRequired[Theirs | None]
    standard_instructions: NotRequired[Theirs | None]
    closing_notes: NotRequired[Theirs | None]
    types_of_work: list[TypeShape]
    networks: NotRequired[list[NamedShape] | None]
    require_ontime: bool
    require_gps: bool
    allow_counter_offers: bool
    estimated_hours: NotRequired[str | None]
    routes: NotRequired[list[RouteShape] | None]
    requests: NotRequired[list[RequestShape] | None]
    qualifications: NotRequired[QualificationsShape | None]
    contacts: NotRequired[list[ContactShape] | None]
    tasks: NotRequired[TasksShape | None]
    custom_fields: NotRequired[list[CustomFieldShape] | None]
    attachments: NotRequired[AttachmentsShape | None]
    messages: NotRequired[MessagesShape | None]
    shipments: NotRequired[list[ShipmentShape] | None]
    signatures: NotRequired[list[SignatureShape] | None]
    time_logs: NotRequired[TimeLogsShape | None]
    tags: NotRequired[list[TagShape] | None]
    problems: NotRequired[ProblemsShape | None]
    site_revisit: NotRequired[SiteRevisitShape | None]
    milestones: NotRequired[MilestonesShape | None]
    bundle: NotRequired[BundleShape | None]
    created_by: NotRequired[str | None]
    missing: NotRequired[list[str] | None]
    hidden: NotRequired[list[str] | None]


def full_record(call: Call, row: Row, side: Side, columns: Sequence[SectionName] = ALL) -> WorkOrderRecord:
    """Everything of an order, or the sections asked for. `hidden` names what the asking side may not see."""
    hidden = hidden_from(side, columns)
    wanted = [name for name in columns if name not in hidden]
    answer: dict[str, Any] = {**shape(call, row, side), **_texts(call, row, side)}
    for name in ("location", "schedule", "eta"):
        if name not in wanted:
            answer.pop(name, None)
    answer["pay"] = pay_shape(call, row, side) if "pay" in wanted else None
    answer |= {name: SECTIONS[name](call, row, side) for name in wanted if name in SECTIONS}
    if "milestones" in wanted:
        answer["milestones"] = milestones(call, row)
    if side == "provider":
        hidden = [*hidden, "confidential"]
    answer["hidden"] = hidden or None
    return cast(WorkOrderRecord, answer)


def hidden_from(side: Side, columns: Collection[SectionName]) -> list[str]:
    """Which of the sections asked for that side may not see."""
    if side == "company":
        return []
    closed = COMPANY_ONLY if side == "assignee" else COMPANY_ONLY | ONCE_ASSIGNED
    return [name for name in ALL if name in closed and name in columns]


def _texts(call: Call, row: Row, side: Side) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": row["description"],
        "standard_instructions": row["standard_instructions"],
        "types_of_work": types_shape(call, row),
        "require_ontime": bool(row["require_ontime"]),
        "require_gps": bool(row["require_gps"]),
        "allow_counter_offers": bool(row["allow_counter_offers"]),
        "estimated_hours": row["estimated_hours"],
    }
    if side != "provider":
        answer |= {"confidential": row["confidential"], "closing_notes": row["closing_notes"]}
    if side == "company":
        networks = work_orders.networks_of(call.tx, row["id"])
        answer["networks"] = [{"id": each["id"], "name": each["name"]} for each in networks]
        answer["created_by"] = f"{row['created_by_type']}:{row['created_by_id']}"
    return answer


_TIMES = (
    "created", "published", "routed", "assigned", "confirmed", "on_my_way", "checked_in", "checked_out", "work_done",
    "approved", "paid", "canceled",
)  # fmt: skip


def milestones(call: Call, row: Row) -> MilestonesShape:
    """The times of an order's life and the seconds between; its age stops when it is paid or canceled."""
    times = {name: row[f"{name}_at"] for name in _TIMES}
    ended = row["paid_at"] or row["canceled_at"] if row["status"] in FINAL else None
    alive = since(row, ended) if ended else int((call.now - utc_time(row["created_at"])).total_seconds())
    answer: dict[str, Any] = {
        "work_order_id": row["id"],
        **{name: iso(at) if at else None for name, at in times.items()},
        "time_to_dispatch": since(row, row["assigned_at"]),
        "time_to_work_done": since(row, row["work_done_at"]),
        "time_to_approve": since(row, row["approved_at"]),
        "time_alive": alive,
    }
    return cast(MilestonesShape, answer)
