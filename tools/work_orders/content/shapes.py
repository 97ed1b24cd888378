"""Messages, folders and files of a work order as answers show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.shapes import Theirs
from tools.uploads.reading import file_uri

SYSTEM = "The platform"


class MessageAuthor(TypedDict):
    """No id: the platform."""

    id: NotRequired[int | None]
    name: Theirs
    kind: Literal["person", "agent", "platform"]


class MessageTo(TypedDict):
    """user_id: one provider; all: every provider; neither: the company."""

    user_id: NotRequired[int | None]
    all: bool


class ReplyShape(TypedDict):
    """read: whether the caller had read it before this call."""

    id: int
    parent_id: NotRequired[int | None]
    message: Theirs
    author: MessageAuthor
    role: Literal["buyer", "provider", "support", "system"]
    to: MessageTo
    created_at: str
    read: bool


class MessageShape(ReplyShape):
    """A first message with the replies under it, oldest first, the newest hundred."""

    work_order_id: int
    archived: bool
    problem_id: NotRequired[int | None]
    replies: list[ReplyShape]


class By(TypedDict):
    id: int
    name: Theirs
    kind: Literal["person", "agent"]


class FileAuthor(TypedDict):
    """The kind alone of a provider who had the order before, to the one who has it now."""

    id: NotRequired[int | None]
    name: NotRequired[Theirs | None]
    kind: Literal["person", "agent"]


class TakenShape(TypedDict):
    """What the camera noted in a picture, as it was read: no proof. at: by its clock, with an offset only where it had one."""

    at: NotRequired[str | None]
    latitude: NotRequired[float | None]
    longitude: NotRequired[float | None]


class AttachedFileShape(TypedDict):
    """link: where it is read as a resource; id: for get_file."""

    id: int
    name: Theirs
    mime: str
    size_bytes: int
    sha256: str
    type: Literal["image", "video", "document"]
    link: str
    content_base64: NotRequired[str | None]


class AttachmentShape(TypedDict):
    id: int
    folder_id: int
    work_order_id: int
    author: FileAuthor
    created_at: str
    file: AttachedFileShape
    notes: NotRequired[Theirs | None]
    show_before_assignment: bool
    status: Literal["pending", "approved", "denied"]
    reviewer: NotRequired[By | None]
    reviewed_at: NotRequired[str | None]
    review_note: NotRequired[Theirs | None]
    task_id: NotRequired[int | None]
    taken: NotRequired[TakenShape | None]


class FolderTask(TypedDict):
    id: int


class FolderTotal(TypedDict):
    total: int


class FolderShape(TypedDict):
    """min_files: how many complete its upload tasks. Bytes are of one file."""

    id: int
    work_order_id: int
    name: Theirs
    type: Literal["document", "slot"]
    default: bool
    task: NotRequired[FolderTask | None]
    min_files: int
    max_files: int
    min_bytes: int
    max_bytes: int
    metadata: FolderTotal
    results: list[AttachmentShape]


def reply_shape(row: Row) -> ReplyShape:
    return {
        "id": row["id"],
        "parent_id": row["parent_id"],
        "message": row["message"],
        "author": _author(row),
        "role": row["role"],
        "to": _to(row),
        "created_at": iso(row["created_at"]),
        "read": bool(row["is_read"]),
    }


def message_shape(row: Row, replies: Sequence[Row]) -> MessageShape:
    return {
        **reply_shape(row),
        "work_order_id": row["work_order_id"],
        "archived": row["archived_at"] is not None,
        "problem_id": row["problem_id"],
        "replies": [reply_shape(each) for each in replies],
    }


def _author(row: Row) -> MessageAuthor:
    if row["author_name"] is None:
        return {"name": SYSTEM, "kind": "platform"}
    return {"id": row["author_id"], "name": row["author_name"], "kind": row["author_type"]}


def _to(row: Row) -> MessageTo:
    if row["role"] == "provider":
        return {"all": False}
    return {"user_id": row["to_person_id"], "all": row["to_person_id"] is None}


def attachment_shape(row: Row, sees_place: bool, content_base64: str | None = None) -> AttachmentShape:
    """sees_place: whether the caller is shown when and where a picture says it was taken, and which provider handed it in."""
    reviewer: By | None = None
    author: FileAuthor = {"id": row["author_id"], "name": row["author_name"], "kind": row["author_type"]}
    if row["of_provider"] and not sees_place:
        author = {"kind": row["author_type"]}
    if row["reviewed_by_id"] is not None:
        reviewer = {"id": row["reviewed_by_id"], "name": row["reviewer_name"], "kind": row["reviewed_by_type"]}
    return {
        "id": row["id"],
        "folder_id": row["folder_id"],
        "work_order_id": row["work_order_id"],
        "author": author,
        "created_at": iso(row["created_at"]),
        "file": {
            "id": row["file_id"],
            "name": row["name"],
            "mime": row["mime_type"],
            "size_bytes": row["size_bytes"],
            "sha256": row["sha256"],
            "type": row["kind"],
            "link": file_uri(row["file_id"]),
            "content_base64": content_base64,
        },
        "notes": row["notes"],
        "show_before_assignment": bool(row["show_before_assignment"]),
        "status": row["status"],
        "reviewer": reviewer,
        "reviewed_at": iso(row["reviewed_at"]) if row["reviewed_at"] else None,
        "review_note": row["review_note"],
        "task_id": row["task_id"],
        "taken": _taken(row) if sees_place else None,
    }


def _taken(row: Row) -> TakenShape | None:
    if row["taken_at"] is None and row["latitude"] is None:
        return None
    return {"at": row["taken_at"], "latitude": row["latitude"], "longitude": row["longitude"]}


def folder_shape(row: Row, total: int, files: Sequence[AttachmentShape] = ()) -> FolderShape:
    return {
        "id": row["id"],
        "work_order_id": row["work_order_id"],
        "name": row["name"],
        "type": row["type"],
        "default": bool(row["is_default"]),
        "task": {"id": row["task_id"]} if row["task_id"] is not None else None,
        "min_files": row["min_files"],
        "max_files": row["max_files"],
        "min_bytes": 1,
        "max_bytes": row["max_bytes"],
        "metadata": {"total": total},
        "results": list(files),
    }
