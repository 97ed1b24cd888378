"""A company's invoices and certificates in one archive, for a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.companies import companies
from store.database import Row
from store.payouts import archives
from store.types import Owner, iso, utc_time
from store.uploads import files
from store.uploads.files import ARCHIVE, Stored
from tools.call import Call
from tools.callers import proven_address
from tools.contracts.paper.refusals import NoPaper
from tools.errors import NotFound
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.payouts.documents.pdfs import can_render, render_document
from tools.payouts.params import DocumentsFrom, DocumentsTo, DocumentType
from tools.payouts.rules.archives import LIFETIME, MOST_DOCUMENTS, archive_of, check_size
from tools.people.rules.accounts import masked_email
from tools.rules.day_range import day_range
from tools.rules.sentences import say, together
from tools.uploads.reading import file_uri

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True

ZIP = "application/zip"
MOST_A_RUN = 200


class Archive(TypedDict):
    """url: for members of the company until expires_at; read it as a resource, or with get_file and file_id. format: of what
    is inside."""

    url: str
    resource_uri: str
    file_id: int
    file_name: str
    size_bytes: int
    documents: int
    format: str
    expires_at: str


class ArchiveAnswer(TypedDict):
    """emailed_to: masked; absent where the caller has no verified address."""

    archive: Archive
    emailed_to: NotRequired[str | None]


@dataclass(frozen=True, slots=True)
class Paper:
    """A text that goes in. pdf: as it was made before."""

    file_id: int
    name: str
    text: bytes
    issued: datetime
    pdf: bytes | None


@dataclass(frozen=True, slots=True)
class Found:
    """What goes into an archive. lost: the numbers of documents whose files are gone."""

    documents: int
    papers: list[Paper]
    lost: list[str]


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive. new: the PDFs that were made for it, by file. why_text: why there are texts in it instead."""

    content: bytes
    found: Found
    new: dict[int, bytes] = field(default_factory=dict)
    why_text: str = ""


def _load(call: Call, arguments: dict[str, Any]) -> Found:
    company_id = call.caller.company_id or 0
    zone = companies.terms_of(call.tx, company_id)["timezone"]
    days = day_range(arguments.get("date_from"), arguments.get("date_to"), zone)
    params = {"company_id": company_id, "type": arguments.get("type"), "start": days.start, "end": days.end}
    rows = archives.documents_matching(call.tx, params, MOST_DOCUMENTS + 1)
    if not rows:
        raise NotFound("document of your company for that type and period", next=("list_company_documents",))
    check_size(len(rows), 0)
    papers, lost = [], []
    for row in rows:
        found = [_paper(call, file_id) for file_id in (row["file_id"], row["sf_file_id"]) if file_id is not None]
        papers += [paper for paper in found if paper is not None]
        lost += [row["number"]] if None in found or not found else []
    check_size(len(rows), sum(paper.pdf is None for paper in papers) if can_render() else 0)
    return Found(len(rows), papers, lost)


