"""Finding freelancer tasks and reading one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.rows import page_of
from store.tasks import found_texts, tasks
from store.tasks import lists as task_lists
from store.tasks import parts as task_parts
from store.tasks.lists import TaskFilter
from store.types import utc_time
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page, nullable_places
from tools.params import Amount, Id, NumberOrCode, WholeDay
from tools.rules.day_range import day_range
from tools.rules.sentences import worded
from tools.rules.task_states import STATE_BY_NAME, State
from tools.shapes import CURRENCY_IDS
from tools.tasks.access import Task, TaskId, TaskUuid, task_of, visible_task
from tools.tasks.shapes import ListedTask, TaskMessage, WholeTask
from tools.tasks.views import listed_task, message_shape, whole_task, wide_task, with_options

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True

LATEST_MESSAGES = 20
SLOW_PAYMENT = timedelta(minutes=15)
_CENTS = 2

Sort = Annotated[
    Literal["date_end", "date_finished", "price"], Field(description="Default: when created. Tasks without it last.")
]
Search = Annotated[str, Field(min_length=1, max_length=200, description="Text in title or description.")]
States = Annotated[
    list[NumberOrCode],
    Field(min_length=1, max_length=12, description="Ids or names, such as 3 or client_review (list_task_states)."),
]


CreatedDay = Annotated[WholeDay, Field(description="Created: first or last day, in the company's time zone.")]
EndDay = Annotated[WholeDay, Field(description="Deadline: first or last day.")]
FinishedDay = Annotated[WholeDay, Field(description="Delivered: first or last day.")]
ReportDay = Annotated[WholeDay, Field(description="Certificate generated: first or last day.")]
AcceptedDay = Annotated[WholeDay, Field(description="Accepted: first or last day.")]
PaidDay = Annotated[WholeDay, Field(description="Paid: first or last day.")]


class Tasks(TypedDict):
    items: list[ListedTask]
    total: int
    next_cursor: NotRequired[str | None]


class OneTask(TypedDict):
    task: WholeTask
    messages: list[TaskMessage]
    next_tools: list[str]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "which assignments are still waiting for our money",
        "show everything this contractor did for us in March",
        "overview of open freelance jobs",
        "what work have I been given",
        "delivered work nobody has looked at yet",
        "overdue jobs of our freelancers",
        "search past orders by a word in their text",
        "the most expensive jobs we ordered",
        "everything filed under one project folder",
        "what did we pay out last month",
        "show our orders to freelancers",
        "which gigs are unpaid",
        "which assignments of ours are still open",
        "everything I have ordered from freelancers",
        "tasks waiting for our approval",
        "my gigs and their states",
        "work we paid for in the past",
        "what jobs did I get from this company",
    ),
)
def list_tasks(
    call: Call,
    page: Page,
    state: States | None = None,
    search: Annotated[str, Field(min_length=1, max_length=200, description="Text in title or description.")]
    | None = None,
    worker_id: Annotated[Id, Field(description="The freelancer; your own id lists your work for all companies.")]
    | None = None,
    creator_id: Annotated[Id, Field(description="Person who created the task.")] | None = None,
    paid_by: Annotated[Id, Field(description="Person who paid the task.")] | None = None,
    group_id: Annotated[Id, Field(description="Task group, from list_task_groups.")] | None = None,
    price_from: Annotated[Amount, Field(description="Lowest price.")] | None = None,
    price_to: Annotated[Amount, Field(description="Highest price.")] | None = None,
    currency_id: Annotated[Literal[1, 2, 3], Field(description="1 RUB, 2 USD, 3 EUR.")] | None = None,
    deadline_type: Annotated[Literal[1, 2], Field(description="1 soft, 2 hard.")] | None = None,
    worker_taxation_status: Annotated[
        Literal[1, 3, 4], Field(description="1 individual, 3 self-employed, 4 individual entrepreneur.")
    ]
    | None = None,
    has_copyright: Annotated[bool, Field(description="Intellectual property has to be transferred.")] | None = None,
    has_report: Annotated[bool, Field(description="A report is required on delivery.")] | None = None,
    has_payout: Annotated[bool, Field(description="Whether the money was sent out.")] | None = None,
    date_created_from: CreatedDay | None = None,
    date_created_to: CreatedDay | None = None,
    date_end_from: EndDay | None = None,
    date_end_to: EndDay | None = None,
    date_finished_from: FinishedDay | None = None,
    date_finished_to: FinishedDay | None = None,
    date_report_from: ReportDay | None = None,
    date_report_to: ReportDay | None = None,
    date_accepted_from: AcceptedDay | None = None,
    date_accepted_to: AcceptedDay | None = None,
    date_paid_from: PaidDay | None = None,
    date_paid_to: PaidDay | None = None,
    sort: Sort | None = None,
    direction: Annotated[Literal["asc", "desc"], Field(description="Default desc.")] = "desc",
) -> Tasks:
    """List the company's freelancer tasks, or for a freelancer their own, narrowed by whatever is given.

    Filters combine with AND, several states with OR. Newest first unless sort is given. What waits for the client is
    in states 3 (review), 4 (to be paid), 13 (dispute) and 14 (deadline passed); what waits for the freelancer in 1,
    11 and 16. A line has state, next_tools (the steps the caller can take now), price, deadline and the other side; fields
    asks for more, such as description, category, groups, creator, deadline or dates. get_task shows all of one task."""
    mine = call.caller.company_id is None or (call.caller.kind == "person" and worker_id == call.caller.id)
    wanted = TaskFilter(
        now=call.stamp,
        company_id=None if mine else call.caller.company_id,
        worker_id=call.caller.id if mine else worker_id,
        states=_states(state or []),
        search=search,
        group_id=group_id,
        worker_taxation_status=worker_taxation_status,
        price_from=_units(price_from, ROUND_CEILING),
        price_to=_units(price_to, ROUND_FLOOR),
    )
    _check_prices(price_from, price_to)
    wanted.moments = _moments(
        _zone(call, wanted),
        date_created=(date_created_from, date_created_to),
        date_end=(date_end_from, date_end_to),
        date_finished=(date_finished_from, date_finished_to),
        date_report=(date_report_from, date_report_to),
        date_accepted=(date_accepted_from, date_accepted_to),
        date_paid=(date_paid_from, date_paid_to),
    )
    wanted.equal = _equal(
        creator_id=creator_id,
        payer_id=paid_by,
        currency=next((code for code, id in CURRENCY_IDS.items() if id == currency_id), None),
        deadline_type=deadline_type,
        copyright=has_copyright,
        need_report=has_report,
        has_payout=has_payout,
    )
    if mine and worker_id is not None and worker_id != call.caller.id:
        return {"items": [], "total": 0}
    return _listed(call, page, wanted, sort or "date_created", direction)


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "where does job 583689 stand",
        "what can I do next with this assignment",
        "details of one order to a contractor",
        "who did what on this job and when",
        "breakdown of what an assignment costs us",
        "is the fee of this assignment set aside already",
        "read the description of the work I was given",
        "why was this job not paid",
        "what is still open on this piece of work",
        "show one order with price, files and messages",
        "what is the state of this gig",
        "everything about a single assignment",
    ),
)
def get_task(call: Call, task_id: TaskId | None = None, uuid: TaskUuid | None = None) -> OneTask:
    """Show one freelancer task completely: money, deadline, files, latest chat, open dispute, history.

    next_tools names the steps the caller can take from its state; send_task_message and attach_task_file are always
    possible. A freelancer sees the price and what they receive, not the company's commission and totals. To find a task
    use list_tasks; all of the chat is in list_task_messages."""
    task = visible_task(call, task_id, uuid)
    shape = with_options(call, task, whole_task(call, task))
    if _is_stuck(task, call.now):
        call.warn("The payment has been processed for more than 15 minutes. Ask the operator of this installation.")
    messages = task_parts.last_messages(call.tx, task.id, LATEST_MESSAGES)
    return {
        "task": shape,
        "messages": [message_shape(row) for row in messages],
        "next_tools": list(task.next_tools),
    }


def _listed(
    call: Call, page: Page, wanted: TaskFilter, sort: task_lists.Sort, direction: task_lists.Direction
) -> Tasks:
    order = task_lists.order(sort, direction)
    after = page.key(len(order), nullable_places(order))
    found = found_texts.page(call.tx, wanted, sort, direction, page.limit, after)
    if found is not None:
        rows, key, total, page.total_capped = found.rows, found.key, found.total, found.capped
        _say_examined(call, found)
    else:
        sql, params = task_lists.task_ids(wanted, sort)
        rows, key = page_of(call.tx, sql, params, order, page.limit, after)
        complete = page.cursor is None and key is None
        total = len(rows) if complete else page.count(call.tx, task_lists.counted(sql, sort), params)
    ids = [row["id"] for row in rows]
    seen = [_as_seen(call, dict(row)) for row in tasks.load_all(call.tx, ids)]
    return {
        "items": _wide(call, seen) if page.fields else [listed_task(task) for task in seen],
        "total": total,
        "next_cursor": page.next_cursor(key),
    }


def _say_examined(call: Call, found: found_texts.Found) -> None:
    if found.examined is not None:
        call.warn(
            f"{found.examined:,} tasks were looked at and {len(found.rows)} fit: next_cursor goes on with the others;"
            " more of the text finds sooner."
        )


def _wide(call: Call, seen: Sequence[Task]) -> list[ListedTask]:
    groups = task_parts.groups_of(call.tx, [task.id for task in seen])
    return [wide_task(task, groups[task.id], call.now) for task in seen]


def _as_seen(call: Call, row: dict[str, Any]) -> Task:
    return task_of(row, "client" if row["company_id"] == call.caller.company_id else "worker", call.now)


def _states(given: list[str]) -> tuple[int, ...]:
    found = [_state(text) for text in given]
    unknown = [text for text, state in zip(given, found, strict=True) if state is None]
    if unknown:
        known = ", ".join(f"{int(state)} {state.title}" for state in State)
        raise Invalid(
            {"state": worded("{unknown} is not a state; known: {known}", unknown=", ".join(unknown), known=known)},
            next=("list_task_states",),
        )
    return tuple(int(state) for state in found if state is not None)


def _state(text: str) -> State | None:
    if text.isdecimal() and len(text) < 4:
        return State(int(text)) if int(text) in set(State) else None
    return STATE_BY_NAME.get(text.strip().lower())


def _check_prices(lowest: Decimal | None, highest: Decimal | None) -> None:
    if lowest is not None and highest is not None and lowest > highest:
        raise Invalid(
            {
                "price_from": worded("is more than price_to ({highest})", highest=highest),
                "price_to": worded("is less than price_from ({lowest})", lowest=lowest),
            }
        )


def _units(amount: Decimal | None, rounding: str) -> int | None:
    """A bound in cents: all currencies of tasks have two places."""
    return None if amount is None else int(amount.scaleb(_CENTS).to_integral_value(rounding=rounding))


def _zone(call: Call, wanted: TaskFilter) -> str:
    return companies.terms_of(call.tx, wanted.company_id)["timezone"] if wanted.company_id else "UTC"


def _moments(zone: str, **days: tuple[date | None, date | None]) -> dict[str, tuple[str | None, str | None]]:
    """Days as stored moments; Invalid, naming every pair whose first day comes after its last."""
    found: dict[str, tuple[str | None, str | None]] = {}
    faults: dict[str, str] = {}
    for name, (first, last) in days.items():
        if first is None and last is None:
            continue
        try:
            days_between = day_range(first, last, zone, (f"{name}_from", f"{name}_to"))
            found[name] = (days_between.start, days_between.end)
        except Invalid as fault:
            faults |= fault.fields
    if faults:
        raise Invalid(faults)
    return found


def _equal(**columns: Any) -> dict[str, Any]:
    equal = {
        name: int(value) if isinstance(value, bool) else value for name, value in columns.items() if value is not None
    }
    # People are meant; an agent of the same number is somebody else.
    if "creator_id" in equal:
        equal["creator_type"] = "person"
    if "payer_id" in equal:
        equal["payer_type"] = "person"
    return equal


def _is_stuck(task: Task, now: datetime) -> bool:
    if task.state is not State.PAYMENT_QUEUED or task.side != "client":
        return False
    return now - utc_time(task.row["date_pay_at"]) > SLOW_PAYMENT
