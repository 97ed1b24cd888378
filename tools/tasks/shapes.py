"""The shapes of tasks in answers: a short form after a step, the whole record when it is read."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from tools.reference.shapes import OptionShape
from tools.shapes import CurrencyShape, Theirs
from tools.tasks.proof import DoneShape, EvidenceShape


class Titled(TypedDict):
    id: int
    title: str


class TitledTwice(Titled):
    title_en: str


class ServiceTitle(TitledTwice):
    title_doc: str
    title_doc_en: str


class Actor(TypedDict):
    """Who did something: a person, or an agent of the company."""

    id: int
    full_name: str
    kind: str


class WorkerShape(TypedDict, total=False):
    id: int
    uuid: str
    email: str | None
    first_name: str
    last_name: str | None
    is_verified: bool
    verification: Literal["none", "declared"]
    sandbox: bool | None


class DeadlineShape(TypedDict):
    type: int
    type_name: str
    trigger_date: str | None
    is_coming_up: bool
    is_overdue: bool


class HoldShape(TypedDict):
    type: str
    is_active: bool
    amount: str | None


class InsuranceShape(TypedDict):
    """status: 0 not insured, 1 insured, 2 waiting for the freelancer to agree."""

    status: int
    cost: str | None
    cost_rub: str | None


class OpenDispute(TypedDict):
    id: int
    opened_at: str
    reason: Theirs


class BriefTask(TypedDict, total=False):
    """A task after a step. Amounts are decimal text in its currency; dates are absent until reached."""

    id: int
    uuid: str
    external_id: str | None
    title: Theirs
    state: int
    state_name: str
    next_tools: list[str]
    price: str
    currency: CurrencyShape
    commission_amount: str | None
    shared_commission: str | None
    service_fee_compensation: str | None
    total_to_pay: str | None
    worker_receives: str
    vat_amount: str | None
    total_with_vat: str | None
    customer: Titled
    worker: WorkerShape
    date_created: str
    date_end: str
    date_finished: str | None
    date_accepted: str | None
    date_pay_at: str | None
    date_paid: str | None
    document_date: str | None
    deadline: DeadlineShape
    hold: HoldShape
    insurance: InsuranceShape
    message_count: int
    has_payout: bool
    active_dispute: OpenDispute | None
    active_changeset_id: int | None
    issue_code: str | None


class AttributeValue(TypedDict, total=False):
    id: int | None
    title: str
    title_en: str | None


class AttributeShape(TypedDict, total=False):
    id: int
    title: str
    title_en: str
    description: str | None
    description_en: str | None
    type: str
    attr_type_id: int | None
    values: list[AttributeValue]
    options: list[OptionShape]


class FilledAttribute(TypedDict):
    id: int
    title_en: str
    values: list[AttributeValue]


class NewTask(BriefTask, total=False):
    """A task as it was ordered: with the service, its attributes, the groups and what was agreed of rights and report."""

    category: TitledTwice
    attributes: list[FilledAttribute]
    groups: list[Titled]
    copyright: bool
    need_report: bool


class TaskFileShape(TypedDict):
    """type_id: 0 attachment, 5 transfer of rights."""

    id: int
    name: str
    type_id: int
    owner_id: int
    url: str


class AcceptanceFileShape(TypedDict):
    id: int
    file_id: int | None
    title: str
    accepted_at: str | None


class ReportShape(TypedDict):
    text: Theirs | None
    file_ids: list[int]


class AdContractShape(TypedDict):
    uuid: str
    sum: int | None


class AdDataShape(TypedDict):
    end_contracts: list[AdContractShape]
    ad_production_amount: str


# Written this way because "from" cannot be the field of a class. actor_id is absent when the system took the step.
HistoryStep = TypedDict(
    "HistoryStep",
    {"from": int | None, "to": int, "at": str, "actor_id": int | None, "on_behalf": bool, "tool": str},
)


class ListedTask(BriefTask, total=False):
    """A task in a list: what tells it from others, where it stands and what can be done; the rest when fields asks for it.

    customer: for the freelancer; worker and total_to_pay: for the company."""

    description: Theirs
    category: TitledTwice
    groups: list[Titled]
    creator: Actor
    copyright: bool
    need_report: bool


class WholeTask(BriefTask, total=False):
    """All that is known of a task to the side that reads it. open_call_id, done, evidence: of one that came of an open
    call."""

    description: Theirs
    category: ServiceTitle
    parent_category: TitledTwice
    attributes: list[AttributeShape]
    commission_percent: str | None
    share_commission: bool
    compensate_worker_service_fee: bool
    compensation_type: int | None
    service_fee_compensation_percent: str | None
    copyright: bool
    need_report: bool
    report: ReportShape | None
    links: list[str]
    create_type: str
    creator: Actor
    payer: Actor | None
    files: list[TaskFileShape]
    acceptance_files: list[AcceptanceFileShape]
    groups: list[Titled]
    adv_data: AdDataShape | None
    ads_outside_russia: bool | None
    open_call_id: int | None
    done: list[DoneShape] | None
    evidence: list[EvidenceShape] | None
    history: list[HistoryStep]


class Author(TypedDict):
    id: int
    full_name: str
    side: str
    kind: str


class TaskMessage(TypedDict):
    id: int
    task_id: int
    author: Author
    message: Theirs
    created_at: str


class TaskAnswer(TypedDict):
    task: BriefTask
