"""The files of a work order, by folder."""

from __future__ import annotations

import base64
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.work_orders import parts as work_order_parts
from store.work_orders.content import files as content_files
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.rules.sentences import worded
from tools.work_orders.access import Side, visible_order
from tools.work_orders.content.access import folder_of, outsider, sees_place
from tools.work_orders.content.params import FolderId, Status
from tools.work_orders.content.shapes import AttachmentShape, FolderShape, FolderTotal, attachment_shape, folder_shape
from tools.work_orders.params import WorkOrderId

TOOLSET = "work_order_content"
# Of each folder so many are shown among all folders: the newest.
FEW = 10
# Bytes of a file that come with the list, and of all of a page.
MOST_DATA, MOST_DATA_A_PAGE = 1024 * 1024, 6 * 1024 * 1024


class Unreviewed(TypedDict):
    unreviewed: int


class Attachments(TypedDict):
    """metadata.total: how many files the filters find. total: how many folders, or files of the one folder asked for."""

    sum: Unreviewed
    metadata: FolderTotal
    results: list[FolderShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    page_size=10,
    find=(
        "which photos were uploaded",
        "documents of the ticket",
        "files waiting for review",
        "folders of a work order",
        "pictures from the site visit",
        "show the attachments of the field job",
        "what has the technician handed in",
        "where are the instructions for the job",
        "denied photos on the work order",
        "list the deliverables of the visit",
        "is there a floor plan on the site job",
        "when was this picture of the rack taken",
    ),
)
def list_work_order_attachments(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    folder_id: Annotated[FolderId, Field(description="Only this folder, with all its files in pages.")] | None = None,
    status: Annotated[Status, Field(description="Only files in this review state.")] | None = None,
    with_data: Annotated[
        bool, Field(description="true, with folder_id: the bytes of files up to 1 MiB in base64. Default false.")
    ] = False,
) -> Attachments:
    """List the folders of a work order with their files, review states, and when and where pictures say they were taken.

    All folders with the newest ten files of each; with folder_id the files of one, in pages. Documents and Misc are
    always there. Before they are assigned, providers see only files marked for it, and their own. get_file reads one.
    Next: update_work_order_attachment approves or denies."""
    row, side = visible_order(call, work_order_id)
    if with_data and folder_id is None:
        raise Invalid({"with_data": worded("goes with folder_id: name the folder whose files you want")})
    hidden_from = outsider(call, side)
    pending = sum(content_files.totals(call.tx, row["id"], "pending", hidden_from).values())
    totals = content_files.totals(call.tx, row["id"], status, hidden_from)
    if folder_id is None:
        folders, next_cursor, total = page.slice(work_order_parts.folders(call.tx, row["id"]))
        ids = [each["id"] for each in folders]
        files = content_files.newest_of(call.tx, row["id"], ids, status, hidden_from, FEW)
    else:
        folders = [folder_of(call, row, folder_id)]
        sql, params = content_files.listed(row["id"], folder_id, status, hidden_from)
        found, next_cursor, total = page.rows(call.tx, sql, params, content_files.ORDER)
        files, totals = {folder_id: found}, {folder_id: totals.get(folder_id, 0)}
    data = _data(call, files.get(folder_id, [])) if with_data and folder_id is not None else {}
    return {
        "sum": {"unreviewed": pending},
        "metadata": {"total": sum(totals.values())},
        "results": [
            folder_shape(each, totals.get(each["id"], 0), _shapes(call, side, files.get(each["id"], []), data))
            for each in folders
        ],
        "total": total,
        "next_cursor": next_cursor,
    }


def _shapes(call: Call, side: Side, files: list[Row], data: dict[int, str]) -> list[AttachmentShape]:
    return [attachment_shape(each, sees_place(call, side, each), data.get(each["id"])) for each in files]


def _data(call: Call, files: list[Row]) -> dict[int, str]:
    """The bytes of files in base64, by attachment, as long as they fit into a page; get_file gives the others."""
    found: dict[int, str] = {}
    left = MOST_DATA_A_PAGE
    for each in files:
        if each["size_bytes"] <= min(MOST_DATA, left):
            try:
                content = call.files.get(each["sha256"])
            except LookupError:
                continue
            left -= len(content)
            found[each["id"]] = base64.b64encode(content).decode()
    if len(found) < len(files):
        call.warn(
            "Not every file comes with its bytes: those over 1 MiB, and past 6 MiB together, are read with get_file."
        )
    return found
