"""Files handed in to a work order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.uploads import files as stored_files
from store.work_orders import parts as work_order_parts
from store.work_orders.content import files as content_files
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.params import OneLine
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.uploads.camera import Taken, taken_of
from tools.uploads.reading import Upload, Wanted, keep_uploads, read_uploads
from tools.uploads.rules.files import KIB, MOST_BYTES, Kind
from tools.work_orders.access import Side, note, visible_order
from tools.work_orders.catalog.choices import folders
from tools.work_orders.content.access import folder_of
from tools.work_orders.content.checks import check_room, check_upload_task, check_verdict
from tools.work_orders.content.params import Early, FolderId, Notes, UploadTask
from tools.work_orders.content.rules.files import free_name, status_of_new, upload
from tools.work_orders.content.shapes import AttachmentShape, attachment_shape
from tools.work_orders.content.steps_by_files import filled, settle
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.params import WorkOrderId
from tools.work_orders.rules.states import ASSIGNED, WORK_DONE, Status

TOOLSET = "work_order_content"
ANY: tuple[Kind, ...] = ("image", "video", "document")


class Uploaded(TypedDict):
    """tasks_completed: steps of the checklist that it filled."""

    attachment: AttachmentShape
    tasks_completed: NotRequired[list[int]]


@dataclass(frozen=True, slots=True)
class Handed:
    """A file of a call, and what the camera noted in it."""

    upload: Upload
    taken: Taken


def _read_file(arguments: dict[str, Any]) -> Handed:
    content = arguments["content"]
    if not content.strip():
        largest = worded(
            "{document} KiB, videos {video}", document=MOST_BYTES["document"] // KIB, video=MOST_BYTES["video"] // KIB
        )
        raise Invalid(
            {"content": worded("is empty; 1 byte up to max_bytes of the folder, at most {largest}", largest=largest)}
        )
    wanted = Wanted("content", {"filename": arguments["file_name"], "content_base64": content}, ANY, "job")
    read = read_uploads([wanted])["content"]
    return Handed(read, taken_of(read.content) if read.picture is not None else Taken())


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    example={"file_name": "plan.pdf", "content": "JVBERi0xLjcKMSAwIG9iago8PD4+CmVuZG9iagoK"},
    prepare=_read_file,
    choices={"folder_id": folders},
    find=(
        "add my photo of the rack",
        "put the instructions PDF on the ticket",
        "hand in the deliverable",
        "upload a picture to the work order",
        "attach a file to the site job",
        "send in the after photos of the visit",
        "give the technician the floor plan",
        "upload proof that the work was done",
        "add a document to the field job",
        "put the signed form into the folder of the job",
        "my pictures from the site",
        "attach a wiring diagram for the provider",
    ),
)
def upload_work_order_attachment(
    call: Call,
    work_order_id: WorkOrderId,
    folder_id: FolderId,
    file_name: Annotated[OneLine, Field(min_length=1, max_length=255, description="Name, such as rack.jpg.")],
    content: Annotated[
        str, Field(description="The bytes in base64; 5120 KiB, videos 51200, and at most the folder's max_bytes.")
    ],
    mime: Annotated[str, Field(min_length=1, max_length=255, description="What it is. Told from its content anyway.")]
    | None = None,
    notes: Notes | None = None,
    show_before_assignment: Early | None = None,
    task_id: UploadTask | None = None,
) -> Uploaded:
    """Upload a file into a folder of a work order.

    The assignee, while assigned, into slot folders: it then waits for review. The company, until approval, into any
    folder: it is approved at once. Pictures are made anew; where and when the camera says one was taken is kept beside
    it. It completes the upload steps of the checklist that point to the folder once min_files are there. A name that
    is taken gets a (2)."""
    row, side = visible_order(call, work_order_id)
    folder = folder_of(call, row, folder_id)
    verdict = upload(side, Status(row["status"]), folder["type"])
    tool = "upload_work_order_attachment"
    check_verdict(
        call,
        row,
        tool,
        side,
        verdict,
        worded("Folder {folder_id} is the company's; yours are of type slot.", folder_id=folder_id),
    )
    handed: Handed = call.prepared
    inside = content_files.all_in(call.tx, row["id"], folder_id)
    _check_given(call, row, side, folder, inside, handed, show_before_assignment, task_id)
    if mime is not None and mime.split(";")[0].strip().lower() != handed.upload.found.mime_type:
        call.warn(f"By its content the file is {handed.upload.found.mime_type}, so that is what it is kept as.")
    before = filled(call, row)
    name = free_name(handed.upload.name, [each["name"] for each in inside])
    id = _keep(call, row, folder_id, side, name, handed.taken, notes, show_before_assignment is True, task_id)
    note(call, row, "file_added", detail={"attachment_id": id, "folder_id": folder_id, "name": name})
    completed = settle(call, row, before)
    _tell(call, row, side, name)
    found = content_files.attachment(call.tx, row["id"], folder_id, id)
    if found is None:
        raise LookupError(f"attachment {id} is gone")
    return {"attachment": attachment_shape(found, sees_place=True), "tasks_completed": completed}


def _check_given(
    call: Call,
    row: Row,
    side: Side,
    folder: Row,
    inside: list[Row],
    handed: Handed,
    early: bool | None,
    task_id: int | None,
) -> None:
    if early is not None and side != "company":
        raise NotAllowed(
            worded("Who sees a file before the assignment is the company's to say; leave show_before_assignment out.")
        )
    check_room(folder, inside, len(handed.upload.content), "folder_id", "content")
    if task_id is not None:
        tasks = {each["id"]: each["folder_id"] for each in work_order_parts.tasks(call.tx, row["id"])}
        check_upload_task(call, row, task_id, folder["id"], tasks.get(task_id))


def _keep(
    call: Call,
    row: Row,
    folder_id: int,
    side: Side,
    name: str,
    taken: Taken,
    notes: str | None,
    early: bool,
    task_id: int | None,
) -> int:
    by = call.caller.owner
    [file_id] = keep_uploads(call, by, [call.prepared.upload])
    stored_files.attach(call.tx, [file_id], f"work_order:{row['id']}")
    return content_files.add_attachment(
        call.tx, row["id"], folder_id, file_id, name, status_of_new(side), by, call.stamp,
        notes=plain(notes) or None if notes else None, show_before_assignment=int(early), task_id=task_id,
        taken_at=taken.at, latitude=taken.latitude, longitude=taken.longitude,
    )  # fmt: skip


def _tell(call: Call, row: Row, side: Side, name: str) -> None:
    """The other side hears of it, in its inbox."""
    if side != "company":
        text = say("{who} handed in {file} for {orders}.", who=quoted(call.caller.name), file=quoted(name),
                   orders=named([row]))  # fmt: skip
        tell_company(call, [row], "work_order_visit", text)
    elif row["status"] in (ASSIGNED, WORK_DONE):
        text = say("{file} was added to {orders}.", file=quoted(name), orders=named([row]))
        tell(call, [row], [row["assignee_id"]], "work_order_changed", text, inbox_only=True)
