"""Parameter types of orders and their types."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from tools.orders.rules.fields import MOST_FIELDS, MOST_LENGTH, MOST_OPTIONS
from tools.orders.rules.finding import Operator
from tools.orders.rules.standing import State
from tools.params import Email, OneLine
from tools.rules.mail_addresses import mail_address
from tools.rules.sentences import worded

MOST_FILTERS = 10

OrderCode = Annotated[OneLine, Field(min_length=1, max_length=64, description="The order's code, such as ORD-1.")]
OwnCode = Annotated[
    OneLine, Field(min_length=1, max_length=64, description="Your own code, not taken yet. Default the next ORD-n.")
]
TypeCode = Annotated[
    OneLine, Field(min_length=1, max_length=64, description="Code of an order type, from list_order_types.")
]
ExtCode = Annotated[OneLine, Field(min_length=1, max_length=255, description="Code in another system.")]
ProcessId = Annotated[OneLine, Field(min_length=1, max_length=255, description="Business process id.")]
ProcessState = Annotated[OneLine, Field(min_length=1, max_length=255, description="Business process state.")]
OrderState = Annotated[State, Field(description="Where the work stands.")]
Responsible = Annotated[Email, Field(description="E-mail of the responsible user, one of list_users.")]
Data = Annotated[
    dict[str, Any],
    Field(description='Custom fields of the type, name -> value; lists where several are taken; "" empties one.'),
]


def _address_or_none(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(worded("must be an e-mail address, or an empty text"))
    return mail_address(value) if value.strip() else ""


ResponsibleOrNobody = Annotated[
    str, BeforeValidator(_address_or_none), Field(description="E-mail of the responsible user; empty: nobody's.")
]


class FieldFilter(TypedDict):
    """What a custom field has to be."""

    field: Annotated[str, Field(min_length=1, max_length=64, description="Name of the custom field.")]
    operator: NotRequired[Annotated[Operator, Field(description="Default equals.")]]
    value: NotRequired[
        Annotated[str, Field(max_length=MOST_LENGTH, description="What it is compared with; not of empty, filled.")]
    ]


FieldFilters = Annotated[
    list[FieldFilter], Field(max_length=MOST_FILTERS, description="All must hold; needs order_type_code.")
]


def _text_or_value(value: object) -> object:
    """A default as its text, whatever it was sent as."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


class FieldDefinition(TypedDict):
    """One custom field."""

    name: Annotated[
        OneLine, Field(min_length=1, max_length=200, description="Letters, digits, underscores; kept in its case.")
    ]
    type: Annotated[
        Literal["string", "number", "boolean", "datetime", "date", "json", "file"],
        Field(description="file: number of an uploaded file."),
    ]
    label: Annotated[OneLine, Field(min_length=1, max_length=255)]
    description: NotRequired[Annotated[str, Field(max_length=1000)]]
    required: NotRequired[bool]
    multiple: NotRequired[Annotated[bool, Field(description="Takes a list of values.")]]
    visible: NotRequired[Annotated[bool, Field(description="false: forms need not show it. Default true.")]]
    editable: NotRequired[Annotated[bool, Field(description="false: only admins change a value. Default true.")]]
    unique: NotRequired[Annotated[bool, Field(description="No two orders of the type have the same value.")]]
    default: NotRequired[
        Annotated[str, BeforeValidator(_text_or_value), Field(description="As text; a list as JSON text.")]
    ]
    max_length: NotRequired[Annotated[int, Field(ge=1, le=MOST_LENGTH, description="Of strings.")]]
    options: NotRequired[
        Annotated[
            list[Annotated[OneLine, Field(min_length=1, max_length=MOST_LENGTH)]],
            Field(max_length=MOST_OPTIONS, description="The values a string may have."),
        ]
    ]


FieldDefinitions = Annotated[list[FieldDefinition], Field(max_length=MOST_FIELDS)]
TypeName = Annotated[OneLine, Field(min_length=1, max_length=255, description="What people call it.")]
