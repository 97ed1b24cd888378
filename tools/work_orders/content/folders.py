"""Folders for the files of a work order."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.folding import address_key
from store.uploads import files as stored_files
from store.work_orders import parts as work_order_parts
from store.work_orders.content import files as content_files
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.operation import operation
from tools.params import OneLine
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.uploads.rules.files import MOST_BYTES
from tools.work_orders.access import note, order_of_company
from tools.work_orders.content.access import folder_of
from tools.work_orders.content.checks import check_before_approval, check_upload_task
from tools.work_orders.content.params import FolderId, UploadTask
from tools.work_orders.content.rules.files import MOST_FOLDERS
from tools.work_orders.content.shapes import FolderShape, folder_shape
from tools.work_orders.content.steps_by_files import filled, settle
from tools.work_orders.drafting.leaving import called
from tools.work_orders.notices import named, tell
from tools.work_orders.params import WorkOrderId

TOOLSET = "work_order_content"


class MadeFolder(TypedDict):
    folder: FolderShape


class DeletedFolder(TypedDict):
    deleted: bool
    deleted_files: int


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "a separate place for the before photos",
        "add a deliverables bucket",
        "make an album for the store",
        "new folder on a work order",
        "where should the technician put the serial number pictures",
        "a slot for two photos of the rack",
        "folder for the signed forms of the site job",
        "create a place for uploads on the ticket",
        "ask for at least three photos in their own folder",
        "set up a drop box for the field job's files",
        "add an album for after pictures",
        "organize the job's documents in folders",
    ),
)
def create_attachment_folder(
    call: Call,
    work_order_id: WorkOrderId,
    name: Annotated[OneLine, Field(min_length=1, max_length=120, description="Unique on the order, in any case.")],
    type: Annotated[
        Literal["document", "slot"],
        Field(description="slot: the assignee puts files in and they are reviewed; document: the company only."),
    ] = "slot",
    min_files: Annotated[int, Field(ge=0, le=999, description="So many complete its upload step. Default 0.")] = 0,
    max_files: Annotated[int, Field(ge=1, le=999, description="Default 999.")] = 999,
    max_bytes: Annotated[
        int, Field(ge=1, le=MOST_BYTES["video"], description="Of one file. Default 10485760 (10 MiB).")
    ] = 10_485_760,
    task_id: UploadTask | None = None,
) -> MadeFolder:
    """Create a folder for files on a work order, until the work is approved; at most 50 on an order.

    With task_id its files complete that step of the checklist once min_files are there (one at least). Every order has
    Documents and Misc already. Next: upload_work_order_attachment."""
    row = order_of_company(call, work_order_id)
    check_before_approval(call, row, "create_attachment_folder")
    if min_files > max_files:
        raise Invalid(
            {
                "min_files": worded(
                    "{min_files} are more than max_files, {max_files}", min_files=min_files, max_files=max_files
                )
            }
        )
    _check_name(call, row, name)
    if task_id is not None:
        tasks = {each["id"]: each["folder_id"] for each in work_order_parts.tasks(call.tx, row["id"])}
        check_upload_task(call, row, task_id, None, tasks.get(task_id))
    id = content_files.add_folder(call.tx, row["id"], name, type, call.stamp, min_files, max_files, max_bytes, task_id)
    if task_id is not None:
        content_files.fill_task_from(call.tx, task_id, id, call.stamp)
    note(call, row, "folder_created", detail={"folder_id": id, "name": name})
    return {"folder": folder_shape(folder_of(call, row, id), 0)}


def _check_name(call: Call, row: Row, name: str) -> None:
    folders = work_order_parts.folders(call.tx, row["id"])
    if len(folders) >= MOST_FOLDERS:
        fault = worded("a work order has at most {most_folders} folders; delete one first", most_folders=MOST_FOLDERS)
        raise Invalid({"name": fault}, next=("list_work_order_attachments", "delete_attachment_folder"))
    for folder in folders:
        if address_key(folder["name"]) == address_key(name):
            raise Conflict(
                worded(
                    "Work order {id} has a folder {folder_id} of that name: {name}.",
                    id=row["id"],
                    folder_id=folder["id"],
                    name=quoted(folder["name"]),
                ),
                next=(Step("list_work_order_attachments", {"folder_id": folder["id"]}),),
            )


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "remove the empty album",
        "get rid of that bucket and everything in it",
        "clean up the folders",
        "delete a folder of a work order",
        "the album is not needed any more on this job",
        "throw away the slot for photos",
        "take the deliverables folder off the ticket",
        "erase a folder with all its files",
        "drop an album made by mistake",
        "remove the extra upload slot",
        "delete the folder for the after pictures",
        "wipe a document folder of the site job",
    ),
)
def delete_attachment_folder(
    call: Call,
    work_order_id: WorkOrderId,
    folder_id: FolderId,
    force: Annotated[
        bool, Field(description="true: also when it holds files, with all of them. Default false.")
    ] = False,
) -> DeletedFolder:
    """Delete a folder of a work order together with its files, until the work is approved.

    Never Documents or Misc. Steps of the checklist that its files had completed open again, and point to no folder.
    Providers whose files go are told. To take off a single file use delete_work_order_attachment."""
    row = order_of_company(call, work_order_id)
    folder = folder_of(call, row, folder_id)
    if folder["is_default"]:
        fault = worded("{folder_id} is {name}, which every work order keeps", folder_id=folder_id, name=folder["name"])
        raise Invalid({"folder_id": fault}, next=("list_work_order_attachments",))
    check_before_approval(call, row, "delete_attachment_folder")
    files = content_files.all_in(call.tx, row["id"], folder_id)
    if files and not force:
        raise Conflict(
            worded(
                "Folder {folder_id} holds {count} files; with force they go with it.",
                folder_id=folder_id,
                count=len(files),
            ),
            code="not_empty",
            next=("list_work_order_attachments", Step("delete_attachment_folder", {"force": True}, again=True)),
            details={"files": len(files)},
        )
    call.confirm(
        worded(
            "Delete folder {folder_id} of work order {id} with {count} files in it",
            folder_id=folder_id,
            id=row["id"],
            count=len(files),
        ),
        record=f"work_order:{row['id']}",
        details=(worded("It is called {name}", name=quoted(folder["name"])), called([row])),
    )
    _delete(call, row, folder, files)
    note(call, row, "folder_deleted", detail={"folder_id": folder_id, "name": folder["name"], "files": len(files)})
    authors = {each["author_id"] for each in files if each["author_type"] == "person"}
    text = say("Files of yours were taken off {orders}, with their folder {folder}.", orders=named([row]),
               folder=quoted(folder["name"]))  # fmt: skip
    tell(call, [row], authors, "work_order_changed", text)
    return {"deleted": True, "deleted_files": len(files)}


def _delete(call: Call, row: Row, folder: Row, files: list[Row]) -> None:
    before = filled(call, row)
    for each in files:
        content_files.delete_attachment(call.tx, each["id"], call.stamp)
    content_files.delete_folder(call.tx, row["id"], folder["id"], call.stamp)
    settle(call, row, before)
    for file_id in {each["file_id"] for each in files}:
        if not content_files.holds_file(call.tx, row["id"], file_id):
            stored_files.detach(call.tx, [file_id], f"work_order:{row['id']}")
