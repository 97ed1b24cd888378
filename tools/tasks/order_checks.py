"""Checking an order for a freelancer's work: every fault at once, and what it would cost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.companies import companies
from store.freelancers import freelancers
from store.reference import lists as reference
from store.tasks import groups as task_groups
from store.tasks import parts as task_parts
from store.tasks import tasks
from store.types import Money, utc_text
from store.uploads import files
from tools.call import Call
from tools.rules.sentences import told_by, worded
from tools.tasks.ad_labels import ad_terms
from tools.tasks.rules.attributes import Attribute, Option, filled_in
from tools.tasks.rules.money import Cost, cost, insurance_cost
from tools.text import plain

INSURED, AWAITING_CONSENT = 1, 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """An order as it was asked for."""

    category_id: int
    attributes: list[dict[str, Any]]
    title: str
    description: str
    deadline: datetime
    price: Decimal
    worker_id: int | None
    worker_uuid: str | None
    external_id: str | None
    deadline_type: int
    acceptance_file_ids: list[int]
    copyright: bool
    need_report: bool
    file_ids: list[int]
    group_ids: list[int]
    need_insurance: bool | None
    end_contracts: list[dict[str, Any]] | None
    share_commission: bool
    compensate_worker_service_fee: bool
    compensation_type: int | None
    ads_outside_russia: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What insuring a task of a service for a freelancer means for a company."""

    can_be_insured: bool
    acceptance_required: bool
    by_default: bool
    cost_rub: Money
    cost: Money


@dataclass(slots=True)
class Order:
    """An order with all it refers to looked up. `faults` names every parameter that cannot be; only without faults
    is the rest complete."""

    wanted: Wanted
    company: Mapping[str, Any]
    worker: Mapping[str, Any] | None = None
    service: Mapping[str, Any] | None = None
    title: str = ""
    description: str = ""
    attributes: list[dict[str, Any]] = field(default_factory=list)
    contracts: list[tuple[str, int | None]] = field(default_factory=list)
    ad_production: Money | None = None
    commission_percent: Decimal = Decimal(0)
    compensation_percent: Decimal = Decimal(0)
    insurance: Quote | None = None
    insurance_status: int = 0
    cost: Cost | None = None
    faults: dict[str, str] = field(default_factory=dict)


def checked(call: Call, company: Mapping[str, Any], wanted: Wanted) -> Order:
    """Look everything up and collect all faults."""
    order = Order(wanted, company)
    order.worker = find_worker(call, wanted)
    _check_worker(order)
    _check_texts(call, order)
    _check_service(call, order)
    _check_links(call, order)
    _check_money_terms(order)
    _insure(call, order)
    _reckon(call, order)
    return order


def find_worker(call: Call, wanted: Wanted) -> Mapping[str, Any] | None:
    """The person the order is for, whether or not they are in the team."""
    company_id = call.caller.company_id
    if wanted.worker_id is not None:
        row = freelancers.find_by_id(call.tx, company_id, wanted.worker_id)
    elif wanted.worker_uuid is not None:
        row = freelancers.find_by_uuid(call.tx, company_id, wanted.worker_uuid)
    else:
        row = None
    return None if row is None else dict(row)


