"""What the lists of a company are asked with."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.params import Clearable, Id, OneLine

Search = Annotated[OneLine, Field(min_length=1, max_length=100, description="Part of the name.")]
Shown = Clearable[
    Annotated[bool, Field(description='false: the retired ones. Default true; clear ["active"] shows all.')]
]
OfCompany = Annotated[Id, Field(description="Default yours. A worker names the company of a work order they can see.")]
Calculation = Annotated[Literal["fixed", "percent"], Field(description="fixed: an amount; percent: of the labour pay.")]