def _pack(arguments: dict[str, Any], found: Found) -> Packed:
    new: dict[int, bytes] = {}
    why_text = ""
    entries = []
    for paper in found.papers:
        made = paper.pdf
        if made is None and not why_text:
            try:
                made = new[paper.file_id] = render_document(paper.text.decode(), paper.issued)
            except NoPaper as no:
                why_text = no.message
        name = paper.name.removesuffix(".txt")
        entries.append((f"{name}.pdf", made, paper.issued) if made else (paper.name, paper.text, paper.issued))
    return Packed(archive_of(entries), found, new, why_text)


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    on_writer=True,
    background=True,
    load=_load,
    prepare=_pack,
    find=(
        "all bills of the year as one archive",
        "zip of certificates for the auditor",
        "save our paperwork",
        "download all our invoices at once",
        "send me the company's documents by mail",
        "export accounting documents for the bookkeeper",
        "every invoice and certificate as PDF in a ZIP",
        "hand the quarter's documents to the tax adviser",
        "get the closing papers of March in one file",
        "back up the company's invoices",
        "bundle of the organisation's accounting papers",
    ),
)
def download_company_documents(
    call: Call,
    type: DocumentType | None = None,
    date_from: DocumentsFrom | None = None,
    date_to: DocumentsTo | None = None,
) -> ArchiveAnswer:
    """Pack the company's invoices and certificates into one ZIP and answer a link, also mailed to the caller.

    As PDF, with the tax invoices of top-ups that were paid; at most 1000 documents. The link works for 24 hours and for
    members of the company only: read it as a resource, or with get_file (content true). The first time, many documents take
    a while: wait false answers a job for get_job. Which there are: list_company_documents."""
    packed: Packed | None = call.prepared
    if packed is None:
        # Rehearsed: nothing of this stays.
        found = _load(call, dict(call.given))
        packed = Packed(b"", found)
    for file_id, content in packed.new.items():
        archives.keep_pdf(call.tx, file_id, content, call.now)
    archive = _keep(call, packed)
    if packed.why_text:
        call.warn(f"The documents are the texts that were issued, not PDFs. {packed.why_text}")
    if packed.found.lost:
        call.warn(f"The files of these are gone and not in the archive: {', '.join(packed.found.lost[:20])}.")
    return {"archive": archive, "emailed_to": _mail(call, archive)}


@scheduled(every=600)
def drop_document_archives(call: Call) -> int:
    """Take away archives that have ended."""
    return one_by_one(call, archives.ended(call.tx, call.now, MOST_A_RUN), _drop)


def _drop(call: Call, row: Row) -> None:
    files.detach(call.tx, [row["file_id"]], f"{ARCHIVE}:{row['id']}")
    if not files.records_of(call.tx, row["file_id"]):
        files.delete_file(call.tx, row["file_id"], call.now)
    archives.drop(call.tx, row["id"], call.now)


def _paper(call: Call, file_id: int) -> Paper | None:
    """A text with its PDF; None when the file is gone."""
    row = archives.paper_of(call.tx, file_id)
    try:
        text = call.files.get(row["sha256"]) if row is not None else None
    except LookupError:
        text = None
    if row is None or text is None:
        return None
    return Paper(file_id, row["name"], text, utc_time(row["created_at"]), row["pdf"])


def _keep(call: Call, packed: Packed) -> Archive:
    """The archive as a file of the company, for as long as it lasts."""
    company_id = call.caller.company_id or 0
    ends_at = call.now + LIFETIME
    name = f"documents-{company_id}-{call.now:%Y%m%d-%H%M%S}.zip"
    sha256 = call.files.put(packed.content)
    stored = Stored(sha256, ZIP, len(packed.content))
    owner: Owner = call.caller.owner
    file_id = files.add_file(call.tx, owner, "document", "general", name, stored, [], sha256, call.now, company_id)
    id = archives.add_archive(call.tx, company_id, file_id, packed.found.documents, owner, call.now, ends_at)
    files.attach(call.tx, [file_id], f"{ARCHIVE}:{id}")
    return {
        "url": file_uri(file_id),
        "resource_uri": file_uri(file_id),
        "file_id": file_id,
        "file_name": name,
        "size_bytes": stored.size_bytes,
        "documents": packed.found.documents,
        "format": "text" if packed.why_text else "pdf",
        "expires_at": iso(ends_at),
    }


def _mail(call: Call, archive: Archive) -> str | None:
    """The link to the caller, whose address is proven; the address masked."""
    address = proven_address(call)
    if address is None:
        call.warn("The link was not mailed: you have no verified e-mail address.")
        return None
    text = together(
        say(
            "You asked for the documents of your company: {count} are in {name}.",
            count=archive["documents"],
            name=archive["file_name"],
        ),
        say(
            "Until {until} members of the company read it at {url}, or with get_file and file_id {file_id}.",
            until=archive["expires_at"],
            url=archive["url"],
            file_id=archive["file_id"],
        ),
        between="\n\n",
    )
    call.mail(address, say("Your company's documents"), text, call.caller.language)
    return masked_email(address)
