"""The checklist of a work order: what a proper step is, and what of it is still open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from tools.errors import Conflict, Invalid
from tools.rules.sentences import begun, joined, word, worded

GROUPS = ("prep", "onsite", "post")
MAX_TASKS = 100

SET_ETA, CLOSE_OUT_NOTES, CHECK_IN, CHECK_OUT, PICTURE, FILL_IN = 1, 2, 3, 4, 6, 7
TASK_TYPES: Mapping[int, str] = {
    1: "set ETA",
    2: "close-out notes",
    3: "check in",
    4: "check out",
    5: "upload a file",
    6: "upload or take a picture",
    7: "fill in a custom field",
    8: "call a phone number",
    9: "send an e-mail",
    10: "custom task",
    11: "collect a signature",
    12: "enter shipment tracking",
    13: "download a file",
}
ONCE = (1, 3, 4)
_DATA = {7: "custom_field_id", 8: "phone", 9: "email", 13: "attachment_id"}

# What an act may be about, by the types of step it concerns: what they point to, and what of it they keep.
POINTED_TO: Mapping[str, Collection[int]] = {"custom_field_id": (7,), "folder_id": (5, 6), "attachment_id": (13,)}
MADE: Mapping[str, Collection[int]] = {"signature_id": (11,), "shipment_id": (12,)}


def description(task: Mapping[str, Any], quoting: Callable[[str], str] = str) -> str:
    """One line for people, from type and label. quoting: how the label stands in it."""
    kind = begun(word(TASK_TYPES[task["type_id"]]))
    return joined((kind, quoting(task["label"])), ": ") if task["label"] else joined((kind,), "")


def check_data(task: Mapping[str, Any]) -> None:
    """Invalid when a step lacks what its type is about."""
    needed = _DATA.get(task["type_id"])
    if needed and not task.get(needed):
        kind = TASK_TYPES[task["type_id"]]
        raise Invalid(
            {needed: worded("is needed for type {type_id} ({kind})", type_id=task["type_id"], kind=word(kind))}
        )


def check_tasks(tasks: Sequence[Mapping[str, Any]]) -> None:
    """Invalid or Conflict unless the steps, taken together, make a proper checklist."""
    if len(tasks) > MAX_TASKS:
        raise Invalid(
            {
                "tasks": worded(
                    "are at most {max_tasks} on one work order; these would be {count}",
                    max_tasks=MAX_TASKS,
                    count=len(tasks),
                )
            }
        )
    faults: dict[str, str] = {}
    for number, task in enumerate(tasks):
        needed = _DATA.get(task["type_id"])
        if needed and not task.get(needed):
            kind = TASK_TYPES[task["type_id"]]
            faults[f"tasks[{number}].{needed}"] = worded(
                "is needed for type {type_id} ({kind})", type_id=task["type_id"], kind=word(kind)
            )
    if faults:
        raise Invalid(faults)
    for once in ONCE:
        if sum(task["type_id"] == once for task in tasks) > 1:
            raise Conflict(
                worded(
                    "A work order has at most one task of type {once} ({task_types}).",
                    once=once,
                    task_types=word(TASK_TYPES[once]),
                )
            )


def still_open(tasks: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The required steps that are not complete."""
    return [task for task in tasks if task["required"] and task["status"] == "incomplete"]


def concerned(
    tasks: Iterable[Mapping[str, Any]],
    status: str,
    types: Collection[int],
    task_id: int | None,
    ref: Mapping[str, int],
) -> list[Mapping[str, Any]]:
    """The steps in a status that an act of these types concerns: the one it names, else those that point to what it was about.

    One thing made completes one step: the first open one. Undone, it concerns the step that keeps it."""
    found = [task for task in tasks if task["status"] == status and task["type_id"] in types]
    if task_id is not None:
        return [task for task in found if task["id"] == task_id]
    for name, id in ref.items():
        pointing = POINTED_TO.get(name, ())
        found = [task for task in found if task["type_id"] not in pointing or task[name] == id]
        if name in MADE and status == "complete":
            found = [task for task in found if task[name] == id]
        elif name in MADE:
            found = in_order(found)[:1]
    return found


def in_order(tasks: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Prep, onsite, post; then position, then id."""
    return sorted(tasks, key=lambda task: (GROUPS.index(task["task_group"]), task["position"], task["id"]))
