"""Parameters of ad labelling."""

from __future__ import annotations

import re
from typing import Annotated, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema

from tools.params import Day, OneLine, Uuid
from tools.tasks.rules.ad_contracts import SubjectType

_DOTTED = re.compile(r"\s*([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\s*")


def _dashed(value: object) -> object:
    """A day written as 31.12.2026 in the form YYYY-MM-DD."""
    found = _DOTTED.fullmatch(value) if isinstance(value, str) else None
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else value


def _american(value: object) -> object:
    return "SUBJECT_TYPE_ORGANIZATION" if value == "SUBJECT_TYPE_ORGANISATION" else value


DAY_TEXT = "YYYY-MM-DD; DD.MM.YYYY is understood."
ContractDay = Annotated[Day, BeforeValidator(_dashed)]
Subject = Annotated[
    SubjectType,
    BeforeValidator(_american),
    WithJsonSchema({"type": "string", "enum": list(get_args(SubjectType))}),
    Field(description="What the contract is about."),
]
Short = Annotated[OneLine, Field(min_length=1, max_length=100)]
CustomerCode = Annotated[Uuid, Field(description="The customer's uuid, or your external id of it.")]
ContractCode = Annotated[Uuid, Field(description="The contract's uuid, or your external id of it.")]
