"""Parameter types of territories and dispatch settings."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from tools.params import Id, PositiveAmount, Uuid
from tools.work_orders.params import Country, Latitude, Longitude

ProjectId = Annotated[Id, Field(description="The project, from list_projects.")]
TerritoryId = Annotated[Uuid, Field(description="The territory, from list_service_territories; a uuid.")]


class CenterIn(TypedDict):
    latitude: Latitude
    longitude: Longitude


Center = Annotated[CenterIn, Field(description="Middle of a circle; with radius_km.")]
RadiusKm = Annotated[PositiveAmount, Field(le=1000, description="Kilometres around center, at most 1000, as text.")]
Codes = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=20)]],
    Field(
        max_length=2000,
        description="Exact codes such as 55401, or prefixes with a star such as 554*. With countries.",
    ),
]
Countries = Annotated[
    list[Country], Field(min_length=1, max_length=250, description="Whose postal codes they are: US, DE.")
]
Polygon = Annotated[
    dict[str, Any],
    Field(
        description="GeoJSON Polygon or MultiPolygon; positions are [longitude, latitude], at most 1000. What lies on the"
        " border is inside."
    ),
]
