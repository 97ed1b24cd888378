"""Files handed in for a step of the checklist that an item of a definition of done became: they are proof of that item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.database import Row
from store.tasks import proof
from store.work_orders import parts as work_order_parts
from store.work_orders.content import files as content_files
from tools.call import Call
from tools.rules.places import Point
from tools.tasks.proof import placed
from tools.tasks.rules.evidence import MOST_PIECES
from tools.work_orders.rules.proof_steps import steps_by_key
from tools.work_orders.rules.states import ASSIGNED, Status


def items_by_step(call: Call, row: Row) -> dict[int, Row]:
    """The items of the definition of done of an order that are steps of its checklist, by the step."""
    items = proof.items_of(call.tx, _record(row))
    if not items:
        return {}
    steps = map(dict, work_order_parts.tasks(call.tx, row["id"]))
    by_key = steps_by_key([dict(item) for item in items], steps)
    return {by_key[item["key"]]: item for item in items if item["key"] in by_key}


def pieces_beside(call: Call, row: Row) -> dict[int, int]:
    """How many pieces were handed in for items, by the item, that are no files of the order."""
    files = content_files.all_files(call.tx, row["id"])
    found: dict[int, int] = {}
    for piece in proof.pieces_of(call.tx, _record(row)):
        if piece["file_id"] not in files:
            found[piece["done_item_id"]] = found.get(piece["done_item_id"], 0) + 1
    return found


def prove_by_files(call: Call, row: Row) -> None:
    """Let the pieces of proof be as the files are: one for each that was handed in for an item, none for those that are gone
    or denied. What was delivered stays as it was."""
    items = items_by_step(call, row) if Status(row["status"]) is ASSIGNED else {}
    if not items:
        return
    steps = {each["id"]: each for each in work_order_parts.tasks(call.tx, row["id"])}
    handed, files = content_files.handed_pieces(call.tx, row["id"]), content_files.all_files(call.tx, row["id"])
    pieces = proof.pieces_of(call.tx, _record(row))
    for id, item in items.items():
        if item["evidence"] in ("photo", "file"):
            there = [piece for piece in pieces if piece["done_item_id"] == item["id"]]
            _mirror(call, row, item, there, [each for each in handed if _is_for(steps[id], item, each)], files)


def _is_for(step: Row, item: Row, file: Row) -> bool:
    mine = file["folder_id"] == step["folder_id"] if step["folder_id"] is not None else file["task_id"] == step["id"]
    return bool(mine) and (item["evidence"] == "file" or file["kind"] == "image")


def _mirror(call: Call, row: Row, item: Row, there: Sequence[Row], wanted: Sequence[Row], files: set[int]) -> None:
    known, kept = {piece["file_id"] for piece in there}, {each["file_id"] for each in wanted}
    for piece in there:
        if piece["file_id"] in files - kept:
            proof.remove_piece(call.tx, piece["id"], call.stamp)
    room = MOST_PIECES - len(there)
    for each in [each for each in wanted if each["file_id"] not in known][: max(0, room)]:
        proof.add_piece(call.tx, _record(row), item["id"], **_columns(call, item, each))


def _columns(call: Call, item: Row, file: Row) -> dict[str, Any]:
    photo = item["evidence"] == "photo"
    at = Point(file["latitude"], file["longitude"]) if photo and file["latitude"] is not None else None
    return {
        "kind": item["evidence"],
        "file_id": file["file_id"],
        "taken_at": file["taken_at"] if photo else None,
        **placed(call, item, at, None).columns,
        "person_id": file["author_id"],
        "at": call.stamp,
    }


def _record(row: Row) -> tuple[str, int]:
    return "work_order", row["id"]
