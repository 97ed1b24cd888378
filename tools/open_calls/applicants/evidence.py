"""Proof of accepted work, handed in piece by piece before the work is delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.tasks import proof
from store.uploads import files
from store.work_orders import parts as work_order_parts
from store.work_orders.checklist import tasks as checklist_tasks
from store.work_orders.content import files as content_files
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound, Step, WrongState
from tools.operation import operation
from tools.params import Id, OneLine, Url
from tools.rules.places import Point
from tools.rules.sentences import word, worded
from tools.rules.task_states import State
from tools.tasks.access import visible_task
from tools.tasks.proof import DoneShape, EvidenceShape, done_items, done_shapes, evidence_shape, placed
from tools.tasks.rules.evidence import MOST_PIECES, DoneItem, Piece, fault, given_in, missing
from tools.text import plain
from tools.uploads.reading import own_files
from tools.work_orders.access import visible_order
from tools.work_orders.rules.proof_steps import steps_by_key
from tools.work_orders.rules.states import ASSIGNED, Status
from tools.work_orders.steps import mark_complete

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True


class Submitted(TypedDict):
    """evidence: the new piece; absent when one was taken back. ready: nothing that has to be there is missing."""

    evidence: NotRequired[EvidenceShape | None]
    done: list[DoneShape]
    ready: bool


@dataclass(frozen=True, slots=True)
class Work:
    """Accepted work in somebody's hands. order: the work order, where it is one."""

    record: tuple[str, int]
    company_id: int
    order: Row | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A piece as it was handed in."""

    file: Row | None
    url: str | None
    text: str | None
    position: Point | None
    accuracy_m: int | None


@operation(
    access="write",
    actors=("worker",),
    price="free",
    example={"key": "note", "task_id": 1, "text": "The shop was open, the window lit."},
    find=(
        "here is the photo that proves it",
        "record that I was on the spot",
        "attach the link to the finished post",
        "hand in proof for one item of the definition of done",
        "submit evidence for my bounty",
        "my GPS position at the shop, for the open call",
        "proof of work for the task I got by applying",
        "take the wrong evidence photo back",
        "what proof is still missing before I can deliver",
        "send the receipt they want as evidence",
    ),
)
def submit_evidence(
    call: Call,
    key: Annotated[OneLine, Field(min_length=1, max_length=40, description="The item of done, from get_task.")],
    task_id: Annotated[Id, Field(description="The task; or work_order_id.")] | None = None,
    work_order_id: Annotated[Id, Field(description="The work order; or task_id.")] | None = None,
    file_id: Annotated[Id, Field(description="Photo or file, from upload_files (job).")] | None = None,
    url: Annotated[Url, Field(description="Of a link.")] | None = None,
    text: Annotated[str, Field(min_length=1, max_length=5000, description="What there is to say.")] | None = None,
    latitude: Annotated[float, Field(ge=-90, le=90, description="With longitude; of gps, or of a photo.")]
    | None = None,
    longitude: Annotated[float, Field(ge=-180, le=180, description="With latitude.")] | None = None,
    accuracy_m: Annotated[int, Field(ge=0, le=10_000, description="Of the position, in metres.")] | None = None,
    remove_id: Annotated[Id, Field(description="Take this piece back instead of adding one.")] | None = None,
) -> Submitted:
    """Hand in proof for one item of what the work has to be proved by: photo, position, link, file or text.

    For work that came of an open call, while it is in hand: task in state 2, work order assigned. Places and times are shown
    as sent or as the photo's camera noted them and prove nothing; a place too far off is kept with a warning. Once all
    that is required is there, mark_task_completed or mark_work_order_complete delivers."""
    work = _work(call, task_id, work_order_id)
    items = {item["key"]: item for item in proof.items_of(call.tx, work.record)}
    if key not in items:
        known = ", ".join(items) or worded("it has none")
        raise Invalid(
            {"key": worded("is no item of what this work is proved by: {known}", known=known)}, next=("get_task",)
        )
    if remove_id is not None:
        _remove(call, work, key, remove_id)
        _reopen_step(call, work, key)
        return _answer(call, work, None)
    given = _given(call, file_id, url, text, latitude, longitude, accuracy_m)
    item = next(one for one in done_items(call, work.record) if one.key == key)
    _check(call, work, item, given)
    piece_id = _add(call, work, items[key], item, given)
    _complete_step(call, work, key)
    return _answer(call, work, piece_id)


def _work(call: Call, task_id: int | None, work_order_id: int | None) -> Work:
    """Work that came of an open call, of whoever was accepted for it, while it is in hand."""
    if (task_id is None) == (work_order_id is None):
        raise Invalid({"task_id": worded("pass it or work_order_id, one of the two")}, next=("list_tasks",))
    if task_id is not None:
        task = visible_task(call, task_id, None)
        if task.worker.id != call.caller.id:
            raise NotFound("task", task_id, next=("list_tasks",))
        if task.state is not State.IN_PROGRESS:
            raise WrongState(
                worded(
                    "{name} is {title}; proof is handed in or taken back while it is in progress.",
                    name=task.name,
                    title=word(task.state.title),
                ),
                state=task.state.title,
                next=task.next_steps,
            )
        return Work(task.record, task.row["company_id"])
    row, side = visible_order(call, work_order_id or 0)
    if side != "assignee":
        raise NotFound("work order", work_order_id, next=("list_work_orders",))
    if Status(row["status"]) is not ASSIGNED:
        raise WrongState(
            worded(
                "Work order {id} is {word}; proof is handed in or taken back while it is assigned.",
                id=row["id"],
                word=word(Status(row["status"]).word),
            ),
            state=Status(row["status"]).word,
            next=("get_work_order",),
        )
    return Work(("work_order", row["id"]), row["company_id"], row)


def _given(
    call: Call,
    file_id: int | None,
    url: str | None,
    text: str | None,
    latitude: float | None,
    longitude: float | None,
    accuracy_m: int | None,
) -> Given:
    if (latitude is None) != (longitude is None):
        raise Invalid({"latitude": worded("goes with longitude: pass both")})
    file = None if file_id is None else own_files(call, call.caller.owner, [file_id], "file_id")[0]
    position = None if latitude is None or longitude is None else Point(latitude, longitude)
    if accuracy_m is not None and position is None:
        raise Invalid({"accuracy_m": worded("is of a position: pass latitude and longitude")})
    return Given(file, url, plain(text) if text else None, position, accuracy_m)


def _check(call: Call, work: Work, item: DoneItem, given: Given) -> None:
    """The piece fits its item and is not there already."""
    kind = None if given.file is None else given.file["kind"]
    wrong = fault(item, Piece(kind, given.url is not None, given.text is not None, given.position is not None))
    if wrong:
        uploads = ("upload_files",) if given_in(item) == "file_id" else ()
        raise Invalid({given_in(item): wrong}, next=(*uploads, "submit_evidence"))
    there = [piece for piece in proof.pieces_of(call.tx, work.record) if piece["key"] == item.key]
    if len(there) >= MOST_PIECES:
        raise Conflict(
            worded(
                "{key} has {most_pieces} pieces, the most there may be; take one back with remove_id.",
                key=item.key,
                most_pieces=MOST_PIECES,
            )
        )
    if given.file is not None and any(piece["file_id"] == given.file["id"] for piece in there):
        raise Conflict(
            worded(
                "File {id} is handed in for {key} already; each piece is another file.",
                id=given.file["id"],
                key=item.key,
            )
        )


def _add(call: Call, work: Work, row: Row, item: DoneItem, given: Given) -> int:
    """Keep the piece, with what can be worked out of its place; its id."""
    noted = _noted(given.file) if item.evidence == "photo" else None
    place = placed(call, row, noted or given.position, given.accuracy_m if noted is None else None)
    if given.file is not None:
        files.attach(call.tx, [given.file["id"]], f"{work.record[0]}:{work.record[1]}")
    id = proof.add_piece(
        call.tx,
        work.record,
        row["id"],
        kind=item.evidence,
        file_id=None if given.file is None else given.file["id"],
        url=given.url,
        text=given.text,
        taken_at=given.file["taken_at"] if given.file is not None and item.evidence == "photo" else None,
        **place.columns,
        person_id=call.caller.id,
        at=call.stamp,
    )
    _note(call, work)
    return id


def _noted(file: Row | None) -> Point | None:
    """Where a photo's camera says it was."""
    if file is None or file["taken_latitude"] is None:
        return None
    return Point(file["taken_latitude"], file["taken_longitude"])


