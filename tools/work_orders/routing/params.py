"""Parameters that the routing tools share."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.params import Id, Moment, OneLine, PositiveAmount, Said
from tools.work_orders.params import RuleValue
from tools.work_orders.rules.qualifications import Operator, RuleType

ProviderId = Annotated[Id, Field(description="The provider: the number of the person.")]
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


RuleName = Annotated[
    OneLine,
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
    category_id: Annotated[Id, Field(description="An expense category of the company, by number.")]
    amount: Annotated[PositiveAmount, Field(description='Decimal text, such as "18.40".')]
    description: Annotated[Said, Field(min_length=1, max_length=500)]


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
