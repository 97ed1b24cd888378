"""Parameters that the acts of a work order's life share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

ProviderMessage = Annotated[
    str, Field(min_length=1, max_length=2000, description="Sent to the assignee and to providers with open offers.")
]
