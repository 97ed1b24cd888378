"""What labels a task's ads: the contracts it is done for, held against its price, when it is ordered and when it is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.tasks import ad_contracts
from store.tasks import parts as task_parts
from store.types import Money
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.rules.sentences import told_by, worded
from tools.tasks.access import Task
from tools.tasks.params import AdData
from tools.tasks.readiness import open_issues, refuse_unless_settled
from tools.tasks.rules.ads import ad_production, needs_label


@dataclass(frozen=True, slots=True)
class AdTerms:
    """contracts: (uuid, sum in whole units). ad_production: what they leave of the price."""

    contracts: list[tuple[str, int | None]]
    ad_production: Money


@dataclass(frozen=True, slots=True)
class Label:
    """What a payment adds to the label of its task. columns: of the task; contracts: (uuid, sum); told: to who pays."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    contracts: Sequence[tuple[str, int | None]] = ()
    told: tuple[str, ...] = ()


def ad_terms(call: Call, company_id: int, price: Money, given: Sequence[Mapping[str, Any]]) -> AdTerms:
    """The contracts that a task of the company names; given: [{uuid, sum}]. ValueError says what is wrong."""
    codes = [contract["uuid"] for contract in given]
    known = ad_contracts.uuids(call.tx, company_id, codes)
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise ValueError(worded("unknown contracts: {unknown}", unknown=", ".join(unknown)))
    contracts = [(known[contract["uuid"]], contract.get("sum")) for contract in given]
    if len({uuid for uuid, _ in contracts}) < len(contracts):
        raise ValueError(worded("names a contract twice"))
    return AdTerms(contracts, ad_production(price, [amount for _, amount in contracts]))


def label_at_payment(call: Call, task: Task, adv_data: AdData | None, outside_russia: bool) -> Label:
    """What is to be stored with a payment. Conflict while ads that may be shown in Russia lack their contracts, or the
    freelancer lacks what a label names."""
    labelled = task.row["ad_production_amount"] is not None
    if adv_data is not None:
        terms = _terms(call, task, adv_data, labelled, outside_russia)
        label = Label({"ad_production_amount": terms.ad_production.amount, "ads_outside_russia": 0}, terms.contracts)
        labelled = True
    elif outside_russia and not labelled:
        label = Label({"ads_outside_russia": 1}, told=("Its ads are not shown in Russia, so nothing is labelled",))
    else:
        label = Label()
    spared = outside_russia or bool(task.row["ads_outside_russia"])
    if not labelled and needs_label(bool(task.row["service_advertising"]), spared):
        raise _unlabelled(task)
    if labelled:
        issues = open_issues(call, task.with_columns(**label.columns))
        refuse_unless_settled(task, [issue for issue in issues if issue.name == "advertising_details_required"])
    return label


def keep_contracts(call: Call, task: Task, label: Label) -> None:
    """Put the contracts that came with a payment behind its task."""
    task_parts.add_ad_contracts(call.tx, task.id, label.contracts)


def _terms(call: Call, task: Task, adv_data: AdData, labelled: bool, outside_russia: bool) -> AdTerms:
    if outside_russia:
        raise Invalid({"ads_outside_russia": worded("does not go together with adv_data; choose one")})
    if labelled:
        raise Conflict(
            worded("{name} names its ad contracts already; leave adv_data out.", name=task.name),
            state=task.state.title,
            next=("get_task_ad_contracts",),
        )
    try:
        return ad_terms(call, task.company.id, task.money("price"), [dict(one) for one in adv_data["end_contracts"]])
    except ValueError as fault:
        raise Invalid({"adv_data": told_by(fault)}, next=("get_own_ad_details", "list_ad_contracts")) from None


def _unlabelled(task: Task) -> Conflict:
    return Conflict(
        worded(
            "{name} is an advertising service without ad contracts, so it is not paid. If the ads are "
            "shown in Russia, pay with adv_data: get_own_ad_details has the contract of whoever "
            "advertises itself, list_ad_contracts those with others. If they are not, pay with "
            "ads_outside_russia true.",
            name=task.name,
        ),
        code="ad_label_required",
        state=task.state.title,
        next=("get_own_ad_details", "list_ad_contracts", "add_ad_customer"),
    )