def _remove(call: Call, work: Work, key: str, piece_id: int) -> None:
    there = proof.pieces_of(call.tx, work.record)
    piece = next((piece for piece in there if piece["id"] == piece_id and piece["key"] == key), None)
    if piece is None:
        raise NotFound("piece of evidence", piece_id, next=("get_task",))
    _refuse_uploaded(work, _uploaded(call, work, piece["file_id"]))
    proof.remove_piece(call.tx, piece_id, call.stamp)
    others = (other["file_id"] for other in there if other["id"] != piece_id)
    if piece["file_id"] is not None and piece["file_id"] not in others:
        files.detach(call.tx, [piece["file_id"]], f"{work.record[0]}:{work.record[1]}")
    _note(call, work)


def _uploaded(call: Call, work: Work, file_id: int | None) -> Row | None:
    """The file of a work order that a piece stands for; None for one that was handed in here."""
    if work.order is None or file_id is None:
        return None
    return next(
        (each for each in content_files.handed_pieces(call.tx, work.record[1]) if each["file_id"] == file_id), None
    )


def _refuse_uploaded(work: Work, upload: Row | None) -> None:
    if upload is None:
        return
    raise Conflict(
        worded(
            "It was uploaded to work order {id} as {name}; taken off there, it proves nothing any more.",
            id=work.record[1],
            name=upload["name"],
        ),
        next=(
            Step(
                "delete_work_order_attachment",
                {"work_order_id": work.record[1], "folder_id": upload["folder_id"], "attachment_id": upload["id"]},
            ),
        ),
    )


