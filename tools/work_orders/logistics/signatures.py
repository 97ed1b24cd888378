"""Signatures collected on a work order."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import utc_text
from store.work_orders.logistics import signatures
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.questions import quoted
from tools.rules.sentences import say, told_by, worded
from tools.shapes import Theirs
from tools.text import plain
from tools.work_orders.access import Side, actor, standing, write, zone_of_order
from tools.work_orders.drafting.leaving import called
from tools.work_orders.logistics.access import is_of_company, may_remove, order_of_site, refuse_closed, refuse_unstarted
from tools.work_orders.logistics.notices import tell_other_side
from tools.work_orders.logistics.params import (
    PictureFormat,
    SignatureId,
    SignaturePicture,
    SignatureTask,
    SignedAt,
    SignedText,
    Signer,
    SignerTitle,
)
from tools.work_orders.logistics.rules.signatures import (
    COLLECT_SIGNATURE,
    Drawing,
    NoSignature,
    drawing,
    stored_content,
)
from tools.work_orders.logistics.shapes import SignatureShape, signature_shape
from tools.work_orders.notices import named
from tools.work_orders.params import WorkOrderId
from tools.work_orders.predecessors import earlier_providers, is_by
from tools.work_orders.rules.states import ASSIGNED, wrong_state
from tools.work_orders.steps import check_task, complete, take_back

TOOLSET = "work_order_logistics"

MOST_SIGNATURES = 50
SAMPLE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M5 25L20 5L35 25" fill="none" stroke="black"/></svg>'


class Signatures(TypedDict):
    results: list[SignatureShape]
    total: int
    next_cursor: NotRequired[str | None]


class WholeSignature(SignatureShape):
    """content_base64: the picture, PNG or SVG as image.format says, byte for byte as it was stored."""

    worklog_text: NotRequired[Theirs | None]
    content_base64: str


class SignatureDeleted(TypedDict):
    """sha256: of the picture, which the history of the order keeps. reopened_task_id: the step that is open again."""

    work_order_id: int
    signature_id: int
    deleted: bool
    sha256: str
    reopened_task_id: NotRequired[int | None]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "did the customer sign",
        "who signed off on site",
        "collected sign-offs",
        "signatures of a ticket",
        "is there a signature for the visit",
        "when did the manager sign",
        "list what was signed on the job",
        "proof that the work was accepted on site",
        "has anybody signed the work report",
        "sign-offs of the site job",
        "names of those who signed",
    ),
)
def list_work_order_signatures(call: Call, page: Page, work_order_id: WorkOrderId) -> Signatures:
    """List the signatures collected on a work order with signer, time and the hash of each picture, newest first.

    For the company and the assigned provider, who sees none of a provider before them. get_work_order_signature gives
    one with its picture and the text that was signed; create_work_order_signature stores another."""
    row, side = order_of_site(call, work_order_id, worded("signatures"))
    earlier = earlier_providers(call, row, side)
    every = signatures.of_order(call.tx, row["id"])
    part, next_cursor, total = page.slice([each for each in every if not is_by(each, earlier)])
    results = [signature_shape(each, row["time_zone"]) for each in part]
    return {"results": results, "total": total, "next_cursor": next_cursor}


def _drawn(arguments: Mapping[str, Any]) -> Drawing:
    """The picture that was given; Invalid says what is wrong with it."""
    try:
        return drawing(arguments["image"], arguments.get("format"))
    except NoSignature as fault:
        raise Invalid({"image": told_by(fault)}) from None


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="write",
    prepare=_drawn,
    zone=zone_of_order,
    example={"name": "Kay Jones", "image": SAMPLE},
    find=(
        "the manager signed on my tablet",
        "add the customer's sign-off",
        "store the hand-written confirmation",
        "upload a signature",
        "they signed the work report",
        "capture who accepted the work on site",
        "save the drawn signature of the store manager",
        "put the signed confirmation on the ticket",
        "the client has signed, here is the picture",
        "complete the collect a signature step",
        "keep a sign-off as an SVG",
    ),
)
def create_work_order_signature(
    call: Call,
    work_order_id: WorkOrderId,
    name: Signer,
    image: SignaturePicture,
    title: SignerTitle | None = None,
    format: PictureFormat | None = None,
    signed_at: SignedAt | None = None,
    task_id: SignatureTask | None = None,
    worklog_text: SignedText | None = None,
) -> SignatureShape:
    """Store a signature collected for a work order; it never changes afterwards.

    For the assigned provider and the company, while assigned or work done; the other side is told. The picture is kept
    byte for byte, with its sha256. An SVG may hold plain lines and shapes: no script, style sheet, picture or link.
    Completes the step in task_id, else the first open collect-a-signature step."""
    row, side = order_of_site(call, work_order_id, worded("signatures"))
    refuse_unstarted(call, row, "create_work_order_signature")
    signer = _checked(call, row, name, signed_at, task_id)
    found: Drawing = call.prepared
    id = signatures.insert(
        call.tx, row["id"], actor(call), call.stamp, name=signer, title=plain(title) or None if title else None,
        format=found.format, image=found.stored, size_bytes=len(found.content), sha256=found.sha256, task_id=task_id,
        signed_at=utc_text(signed_at or call.now), worklog_text=plain(worklog_text) or None if worklog_text else None,
    )  # fmt: skip
    done = complete(call, row, {COLLECT_SIGNATURE}, task_id=task_id, signature_id=id)
    if done and task_id is None:
        signatures.set_task(call.tx, id, done[0])
    write(call, row, "signature_added", detail={"signature_id": id, "name": signer, "sha256": found.sha256})
    _tell_stored(call, row, side, signer, found)
    return signature_shape(_signature(call, row, id), row["time_zone"])


def _checked(call: Call, row: Row, name: str, signed_at: datetime | None, task_id: int | None) -> str:
    """The signer as kept, once all that was said beside the picture is proper."""
    signer = plain(name)
    if not signer:
        raise Invalid({"name": worded("must not be blank")})
    if signed_at is not None and signed_at > call.now:
        raise Invalid({"signed_at": worded("must not lie in the future")})
    if task_id is not None:
        check_task(call, row, task_id, COLLECT_SIGNATURE)
    if signatures.count(call.tx, row["id"]) >= MOST_SIGNATURES:
        raise Conflict(
            worded(
                "Work order {id} has {most_signatures} signatures, which is the most; delete those that are wrong.",
                id=row["id"],
                most_signatures=MOST_SIGNATURES,
            ),
            next=("list_work_order_signatures", "delete_work_order_signature"),
        )
    return signer


def _tell_stored(call: Call, row: Row, side: Side, signer: str, found: Drawing) -> None:
    text = say(
        "{who} stored a signature for {orders}: {signer} signed.",
        who=quoted(row["company_name"] if side == "company" else call.caller.name),
        orders=named([row]),
        signer=quoted(signer),
    )
    tell_other_side(call, row, side, text, {"sha256": found.sha256})


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "show me the sign-off picture",
        "what does the signature look like",
        "open the signed confirmation",
        "download a signature",
        "which text did the manager sign",
        "look at one signature of the job",
        "check the hash of a sign-off",
        "bytes of the signature on the ticket",
        "read the signed work report",
        "picture of who accepted the visit",
        "get the SVG of the signature",
    ),
)
def get_work_order_signature(call: Call, work_order_id: WorkOrderId, signature_id: SignatureId) -> WholeSignature:
    """Give one signature of a work order with its picture in base64 and the text that was signed.

    For the company and the assigned provider. image.sha256 is the hash of exactly these bytes."""
    row, side = order_of_site(call, work_order_id, worded("signatures"))
    signature = _signature(call, row, signature_id, side)
    content = stored_content(signature["format"], signature["image"])
    return {
        **signature_shape(signature, row["time_zone"]),
        "worklog_text": signature["worklog_text"],
        "content_base64": base64.b64encode(content).decode(),
    }


@operation(
    access="destructive",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "wrong person signed, take it out",
        "sign again, drop the first one",
        "erase the sign-off",
        "remove a signature from the job",
        "the signature is unreadable, delete it",
        "it was signed on the wrong ticket",
        "take back the signature I stored",
        "the customer withdraws the signature",
        "strike a signed confirmation",
        "clear the signature on the visit",
        "delete a sign-off that was stored twice",
    ),
)
def delete_work_order_signature(
    call: Call,
    work_order_id: WorkOrderId,
    signature_id: SignatureId,
    reason: Annotated[str, Field(min_length=1, max_length=500, description="Why; kept, and told to the other side.")]
    | None = None,
) -> SignatureDeleted:
    """Delete a signature from a work order: the company until the work is approved, the provider their own while assigned.

    A step of the checklist that it had completed is open again, unless another was stored for it. The history of the order
    keeps signer, times and sha256. Next: create_work_order_signature stores another."""
    row, side = order_of_site(call, work_order_id, worded("signatures"))
    signature = _signature(call, row, signature_id, side)
    _check_deletable(call, row, signature)
    signer, why = quoted(signature["name"]), plain(reason) or None if reason else None
    call.confirm(
        worded("Delete signature {signature_id} of work order {id}", signature_id=signature_id, id=row["id"]),
        record=f"work_order:{row['id']}",
        details=(worded("It was signed by {signer}", signer=signer), called([row])),
    )
    signatures.delete(call.tx, signature_id)
    reopened = take_back(call, row, COLLECT_SIGNATURE, {"signature_id": signature_id})
    kept = {name: signature[name] for name in ("name", "title", "sha256", "signed_at", "created_at")}
    write(call, row, "signature_removed", detail={"signature_id": signature_id, **kept, "reason": why})
    text = say("The signature of {signer} was taken off {orders}.", signer=signer, orders=named([row]))
    tell_other_side(call, row, side, text, {"sha256": signature["sha256"]}, said=why)
    return {
        "work_order_id": row["id"],
        "signature_id": signature_id,
        "deleted": True,
        "sha256": signature["sha256"],
        "reopened_task_id": reopened[0] if reopened else None,
    }


def _check_deletable(call: Call, row: Row, signature: Row) -> None:
    refuse_closed(call, row, "delete_work_order_signature")
    if not may_remove(call, row, signature):
        raise NotAllowed(
            worded("Signature {id} was stored by somebody else: you may delete what you stored.", id=signature["id"]),
            next=("list_work_order_signatures",),
        )
    if row["status"] != ASSIGNED and not is_of_company(call, row):
        needs = worded(
            "an order that is still assigned: reported work keeps its evidence, unless the company deletes it"
        )
        raise wrong_state("delete_work_order_signature", standing(row, call), needs=needs, next=("get_work_order",))


def _signature(call: Call, row: Row, id: int, side: Side = "company") -> Row:
    found = signatures.find(call.tx, row["id"], id)
    if found is None or is_by(found, earlier_providers(call, row, side)):
        raise NotFound("signature", id, next=("list_work_order_signatures",))
    return found
