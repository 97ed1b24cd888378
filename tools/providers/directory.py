"""Looking through the providers a company may work with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.providers import search
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, OneLine, PositiveAmount
from tools.providers.access import company_of
from tools.providers.params import MinRating
from tools.providers.rules.near import Sort, around, boxes
from tools.providers.shapes import rating_of
from tools.review_scores import ReviewScore, review_scores_of
from tools.rules.places import Point
from tools.rules.ratings import hundredths
from tools.rules.sentences import worded
from tools.shapes import NamedShape, Theirs

TOOLSET = "talent_pools"
MOST_NEAR = 2_000


class Near(TypedDict):
    """A place, and how far around it they may live."""

    lat: Annotated[float, Field(ge=-90, le=90, description="Degrees north.")]
    lng: Annotated[float, Field(ge=-180, le=180, description="Degrees east.")]
    radius_km: Annotated[
        PositiveAmount, Field(ge=1, le=2000, description='How far around, 1 to 2000 km, such as "50".')
    ]


class ListedProvider(TypedDict):
    """distance_km: from the place asked for to their neighbourhood. blocked: by your company."""

    user_id: int
    first_name: Theirs
    last_name: NotRequired[Theirs | None]
    rating: NotRequired[str | None]
    jobs_completed: int
    types_of_work: list[NamedShape]
    distance_km: NotRequired[int | None]
    blocked: bool
    review: ReviewScore


class Providers(TypedDict):
    providers: list[ListedProvider]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=20,
    find=(
        "what is the id of technician Marco",
        "who have we worked with before near Lyon",
        "look a contractor up by name",
        "list providers of field work",
        "find technicians who do cabling",
        "best rated installers around a place",
        "which field technicians live near the site",
        "provider with this e-mail address",
        "search field workers by type of work",
        "technicians with most jobs done",
        "who has not worked for us yet",
        "directory of technicians",
    ),
)
def list_providers(
    call: Call,
    page: Page,
    query: Annotated[
        OneLine, Field(min_length=1, max_length=200, description="Beginnings of names, or a whole e-mail address.")
    ]
    | None = None,
    type_of_work_id: Annotated[Id, Field(description="Who does it, from list_types_of_work.")] | None = None,
    near: Annotated[Near, Field(description="Who lives around a place.")] | None = None,
    min_rating: MinRating | None = None,
    worked_for_us: Annotated[
        bool, Field(description="Only those who did (true) or did not do (false) approved work for the company.")
    ]
    | None = None,
    sort: Annotated[Sort, Field(description="distance needs near. Best and most first, nearest first.")] = "name",
) -> Providers:
    """Look through the providers a company may work with, by name, e-mail, type of work, place or rating.

    Only people who take work now, and want the company's. An address finds those who worked for the company or are in one of
    its groups. Homes are private: distances go to their neighbourhood. get_user_details shows one in full; next:
    route_work_order, add_provider_to_preferred_group."""
    if sort == "distance" and near is None:
        raise Invalid({"sort": worded("distance needs near: the place that distances go from")})
    wanted = search.Wanted(
        company_id=company_of(call),
        query=query,
        type_of_work_id=type_of_work_id,
        min_rating=None if min_rating is None else hundredths(min_rating),
        worked_for_us=worked_for_us,
    )
    if near is not None:
        found, next_cursor, total = page.slice(_near(call, wanted, near, sort))
        return {"providers": _shapes(call, found), "total": total, "next_cursor": next_cursor}
    by = "name" if sort == "distance" else sort
    sql, params, order = search.listed(call.tx, wanted, by)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order)
    return {
        "providers": _shapes(call, [(dict(row), None) for row in rows]),
        "total": total,
        "next_cursor": next_cursor,
    }


def _near(call: Call, wanted: search.Wanted, near: Near, sort: Sort) -> list[tuple[Any, int | None]]:
    """Everybody around a place; where too many live, those within a smaller circle, and a warning."""
    center, most = Point(near["lat"], near["lng"]), int(near["radius_km"] * 10) / 10
    radius = most
    rows: Sequence[Any] = ()
    for wide, box in boxes(center, most):
        rows, radius = search.inside(call.tx, wanted, box, MOST_NEAR + 1), wide
        if len(rows) <= MOST_NEAR:
            break
    if radius < most:
        call.warn(
            f"More than {MOST_NEAR} providers live within {most:g} km; these are within {radius:g} km. Ask for less: "
            "type_of_work_id, min_rating, query."
        )
    return [(row, way) for row, way in around(rows[:MOST_NEAR], center, radius, sort)]


def _shapes(call: Call, found: Sequence[tuple[Mapping[str, Any], int | None]]) -> list[ListedProvider]:
    ids = [row["id"] for row, _ in found]
    types = search.types_of(call.tx, company_of(call), ids) if ids else {}
    reviews = review_scores_of(call.tx, [Owner("person", id) for id in ids])
    blocked = search.blocked_by(call.tx, company_of(call), ids) if ids else set()
    return [
        {
            "user_id": row["id"],
            "first_name": row["first_name"],
            "last_name": row["last_name"],
            "rating": rating_of(row),
            "jobs_completed": row["jobs_completed"],
            "types_of_work": [{"id": each["id"], "name": each["name"]} for each in types.get(row["id"], ())],
            "distance_km": way,
            "blocked": row["id"] in blocked,
            "review": reviews[Owner("person", row["id"])],
        }
        for row, way in found
    ]
