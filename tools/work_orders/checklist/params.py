"""The parameters of steps and their alerts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.params import Email, Id, OneLine
from tools.work_orders.params import AlertIn

TaskId = Annotated[int, Field(ge=1, description="The step, from list_work_order_tasks.")]
Group = Annotated[Literal["prep", "onsite", "post"], Field(description="When it is done: before, on site or after.")]
TypeId = Annotated[
    int,
    Field(
        ge=1,
        le=13,
        description="1 set ETA, 2 close-out notes, 3 check in, 4 check out, 5 upload a file, 6 take a picture, 7 fill in a"
        " custom field, 8 call, 9 e-mail, 10 custom, 11 signature, 12 shipment tracking, 13 download a file.",
    ),
]
TaskStatus = Literal["incomplete", "complete"]
Label = Annotated[OneLine, Field(min_length=1, max_length=1000, description="What exactly.")]
Position = Annotated[int, Field(ge=1, le=1000, description="Place in its group; equal places go by id.")]
Required = Annotated[bool, Field(description="Whether the work can be reported done without it. Default true.")]
Alerts = Annotated[
    list[AlertIn], Field(max_length=10, description="Addresses mailed on completion; replaces them all.")
]
FieldId = Annotated[Id, Field(description="Custom field of the work order; for type 7.")]
Phone = Annotated[
    str,
    Field(min_length=3, max_length=40, description="Whom to call, for type 8; with country code or as dialled there."),
]
MailTo = Annotated[Email, Field(description="Whom to write to; for type 9.")]
FolderId = Annotated[Id, Field(description="Folder of the work order that is filled; for types 5 and 6.")]
AttachmentId = Annotated[Id, Field(description="File of the work order to download; for type 13.")]
