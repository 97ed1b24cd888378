"""Documents that freelancers can be asked to accept before a task."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.database import Row
from store.freelancers import agreements
from store.uploads import files
from store.uploads.files import Stored
from tools.call import Call
from tools.companies.operator import require_operator
from tools.errors import Invalid, NotAllowed, NotFound
from tools.freelancers.shapes import agreement_uri
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, OneLine
from tools.rules.sentences import worded
from tools.text import plain
from tools.uploads.rules.files import MOST_BYTES, file_fault

TOOLSET = "reference"

# Base64 makes four characters of three bytes.
MOST_CHARACTERS = MOST_BYTES["document"] * 4 // 3 + 4

Title = Annotated[OneLine, Field(min_length=1, max_length=255, description="Title of the document.")]
CompanyId = Annotated[Id, Field(description="Another of your companies than the current one.")]


class AcceptanceFile(TypedDict):
    """uuid is what accept_freelancer_agreement signs; url is where the document is read."""

    id: int
    file_id: NotRequired[int | None]
    title: str
    title_en: str
    uuid: str
    url: str


class AcceptanceFiles(TypedDict):
    items: list[AcceptanceFile]
    total: int
    next_cursor: NotRequired[str | None]


class AddedAcceptanceFile(TypedDict):
    document: AcceptanceFile


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which ndas can we require",
        "papers to be agreed before work",
        "confidentiality forms on file",
        "documents a contractor has to sign first",
        "what can I pass as acceptance_file_ids",
        "our secrecy agreements",
        "forms a job can ask the worker to accept",
        "legal attachments for new assignments",
        "show the documents people must accept",
        "which confidentiality agreements exist",
        "papers to attach to a task as a condition",
        "list of consent forms",
    ),
)
def list_acceptance_files(call: Call, page: Page, company_id: CompanyId | None = None) -> AcceptanceFiles:
    """List the documents, such as non-disclosure agreements, that a freelancer can be asked to accept before a task.

    Those of your company and those for everybody. The id goes into acceptance_file_ids of create_task; the
    freelancer accepts with accept_freelancer_agreement and the uuid."""
    params = {"company_id": _own_company(call, company_id)}
    rows, next_cursor, total = page.rows(
        call.tx, agreements.ACCEPTANCE_FILES, params, agreements.ACCEPTANCE_FILES_ORDER
    )
    return {"items": [_shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("admin",),
    price="creation",
    find=(
        "upload our confidentiality agreement",
        "new form contractors must agree to",
        "store an nda",
        "add a paper to be accepted before work",
        "put our secrecy terms on file",
        "new document for everybody to sign",
        "attach company rules that workers accept",
        "make a legal form available for jobs",
        "put a non-disclosure agreement into the library",
        "add a document that must be accepted up front",
        "new rules that freelancers confirm before they begin",
        "store a consent form for later jobs",
    ),
)
def add_acceptance_file(
    call: Call,
    title: Title,
    file_name: Annotated[
        OneLine, Field(min_length=1, max_length=255, description="Name of the file, such as nda.pdf.")
    ],
    content_base64: Annotated[
        str, Field(min_length=1, max_length=MOST_CHARACTERS, description="The file in base64; at most 5120 KiB.")
    ],
    title_en: Annotated[OneLine, Field(min_length=1, max_length=255, description="English title; default title.")]
    | None = None,
    company_id: Annotated[Id, Field(description="The company it is for; default the current one.")] | None = None,
    for_all: Annotated[bool, Field(description="For every company; for the operator only.")] = False,
) -> AddedAcceptanceFile:
    """Store a document that freelancers can be asked to accept before a task, for company admins and the operator.

    PDF, Word, OpenDocument, RTF or plain text. It never changes once stored; a new text is a new document. Next:
    create_task with its id in acceptance_file_ids."""
    owner_company = _target_company(call, company_id, for_all)
    content = _decoded(content_base64)
    found, fault = file_fault(content, "document")
    if found is None or fault is not None:
        raise Invalid({"content_base64": fault or worded("is not a document")})
    stored = Stored(call.files.put(content), found.mime_type, len(content))
    file_id = files.add_file(
        call.tx,
        call.caller.owner,
        "document",
        "general",
        plain(file_name),
        stored,
        [],
        stored.sha256,
        call.now,
        owner_company or call.caller.company_id,
    )
    uuid = call.new_uuid()
    id = agreements.add_acceptance_file(
        call.tx, uuid, file_id, owner_company, plain(title), plain(title_en or title), call.caller.owner, call.stamp
    )
    files.attach(call.tx, [file_id], f"acceptance_file:{id}")
    return {
        "document": {
            "id": id,
            "file_id": file_id,
            "title": plain(title),
            "title_en": plain(title_en or title),
            "uuid": uuid,
            "url": agreement_uri(uuid),
        }
    }


def _own_company(call: Call, company_id: int | None) -> int:
    """The company asked for, of which the caller is a member."""
    own = call.caller.company_id
    if company_id is None or company_id == own:
        return own or 0
    if call.caller.kind != "person" or companies.role_in(call.tx, call.caller.id, company_id) is None:
        raise NotAllowed(
            worded("You are not a member of company {company_id}.", company_id=company_id), next=("list_my_companies",)
        )
    return company_id


def _target_company(call: Call, company_id: int | None, for_all: bool) -> int | None:
    """The company a document is for, None for all; NotAllowed unless the caller is its admin or the operator."""
    own = call.caller.company_id
    if for_all:
        if company_id is not None:
            raise Invalid({"for_all": worded("cannot be combined with company_id")})
        require_operator(call, worded("A document for every company"))
        return None
    if company_id is None or company_id == own:
        return own
    if companies.role_in(call.tx, call.caller.id, company_id) == "admin":
        return company_id
    require_operator(call, worded("A document for another company"))
    if companies.company(call.tx, company_id) is None:
        raise NotFound("company", company_id)
    return company_id


def _decoded(content_base64: str) -> bytes:
    try:
        return base64.b64decode("".join(content_base64.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Invalid({"content_base64": worded("is not base64")}) from None


def _shape(row: Row) -> AcceptanceFile:
    return {
        "id": row["id"],
        "file_id": row["file_id"],
        "title": row["title"],
        "title_en": row["title_en"],
        "uuid": row["uuid"],
        "url": agreement_uri(row["uuid"]),
    }
