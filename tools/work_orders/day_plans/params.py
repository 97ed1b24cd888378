"""What the tools of day plans share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from tools.params import Id, NumberOrCode, PositiveAmount, Uuid

PlanId = Annotated[NumberOrCode, Field(description="The plan: its number or dpl_... id, from list_day_plans.")]
PoolIds = Annotated[list[Uuid], Field(min_length=1, max_length=20, description="Talent pool groups to look in.")]


class PriorityIn(TypedDict):
    work_order_id: Id
    priority: Annotated[int, Field(ge=0, le=10)]


Priorities = Annotated[
    list[PriorityIn],
    Field(min_length=1, max_length=200, description="How much an order counts when not all fit, 0 to 10; default 5."),
]
Clock = Annotated[
    str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="HH:MM of the plan's zone; nobody starts earlier.")
]
Distance = Annotated[PositiveAmount, Field(le=20_000, description="Home to site, kilometres as text.")]
