"""Parameters that the tools for booking together share."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.params import Email, Id, OneLine

ScheduleIds = Annotated[
    list[Id],
    Field(
        min_length=2, max_length=20, description="The schedules; in mode all the first one gives the possible starts."
    ),
]
GroupMode = Annotated[
    Literal["all", "any"],
    Field(description="all: everybody together; any: one of them, whoever is free and has least to do."),
]
Weights = Annotated[
    list[Annotated[int, Field(ge=1, le=10)]],
    Field(max_length=20, description="Mode any: one for each schedule; double weight gets double the bookings."),
]
SharedDuration = Annotated[
    int, Field(ge=15, le=1440, description="Minutes, a length all of them offer. Default the first one's.")
]
GroupPay = Annotated[
    Literal["balance", "later"], Field(description="Default balance where payment is required, else later.")
]


class BookedPeople(TypedDict):
    """Somebody else who comes: user_id or email."""

    user_id: NotRequired[Annotated[Id, Field(description="A person.")]]
    email: NotRequired[Annotated[Email, Field(description="Or an e-mail address.")]]
    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=255)]]
