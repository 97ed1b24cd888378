"""The people of a company who can manage work orders."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.work_orders import managers
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.work_orders.catalog.params import Shown
from tools.work_orders.references import company_id
from tools.work_orders.rules.project_totals import TO_DO, TotalShape

TOOLSET = "company_catalog"


class OpenOrders(TypedDict):
    open: int


class ManagerShape(TypedDict):
    """projects and work_orders: those in their charge; open ones are still to be done."""

    user_id: int
    first_name: str
    last_name: NotRequired[str | None]
    email: NotRequired[str | None]
    role: Literal["admin", "user"]
    projects: TotalShape
    work_orders: OpenOrders
    active: bool


class Managers(TypedDict):
    results: list[ManagerShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "who is in charge on our side",
        "id of the dispatcher",
        "possible owners for a ticket",
        "list the managers of the company",
        "who can look after a work order",
        "how many open jobs does each colleague manage",
        "colleagues who run field jobs",
        "number of a manager for manager_id",
        "which coordinator has the most tickets",
        "whom can I hand a job over to on our side",
        "people of ours who manage projects",
    ),
)
def list_company_managers(
    call: Call,
    page: Page,
    search: Annotated[str, Field(min_length=1, max_length=100, description="Part of the name.")] | None = None,
    active: Shown = True,
    sort: Annotated[Literal["id", "name"], Field(description="Default name.")] = "name",
) -> Managers:
    """List the people of a company who can manage work orders, with how much each has in charge.

    Every member does, unless an admin took them off with set_company_catalog_entry (kind manager). create_work_order,
    update_work_order and create_project take numbers as manager_id. list_users lists members with more about them."""
    company = company_id(call)
    sql, params = managers.listed(company, search, active if isinstance(active, bool) else None)
    rows, next_cursor, total = page.rows(call.tx, sql, params, managers.order(sort))
    ids = [row["id"] for row in rows]
    orders = managers.open_orders(call.tx, company, ids, [int(state) for state in TO_DO])
    projects = managers.projects(call.tx, company, ids)
    results: list[ManagerShape] = [
        {
            "user_id": row["id"],
            "first_name": row["name"],
            "last_name": row["last_name"],
            "email": row["email"],
            "role": row["role"],
            "projects": {"total": projects.get(row["id"], 0)},
            "work_orders": {"open": orders.get(row["id"], 0)},
            "active": bool(row["active"]),
        }
        for row in rows
    ]
    return {"results": results, "total": total, "next_cursor": next_cursor}
