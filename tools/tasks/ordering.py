"""Ordering a piece of work from a freelancer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.ledger import find_account
from store.tasks import tasks
from store.types import Money, Owner
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound
from tools.operation import operation
from tools.params import Deadline, Id, PositiveAmount, Uuid
from tools.rules.sentences import worded
from tools.rules.vat import vat
from tools.shapes import CurrencyShape, currency_shape
from tools.tasks.access import task_of
from tools.tasks.order_checks import Order, Wanted, checked, digest, find_worker
from tools.tasks.params import AdContracts, AdsOutsideRussia, Attributes, DeadlineType, Description, Title
from tools.tasks.placing import place_order, warn_of_ads
from tools.tasks.rules.money import Cost
from tools.tasks.shapes import NewTask
from tools.tasks.views import new_task

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True

CompensationType = Annotated[Literal[1, 2, 6], Field(description="1 card, 2 e-wallet, 6 bank account.")]


class Problem(TypedDict):
    field: str
    message: str


class CostShape(TypedDict):
    """What the order costs the company and brings the freelancer, as decimal text."""

    currency: CurrencyShape
    price: str
    commission_percent: str
    commission_amount: str
    shared_commission: str | None
    service_fee_compensation: str
    insurance_cost: str
    total_to_pay: str
    worker_receives: str
    vat_amount: str | None
    total_with_vat: str | None


class OrderedTask(TypedDict, total=False):
    """The task; with validate_only the verdict and the cost instead."""

    task: NewTask
    can_be_created: bool
    problems: list[Problem]
    cost: CostShape | None


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={
        "category_id": 37,
        "attributes": [{"id": 37, "value": "3"}],
        "title": "A logo",
        "description": "Round and green.",
        "worker_id": 1,
    },
    find=(
        "order a logo from one of our contractors",
        "commission a translation and set a due date",
        "dry run: would this assignment go through and what would it cost",
        "give a freelancer a new job",
        "assign paid work to someone in our team",
        "request a piece of work with a price",
        "hire a contractor for a single job",
        "write up an order for design work",
        "put advertising work out with its contracts",
        "check the price of an assignment before ordering",
        "have a freelancer write a text for us by Friday",
        "give a designer from our team something to do for 300 euros",
        "order work from a freelancer on our team",
        "give Maria a job with price and due date",
        "have a text translated by our contractor",
        "new assignment for a freelancer",
    ),
)
def create_task(
    call: Call,
    category_id: Annotated[Id, Field(description="The service or work: an id from list_services, none of a category.")],
    title: Title,
    description: Description,
    deadline: Annotated[
        Deadline, Field(description="When the work is due, in the future; without offset in the company's zone.")
    ],
    price: Annotated[PositiveAmount, Field(description="What the freelancer gets, in the company's currency.")],
    worker_id: Annotated[Id, Field(description="The freelancer (list_freelancers), or worker_uuid.")] | None = None,
    worker_uuid: Annotated[Uuid, Field(description="The freelancer's uuid, instead of worker_id.")] | None = None,
    attributes: Attributes | None = None,
    uuid: Annotated[Uuid, Field(description="Your own id; makes the call repeatable, as idempotency_key does.")]
    | None = None,
    external_id: Annotated[str, Field(min_length=1, max_length=100, description="Your reference.")] | None = None,
    deadline_type: DeadlineType = 2,
    acceptance_file_ids: Annotated[
        list[Id], Field(max_length=20, description="Documents to be signed first (list_acceptance_files).")
    ]
    | None = None,
    copyright: Annotated[bool, Field(description="Intellectual property passes to the client.")] = False,
    need_report: Annotated[bool, Field(description="A report must come with the delivery.")] = False,
    file_ids: Annotated[list[Id], Field(max_length=20, description="Files to attach (upload_files).")] | None = None,
    group_ids: Annotated[list[Id], Field(max_length=20, description="Groups there are (create_task_group).")]
    | None = None,
    need_insurance: Annotated[bool, Field(description="Insure it; default as get_insurance_info says.")] | None = None,
    validate_only: Annotated[bool, Field(description="Only check and price it, as dry_run.")] = False,
    adv_data: AdContracts | None = None,
    ads_outside_russia: AdsOutsideRussia = False,
    share_commission: Annotated[bool, Field(description="The freelancer bears one point of the commission.")] = False,
    compensate_worker_service_fee: Annotated[
        bool, Field(description="Older switch: make up for the withdrawal fee. Not with share_commission.")
    ] = False,
    compensation_type: CompensationType | None = None,
) -> OrderedTask:
    """Order a piece of work from one freelancer of the company's team, with price, deadline and service.

    No money moves and none is set aside: the freelancer is notified and may start or decline (state 1). First find
    the freelancer (list_freelancers, find_freelancer_by_email, invite_freelancer), the service (list_services) and its attributes
    (list_service_attributes). The company pays the price plus commission, and insurance when insured. validate_only
    checks and prices without creating, free of charge. The same uuid with the same content answers the task already
    created. Next: check_task_requirements tells what still keeps the freelancer from starting; pay_new_task pays at
    once."""
    wanted = Wanted(
        category_id=category_id,
        attributes=[dict(one) for one in attributes or ()],
        title=title,
        description=description,
        deadline=deadline,
        price=price,
        worker_id=worker_id,
        worker_uuid=worker_uuid,
        external_id=external_id,
        deadline_type=deadline_type,
        acceptance_file_ids=sorted(set(acceptance_file_ids or ())),
        copyright=copyright,
        need_report=need_report,
        file_ids=sorted(set(file_ids or ())),
        group_ids=sorted(set(group_ids or ())),
        need_insurance=need_insurance,
        end_contracts=None if adv_data is None else [dict(one) for one in adv_data["end_contracts"]],
        share_commission=share_commission,
        compensate_worker_service_fee=compensate_worker_service_fee,
        compensation_type=compensation_type,
        ads_outside_russia=ads_outside_russia,
    )
    company = _company(call)
    earlier = _earlier(call, uuid)
    if validate_only:
        return _verdict(call, checked(call, company, wanted), earlier)
    if earlier is not None:
        return _again(call, earlier, digest(wanted, find_worker(call, wanted)))
    order = checked(call, company, wanted)
    if order.faults:
        raise Invalid(order.faults, next=_sources(order.faults))
    task = place_order(call, order, (uuid or call.new_uuid()).lower())
    return {"task": new_task(call, task)}


def _company(call: Call) -> Mapping[str, Any]:
    company = companies.company(call.tx, call.caller.company_id or 0)
    if company is None:
        raise NotFound("company", call.caller.company_id, next=("list_my_companies",))
    return dict(company)


def _earlier(call: Call, uuid: str | None) -> Mapping[str, Any] | None:
    """The company's task that bears the uuid already."""
    if uuid is None:
        return None
    found = tasks.find_by_uuid(call.tx, uuid, call.caller.company_id, None)
    return dict(found[0]) if found else None


