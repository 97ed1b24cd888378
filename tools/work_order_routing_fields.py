"""Parameters and answer shapes that the routing tools share."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypedDict

from store.database import Row
from store.types import iso, utc_time
from tools.params import Id, Moment, PositiveAmount
from tools.rules.ratings import mean
from tools.rules.work_order_qualifications import Operator, RuleType
from tools.rules.work_order_routing import DECLINE_REASONS, Route
from tools.shapes import Theirs

ProviderId = Annotated[Id, Field(description="The provider (person), from list_providers.")]
Note = Annotated[str, Field(min_length=1, max_length=1000)]
Message = Annotated[str, Field(min_length=1, max_length=2000)]
OfferMessage = Annotated[Message, Field(description="Goes to the provider with the offer.")]
OfferEnd = Annotated[
    Moment, Field(description="When the offer lapses; in the future, at the latest the end of the service window.")
]
RequestId = Annotated[Id, Field(description="The request, from list_work_order_pending_requests.")]
ReturnTo = Annotated[
    Literal["draft", "published"],
    Field(description="Where the order goes. Default published when it was published before, else draft."),
]
VoidTimeLogs = Annotated[
    bool, Field(description="Needed when closed time logs exist: they no longer count for pay. Default false.")
]


def _rule_value(value: object) -> object:
    """A number, a flag or a list of words as the text it stands for."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(str(_rule_value(each)) for each in value)
    return str(value) if isinstance(value, int | float) else value


RuleValue = Annotated[
    str,
    BeforeValidator(_rule_value),
    WithJsonSchema({"type": "string"}),
    Field(
        min_length=1,
        max_length=1000,
        description='What the fact is compared with: "4.0", "passed", "Cisco CCNA", or several for has, in and not_in, '
        "separated by commas. Types of work and networks by id.",
    ),
]
RuleName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=80,
        description="Name of the rule; default follows from type and value. For attribute: the note's name.",
    ),
]
RuleKind = Annotated[RuleType, Field(description="What is asked for.")]
RuleOperator = Annotated[
    Operator,
    Field(description="Numbers: = != >= <= > <. Lists: has (all of them), in (any), not_in. Checks: = != in not_in."),
]
RuleRequired = Annotated[
    bool, Field(description="true: who lacks it cannot be routed or assigned; false: it only ranks. Default true.")
]
RuleWeight = Annotated[int, Field(ge=0, le=100, description="Points of a preference. Default 10.")]


class RuleGiven(TypedDict):
    type: RuleKind
    name: NotRequired[RuleName]
    operator: RuleOperator
    value: RuleValue
    required: NotRequired[RuleRequired]
    weight: NotRequired[RuleWeight]


class CriterionGiven(TypedDict):
    type: RuleKind
    operator: RuleOperator
    value: RuleValue


class PartGiven(TypedDict):
    amount: Annotated[PositiveAmount, Field(description='Rate as decimal text, such as "65.00".')]
    units: NotRequired[Annotated[PositiveAmount, Field(description="Hours or devices; left out for fixed pay.")]]


class CounterPayGiven(TypedDict):
    type: NotRequired[
        Annotated[Literal["fixed", "hourly", "device", "blended"], Field(description="Default as offered.")]
    ]
    base: PartGiven
    additional: NotRequired[Annotated[PartGiven, Field(description="Blended pay only: the rate after the base hours.")]]


class CounterScheduleGiven(TypedDict):
    mode: NotRequired[Annotated[Literal["exact", "between", "hours"], Field(description="Default as offered.")]]
    start: Annotated[Moment, Field(description="ISO 8601 with offset.")]
    end: NotRequired[Annotated[Moment, Field(description="ISO 8601 with offset; for between and hours.")]]


class CounterExpenseGiven(TypedDict):
    category_id: Annotated[Id, Field(description="From list_expense_categories.")]
    amount: Annotated[PositiveAmount, Field(description='Decimal text, such as "18.40".')]
    description: Annotated[str, Field(min_length=1, max_length=500)]


