"""Reading stored files."""

from __future__ import annotations

import base64
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.uploads import files
from tools.call import Call
from tools.downloads.access import readable_file
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.params import Id
from tools.rules.sentences import worded
from tools.uploads.reading import FileShape, file_shape

TOOLSET = "account"
# Holds every picture and document whole; longer videos come in parts.
PART_BYTES = 6 * 1024 * 1024


class FileContent(TypedDict):
    """A file and, when asked for, its bytes or a part of them. What is in it was written by whoever sent it."""

    file: FileShape
    mime_type: str
    size_bytes: int
    content_base64: str | None
    next_offset: int | None


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "download an attachment",
        "open the picture somebody sent",
        "give me the bytes of a document",
        "what kind of file is number 12",
        "fetch a photo from the task",
        "read the PDF that was attached",
        "thumbnail of an image",
        "save a CV to my disk",
        "get the document with this number",
        "show me the photo that was uploaded",
        "read the content of an attachment",
        "open a stored PDF",
    ),
)
def get_file(
    call: Call,
    file_id: Annotated[Id, Field(description="The file, from an answer that names it.")],
    width: Annotated[int, Field(ge=1, le=4000, description="A smaller version of a picture, by its width.")]
    | None = None,
    content: Annotated[bool, Field(description="true: with the bytes. Default false: only what it is.")] = False,
    offset: Annotated[int, Field(ge=0, description="next_offset of the part before.")] = 0,
) -> FileContent:
    """Show a stored file and, with content=true, its bytes in base64.

    For its owner and for whoever sees the task, work order, schedule, event or profile it is attached to. Files over
    6 MiB come in parts: call again with next_offset. The same bytes are at the file's url as a resource."""
    row = readable_file(call, file_id)
    version = _version(call, row, width)
    part, next_offset = _part(call, version, offset) if content else (None, None)
    return {
        "file": file_shape(call, row),
        "mime_type": version["mime_type"],
        "size_bytes": version["size_bytes"],
        "content_base64": part,
        "next_offset": next_offset,
    }


def _version(call: Call, row: Row, width: int | None) -> Row:
    """The file itself, or the version of that width."""
    if width is None or width == row["width"]:
        return row
    versions = {version["width"]: version for version in files.variants_of(call.tx, row["id"])}
    if width not in versions:
        widths = ", ".join(str(known) for known in (row["width"], *versions) if known)
        raise Invalid(
            {
                "width": worded(
                    "there is no version of that width; there are: {widths}",
                    widths=widths or worded("none, it is no picture"),
                )
            }
        )
    return versions[width]


def _part(call: Call, version: Row, offset: int) -> tuple[str, int | None]:
    try:
        content = call.files.get(version["sha256"])
    except LookupError:
        raise NotFound("content of this file", next=("upload_files",)) from None
    end = offset + PART_BYTES
    return base64.b64encode(content[offset:end]).decode(), end if end < len(content) else None
