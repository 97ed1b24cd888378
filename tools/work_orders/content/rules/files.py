"""The files of a work order: who may do what when, what a file is called, and which steps of the checklist they fill."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tools.work_orders.rules.states import ASSIGNED, DRAFT, PUBLISHED, ROUTED, WORK_DONE, Status

Side = Literal["company", "assignee", "provider"]
FolderType = Literal["document", "slot"]
FileStatus = Literal["pending", "approved", "denied"]
Verdict = Literal["allowed", "forbidden", "wrong_state"]

# Until the work is approved.
BEFORE_APPROVAL = (DRAFT, PUBLISHED, ROUTED, ASSIGNED, WORK_DONE)
MOST_FOLDERS = 50
# Steps of the checklist that files fill: any file, or a picture.
FILE, PICTURE = 5, 6
MOST_NAME = 255


def upload(side: Side, status: Status, folder: FolderType) -> Verdict:
    """Whether somebody may put a file into a folder."""
    if side == "company":
        return "allowed" if status in BEFORE_APPROVAL else "wrong_state"
    if side == "provider" or folder == "document":
        return "forbidden"
    return "allowed" if status is ASSIGNED else "wrong_state"


def status_of_new(side: Side) -> FileStatus:
    """What a file is when it was handed in."""
    return "approved" if side == "company" else "pending"


def delete(side: Side, status: Status, own: bool, file: FileStatus) -> Verdict:
    """Whether somebody may take a file off."""
    if side == "company":
        return "allowed" if status in BEFORE_APPROVAL else "wrong_state"
    if side == "provider" or not own or file == "approved":
        return "forbidden"
    return "allowed" if status is ASSIGNED else "wrong_state"


def change(side: Side, own: bool, fields: Collection[str]) -> Verdict:
    """Whether somebody may change these of a file: the company all, a provider the notes of their own."""
    if side == "company":
        return "allowed"
    return "allowed" if own and set(fields) <= {"notes"} else "forbidden"


def status_after(folder: FolderType, before: FileStatus, wanted: FileStatus | None) -> FileStatus | None:
    """The review state of a file in a folder after a change; None for what cannot be: what lies among documents is approved."""
    if folder == "document":
        return "approved" if wanted in (None, "approved") else None
    return wanted or before


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or with (2), (3) ... before its ending when a file in the folder has it, in whatever case."""
    known = {each.casefold() for each in taken}
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    found, number = name, 1
    while found.casefold() in known:
        number += 1
        tail = f" ({number}){dot}{ending}"
        found = stem[: MOST_NAME - len(tail)] + tail
    return found


@dataclass(frozen=True, slots=True)
class Handed:
    """How many files of a kind lie in a folder, denied ones apart. task_id: the step they were handed in for."""

    folder_id: int
    task_id: int | None
    is_picture: bool
    files: int


@dataclass(frozen=True, slots=True)
class Filling:
    """How many files a step of the checklist has, and how many it needs."""

    files: int
    needed: int

    @property
    def is_full(self) -> bool:
        return self.files >= self.needed


def filling(type_id: int, task_id: int, folder_id: int | None, needed: int, handed: Iterable[Handed]) -> Filling:
    """What a step has of what was handed in: the files of its folder, or those sent for it when it points to none.

    needed: the folder's min_files; one at least."""
    fitting = (
        each.files
        for each in handed
        if (each.folder_id == folder_id if folder_id is not None else each.task_id == task_id)
        and (type_id == FILE or each.is_picture)
    )
    return Filling(sum(fitting), max(1, needed))


def turned(before: Mapping[int, Filling], after: Mapping[int, Filling]) -> tuple[list[int], list[int]]:
    """The steps that a change of the files completes, and those it opens again."""
    empty = Filling(0, 1)
    done = [id for id, now in after.items() if now.is_full and now.files > before.get(id, empty).files]
    open_again = [id for id, was in before.items() if was.is_full and not after.get(id, empty).is_full]
    return done, open_again
