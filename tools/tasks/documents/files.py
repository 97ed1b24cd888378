"""Files added to a task later on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.tasks import parts as task_parts
from store.uploads import files
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.params import Id, OneLine
from tools.rules.sentences import say, worded
from tools.tasks.access import TaskId, TaskUuid, visible_task
from tools.tasks.notices import note, tell_other_side
from tools.tasks.shapes import TaskFileShape
from tools.tasks.views import file_shape
from tools.uploads.reading import Upload, Wanted, keep_uploads, read_uploads
from tools.uploads.rules.files import Kind

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True


class AttachedFile(TypedDict):
    """files_count: how many files the task has now."""

    task_id: int
    file: TaskFileShape
    files_count: int


ANY: tuple[Kind, ...] = ("image", "video", "document")


def _read_file(arguments: dict[str, Any]) -> Upload | None:
    """The file that came with the call, None when a stored one is meant; Invalid unless it is one of the two."""
    name, content = arguments.get("file_name"), arguments.get("content_base64")
    if "file_id" in arguments:
        if name is not None or content is not None:
            raise Invalid(
                {"file_id": worded("goes without file_name and content_base64: either a stored file or a new one")}
            )
        return None
    if name is None or content is None:
        raise Invalid(
            {"file_id": worded("pass file_id, or file_name together with content_base64")}, next=("upload_files",)
        )
    wanted = Wanted("content_base64", {"filename": name, "content_base64": content}, ANY, "job")
    return read_uploads([wanted])["content_base64"]


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    example={"type": 5, "file_name": "paper.pdf", "content_base64": "JVBERi0xLjcKMSAwIG9iago8PD4+CmVuZG9iagoK"},
    prepare=_read_file,
    find=(
        "hand over the copyright paper for this job",
        "put the signed document with the assignment",
        "add an attachment",
        "transfer of rights for delivered work",
        "append a paper to an order afterwards",
        "upload the rights agreement to a job",
        "give the client the deed for my design",
        "both sides should see this document on the job",
        "add a PDF to an order that is already running",
        "upload one more document for the freelancer's job",
        "put the brief or contract with an existing task",
        "append a file to the work we commissioned",
    ),
)
def attach_task_file(
    call: Call,
    type: Annotated[Literal[5], Field(description="5: transfer of rights in the task.")],
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    file_id: Annotated[Id, Field(description="Your own file, from upload_files; or file_name and content_base64.")]
    | None = None,
    file_name: Annotated[OneLine, Field(min_length=1, max_length=255, description="Name of the file sent here.")]
    | None = None,
    content_base64: Annotated[
        str, Field(min_length=1, description="The file's bytes in base64; 5120 KiB, videos 51200.")
    ]
    | None = None,
) -> AttachedFile:
    """Add a file to an existing task, such as the document by which rights pass to the client.

    Possible in every state and for either side; both sides can then read it. Only your own files can be attached.
    Ordinary attachments come with create_task (file_ids), results with mark_task_completed."""
    task = visible_task(call, task_id, uuid)
    attached = _kept_file(call, file_id)
    task_parts.add_file(call.tx, task.id, attached, type, call.stamp)
    files.attach(call.tx, [attached], f"task:{task.id}")
    tell_other_side(call, task, "task_message", say("A transfer of rights was attached to {task}."))
    note(call, task, "changed", ["files"])
    call.changed("task", task.id)
    rows = task_parts.files_of(call.tx, [task.id])[task.id]
    [row] = [row for row in rows if row["id"] == attached]
    return {"task_id": task.id, "file": file_shape(row), "files_count": len(rows)}


def _kept_file(call: Call, file_id: int | None) -> int:
    """The caller's file, or what came with the call once it is kept."""
    if file_id is None:
        [kept] = keep_uploads(call, call.caller.owner, [call.prepared])
        return kept
    if files.find_file(call.tx, call.caller.owner, file_id) is None:
        raise NotFound("file of yours with the id", file_id, next=("upload_files",))
    return file_id
