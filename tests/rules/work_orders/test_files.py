"""The files of a work order: each row of who may what when, names, and which steps are filled."""

from __future__ import annotations

import pytest

from tools.work_orders.content.rules.files import (
    Filling,
    Handed,
    change,
    delete,
    filling,
    free_name,
    status_after,
    status_of_new,
    turned,
    upload,
)
from tools.work_orders.rules.states import Status

OPEN = (Status.DRAFT, Status.PUBLISHED, Status.ROUTED, Status.ASSIGNED, Status.WORK_DONE)


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("folder", ["document", "slot"])
def test_who_hands_in_a_file_when(status, folder) -> None:
    assert upload("company", status, folder) == ("allowed" if status in OPEN else "wrong_state")
    assert upload("provider", status, folder) == "forbidden"
    wanted = "forbidden" if folder == "document" else "allowed" if status is Status.ASSIGNED else "wrong_state"
    assert upload("assignee", status, folder) == wanted


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("file", ["pending", "approved", "denied"])
@pytest.mark.parametrize("own", [True, False])
def test_who_takes_a_file_off_when(status, file, own) -> None:
    assert delete("company", status, own, file) == ("allowed" if status in OPEN else "wrong_state")
    assert delete("provider", status, own, file) == "forbidden"
    theirs = own and file != "approved"
    wanted = "forbidden" if not theirs else "allowed" if status is Status.ASSIGNED else "wrong_state"
    assert delete("assignee", status, own, file) == wanted


@pytest.mark.parametrize(
    ("side", "own", "fields", "verdict"),
    [
        (
            "company",
            False,
            ("notes", "status", "show_before_assignment", "move_to_folder_id", "review_note"),
            "allowed",
        ),
        ("assignee", True, ("notes",), "allowed"),
        ("assignee", False, ("notes",), "forbidden"),
        ("assignee", True, ("notes", "status"), "forbidden"),
        ("assignee", True, ("status",), "forbidden"),
        ("assignee", True, ("show_before_assignment",), "forbidden"),
        ("assignee", True, ("move_to_folder_id",), "forbidden"),
        ("assignee", True, ("review_note",), "forbidden"),
        ("provider", True, ("notes",), "allowed"),
        ("provider", False, ("notes",), "forbidden"),
    ],
)
def test_who_changes_what_of_a_file(side, own, fields, verdict) -> None:
    assert change(side, own, fields) == verdict


@pytest.mark.parametrize("before", ["pending", "approved", "denied"])
@pytest.mark.parametrize("wanted", ["pending", "approved", "denied", None])
def test_a_review_leads_from_every_state_to_every_state_and_documents_stay_approved(before, wanted) -> None:
    assert status_after("slot", before, wanted) == (wanted or before)
    assert status_after("document", before, wanted) == (None if wanted in ("pending", "denied") else "approved")


def test_what_a_provider_hands_in_waits_and_what_the_company_puts_there_counts() -> None:
    assert {side: status_of_new(side) for side in ("company", "assignee")} == {
        "company": "approved",
        "assignee": "pending",
    }


@pytest.mark.parametrize(
    ("name", "taken", "found"),
    [
        ("rack.jpg", [], "rack.jpg"),
        ("rack.jpg", ["rack.png"], "rack.jpg"),
        ("rack.jpg", ["RACK.jpg"], "rack (2).jpg"),
        ("rack.jpg", ["rack.jpg", "rack (2).jpg"], "rack (3).jpg"),
        ("a.b.pdf", ["a.b.pdf"], "a.b (2).pdf"),
        ("notes", ["notes"], "notes (2)"),
        (f"{'x' * 251}.jpg", [f"{'x' * 251}.jpg"], f"{'x' * 247} (2).jpg"),
    ],
)
def test_a_name_that_is_taken_gets_a_number(name, taken, found) -> None:
    assert free_name(name, taken) == found
    assert len(found) <= 255


HANDED = (Handed(1, None, True, 2), Handed(1, None, False, 1), Handed(2, 7, True, 1), Handed(2, 8, False, 1))


@pytest.mark.parametrize(
    ("type_id", "task_id", "folder_id", "needed", "wanted"),
    [
        (5, 9, 1, 0, Filling(3, 1)),
        (5, 9, 1, 4, Filling(3, 4)),
        (6, 9, 1, 3, Filling(2, 3)),
        (5, 7, None, 1, Filling(1, 1)),
        (6, 8, None, 1, Filling(0, 1)),
        (5, 9, None, 1, Filling(0, 1)),
        # A step that points to a folder is filled by that folder alone.
        (5, 7, 3, 1, Filling(0, 1)),
    ],
)
def test_what_a_step_has_of_the_files(type_id, task_id, folder_id, needed, wanted) -> None:
    assert filling(type_id, task_id, folder_id, needed, HANDED) == wanted


@pytest.mark.parametrize(
    ("before", "after", "done", "opened"),
    [
        ((0, 1), (1, 1), [1], []),
        ((1, 2), (2, 2), [1], []),
        ((0, 2), (1, 2), [], []),
        # One more than needed completes a step that somebody opened again.
        ((1, 1), (2, 1), [1], []),
        ((2, 1), (1, 1), [], []),
        ((1, 1), (0, 1), [], [1]),
        # A step completed by hand stays when files it never needed go.
        ((1, 2), (0, 2), [], []),
        ((1, 1), (1, 1), [], []),
        ((2, 2), None, [], [1]),
    ],
)
def test_which_steps_a_change_turns(before, after, done, opened) -> None:
    now = {1: Filling(*after)} if after else {}
    assert turned({1: Filling(*before)}, now) == (done, opened)
