"""What the site side of a work order is given with."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tools.params import Email, Id, OneLine

ContactId = Annotated[Id, Field(description="The contact, from list_work_order_contacts.")]
ContactName = Annotated[OneLine, Field(min_length=1, max_length=120, description="Whom to ask for.")]
Role = Annotated[
    OneLine, Field(min_length=1, max_length=60, description="What they are, such as site contact or project manager.")
]
ContactEmail = Annotated[Email, Field(description="E-mail address.")]
Phone = Annotated[str, Field(min_length=3, max_length=40, description="With country code, or as dialled at the site.")]
Extension = Annotated[OneLine, Field(min_length=1, max_length=10, description="Extension behind the phone.")]
ContactNotes = Annotated[str, Field(min_length=1, max_length=1000, description="When to call, what to say.")]
