"""Groups under which a company collects its tasks."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.tasks import groups
from store.types import iso
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, OneLine
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.text import plain

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True

GroupId = Annotated[Id, Field(description="The group, from list_task_groups.")]
GroupTitle = Annotated[OneLine, Field(min_length=1, max_length=100, description="Title, unique in the company.")]


class GroupShape(TypedDict):
    id: int
    company_id: int
    color: str
    title: str
    created_at: str
    task_count: int


class Groups(TypedDict):
    items: list[GroupShape]
    total: int
    next_cursor: NotRequired[str | None]


class CreatedGroup(TypedDict):
    group: GroupShape
    actor_id: int


class RenamedGroup(TypedDict):
    group_id: int
    company_id: int
    title: str


class GroupAnswer(TypedDict):
    group: RenamedGroup
    actor_id: int


class DeletedGroup(TypedDict):
    group_id: int
    company_id: int
    actor_id: int
    unlinked_tasks: int


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which folders do we sort assignments into",
        "our collections of jobs",
        "ids for sorting new orders",
        "labels we use to bundle freelance work",
        "how many assignments are in each folder",
        "list the categories of our own jobs",
        "what campaigns have a folder",
        "overview of order bundles",
        "list our folders",
        "groups that tasks are sorted into",
        "which project headings do we have",
        "show task groups with their colours",
    ),
)
def list_task_groups(call: Call, page: Page) -> Groups:
    """List the company's own task groups with title, colour and how many tasks are in each.

    Groups are the company's folders; the kinds of work one can order are in list_task_categories. The id goes into
    group_ids of create_task and group_id of list_tasks."""
    rows, next_cursor, total = page.rows(call.tx, groups.GROUPS, {"company_id": _company_id(call)}, groups.ORDER)
    return {"items": [_group(row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    find=(
        "new folder for the spring campaign's jobs",
        "bundle assignments by project",
        "add a collection",
        "start a label for related orders",
        "make a place to collect freelance jobs",
        "set up a folder with a colour",
        "organise our orders under a heading",
        "open a new bucket of assignments",
        "create a folder for freelance orders",
        "I want to sort tasks by project",
        "new category to file our gigs under",
        "make a heading that collects related tasks",
    ),
)
def create_task_group(
    call: Call,
    title: GroupTitle,
    color: Annotated[str, Field(pattern=r"^#?[0-9a-fA-F]{6}$", description="Six hex digits.")] = "FFFFFF",
) -> CreatedGroup:
    """Create a group under which the company's tasks can be collected.

    The title must be new in the company, whatever its case. Tasks join a group when they are created: group_ids of
    create_task."""
    company_id, name = _company_id(call), _title(title)
    _check_free(call, company_id, name, None)
    shade = color.removeprefix("#").upper()
    group: GroupShape = {
        "id": groups.add(call.tx, company_id, name, shade, call.stamp),
        "company_id": company_id,
        "color": shade,
        "title": name,
        "created_at": iso(call.now),
        "task_count": 0,
    }
    return {"group": group, "actor_id": call.caller.id}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "call that folder something else",
        "fix a typo in a collection's name",
        "new label for a set of jobs",
        "change the title of an order bundle",
        "the campaign has another name now",
        "correct the heading of a folder of assignments",
        "retitle where we collect jobs",
        "give a bucket of orders a better name",
        "rename a folder",
        "the project is now called differently",
        "edit the title of a group",
        "give our collection another name",
    ),
)
def rename_task_group(call: Call, group_id: GroupId, title: GroupTitle) -> GroupAnswer:
    """Change the title of a task group; the tasks in it are untouched.

    The new title must be free in the company, whatever its case."""
    company_id, name = _company_id(call), _title(title)
    _find(call, company_id, group_id)
    _check_free(call, company_id, name, group_id)
    groups.rename(call.tx, group_id, name)
    return {
        "group": {"group_id": group_id, "company_id": company_id, "title": name},
        "actor_id": call.caller.id,
    }


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "get rid of an old folder",
        "drop a collection of jobs",
        "we no longer sort by this",
        "remove a label from all its orders",
        "dissolve a bundle of assignments",
        "clean up folders nobody uses",
        "take away a campaign's bucket",
        "erase a heading of our orders",
        "throw the folder away but keep what is in it",
        "remove a group of tasks",
        "we do not need that project heading",
        "delete the category of our gigs",
    ),
)
def delete_task_group(call: Call, group_id: GroupId) -> DeletedGroup:
    """Delete a task group for good; its tasks stay and merely lose the group.

    It never deletes a task: to end one use reject_task."""
    company_id = _company_id(call)
    group = _find(call, company_id, group_id)
    call.confirm(
        worded(
            "Delete task group {group_id}; its {task_count} tasks stay, without the group",
            group_id=group_id,
            task_count=group["task_count"],
        ),
        record=f"task_group:{group_id}",
        details=(worded("Its title: {title}", title=quoted(group["title"])),),
    )
    unlinked = groups.remove(call.tx, group_id)
    return {
        "group_id": group_id,
        "company_id": company_id,
        "actor_id": call.caller.id,
        "unlinked_tasks": unlinked,
    }


def _company_id(call: Call) -> int:
    return call.caller.company_id or 0


def _find(call: Call, company_id: int, group_id: int) -> Row:
    row = groups.find(call.tx, company_id, group_id)
    if row is None:
        raise NotFound("task group", group_id, next=("list_task_groups",))
    return row


def _title(text: str) -> str:
    name = " ".join(plain(text).split())
    if not name:
        raise Invalid({"title": worded("is empty")}, next=("list_task_groups",))
    return name


def _check_free(call: Call, company_id: int, title: str, group_id: int | None) -> None:
    taken = groups.find_by_title(call.tx, company_id, title)
    if taken is not None and taken != group_id:
        raise Conflict(
            worded(
                "The company has a task group '{title}' already: group {taken}. Use it, or choose another title.",
                title=title,
                taken=taken,
            ),
            code="title_taken",
            details={"group_id": taken},
            next=("list_task_groups",),
        )


def _group(row: Row) -> GroupShape:
    return {
        "id": row["id"],
        "company_id": row["company_id"],
        "color": row["color"],
        "title": row["title"],
        "created_at": iso(row["created_at"]),
        "task_count": row["task_count"],
    }
