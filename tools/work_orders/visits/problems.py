"""Problems of a work order: reported, settled, opened again, taken away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.work_orders.visits import problems
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.questions import quoted
from tools.rules.sentences import OR, Sentence, joined, say, word, worded
from tools.shapes import NamedShape
from tools.text import plain
from tools.work_orders.access import Side, note, order_to_work_on, visible_order
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.rules.problems import (
    OF_THE_COMPANY,
    OF_THE_SYSTEM,
    PROBLEM_TYPES,
    Resolver,
    check_reportable,
    default_resolvers,
    is_shown,
    may_resolve,
    reportable,
)
from tools.work_orders.visits.params import ProblemId
from tools.work_orders.visits.shapes import ProblemShape, problem_shape

TOOLSET = "work_order_visits"

TypeId = Annotated[
    int,
    Field(
        ge=1,
        description="3 site not ready, 4 no show, 5 scope differs, 6 pay disagreement, 7 safety, 9 other; company only:"
        " 22 cannot find a provider, 31 internal issue, 33 platform help.",
    ),
]
Comments = Annotated[str, Field(min_length=1, max_length=4000, description="What is wrong.")]


class Problems(TypedDict):
    open_count: int
    results: list[ProblemShape]
    types: list[NamedShape]
    total: int
    next_cursor: NotRequired[str | None]


class Reported(TypedDict):
    problem: ProblemShape


class ChangedProblem(TypedDict):
    problem: ProblemShape
    changed: bool


class DeletedProblem(TypedDict):
    deleted: bool
    open_count: int


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "any trouble on this job",
        "open issues of the ticket",
        "what went wrong at the site",
        "complaints about a visit",
        "is the problem with the technician solved",
        "what kinds of problems can be reported",
        "troubles of a field job and who may close them",
        "was a no-show reported",
        "safety issues at the customer",
        "unsolved problems of the order",
        "why is the visit blocked",
    ),
)
def list_work_order_problems(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    status: Literal["open", "resolved", "all"] = "all",
    type_id: Annotated[int, Field(ge=1, description="Only of this type, by number from types.")] | None = None,
) -> Problems:
    """List the problems reported on a work order and whether they are solved, open ones first, then the newest.

    types names what the caller may report with create_work_order_problem. Internal issues of the company stay with the
    company."""
    row, side = visible_order(call, work_order_id)
    seen = _seen(call, row, side)
    found = [each for each in seen if status in ("all", each["status"]) and type_id in (None, each["type_id"])]
    part, next_cursor, total = page.slice(found)
    return {
        "open_count": _open(seen),
        "results": [problem_shape(each) for each in part],
        "types": [{"id": id, "name": PROBLEM_TYPES[id]} for id in reportable(side == "company")],
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    example={"type_id": 3, "comments": "The door is locked"},
    find=(
        "nobody opens the door, the site is closed",
        "the company sent my work back and I disagree",
        "dispute the quality of a technician's work",
        "report that the technician did not show up",
        "we cannot find anybody for this job",
        "the work is not what the order says",
        "it is not safe to work here",
        "complain about the pay of a visit",
        "something is wrong at the site",
        "raise an issue on a field job",
        "the contractor never came",
        "we need help from the platform with a ticket",
        "the customer is not ready for the installation",
        "note an internal problem on an order",
    ),
)
def create_work_order_problem(
    call: Call,
    work_order_id: WorkOrderId,
    type_id: TypeId,
    comments: Comments,
    allowed_resolvers: Annotated[
        list[Resolver], Field(min_length=1, max_length=3, description="Who may settle it. Default: who can act on it.")
    ]
    | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Reported:
    """Report a problem on a work order; the other side is told.

    Not on drafts; a provider only as assignee. The order stands in the list workorders_problem while one is open. Next:
    who may settle it calls update_work_order_problem with status resolved. What only the company may report stays with
    the company."""
    row, side = order_to_work_on(call, work_order_id, "create_work_order_problem", acting_user_id)
    company = side == "company"
    check_reportable(type_id, company)
    text = _words(comments)
    assigned = row["assignee_id"] is not None
    resolvers = allowed_resolvers or default_resolvers(type_id, company, assigned)
    by = call.caller.owner
    id = problems.insert(
        call.tx, row["id"], by, call.stamp, type_id=type_id, comments=text,
        allowed_resolvers=json.dumps(list(dict.fromkeys(resolvers))),
    )  # fmt: skip
    note(call, row, "problem_reported", acting_user_id=acting_user_id, detail={"problem_id": id, "type_id": type_id})
    if type_id not in OF_THE_COMPANY and (assigned or not company):
        role, to = ("buyer", row["assignee_id"]) if company else ("provider", call.caller.id)
        problems.say(call.tx, row["id"], role, by, text, call.stamp, id, to)
    kind = Sentence(PROBLEM_TYPES[type_id])
    told = say("{who} reports a problem on {orders}: {problem}.", who=quoted(call.caller.name), orders=named([row]),
               problem=kind)  # fmt: skip
    if not company:
        tell_company(call, [row], "work_order_late", told, said=text)
    elif type_id not in OF_THE_COMPANY:
        tell(call, [row], [row["assignee_id"]], "work_order_changed", told, said=text)
    return {"problem": problem_shape(_found(call, row, side, id))}


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    example={"status": "resolved"},
    find=(
        "the issue is settled",
        "close that complaint",
        "reopen the scope dispute",
        "mark a problem of the job as solved",
        "the site is ready now",
        "correct what I reported",
        "the trouble with the technician is over",
        "resolve the open issue of the ticket",
        "say how the problem was solved",
        "the problem is not solved after all",
        "change the kind of a reported problem",
    ),
)
def update_work_order_problem(
    call: Call,
    work_order_id: WorkOrderId,
    problem_id: ProblemId,
    status: Annotated[
        Literal["open", "resolved"], Field(description="resolved by an allowed resolver; open again by the company.")
    ]
    | None = None,
    note: Annotated[str, Field(min_length=1, max_length=2000, description="How it was settled.")] | None = None,
    comments: Annotated[Comments, Field(description="What is wrong, from who reported it.")] | None = None,
    type_id: TypeId | None = None,
) -> ChangedProblem:
    """Settle a reported problem, open it again, or edit what was reported.

    Only those in allowed_resolvers settle it, only the company opens it again, and only whoever reported it changes
    comments and type. Settling twice answers changed false. The other side is told."""
    row, side = order_to_work_on(call, work_order_id, "update_work_order_problem")
    problem = _found(call, row, side, problem_id)
    if status is None and note is None and comments is None and type_id is None:
        raise Invalid({"arguments": worded("name what to change: status, note, comments or type_id")})
    if note is not None and status != "resolved":
        raise Invalid({"note": worded("says how it was settled: give status resolved with it")})
    columns = _edited(call, side, problem, comments, type_id)
    columns |= _settled(call, side, problem, status, note)
    if not columns:
        call.waive_fee()
        return {"problem": problem_shape(problem), "changed": False}
    problems.change(call.tx, problem["id"], call.stamp, **columns)
    act = {"resolved": "problem_resolved", "open": "problem_reopened"}.get(columns.get("status", ""), "problem_changed")
    _note(call, row, act, {"problem_id": problem["id"], "before": {name: problem[name] for name in columns}})
    after = _found(call, row, side, problem_id)
    _tell_changed(call, row, side, after, act, columns)
    return {"problem": problem_shape(after), "changed": True}


@operation(
    access="destructive",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "reported by mistake, take it away",
        "drop that issue",
        "erase the duplicate complaint",
        "delete a problem record",
        "take back the complaint about the site",
        "there never was a problem",
        "remove an issue from the job",
        "the report of a no-show was wrong",
        "clear a problem off the ticket",
        "withdraw what I reported",
        "the complaint was entered twice",
    ),
)
def delete_work_order_problem(call: Call, work_order_id: WorkOrderId, problem_id: ProblemId) -> DeletedProblem:
    """Delete a problem record of a work order; what was written about it stays among the messages.

    The company any, a provider an own open one. What the system opened goes by an admin of the company alone."""
    row, side = order_to_work_on(call, work_order_id, "delete_work_order_problem")
    problem = _found(call, row, side, problem_id)
    _check_may_delete(call, side, problem)
    kind = PROBLEM_TYPES.get(problem["type_id"], "other")
    call.confirm(
        worded("Delete the problem '{kind}' of work order {id}", kind=word(kind), id=row["id"]),
        record=f"work_order:{row['id']}",
    )
    problems.delete(call.tx, problem["id"])
    kept = {name: problem[name] for name in ("type_id", "comments", "status", "author_type", "author_id")}
    _note(call, row, "problem_deleted", {"problem_id": problem["id"], **kept})
    text = say("A problem of {orders} was taken back: {problem}.", orders=named([row]), problem=Sentence(kind))
    _tell(call, row, side, problem, text)
    return {"deleted": True, "open_count": _open(_seen(call, row, side))}


# Who may settle a problem, as a sentence says it.
_RESOLVERS: Mapping[str, str] = {
    "buyer": worded("the company"),
    "support": worded("the hall's support"),
    "assigned_provider": worded("the provider"),
}


def _seen(call: Call, row: Row, side: Side) -> list[Row]:
    """What that side may see."""
    return [each for each in problems.problems(call.tx, row["id"]) if _sees(call, row, side, each)]


def _sees(call: Call, row: Row, side: Side, problem: Row) -> bool:
    """The company sees all; the assignee those of their time on the order, not what a provider before them reported or was
    reported for; everybody what they reported themselves."""
    if side == "company" or _is_author(call, problem):
        return True
    return side == "assignee" and is_shown(problem["type_id"], problem["created_at"], row["assigned_at"])


def _open(found: list[Row]) -> int:
    return sum(each["status"] == "open" for each in found)


def _found(call: Call, row: Row, side: Side, id: int) -> Row:
    problem = problems.find(call.tx, row["id"], id)
    if problem is None or not _sees(call, row, side, problem):
        raise NotFound("problem", id, next=("list_work_order_problems",))
    return problem


def _is_author(call: Call, problem: Row) -> bool:
    by = call.caller.owner
    return (problem["author_type"], problem["author_id"]) == (by.kind, by.id)


def _words(comments: str) -> str:
    text = plain(comments)
    if not text:
        raise Invalid({"comments": worded("must not be blank: say what is wrong")})
    return text


def _edited(call: Call, side: Side, problem: Row, comments: str | None, type_id: int | None) -> dict[str, Any]:
    """What whoever reported it changes of the report."""
    if comments is None and type_id is None:
        return {}
    if not _is_author(call, problem):
        author = f"{problem['author_type']}:{problem['author_id']}"
        raise NotAllowed(worded("Only {author}, who reported problem {id}, changes what it says.", author=author, id=problem['id']),
                         next=("create_work_order_problem",))  # fmt: skip
    columns: dict[str, Any] = {}
    if type_id is not None:
        check_reportable(type_id, side == "company")
        columns["type_id"] = type_id
    if comments is not None:
        columns["comments"] = _words(comments)
    return {name: value for name, value in columns.items() if problem[name] != value}


def _settled(call: Call, side: Side, problem: Row, status: str | None, note: str | None) -> dict[str, Any]:
    """The columns of a problem that is settled or opened again; none when it is already so."""
    if status is None or status == problem["status"]:
        return {}
    if status == "open":
        if side != "company":
            raise NotAllowed(
                worded("Only the company opens a settled problem again."), next=("create_work_order_problem",)
            )
        names = ("resolved_at", "resolved_by_type", "resolved_by_id", "resolution_note")
        return {"status": "open", **dict.fromkeys(names)}
    resolvers = json.loads(problem["allowed_resolvers"])
    if not may_resolve(resolvers, side == "company"):
        who = joined([_RESOLVERS[each] for each in resolvers], OR)
        raise NotAllowed(
            worded("Problem {id} is settled by {who} only.", id=problem["id"], who=who),
            next=("list_work_order_problems",),
        )
    by = call.caller.owner
    return {
        "status": "resolved", "resolved_at": call.stamp, "resolved_by_type": by.kind, "resolved_by_id": by.id,
        "resolution_note": plain(note) or None if note else None,
    }  # fmt: skip


def _check_may_delete(call: Call, side: Side, problem: Row) -> None:
    if problem["type_id"] in OF_THE_SYSTEM:
        if side != "company" or not call.caller.is_admin:
            raise NotAllowed(worded("What the system opened is deleted by an admin of the company only."),
                             next=("update_work_order_problem",))  # fmt: skip
    elif side != "company" and not (_is_author(call, problem) and problem["status"] == "open"):
        raise NotAllowed(worded("A provider deletes an own problem only, and only while it is open."),
                         next=("list_work_order_problems",))  # fmt: skip


def _note(call: Call, row: Row, act: str, detail: dict[str, Any]) -> None:
    note(call, row, act, detail=detail)


def _tell_changed(call: Call, row: Row, side: Side, problem: Row, act: str, columns: dict[str, Any]) -> None:
    values = {"orders": named([row]), "problem": Sentence(PROBLEM_TYPES.get(problem["type_id"], "other"))}
    if act == "problem_resolved":
        text, said = say("A problem of {orders} is settled: {problem}.", **values), columns["resolution_note"]
    elif act == "problem_reopened":
        text, said = say("A problem of {orders} is open again: {problem}.", **values), None
    else:
        text, said = say("The report of a problem on {orders} has changed: {problem}.", **values), problem["comments"]
    _tell(call, row, side, problem, text, said)


def _tell(call: Call, row: Row, side: Side, problem: Row, text: Sentence, said: str | None = None) -> None:
    """The other side hears of it, the assignee of what they may see."""
    if side != "company":
        tell_company(call, [row], "work_order_visit", text, said=said)
    elif row["assignee_id"] is not None and _concerns_assignee(row, problem):
        tell(call, [row], [row["assignee_id"]], "work_order_changed", text, said=said)


def _concerns_assignee(row: Row, problem: Row) -> bool:
    own = (problem["author_type"], problem["author_id"]) == ("person", row["assignee_id"])
    return own or is_shown(problem["type_id"], problem["created_at"], row["assigned_at"])
