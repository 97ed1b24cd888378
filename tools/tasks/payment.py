"""Paying tasks: out of the hold or the balance into clearing, and from there to everybody who is due."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.companies.documents import CERTIFICATE
from store.database import Row
from store.ledger import Account
from store.tasks import tasks
from store.types import PLATFORM, Money, Owner
from tools.call import Call
from tools.companies.documents import issue_document
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.paid_work import note_paid_work
from tools.params import Id
from tools.rules.sentences import say, worded
from tools.rules.task_states import State
from tools.rules.vat import vat
from tools.shapes import MoneyShape, money_shape
from tools.tasks.access import Task, TaskId, TaskUuid, client_step, task_of
from tools.tasks.ad_labels import Label, keep_contracts, label_at_payment
from tools.tasks.holds import short_of, spends_when_paid
from tools.tasks.notices import note, tell_company, tell_worker
from tools.tasks.params import AdContracts, AdsOutsideRussia
from tools.tasks.readiness import open_issues, refuse_unless_settled
from tools.tasks.rules.requirements import blocks_payment
from tools.tasks.rules.states import PAYMENT_PROCESSING
from tools.tasks.shapes import BriefTask
from tools.tasks.steps import advance, pass_deadline
from tools.tasks.views import brief_task

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True

# immediate: the paying call settles, too. queued: a scheduled move does, a few seconds later.
PROCESSING_SETTING = "payments.processing"
MOST_A_RUN = 200


class PaidTask(TypedDict):
    """balance: what the company has available afterwards."""

    task: BriefTask
    transaction_id: Annotated[
        int, Field(description="Of the payment itself; charge.transaction_id is of the call's fee.")
    ]
    balance: MoneyShape


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="money_move",
    find=(
        "settle a freelancer's finished job",
        "release the money for accepted work",
        "transfer the fee to our contractor",
        "pay the worker for approved work",
        "credit a freelancer for what they delivered",
        "send what we owe for an accepted order",
        "let go of the escrow of a job",
        "clear the bill of a done assignment",
        "give the contractor their money",
        "pay the freelancer",
        "we accepted the work, now send the money",
        "clear what is due to a contractor for a task",
    ),
)
def pay_task(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    adv_data: AdContracts | None = None,
    ads_outside_russia: AdsOutsideRussia = False,
) -> PaidTask:
    """Pay a task whose work the client has accepted (state 4), crediting the freelancer's balance.

    Takes total_to_pay from the hold where one is active, else from the company's available balance. The task is
    completed (5) when the payment has been processed: usually at once, else it shows 12 for a moment. A repeated call
    never debits twice. Delivered but not accepted: accept_task first. A new task without delivery: pay_new_task.
    Advertising without contracts yet needs adv_data or ads_outside_russia."""
    task = client_step(call, task_id, uuid)
    label = label_at_payment(call, task, adv_data, ads_outside_russia)
    total = task.money("total_to_pay")
    held = task.row["hold_id"] is not None
    if not held:
        _require_available(call, task)
    source = worded("from the money set aside") if held else worded("from the company's balance")
    call.confirm(
        worded("Pay"),
        record=f"task:{task.id}",
        amount=total,
        payee=task.payee,
        details=(worded("For task {id}, {source}", id=task.id, source=source), *label.told, task.called),
        spends=spends_when_paid(call, task),
    )
    task, transaction_id = _take(call, task, label)
    return _paid(call, task, transaction_id)


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="money_move",
    find=(
        "quick settlement without review",
        "give someone the money right away for work already done",
        "one-step settlement of a fresh order",
        "pay a new order before anybody started it",
        "skip delivery and pay now",
        "reward a freelancer immediately",
        "pay in advance for an order just made",
        "instant payment for a job that needs no checking",
        "pay right after ordering",
        "the work is already there, just pay for it",
        "no need for start and delivery, send money at once",
        "one-click payment of an order",
    ),
)
def pay_new_task(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    company_id: Annotated[Id, Field(description="Another of your companies, the one that pays.")] | None = None,
    adv_data: AdContracts | None = None,
    ads_outside_russia: AdsOutsideRussia = False,
) -> PaidTask:
    """Pay a task that has just been created (state 1) in one step, without start, delivery and review.

    Only when the freelancer has signed up and has nothing left to sign. Takes total_to_pay from the company's available
    balance, or what an open call set aside for it; no report is asked for. For work that was delivered and accepted use pay_task.
    Advertising without contracts yet needs adv_data or ads_outside_russia."""
    task = client_step(call, task_id, uuid)
    label = label_at_payment(call, task, adv_data, ads_outside_russia)
    refuse_unless_settled(task, [issue for issue in open_issues(call, task) if blocks_payment(issue)])
    if task.row["hold_id"] is None:
        _require_available(call, task)
    total = task.money("total_to_pay")
    call.confirm(
        worded("Pay at once, without delivery or review,"),
        record=f"task:{task.id}",
        amount=total,
        payee=task.payee,
        details=(worded("For task {id}", id=task.id), *label.told, task.called),
        spends=spends_when_paid(call, task),
    )
    task, transaction_id = _take(call, task, label, date_finished=call.stamp, date_accepted=call.stamp)
    return _paid(call, task, transaction_id)


@scheduled(every=5)
def process_task_payments(call: Call) -> int:
    """Settle payments that were queued."""
    return one_by_one(call, tasks.in_payment(call.tx, MOST_A_RUN), _settle)


def _settle(call: Call, row: Row) -> None:
    settle(call, task_of(dict(row), "client", call.now))


def settle(call: Call, task: Task) -> Task:
    """End a payment under way: everybody is credited and the task is completed; or the money returns to where it came
    from, when there is nobody left to credit."""
    clearing = _clearing(call, task)
    if task.row["worker_deleted_at"] is not None:
        return _return_money(call, task, clearing)
    _credit(call, task, clearing)
    task = advance(
        call,
        task,
        State.COMPLETED,
        tool=PAYMENT_PROCESSING,
        date_paid=call.stamp,
        document_date=call.stamp,
        issue_code=None,
    )
    tasks.note_to_pay_out(call.tx, task.id, call.stamp)
    _issue_certificate(call, task)
    _tell_of_payment(call, task)
    received = task.money("worker_receives")
    note_paid_work(call, "task", task.id, task.row["title"], task.company, task.worker, received)
    return task


def _tell_of_payment(call: Call, task: Task) -> None:
    note(call, task, "paid")
    received, spent = str(task.money("worker_receives")), str(task.money("total_to_pay"))
    paid = say("{client} has paid {task}: {amount} are on your balance.", amount=received)
    tell_worker(call, task, "task_paid", paid, figures={"amount": received})
    gone = say("{amount} went out for {task}, paid to {worker}.", amount=spent)
    tell_company(call, task, "money_out", gone, figures={"amount": spent})


def _require_available(call: Call, task: Task) -> None:
    total = task.money("total_to_pay")
    purse = call.books.purse(task.company, total.currency)
    if purse.available < total.amount:
        raise short_of(task, Money(purse.available, total.currency), worded("{name} is not paid.", name=task.name))


def _take(call: Call, task: Task, label: Label, **dates: Any) -> tuple[Task, int]:
    """Debit the company into clearing, once; the task in payment and the transfer."""
    keep_contracts(call, task, label)
    total, clearing = task.money("total_to_pay"), _clearing(call, task)
    hold_id = task.row["hold_id"]
    if hold_id is not None:
        [transfer_id] = call.books.post(hold_id, [(clearing, total, "task_payment")])
    else:
        purse = call.books.purse(task.company, total.currency)
        moved = call.books.move(purse, clearing, total, kind="task_payment", record=task.record)
        assert moved is not None, "a purse and clearing are two accounts"
        transfer_id = moved
    task = advance(
        call,
        task,
        State.PAYMENT_QUEUED,
        date_pay_at=call.stamp,
        payer_type=call.caller.kind,
        payer_id=call.caller.id,
        paid_from_hold=int(hold_id is not None),
        state_before_payment=int(task.state),
        hold_id=None,
        held_amount=0,
        issue_code=None,
        **label.columns,
        **dates,
    )
    return task, transfer_id


def _paid(call: Call, task: Task, transaction_id: int) -> PaidTask:
    if tasks.setting(call.tx, PROCESSING_SETTING, "immediate") == "immediate":
        task = settle(call, task)
    else:
        note(call, task, "changed")
    if task.row["issue_code"] == "payment_failed":
        call.warn("The payment could not be processed; the money is back where it came from.")
    purse = call.books.purse(task.company, task.row["currency"])
    return {
        "task": brief_task(task, call.now),
        "transaction_id": transaction_id,
        "balance": money_shape(Money(purse.available, purse.currency)),
    }


def _credit(call: Call, task: Task, clearing: Account) -> None:
    books, currency = call.books, task.row["currency"]
    insurance = task.money("insurance_cost") if task.row["insurance_status"] == 1 else Money(0, currency)
    for account, amount, kind in (
        (books.purse(task.worker, currency), task.money("worker_receives"), "task_earnings"),
        (books.account(PLATFORM, "commission", currency), task.money("commission_amount"), "task_commission"),
        (books.account(PLATFORM, "insurance", currency), insurance, "task_insurance"),
    ):
        if amount:
            books.move(clearing, account, amount, kind=kind, record=task.record)


def _return_money(call: Call, task: Task, clearing: Account) -> Task:
    total = task.money("total_to_pay")
    purse = call.books.purse(task.company, total.currency)
    call.books.move(clearing, purse, total, kind="task_refund", record=task.record)
    columns: dict[str, Any] = {
        "date_pay_at": None,
        "payer_type": None,
        "payer_id": None,
        "issue_code": "payment_failed",
    }
    if task.row["paid_from_hold"]:
        hold_id = call.books.hold(purse, total, kind="task", record=task.record)
        columns |= {"hold_id": hold_id, "held_amount": total.amount}
    before = State(task.row["state_before_payment"])
    if before is State.UNCONFIRMED:
        columns |= {"date_finished": None, "date_accepted": None}
    task = advance(call, task, before, tool=PAYMENT_PROCESSING, **columns)
    note(call, task, "changed")
    failed = say("The payment of {task} failed; {amount} are back where they came from.", amount=total)
    tell_company(call, task, "money_failed", failed, figures={"amount": str(total)})
    return pass_deadline(call, task, at=call.stamp) if task.lapses(call.now) else task


def _issue_certificate(call: Call, task: Task) -> None:
    """The accounting document of the work, in the name of whoever paid."""
    company = companies.company(call.tx, task.company.id)
    if company is None:
        return
    total = task.money("total_to_pay")
    lines = [
        f"Work: {task.row['service_title_doc_en']}",
        f"Task: {task.id} {task.row['title']}",
        f"Carried out by: {task.worker_name}",
        f"Accepted: {task.row['date_accepted']}",
        f"Price of the work: {task.money('price')}",
        f"Commission: {task.money('commission_amount')}",
    ]
    payer = Owner(task.row["payer_type"], task.row["payer_id"])
    issue_document(
        call, company, CERTIFICATE, total, vat(total, Decimal(task.row["vat_percent"])), lines, payer, task.id
    )


def _clearing(call: Call, task: Task) -> Account:
    return call.books.account(PLATFORM, "task_clearing", task.row["currency"])
