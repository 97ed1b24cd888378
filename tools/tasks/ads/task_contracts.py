"""The chain of contracts behind an advertising task."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.freelancers import agreements, freelancers, papers
from store.own_ad_records import day_in
from store.tasks import ad_contracts, ad_customers
from tools.call import Call
from tools.errors import NotFound
from tools.operation import operation
from tools.shapes import CurrencyShape, Theirs, currency_shape
from tools.tasks.access import Task, TaskId, TaskUuid, visible_task
from tools.tasks.ads.shapes import PLATFORM, AdContractTerms, AdCustomerShape, contract_terms, customer_shape

TOOLSET = "ad_labelling"
ACTS_FOR_COMPANIES = True


class ChainContract(AdContractTerms):
    """contract_sum: its part of the task's price in whole units; absent where it covers all of it."""

    customer: AdCustomerShape
    performer: AdCustomerShape
    contract_sum: NotRequired[int | None]


class WorkerAgreement(TypedDict):
    """The freelancer's agreement with the platform. sum: the task's price."""

    customer_name: Theirs
    customer_tax_value: NotRequired[str | None]
    customer_phone: NotRequired[str | None]
    performer_name: Theirs
    performer_phone: NotRequired[str | None]
    performer_country: NotRequired[str | None]
    performer_tax_value: NotRequired[str | None]
    contract_number: NotRequired[str | None]
    contract_date: NotRequired[str | None]
    sum: str
    currency: CurrencyShape


class TaskAdContracts(TypedDict):
    """end_contract: the first of end_contracts. customer_contract: the company's own with the platform."""

    task_id: int
    end_contract: ChainContract
    end_contracts: list[ChainContract]
    customer_contract: ChainContract
    worker_agreement: WorkerAgreement
    ad_production_amount: str


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "who advertises behind this assignment",
        "counterparty chain of a banner order",
        "breakdown of a campaign's money by deal",
        "ad contracts of a task",
        "end customer of an advertising task",
        "how much of the price is ad production",
        "what was reported for labelling about this job",
        "agreement with the freelancer behind an ad",
        "which contracts did we name when ordering the banner",
        "all parties from the brand down to the contractor",
    ),
)
def get_task_ad_contracts(call: Call, uuid: TaskUuid | None = None, task_id: TaskId | None = None) -> TaskAdContracts:
    """Show the whole chain of contracts behind an advertising task: parties, sums and the freelancer's own agreement.

    For the company that ordered it. ad_production_amount is what the contracts leave of the price. Contracts come with
    adv_data of create_task; a task without them is not found here."""
    task = _ordered_task(call, task_id, uuid)
    rows = ad_contracts.behind_task(call.tx, task.id)
    if not rows:
        raise NotFound(
            "ad contract behind the task",
            task.id,
            next=("get_task", "list_ad_contracts"),
            details={"task_id": task.id},
        )
    primary = ad_contracts.primary(call.tx, task.company.id)
    parties = ad_customers.by_ids(
        call.tx, {row[name] for row in (*rows, primary) for name in ("customer_id", "performer_id")}
    )
    chain = [_chain_contract(row, parties, row["sum"]) for row in rows]
    own = _chain_contract(primary, parties, None)
    return {
        "task_id": task.id,
        "end_contract": chain[0],
        "end_contracts": chain,
        "customer_contract": own,
        "worker_agreement": _worker_agreement(call, task, parties[primary["performer_id"]]),
        "ad_production_amount": task.money("ad_production_amount").text,
    }


def _ordered_task(call: Call, task_id: int | None, uuid: str | None) -> Task:
    """A task of the company; its freelancer does not see for whom it is done."""
    task = visible_task(call, task_id, uuid)
    if task.side != "client":
        raise NotFound("task", task_id or uuid, next=("list_tasks",))
    return task


def _chain_contract(row: Row, parties: dict[int, Row], contract_sum: int | None) -> ChainContract:
    return {
        **contract_terms(row),
        "customer": customer_shape(parties[row["customer_id"]]),
        "performer": customer_shape(parties[row["performer_id"]]),
        "contract_sum": contract_sum,
    }


def _worker_agreement(call: Call, task: Task, platform: Row) -> WorkerAgreement:
    person = freelancers.find_by_id(call.tx, task.company.id, task.worker.id)
    signed = agreements.signature(call.tx, agreements.current_offer(call.tx)["template_uuid"], task.worker.id)
    numbers = papers.tax_documents(call.tx, task.worker.id)
    return {
        "customer_name": platform["own_name"] or PLATFORM,
        "customer_tax_value": platform["own_vat_id"] or platform["own_business_id"],
        "customer_phone": None,
        "performer_name": task.worker_name,
        "performer_phone": person["phone"] if person is not None else None,
        "performer_country": person["country"] if person is not None else None,
        "performer_tax_value": numbers[0]["tax_number"] if numbers else None,
        "contract_number": str(signed["id"]) if signed is not None else None,
        "contract_date": day_in(signed["signed_at"], task.row["company_timezone"]) if signed is not None else None,
        "sum": task.money("price").text,
        "currency": currency_shape(task.row["currency"]),
    }
