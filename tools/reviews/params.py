"""Parameters that operations on reviews share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.params import Id

WorkKind = Annotated[
    Literal["task", "booking", "work_order", "contract"], Field(description="What kind of work it was.")
]
WorkSide = Literal["client", "worker"]
AboutType = Literal["person", "company", "agent"]
ReviewId = Annotated[Id, Field(description="The review, from list_reviews or a notice.")]
