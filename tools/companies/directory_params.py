"""The parameters that the tools of a company's user directory share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.params import Email, Id, OneLine

Role = Literal["admin", "user"]
UserType = Literal["client", "vendor", "consultant", "staff"]
UserId = Annotated[Id, Field(description="The user. Required unless user_email.")]
UserEmail = Annotated[Email, Field(description="The user's present address. Required unless user_id.")]
FirstName = Annotated[OneLine, Field(min_length=1, max_length=100, description="First name, or the whole name.")]
MiddleName = Annotated[OneLine, Field(max_length=100, description="Middle name.")]
LastName = Annotated[OneLine, Field(max_length=100, description="Last name.")]
Department = Annotated[str, Field(max_length=255, description="Name of the department.")]
Password = Annotated[
    str,
    Field(min_length=10, max_length=255, description="Optional, and for yourself: only when you join without sign-in."),
]
PasswordAgain = Annotated[str, Field(min_length=10, max_length=255, description="The password once more.")]
