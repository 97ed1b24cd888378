"""What operations on freelancers take, and text as it is stored."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tools.params import Id, OneLine, Uuid
from tools.text import plain

FreelancerId = Annotated[
    Id, Field(description="The freelancer, from list_freelancers. Either this or freelancer_uuid.")
]
FreelancerUuid = Annotated[Uuid, Field(description="The freelancer's uuid. Either this or freelancer_id.")]
Phone = Annotated[
    str,
    Field(min_length=1, max_length=40, description="One phone number with its country code, such as +358401234567."),
]
PersonName = Annotated[OneLine, Field(min_length=1, max_length=100, description="As the company knows it.")]
City = Annotated[str, Field(min_length=1, max_length=100, description="City.")]
Address = Annotated[str, Field(min_length=1, max_length=255, description="Street and number.")]
PostalCode = Annotated[str, Field(min_length=1, max_length=20, description="Postal code.")]
Country = Annotated[str, Field(min_length=2, max_length=2, description="ISO 3166-1 alpha-2, such as DE.")]
Note = Annotated[str, Field(max_length=1000, description="The company's own description of the person.")]


def tidy(text: str | None) -> str | None:
    """Text as it is stored; None when nothing visible is left."""
    return plain(text) or None if text is not None else None
