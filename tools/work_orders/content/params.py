"""What the operations on folders and files are given with."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.params import Id

FolderId = Annotated[Id, Field(description="From list_work_order_attachments.")]
AttachmentId = Annotated[Id, Field(description="The file in that folder, from list_work_order_attachments.")]
Status = Literal["pending", "approved", "denied"]
Notes = Annotated[str, Field(min_length=1, max_length=2000, description="About the file.")]
Early = Annotated[bool, Field(description="For the company: providers see it before they are assigned. Default false.")]
UploadTask = Annotated[Id, Field(description="An upload step of the checklist (type 5 or 6).")]