def _again(call: Call, earlier: Mapping[str, Any], request: str) -> OrderedTask:
    if earlier["request_digest"] != request:
        raise Conflict(
            worded(
                "The uuid {uuid} belongs to task {id}, which was ordered with other content. Leave uuid out "
                "or use a new one; nothing was created.",
                uuid=earlier["uuid"],
                id=earlier["id"],
            ),
            code="uuid_taken",
            details={"task_id": earlier["id"]},
            next=("get_task", "create_task"),
        )
    call.waive_fee()
    call.warn("This task was created before by the same order; nothing new was created or charged.")
    return {"task": new_task(call, task_of(earlier, "client", call.now))}


def _verdict(call: Call, order: Order, earlier: Mapping[str, Any] | None) -> OrderedTask:
    """What would become of the order; nothing is written and nobody pays."""
    call.waive_fee()
    if earlier is not None:
        order.faults["uuid"] = f"belongs to task {earlier['id']}"
    if order.cost is not None:
        _warn_of_balance(call, order.cost.total_to_pay)
    warn_of_ads(call, order)
    return {
        "can_be_created": not order.faults,
        "problems": [{"field": name, "message": fault} for name, fault in order.faults.items()],
        "cost": _cost_shape(order, order.cost) if order.cost else None,
    }


def _warn_of_balance(call: Call, total: Money) -> None:
    account = find_account(call.tx, Owner("company", call.caller.company_id or 0), "purse", total.currency)
    available = Money(account.available if account else 0, total.currency)
    if available < total:
        call.warn(f"The company has {available} available, less than the {total} this costs (request_balance_top_up).")


def _cost_shape(order: Order, cost: Cost) -> CostShape:
    shown = order.company["show_vat"]
    tax = vat(cost.total_to_pay, Decimal(order.company["vat_percent"]))
    return {
        "currency": currency_shape(cost.price.currency),
        "price": cost.price.text,
        "commission_percent": str(order.commission_percent),
        "commission_amount": cost.commission_amount.text,
        "shared_commission": cost.shared_commission.text if cost.shared_commission is not None else None,
        "service_fee_compensation": cost.service_fee_compensation.text,
        "insurance_cost": cost.insurance.text,
        "total_to_pay": cost.total_to_pay.text,
        "worker_receives": cost.worker_receives.text,
        "vat_amount": tax.text if shown else None,
        "total_with_vat": (cost.total_to_pay + tax).text if shown else None,
    }


def _sources(faults: Mapping[str, str]) -> tuple[str, ...]:
    """Where the right values come from."""
    sources = {
        "worker_id": ("list_freelancers", "invite_freelancer"),
        "worker_uuid": ("list_freelancers", "invite_freelancer"),
        "category_id": ("list_task_categories",),
        "attributes": ("list_service_attributes",),
        "acceptance_file_ids": ("list_acceptance_files",),
        "file_ids": ("upload_files",),
        "group_ids": ("list_task_groups",),
        "need_insurance": ("get_insurance_info",),
        "adv_data": ("get_own_ad_details", "list_ad_contracts"),
    }
    found = [tool for name in faults for tool in sources.get(name, ())]
    return tuple(dict.fromkeys([*found, "create_task"]))
