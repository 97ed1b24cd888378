"""What ordering a task and changing its terms both take."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.params import Id, OneLine, Uuid

Title = Annotated[OneLine, Field(min_length=1, max_length=255, description="What it is, in one line.")]
Description = Annotated[str, Field(min_length=1, max_length=10_000, description="What is to be done.")]
DeadlineType = Annotated[Literal[1, 2], Field(description="1 soft; 2 hard: passed, the task waits for the client.")]


class AttributeInput(TypedDict):
    id: Annotated[Id, Field(description="Attribute, from list_service_attributes.")]
    value: NotRequired[Annotated[str, Field(max_length=2000, description="Text, or the text of an option.")]]
    values: NotRequired[Annotated[list[str], Field(max_length=50, description="For multiselect: texts of options.")]]


Attributes = Annotated[
    list[AttributeInput],
    Field(max_length=50, description="Details of the service (list_service_attributes); those it requires at least."),
]


class EndContract(TypedDict):
    uuid: Annotated[Uuid, Field(description="Ad contract: uuid or your external id.")]
    sum: NotRequired[Annotated[int, Field(ge=1, le=10**12, description="Part of the price, whole units.")]]


class AdData(TypedDict):
    end_contracts: Annotated[list[EndContract], Field(min_length=1, max_length=20)]


AdContracts = Annotated[AdData, Field(description="Contracts behind ads shown in Russia.")]
AdsOutsideRussia = Annotated[bool, Field(description="Ads not shown in Russia need no label.")]