def digest(wanted: Wanted, worker: Mapping[str, Any] | None) -> str:
    """What tells whether two orders under one uuid are the same order."""
    parts = asdict(wanted) | {"worker_id": worker["id"] if worker else None, "worker_uuid": None}
    parts["deadline"] = utc_text(wanted.deadline)
    parts["price"] = str(wanted.price.normalize())
    if not wanted.ads_outside_russia:
        # Orders made before it could be said are still the same.
        del parts["ads_outside_russia"]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def order_attributes(call: Call, service_id: int, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The values given for a service's attributes in their stored form; ValueError names every fault."""
    options = reference.options_of_service(call.tx, service_id)
    rows = reference.attributes_of_service(call.tx, service_id)
    attributes = {
        row["id"]: Attribute(
            row["id"],
            row["title_en"],
            row["type"],
            tuple(Option(one["id"], one["value"], one["value_en"]) for one in options.get(row["id"], [])),
            bool(row["required"]),
        )
        for row in rows
    }
    return filled_in(attributes, given)


def quote(call: Call, company_id: int, currency: str, worker: Mapping[str, Any], service: Mapping[str, Any]) -> Quote:
    """What insurance means now; a missing exchange rate makes it impossible."""
    terms = reference.insurance_terms(call.tx)
    rate = Decimal(1)
    if currency != "RUB":
        row = reference.exchange_rate(call.tx, currency, "RUB", call.stamp)
        rate = row.rate if row else Decimal(0)
    possible = bool(service["insurable"]) and worker["registered_at"] is not None and rate > 0
    return Quote(
        can_be_insured=possible,
        acceptance_required=not tasks.has_consented_to_insurance(call.tx, company_id, worker["id"]),
        by_default=terms.insure_by_default,
        cost_rub=terms.cost,
        cost=insurance_cost(terms.cost, currency, rate) if rate > 0 else Money(0, currency),
    )


def price_fault(price: Decimal, currency: str) -> str | None:
    """Why an amount cannot be a price in the currency, None when it can."""
    try:
        Money.of(price, currency)
    except ValueError as fault:
        return told_by(fault)
    return None


def deadline_fault(deadline: datetime, now: datetime) -> str | None:
    if deadline > now:
        return None
    return worded("must be in the future; now is {now}", now=now.isoformat(timespec="seconds"))


def _check_worker(order: Order) -> None:
    wanted, worker = order.wanted, order.worker
    name = "worker_uuid" if wanted.worker_id is None and wanted.worker_uuid is not None else "worker_id"
    if wanted.worker_id is None and wanted.worker_uuid is None:
        order.faults["worker_id"] = order.faults["worker_uuid"] = worded("is required unless the other one is given")
    elif worker is None or worker["membership_id"] is None or worker["removed_at"] is not None:
        order.faults[name] = worded("is not a freelancer of the company's team; invite_freelancer adds them")
    elif wanted.worker_uuid is not None and worker["uuid"] != wanted.worker_uuid.lower():
        order.faults["worker_uuid"] = worded(
            "is not the uuid of freelancer {id}; pass one of the two", id=wanted.worker_id
        )


def _check_texts(call: Call, order: Order) -> None:
    order.title = " ".join(plain(order.wanted.title).split())
    order.description = plain(order.wanted.description)
    for name in ("title", "description"):
        if not getattr(order, name):
            order.faults[name] = worded("is empty")
    if fault := deadline_fault(order.wanted.deadline, call.now):
        order.faults["deadline"] = fault


def _check_service(call: Call, order: Order) -> None:
    row = reference.service(call.tx, order.wanted.category_id)
    if row is None:
        service = order.wanted.category_id
        fault = worded("{service} is not a service; its id comes from list_services", service=service)
        order.faults["category_id"] = fault
        return
    order.service = dict(row)
    try:
        order.attributes = order_attributes(call, order.wanted.category_id, order.wanted.attributes)
    except ValueError as fault:
        order.faults["attributes"] = told_by(fault)


def _check_links(call: Call, order: Order) -> None:
    wanted, company_id = order.wanted, order.company["id"]
    documents = task_parts.acceptance_file_ids(call.tx, company_id) if wanted.acceptance_file_ids else set()
    own_files = {id for id in wanted.file_ids if files.find_file(call.tx, call.caller.owner, id)}
    groups = task_groups.known(call.tx, company_id, wanted.group_ids)
    for name, given, known, source in (
        ("acceptance_file_ids", wanted.acceptance_file_ids, documents, "list_acceptance_files"),
        ("file_ids", wanted.file_ids, own_files, worded("upload_files; only your own can be attached")),
        ("group_ids", wanted.group_ids, groups, "list_task_groups"),
    ):
        unknown = sorted(set(given) - known)
        if unknown:
            order.faults[name] = worded(
                "unknown: {ids}; ids come from {source}", ids=", ".join(map(str, unknown)), source=source
            )


def _check_money_terms(order: Order) -> None:
    wanted = order.wanted
    if fault := price_fault(wanted.price, order.company["currency"]):
        order.faults["price"] = fault
    if wanted.share_commission and wanted.compensate_worker_service_fee:
        order.faults["compensate_worker_service_fee"] = worded("does not go together with share_commission; choose one")
    if wanted.compensate_worker_service_fee and wanted.compensation_type is None:
        order.faults["compensation_type"] = worded("is required with compensate_worker_service_fee")


def _insure(call: Call, order: Order) -> None:
    if order.worker is None or order.service is None or "worker_id" in order.faults:
        return
    company = order.company
    order.insurance = quote(call, company["id"], company["currency"], order.worker, order.service)
    wanted = order.wanted.need_insurance
    if wanted and not order.insurance.can_be_insured:
        order.faults["need_insurance"] = (
            worded("the freelancer has not signed up yet; see get_insurance_info")
            if order.service["insurable"]
            else worded("the service cannot be insured; see get_insurance_info")
        )
    elif order.insurance.can_be_insured and (order.insurance.by_default if wanted is None else wanted):
        order.insurance_status = AWAITING_CONSENT if order.insurance.acceptance_required else INSURED


def _reckon(call: Call, order: Order) -> None:
    wanted, company = order.wanted, order.company
    order.commission_percent = commission_percent(company, order.worker)
    if wanted.compensate_worker_service_fee and wanted.compensation_type is not None:
        order.compensation_percent = reference.payout_fee_percent(call.tx, wanted.compensation_type)
    if "price" in order.faults:
        return
    price = Money.of(wanted.price, company["currency"])
    _check_ads(call, order, price)
    insured = order.insurance.cost if order.insurance and order.insurance_status == INSURED else None
    order.cost = cost(
        price,
        order.commission_percent,
        share_commission=wanted.share_commission,
        compensation_percent=order.compensation_percent,
        insurance=insured,
    )


def _check_ads(call: Call, order: Order, price: Money) -> None:
    given = order.wanted.end_contracts
    if given is None:
        return
    if order.wanted.ads_outside_russia:
        order.faults["ads_outside_russia"] = worded("does not go together with adv_data; choose one")
    try:
        terms = ad_terms(call, order.company["id"], price, given)
    except ValueError as fault:
        order.faults["adv_data"] = told_by(fault)
    else:
        order.contracts, order.ad_production = terms.contracts, terms.ad_production


def commission_percent(company: Mapping[str, Any], worker: Mapping[str, Any] | None) -> Decimal:
    """The company's tariff now; the operator may have set another for the freelancer's tax status."""
    by_status = companies.percents(company["commission_by_tax_status"]) or {}
    status = str(worker["taxation_status_id"]) if worker else ""
    return by_status.get(status, Decimal(company["commission_percent"]))