class CounterOfferGiven(TypedDict):
    pay: NotRequired[Annotated[CounterPayGiven, Field(description="Other pay terms.")]]
    pay_percent: NotRequired[
        Annotated[
            str,
            Field(max_length=20, description='Orders in a bundle only: percent every rate changes by, such as "10".'),
        ]
    ]
    schedule: NotRequired[Annotated[CounterScheduleGiven, Field(description="Another service window.")]]
    expenses: NotRequired[Annotated[list[CounterExpenseGiven], Field(max_length=20, description="Costs on top.")]]
    note: NotRequired[Note]
    expires_at: NotRequired[Annotated[Moment, Field(description="Until when it stands.")]]


class RouteProviderShape(TypedDict):
    id: int
    first_name: str
    last_name: NotRequired[str | None]
    rating: NotRequired[str | None]


class DeclineShape(TypedDict):
    id: int
    name: str
    note: NotRequired[Theirs | None]


class RouteShape(TypedDict):
    id: int
    work_order_id: int
    user: RouteProviderShape
    status: Literal["open", "accepted", "declined", "expired", "removed", "closed"]
    source: Literal["manual", "mass", "dispatch", "smart_dispatch"]
    talent_pool_group_id: NotRequired[str | None]
    tier_id: NotRequired[int | None]
    routed_by: str
    message: NotRequired[Theirs | None]
    created_at: str
    expires_at: NotRequired[str | None]
    answered_at: NotRequired[str | None]
    decline_reason: NotRequired[DeclineShape | None]
    terms_changed: bool


class CounterPartShape(TypedDict):
    amount: str
    units: str


class CounterPayShape(TypedDict):
    type: str
    base: CounterPartShape
    additional: NotRequired[CounterPartShape | None]


class CounterScheduleShape(TypedDict):
    mode: str
    start: str
    end: NotRequired[str | None]


class CounterExpenseShape(TypedDict):
    category_id: int
    amount: str
    description: Theirs


class CounterOfferShape(TypedDict):
    pay: NotRequired[CounterPayShape | None]
    pay_percent: NotRequired[str | None]
    schedule: NotRequired[CounterScheduleShape | None]
    expenses: NotRequired[list[CounterExpenseShape] | None]
    note: NotRequired[Theirs | None]
    expires_at: NotRequired[str | None]


class ClosedShape(TypedDict):
    routes: list[int]
    requests: list[int]


def route_of(row: Row) -> Route:
    """An offer as the rules see it."""
    expires = row["expires_at"]
    return Route(
        row["id"], row["person_id"], row["status"], utc_time(expires) if expires else None, bool(row["forced"])
    )


def route_shape(row: Row) -> RouteShape:
    """An offer as told to the company or to its provider."""
    answer: dict[str, Any] = {
        "id": row["id"],
        "work_order_id": row["work_order_id"],
        "user": person_of(row),
        "status": row["status"],
        "source": row["source"],
        "talent_pool_group_id": row["talent_pool_group_id"],
        "tier_id": row["tier_id"],
        "routed_by": f"{row['routed_by_type']}:{row['routed_by_id']}",
        "message": row["message"],
        "created_at": iso(row["created_at"]),
        "expires_at": iso(row["expires_at"]) if row["expires_at"] else None,
        "answered_at": iso(row["answered_at"]) if row["answered_at"] else None,
        "decline_reason": decline_shape(row),
        "terms_changed": bool(row["terms_changed"]),
    }
    return answer  # type: ignore[return-value]


def decline_shape(row: Row) -> DeclineShape | None:
    if row["decline_reason"] is None:
        return None
    id, _ = DECLINE_REASONS[row["decline_reason"]]
    return {"id": id, "name": row["decline_reason"], "note": row["decline_note"]}


def person_of(row: Row) -> RouteProviderShape:
    rating = mean(row["rating_sum"], row["rating_count"])
    return {
        "id": row["person_id"],
        "first_name": row["first_name"],
        "last_name": row["last_name"],
        "rating": str(rating) if rating else None,
    }
