"""What a person takes along, and takes away, of open calls and the approval desk."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from store.people.erasure import erase_person
from tests.hall import Hall, Refused, TestCaller
from tests.tools.open_calls.call_world import world_of

TABLES = ("open_call_reports", "approval_policies", "payment_freezes")
WORDS = ("a letter of mine", "a word of proof", "they never pay", "a note of mine")


async def export_of(hall: Hall, person: TestCaller) -> dict[str, Any]:
    made = await person.call("export_my_data")
    file = await person.call("get_file", file_id=made["file_id"], content=True)
    found: dict[str, Any] = json.loads(base64.b64decode(file["content_base64"]))
    return found


async def test_applications_proof_reports_and_requests_are_in_the_file_and_go_with_the_account(hall: Hall) -> None:
    world = await world_of(hall)
    done = [
        {"key": "note", "text": "What you saw", "evidence": "text"},
        {"key": "spot", "text": "There", "evidence": "gps"},
    ]
    ref, other = await world.published(seats=1, done=done), await world.published()
    ann = await world.person("ann")
    mine = await world.application(ref, ann, "70.00", letter=WORDS[0])
    await ann.call("report_open_call", open_call_id=other, reason="other", text=WORDS[2])
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[mine])
    task = taken["accepted"][0]["task_id"]
    await ann.call("start_task", task_id=task)
    await ann.call("submit_evidence", task_id=task, key="note", text=WORDS[1])
    await ann.call("submit_evidence", task_id=task, key="spot", latitude=60.1699, longitude=24.9384)
    found = await export_of(hall, ann)
    assert [row["letter"] for row in found["open_call_applications"]] == [WORDS[0]]
    assert [row["text"] for row in found["open_call_proof"]] == [WORDS[1], None]
    assert found["open_call_proof"][1]["latitude"] == 60.1699
    assert [row["text"] for row in found["open_calls_reported_by_me"]] == [WORDS[2]]
    await ann.call("mark_task_completed", task_id=task)
    with pytest.raises(Refused) as open_work:
        await ann.call("close_my_account")
    assert str(task) in open_work.value.text


async def test_what_somebody_reported_and_who_asked_at_the_desk_goes_with_the_account(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    ann = await hall.person("ann@work.test", credit="500 EUR")
    await ann.call("report_open_call", open_call_id=ref, reason="other", text=WORDS[2])
    await ann.call("set_approval_policy", mode="ask_in_chat", timeout_minutes=60)
    await ann.call("freeze_payments", target="payee", payee_type="person", payee_id=world.boss.id, reason=WORDS[3])
    await hall.app.database.write(lambda tx: erase_person(tx, ann.id, "ann@work.test", hall.clock.now))
    left = "\n".join(str(hall.sql(f"SELECT * FROM {table}")) for table in TABLES)
    assert [word for word in WORDS if word in left] == []
    assert hall.sql("SELECT count(*) FROM approval_policies") == [(0,)]
