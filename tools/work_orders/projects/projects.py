"""Projects: the list, one in full, a new one."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.work_orders import projects
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.text import plain
from tools.work_orders.projects.checks import (
    check_client,
    check_days,
    check_template,
    free_project_name,
    project_of_company,
)
from tools.work_orders.projects.pages import Asked, Direction, Metadata, Number, Size, page_of
from tools.work_orders.projects.params import (
    About,
    Begin,
    Days,
    DefaultTemplateId,
    End,
    Ids,
    ManagerId,
    OfClient,
    ProjectId,
    ProjectName,
    ProjectStatus,
    Short,
)
from tools.work_orders.projects.shapes import ListedProject, ProjectShape, project_shapes, with_columns
from tools.work_orders.references import check_manager, company_id, manages
from tools.work_orders.rules.lists import day_range

TOOLSET = "projects"

LINE = ("name", "client", "manager", "status", "start_date", "end_date", "work_orders", "created_at")
Column = Literal[
    "id", "company_id", "name", "description", "client", "manager", "status", "start_date", "end_date", "default_template",
    "work_orders", "dispatch", "talent_pool_groups", "created_at", "updated_at",
]  # fmt: skip
Columns = Annotated[
    list[Column], Field(min_length=1, max_length=15, description="Only these fields of each project, in this order.")
]


class ProjectList(TypedDict):
    metadata: Metadata
    results: list[ListedProject]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "which rollouts are running",
        "programs for client 20",
        "find the id of the spring campaign",
        "list our projects",
        "which projects does this colleague manage",
        "programmes we have closed",
        "archived projects of last year",
        "how many field jobs are open in each project",
        "look up a rollout by a word in its name",
        "projects made this month",
        "what campaigns do we run for Example Stores",
        "overview of all programmes with their progress",
    ),
)
def list_projects(
    call: Call,
    paging: Page,
    search: Annotated[Short, Field(description="Part of name or description.")] | None = None,
    client_id: Annotated[Ids, Field(description="Of these clients.")] | None = None,
    manager_id: Annotated[Ids, Field(description="In charge of these members.")] | None = None,
    status: Annotated[Literal["active", "archived", "all"], Field(description="Default active.")] = "active",
    created_date: Days | None = None,
    columns: Columns | None = None,
    sort: Annotated[projects.Sort, Field(description="By number, name, client, manager or day made.")] = "name",
    order: Direction = "asc",
    page: Number | None = None,
    per_page: Size | None = None,
) -> ProjectList:
    """List the projects under which a company groups its work orders, with how many orders are open and done.

    Filters combine with AND. Projects without a client or manager come last when sorted by one. columns (or fields) give
    more or less of each; get_project shows one in full. list_work_orders with project_id lists its orders."""
    zone = terms_of(call.tx, company_id(call))["timezone"]
    wanted = projects.ProjectFilter(
        company_id=company_id(call),
        status=None if status == "all" else status,
        search=search,
        client_ids=client_id or (),
        manager_ids=manager_id or (),
        created=day_range(created_date, zone, "created_date") if created_date else None,
    )
    sql, params = projects.listed(wanted, sort)
    asked = Asked(sort, order, page, per_page)
    keys, metadata = page_of(call, paging, sql, params, projects.order(sort, order), asked)
    found = project_shapes(call, projects.load(call.tx, [key["id"] for key in keys]))
    results = [cast(ListedProject, with_columns(each, columns or (), paging, LINE)) for each in found]
    return {
        "metadata": metadata,
        "results": results,
        "total": metadata["total"],
        "next_cursor": metadata.get("next_cursor"),
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={"name": "Spring rollout", "start_date": "2026-03-01", "end_date": "2026-05-31"},
    find=(
        "start a new rollout programme",
        "a folder for all store refresh jobs",
        "set up a container for the spring campaign",
        "open a project for field jobs",
        "create a programme of site visits for a client",
        "group tickets of one customer under a name",
        "new project with a manager and dates",
        "plan a campaign of installations",
        "make a project whose tickets start from a blueprint",
        "bundle visits of the year into a programme",
        "begin a rollout for Example Stores",
        "we start a deployment in many shops",
    ),
)
def create_project(
    call: Call,
    name: ProjectName,
    client_id: OfClient | None = None,
    manager_id: Annotated[ManagerId, Field(description="Member in charge, from list_users. Default you.")]
    | None = None,
    description: About | None = None,
    start_date: Begin | None = None,
    end_date: End | None = None,
    default_template_id: DefaultTemplateId | None = None,
    status: ProjectStatus = "active",
) -> ProjectShape:
    """Create a project that groups work orders of the company.

    Its client becomes that of its orders. A new order of the project starts from the default template unless it names
    another one. Dispatch settings and talent pools come later; nobody is told. Next: create_work_order with project_id."""
    kept = free_project_name(call, name)
    start, end = (day.isoformat() if day else None for day in (start_date, end_date))
    check_days(start, end)
    if client_id is not None:
        check_client(call, client_id)
    if manager_id is not None:
        check_manager(call, manager_id, "manager_id")
    elif manages(call):
        manager_id = call.caller.id
    if default_template_id is not None:
        check_template(call, default_template_id)
    id = projects.insert(
        call.tx,
        call.stamp,
        company_id=company_id(call),
        name=kept,
        client_id=client_id,
        manager_id=manager_id,
        description=(plain(description) or None) if description else None,
        start_date=start,
        end_date=end,
        default_template_id=default_template_id,
        status=status,
    )
    return project_shapes(call, [project_of_company(call, id)])[0]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "how far is that rollout",
        "open programme 55",
        "details of the campaign",
        "show one project",
        "who manages this programme",
        "how many jobs of the project are done",
        "which client is the project for",
        "what template do tickets of this project start from",
        "when does the rollout end",
        "is automatic dispatch on for the project",
        "how many pools does the programme have",
        "progress of one campaign",
    ),
)
def get_project(call: Call, project_id: ProjectId) -> ProjectShape:
    """Give one project in full: client, manager, dates, default template, counts of its orders, pools and dispatch.

    work_orders counts those of the company: open ones are still to be done, done ones are reported done, approved or paid;
    total has canceled ones too. list_work_orders with project_id lists them."""
    return project_shapes(call, [project_of_company(call, project_id)])[0]
