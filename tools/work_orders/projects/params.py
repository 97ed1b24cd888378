"""What projects, clients and sites are given with."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from tools.params import Day, Email, Id, OneLine, Url
from tools.work_orders.params import Country, Line


def _listed(value: object) -> object:
    return [value] if isinstance(value, int) and not isinstance(value, bool) else value


Ids = Annotated[list[Id], BeforeValidator(_listed), Field(min_length=1, max_length=100, description="Any of these.")]
Days = Annotated[
    str, Field(min_length=10, max_length=25, description="A date, or start,end: 2026-03-01,2026-03-31 (both included).")
]
Short = Annotated[OneLine, Field(min_length=1, max_length=100)]
Zip = Annotated[str, Field(min_length=1, max_length=20, description="Postal code.")]

ProjectId = Annotated[Id, Field(description="The project, from list_projects.")]
ProjectName = Annotated[OneLine, Field(min_length=1, max_length=120, description="Unique in the company.")]
ProjectStatus = Annotated[
    Literal["active", "archived"], Field(description="archived: takes no new work orders. Default active.")
]
About = Annotated[str, Field(min_length=1, max_length=5000, description="What the project is about.")]
Begin = Annotated[Day, Field(description="First day, YYYY-MM-DD.")]
End = Annotated[Day, Field(description="Last day, YYYY-MM-DD, not before start_date.")]
ManagerId = Annotated[Id, Field(description="Member in charge, from list_users.")]
DefaultTemplateId = Annotated[
    Id, Field(description="From list_work_order_templates: what new orders of the project start from.")
]
OfClient = Annotated[Id, Field(description="The client it is run for, from list_client_companies.")]

ClientId = Annotated[Id, Field(description="The client, from list_client_companies.")]
ClientName = Annotated[OneLine, Field(min_length=1, max_length=120, description="Unique among your clients.")]
ClientStatus = Annotated[Literal["active", "inactive"], Field(description="inactive: takes no new work.")]
DisplayName = Annotated[Line, Field(description="Name shown instead.")]
Website = Annotated[Url, Field(description="http(s) address of the client's site.")]
Industry = Annotated[Short, Field(description="Line of business, such as Retail.")]
ManagerIds = Annotated[
    list[Id], Field(max_length=20, description="Members who look after the client, from list_users; the whole list.")
]
LinkedCompanyId = Annotated[Id, Field(description="The client's own company in this hall, by number.")]
Notes = Annotated[str, Field(min_length=1, max_length=5000, description="What to know about the client.")]

LocationId = Annotated[Id, Field(description="The site, from list_saved_locations.")]
SiteName = Annotated[
    OneLine, Field(min_length=1, max_length=120, description="Unique in the company, such as Store 42.")
]
TypeId = Annotated[
    Literal[1, 2, 3, 4], Field(description="1 commercial, 2 government, 3 residential, 4 educational. Default 1.")
]
SiteNotes = Annotated[str, Field(min_length=1, max_length=2000, description="What to know about the site.")]


class Contact(TypedDict):
    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=120)]]
    email: NotRequired[Email]
    phone: NotRequired[Annotated[str, Field(min_length=3, max_length=40)]]


class Address(TypedDict):
    address1: NotRequired[Line]
    address2: NotRequired[Line]
    city: NotRequired[Line]
    state: NotRequired[Line]
    zip: NotRequired[Zip]
    country: NotRequired[Country]
