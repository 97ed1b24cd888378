"""Files that come inside a call: decoded, recognised by their content, pictures made anew, kept once, put on record."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Owner
from store.uploads import files
from store.uploads.files import Stored
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import OR, joined, told_by, word, worded, words
from tools.text import plain
from tools.uploads.camera import NOTHING_NOTED, Taken, taken_of
from tools.uploads.images import Picture, UnreadableImage, prepare
from tools.uploads.rules.files import (
    ACCEPTED,
    KIB,
    MOST_BYTES,
    MOST_FILES_A_CALL,
    QUOTA_BYTES,
    Kind,
    Purpose,
    Recognised,
    file_fault,
    stored_name,
)

# Base64 makes four characters of three bytes; a line end after every 76 adds some.
_IN_BASE64 = 1.4


class UploadedFile(TypedDict):
    """A file sent inside the call."""

    filename: Annotated[str, Field(min_length=1, max_length=255, description="Name, such as cv.pdf.")]
    content_base64: Annotated[
        str, Field(max_length=int(MOST_BYTES["video"] * _IN_BASE64), description="The bytes in base64.")
    ]


class _Unacceptable(Exception):
    """What is wrong with a file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of a call: where it stands in the arguments, what it may be and what it is for."""

    field: str
    file: UploadedFile
    kinds: tuple[Kind, ...]
    purpose: Purpose = "general"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has passed every check and is not kept yet. taken: of a picture for a job, what its camera noted."""

    name: str
    purpose: Purpose
    found: Recognised
    content: bytes
    source_sha256: str
    picture: Picture | None = None
    smaller: tuple[Picture, ...] = ()
    taken: Taken = NOTHING_NOTED


class VariantShape(TypedDict):
    """A smaller version of a picture."""

    width: int
    height: int
    url: str


class FileShape(TypedDict):
    """A stored file. Its id is what other operations take."""

    id: int
    kind: str
    purpose: str
    name: str
    mime_type: str
    size_bytes: int
    width: int | None
    height: int | None
    url: str
    variants: list[VariantShape]


def read_uploads(wanted: Sequence[Wanted]) -> dict[str, Upload]:
    """The files of a call by where they stand, checked all together. Invalid names every faulty one and its bound.

    Takes its time over pictures: operations call it in their `prepare`."""
    if len(wanted) > MOST_FILES_A_CALL:
        raise Invalid(
            {
                wanted[-1].field: worded(
                    "at most {most_files_a_call} files a call; there are {count}",
                    most_files_a_call=MOST_FILES_A_CALL,
                    count=len(wanted),
                )
            }
        )
    faults: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for item in wanted:
        try:
            uploads[item.field] = _read(item)
        except (_Unacceptable, UnreadableImage) as fault:
            faults[item.field] = joined((repr(item.file["filename"][:100]), told_by(fault)), " ")
    if faults:
        raise Invalid(faults)
    return uploads


def _read(item: Wanted) -> Upload:
    """One file; _Unacceptable or UnreadableImage say what is wrong with it."""
    try:
        content = base64.b64decode("".join(item.file["content_base64"].split()), validate=True)
    except (binascii.Error, ValueError):
        raise _Unacceptable(worded("is not base64")) from None
    found, fault = file_fault(content, item.kinds[0] if len(item.kinds) == 1 else None)
    if found is None or fault is not None:
        raise _Unacceptable(fault or worded("is not readable"))
    if found.kind not in item.kinds:
        raise _Unacceptable(
            worded(
                "is {mime_type}; accepted: {kinds}",
                mime_type=found.mime_type,
                kinds=joined([ACCEPTED[kind] for kind in item.kinds], "; "),
            )
        )
    sent = plain(item.file["filename"].replace("\\", "/").rsplit("/", 1)[-1]) or found.kind
    source = hashlib.sha256(content).hexdigest()
    if found.kind != "image":
        return Upload(stored_name(sent, found.mime_type), item.purpose, found, content, source)
    picture, smaller = prepare(content)
    name, taken = stored_name(sent, picture.mime_type), taken_of(content) if item.purpose == "job" else NOTHING_NOTED
    return Upload(name, item.purpose, found, content, source, picture, tuple(smaller), taken)


