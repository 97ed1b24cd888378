"""Storing files to use their ids elsewhere, and sweeping what is used nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.uploads import files
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation, scheduled
from tools.params import OneLine
from tools.rules.sentences import worded
from tools.uploads.reading import (
    FileShape,
    Upload,
    UploadedFile,
    Wanted,
    file_shape,
    keep_uploads,
    own_files,
    read_uploads,
)
from tools.uploads.rules.files import UNUSED_AFTER, Kind, Purpose

TOOLSET = "account"
ANY: tuple[Kind, ...] = ("image", "video", "document")
# Bytes outlive their record by a day, so that whoever is reading them can finish.
BYTES_AFTER = timedelta(days=1)
MOST_A_RUN = 200


class LabelledFile(TypedDict):
    """A document and what it is called."""

    label: Annotated[OneLine, Field(min_length=1, max_length=255, description="What it is, such as Diploma.")]
    filename: Annotated[str, Field(min_length=1, max_length=255, description="Name, such as diploma.pdf.")]
    content_base64: Annotated[str, Field(description="The bytes in base64; at most 5120 KiB.")]


Image = Annotated[UploadedFile, Field(description="One image, at most 5120 KiB.")]
Images = Annotated[list[UploadedFile], Field(min_length=1, description="Images, each at most 5120 KiB.")]
Video = Annotated[UploadedFile, Field(description="One video, at most 51200 KiB.")]
Videos = Annotated[list[UploadedFile], Field(min_length=2, description="Two or more videos, each at most 51200 KiB.")]
Documents = Annotated[list[LabelledFile], Field(min_length=1, description="Documents, each at most 5120 KiB.")]
ForJob = Annotated[list[UploadedFile], Field(min_length=1, description="Files of any kind for a contract or task.")]
ForSchedule = Annotated[list[UploadedFile], Field(min_length=1, description="Files of any kind for a schedule.")]
ForEvent = Annotated[list[UploadedFile], Field(min_length=1, description="Files of any kind for an event.")]


class StoredFiles(TypedDict):
    """The files of the call, in its order."""

    files: list[FileShape]


def _read_files(arguments: dict[str, Any]) -> dict[str, Upload]:
    """The files of a call. Invalid when there is none, or names every faulty one."""
    wanted = [
        *_listed("image", arguments, ("image",), "general"),
        *_listed("images", arguments, ("image",), "general"),
        *_listed("video", arguments, ("video",), "general"),
        *_listed("videos", arguments, ("video",), "general"),
        *_documents(arguments.get("docs", [])),
        *_listed("job", arguments, ANY, "job"),
        *_listed("schedule", arguments, ANY, "schedule"),
        *_listed("event", arguments, ANY, "event"),
    ]
    if not wanted:
        raise Invalid(
            {"files": worded("pass at least one of image, images, video, videos, docs, job, schedule, event")}
        )
    return read_uploads(wanted)


def _listed(field: str, arguments: dict[str, Any], kinds: tuple[Kind, ...], purpose: Purpose) -> list[Wanted]:
    given = arguments.get(field, [])
    if isinstance(given, list):
        return [Wanted(f"{field}[{index}]", file, kinds, purpose) for index, file in enumerate(given)]
    return [Wanted(field, given, kinds, purpose)]


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={
        "docs": [
            {
                "label": "Diploma",
                "filename": "diploma.pdf",
                "content_base64": "JVBERi0xLjcKMSAwIG9iago8PD4+CmVuZG9iagoK",
            }
        ]
    },
    prepare=_read_files,
    find=(
        "attach a picture for later use",
        "send in my certificate as PDF",
        "store a clip for the booking",
        "get a file id",
        "add a photo from the site",
        "hand over a contract as a document",
        "put my CV on the server",
        "images for a job description",
        "save a video",
        "upload an image",
        "I want to send you a file",
        "keep this document for me",
    ),
)
def upload_files(
    call: Call,
    image: Image | None = None,
    images: Images | None = None,
    video: Video | None = None,
    videos: Videos | None = None,
    docs: Documents | None = None,
    job: ForJob | None = None,
    schedule: ForSchedule | None = None,
    event: ForEvent | None = None,
) -> StoredFiles:
    """Store images, videos or documents and get their ids, to pass to other operations.

    At least one of the eight, at most 20 files a call; all are stored or none. What a file is, is read from its
    content; HEIC and AVIF photos are to be sent as JPEG. Images are turned upright, freed of place and device data (of
    job pictures, when and where the camera says is kept aside), scaled to 1920 pixels and get versions of 640 and 160.
    The same content again gives back the stored file. Files attached to nothing are removed after 30 days. A profile
    picture or CV is set with update_my_profile."""
    owner = call.caller.owner
    ids = keep_uploads(call, owner, call.prepared.values())
    return {"files": [file_shape(call, row) for row in own_files(call, owner, ids, "files")]}


def _documents(given: list[LabelledFile]) -> list[Wanted]:
    """Documents are called by their label; the ending of the file's name stays."""
    wanted: list[Wanted] = []
    for index, file in enumerate(given):
        stem, dot, ending = file["filename"].rpartition(".")
        label, called = file["label"], f"{dot}{ending}" if stem and len(ending) <= 5 else ""
        name = label if called and label.casefold().endswith(called.casefold()) else f"{label}{called}"
        named: UploadedFile = {"filename": name[:255], "content_base64": file["content_base64"]}
        wanted.append(Wanted(f"docs[{index}]", named, ("document",)))
    return wanted


@scheduled(every=3600)
def remove_unused_files(call: Call) -> int:
    """Delete files that were attached to nothing for 30 days."""
    rows = files.unused_before(call.tx, call.now - UNUSED_AFTER, MOST_A_RUN)
    for row in rows:
        files.delete_file(call.tx, row["id"], call.now)
    return len(rows)


@scheduled(every=3600)
def drop_bytes_of_deleted_files(call: Call) -> int:
    """Remove the bytes of files that were deleted a day ago and that no other file shares."""
    rows = files.deleted_with_bytes(call.tx, call.now - BYTES_AFTER, MOST_A_RUN)
    for row in rows:
        for sha256 in files.droppable_hashes(call.tx, row["id"]):
            call.files.drop(sha256)
        files.note_bytes_dropped(call.tx, row["id"], call.now)
    return len(rows)
