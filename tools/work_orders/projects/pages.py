"""Pages of the lists of projects, clients and sites: by cursor, or by number as the older way of paging has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.rows import Order, numbered_page
from tools.call import Call
from tools.errors import Invalid
from tools.paging import Page
from tools.rules.sentences import worded

PER_PAGE = 25

Direction = Literal["asc", "desc"]
Number = Annotated[int, Field(ge=1, le=100_000, description="Page by number, instead of cursor.")]
Size = Annotated[int, Field(ge=1, le=100, description="With page. Default 25.")]


class Metadata(TypedDict):
    """How long the list is and where the page stands in it. pages: when pages are counted."""

    total: int
    page: NotRequired[int | None]
    per_page: int
    pages: NotRequired[int | None]
    sort: str
    order: str
    next_cursor: NotRequired[str | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What page is asked for, and in which order. number, size: None for the way by cursor."""

    sort: str
    order: Direction
    number: int | None = None
    size: int | None = None


def page_of(
    call: Call, paging: Page, sql: str, params: dict[str, Any], by: Order, asked: Asked
) -> tuple[list[Row], Metadata]:
    """The rows of a page of a SELECT that ends with its WHERE clause; the total of one by number is exact."""
    if asked.number is None and asked.size is None:
        rows, next_cursor, total = paging.rows(call.tx, sql, params, order=by)
        return rows, {
            "total": total, "per_page": paging.limit, "sort": asked.sort, "order": asked.order, "next_cursor": next_cursor,
        }  # fmt: skip
    if paging.cursor is not None:
        raise Invalid({"page": worded("and cursor are two ways of paging; give one of them")})
    number, size = asked.number or 1, asked.size or PER_PAGE
    rows, total = numbered_page(call.tx, sql, params, by, size, (number - 1) * size)
    return rows, {
        "total": total, "page": number, "per_page": size, "pages": -(-total // size), "sort": asked.sort,
        "order": asked.order,
    }  # fmt: skip