def _complete_step(call: Call, work: Work, key: str) -> None:
    """The step of a work order that an item became is complete once the item is proved."""
    step = _step(call, work, key)
    if step is not None and work.order is not None and step["status"] != "complete" and _is_proved(call, work, key):
        mark_complete(call, work.order, [dict(step)])


def _reopen_step(call: Call, work: Work, key: str) -> None:
    """What the person's own proof completed is open again without it, unless a file was uploaded for the step itself."""
    step = _step(call, work, key)
    if step is None or step["completed_by_id"] != call.caller.id or _is_proved(call, work, key):
        return
    if not checklist_tasks.files(call.tx, work.record[1], step["id"], step["folder_id"]):
        checklist_tasks.reopen(call.tx, step["id"], call.stamp)


def _step(call: Call, work: Work, key: str) -> Row | None:
    """The step of the checklist that an item became; None of a task, or where it is no longer there."""
    if work.order is None:
        return None
    steps = {each["id"]: each for each in work_order_parts.tasks(call.tx, work.order["id"])}
    items = [dict(item) for item in proof.items_of(call.tx, work.record)]
    return steps.get(steps_by_key(items, map(dict, steps.values())).get(key, 0))


def _is_proved(call: Call, work: Work, key: str) -> bool:
    return next(one["complete"] for one in done_shapes(call, work.record) if one["key"] == key)


def _note(call: Call, work: Work) -> None:
    call.change(
        "task.changed" if work.record[0] == "task" else "work_order.changed",
        work.record,
        company_id=work.company_id,
        data={"fields": ["evidence"]},
    )
    call.changed(*work.record)


def _answer(call: Call, work: Work, piece_id: int | None) -> Submitted:
    pieces = proof.pieces_of(call.tx, work.record)
    new = next((piece for piece in pieces if piece["id"] == piece_id), None)
    return {
        "evidence": None if new is None else evidence_shape(new),
        "done": done_shapes(call, work.record),
        "ready": not missing(done_items(call, work.record), [piece["key"] for piece in pieces]),
    }