def keep_uploads(call: Call, owner: Owner, uploads: Iterable[Upload]) -> list[int]:
    """Keep the files for an owner and answer their ids; what the owner sent before keeps its id.

    Invalid when the owner's storage would be over its bound. In a dry run no bytes are written."""
    used = files.bytes_used(call.tx, owner)
    ids: list[int] = []
    for upload in uploads:
        same = files.find_same(call.tx, owner, upload.source_sha256, upload.found.kind)
        if same is not None:
            ids.append(same["id"])
            continue
        stored, variants = _stored(call, upload)
        used += stored.size_bytes + sum(variant.size_bytes for variant in variants)
        if used > QUOTA_BYTES:
            raise Invalid(
                {
                    "files": worded(
                        "your files would take {used} KiB; at most {quota_bytes} KiB are allowed",
                        used=used // KIB,
                        quota_bytes=QUOTA_BYTES // KIB,
                    )
                },
                code="storage_full",
            )
        ids.append(
            files.add_file(
                call.tx,
                owner,
                upload.found.kind,
                upload.purpose,
                upload.name,
                stored,
                variants,
                upload.source_sha256,
                call.now,
                call.caller.company_id,
                (upload.taken.at, upload.taken.latitude, upload.taken.longitude),
            )
        )
    return ids


def _stored(call: Call, upload: Upload) -> tuple[Stored, list[Stored]]:
    if upload.picture is None:
        return Stored(_put(call, upload.content), upload.found.mime_type, len(upload.content)), []
    return _stored_picture(call, upload.picture), [_stored_picture(call, picture) for picture in upload.smaller]


def _stored_picture(call: Call, picture: Picture) -> Stored:
    sha256 = _put(call, picture.content)
    return Stored(sha256, picture.mime_type, len(picture.content), picture.width, picture.height)


def _put(call: Call, content: bytes) -> str:
    return hashlib.sha256(content).hexdigest() if call.dry_run else call.files.put(content)


def own_files(
    call: Call, owner: Owner, ids: Sequence[int], field: str, kinds: tuple[Kind, ...] = ("image", "video", "document")
) -> list[Row]:
    """An owner's files by id, of the kinds that fit. Invalid names what is not there, not theirs or of another kind."""
    rows: list[Row] = []
    for file_id in ids:
        row = files.find_file(call.tx, owner, file_id)
        if row is None:
            raise Invalid(
                {field: worded("there is no file {file_id} of yours", file_id=file_id)}, next=("upload_files",)
            )
        if row["kind"] not in kinds:
            raise Invalid(
                {
                    field: worded(
                        "file {file_id} is a {kind}; wanted: {kinds}",
                        file_id=file_id,
                        kind=word(row["kind"]),
                        kinds=words(kinds, OR),
                    )
                }
            )
        rows.append(row)
    return rows


def file_shape(call: Call, row: Row) -> FileShape:
    """A file as it is answered."""
    return {
        "id": row["id"],
        "kind": row["kind"],
        "purpose": row["purpose"],
        "name": row["name"],
        "mime_type": row["mime_type"],
        "size_bytes": row["size_bytes"],
        "width": row["width"],
        "height": row["height"],
        "url": file_uri(row["id"]),
        "variants": [
            {"width": variant["width"], "height": variant["height"], "url": file_uri(row["id"], variant["width"])}
            for variant in files.variants_of(call.tx, row["id"])
        ],
    }


def file_uri(file_id: int, width: int | None = None) -> str:
    """Where a file, or a smaller version of a picture, is read."""
    return f"hiringhall://files/{file_id}" + (f"/{width}" if width else "")
