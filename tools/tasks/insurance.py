"""Asking what insuring a task would mean."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.freelancers import freelancers
from store.reference import lists as reference
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Id
from tools.rules.sentences import worded
from tools.shapes import MoneyShape, money_shape
from tools.tasks.order_checks import quote

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True


class InsuranceInfo(TypedDict):
    can_be_insured: bool
    acceptance_required: bool
    cost: MoneyShape
    insure_by_default: bool
    cost_in_company_currency: MoneyShape


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "what would cover against accidents add to this job",
        "is there protection for the contractor on this kind of work",
        "premium for a courier assignment",
        "can this work be covered by a policy",
        "does the freelancer have to agree to being covered",
        "price of accident cover in our currency",
        "are our jobs covered unless we say otherwise",
        "risk protection before ordering a delivery",
        "how much would insurance be for this order",
        "does this job come with insurance",
        "is the freelancer insured when they work",
        "tell me about coverage before I order",
    ),
)
def get_insurance_info(
    call: Call,
    worker_id: Annotated[Id, Field(description="The freelancer, from list_freelancers.")],
    category_id: Annotated[Id, Field(description="Service of the task, from list_services.")],
) -> InsuranceInfo:
    """Tell whether a task can be insured, what that costs, and whether the freelancer has to agree.

    The cost is quoted in roubles and in the company's currency. acceptance_required: the freelancer answers with
    accept_insurance of start_task; once they agreed for this company they are not asked again. Insurable services are
    marked in list_services. Next: create_task with need_insurance."""
    company_id = call.caller.company_id or 0
    worker = freelancers.find_by_id(call.tx, company_id, worker_id)
    service = reference.service(call.tx, category_id)
    faults = {}
    if worker is None or worker["membership_id"] is None or worker["removed_at"] is not None:
        faults["worker_id"] = worded(
            "{worker_id} is not a freelancer of the company's team (list_freelancers)", worker_id=worker_id
        )
    if service is None:
        faults["category_id"] = worded("{category_id} is not a service (list_services)", category_id=category_id)
    if faults or worker is None or service is None:
        raise Invalid(faults, next=("list_freelancers", "list_task_categories"))
    currency = companies.terms_of(call.tx, company_id)["currency"]
    offer = quote(call, company_id, currency, dict(worker), dict(service))
    return {
        "can_be_insured": offer.can_be_insured,
        "acceptance_required": offer.acceptance_required,
        "cost": money_shape(offer.cost_rub),
        "insure_by_default": offer.by_default,
        "cost_in_company_currency": money_shape(offer.cost),
    }
