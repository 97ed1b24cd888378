"""Folders and files of work orders, for the tests of both."""

from __future__ import annotations

import base64
import io
from typing import Any

from PIL import Image

from tests.hall import Hall, TestCaller
from tests.tools.uploads.upload_helpers import picture


def taken_photo(colour: str = "red", at: str | None = "2026:03:10 09:12:33", offset: str | None = "-05:00") -> bytes:
    """A JPEG that says when, and that it was taken in Minneapolis."""
    exif = Image.Exif()
    camera = {0x9003: at, 0x9011: offset}
    exif.get_ifd(0x8769).update({tag: value for tag, value in camera.items() if value})
    exif.get_ifd(0x8825).update({1: "N", 2: (44.0, 59.0, 0.0), 3: "W", 4: (93.0, 16.0, 0.0)})
    target = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(target, "JPEG", exif=exif)
    return target.getvalue()


async def folder_named(caller: TestCaller, id: int, name: str) -> int:
    """A folder of an order; its number."""
    found = await caller.call("list_work_order_attachments", work_order_id=id, limit=50)
    return int(next(each["id"] for each in found["results"] if each["name"] == name))


async def new_folder(caller: TestCaller, id: int, name: str = "Photos", **more: Any) -> int:
    made = await caller.call("create_attachment_folder", work_order_id=id, name=name, **more)
    return int(made["folder"]["id"])


async def put(
    caller: TestCaller, id: int, folder: int, name: str = "rack.png", content: bytes | None = None, **more: Any
):
    """Upload a file; the whole answer."""
    given = {"file_name": name, "content": base64.b64encode(picture(40, 20) if content is None else content).decode()}
    return await caller.call("upload_work_order_attachment", work_order_id=id, folder_id=folder, **given, **more)


async def names(caller: TestCaller, id: int, **more: Any) -> dict[str, list[str]]:
    """What somebody sees, by folder."""
    found = await caller.call("list_work_order_attachments", work_order_id=id, **more)
    return {each["name"]: [file["file"]["name"] for file in each["results"]] for each in found["results"]}


def steps(hall: Hall, id: int) -> dict[str, str]:
    """The state of each step of the checklist, by label."""
    return dict(hall.sql("SELECT label, status FROM work_order_tasks WHERE work_order_id = ? ORDER BY id", id))
