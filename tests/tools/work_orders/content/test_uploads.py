"""Files handed in: by whom and where, what is kept of them, and what they complete."""

from __future__ import annotations

import base64
import hashlib
import io

import pytest
from PIL import Image

from tests.hall import Hall, Refused
from tests.tools.uploads.upload_helpers import HEIC, PDF, picture
from tests.tools.work_orders.content.file_world import folder_named, names, new_folder, put, steps, taken_photo
from tests.tools.work_orders.field_work import admin, assigned, company, done, notices, provider, published, write


async def test_a_photo_is_served_without_its_place_which_is_kept_beside_it(hall: Hall) -> None:
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia)
    misc = await folder_named(pia, id, "Misc")
    handed = (await put(pia, id, misc, "../../etc/ra\u202eck\u200b.jpg", taken_photo(), notes="<b>Front</b>\u202e "))[
        "attachment"
    ]
    assert (handed["status"], handed["file"]["name"], handed["notes"]) == ("pending", "rack.jpg", "<b>Front</b>")
    assert handed["taken"] == {"at": "2026-03-10T09:12:33-05:00", "latitude": 44.983333, "longitude": -93.266667}
    assert (handed["file"]["mime"], handed["file"]["type"]) == ("image/jpeg", "image")

    found = await boss.call("get_file", file_id=handed["file"]["id"], content=True)
    served = base64.b64decode(found["content_base64"])
    assert hashlib.sha256(served).hexdigest() == handed["file"]["sha256"]
    assert (len(served), handed["file"]["link"]) == (handed["file"]["size_bytes"], found["file"]["url"])
    assert not Image.open(io.BytesIO(served)).getexif()
    [kept] = hall.sql("SELECT taken_at, latitude, longitude FROM work_order_attachments")
    assert kept == ("2026-03-10T09:12:33-05:00", 44.983333, -93.266667)
    # The same picture again is the same stored file under a name of its own.
    again = (await put(pia, id, misc, "RACK.jpg", taken_photo()))["attachment"]
    assert (again["file"]["name"], again["file"]["id"]) == ("RACK (2).jpg", handed["file"]["id"])
    plain = (await put(pia, id, misc, "plain.png"))["attachment"]
    assert "taken" not in plain
    assert "“rack.jpg”" in str(await boss.call("list_notices", kinds=["work_order_visit"]))
    with pytest.raises(Refused) as no:
        await kim.call("get_file", file_id=handed["file"]["id"])
    assert no.value.code == "not_found"


async def test_the_company_puts_documents_there_and_says_who_sees_them_early(hall: Hall) -> None:
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    documents = await folder_named(boss, id, "Documents")
    plan = (await put(boss, id, documents, "plan.exe", PDF, show_before_assignment=True, mime="text/html"))[
        "attachment"
    ]
    code = (await put(boss, id, documents, "code.pdf", PDF + b"%"))["attachment"]
    assert (plan["status"], plan["file"]["name"], plan["file"]["mime"]) == ("approved", "plan.pdf", "application/pdf")
    for person in (pia, kim):
        assert await names(person, id) == {"Documents": ["plan.pdf"], "Misc": []}
        assert (await person.call("get_file", file_id=plan["file"]["id"]))["mime_type"] == "application/pdf"
        with pytest.raises(Refused) as no:
            await person.call("get_file", file_id=code["file"]["id"])
        assert no.value.code == "not_found"
        counted = await person.call("get_work_order", work_order_id=id, columns=["attachments"])
        assert counted["attachments"]["total"] == 1
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert await names(pia, id) == {"Documents": ["plan.pdf", "code.pdf"], "Misc": []}
    assert (await pia.call("get_file", file_id=code["file"]["id"]))["mime_type"] == "application/pdf"
    before = len(await hall.mails("pia@work.test"))
    await put(boss, id, documents, "more.pdf", PDF + b"%%")
    assert "“more.pdf” was added" in notices(hall, pia)[-1]
    assert len(await hall.mails("pia@work.test")) == before
    # Whoever gave the work up keeps what they handed in, and sees no more of the rest than others.
    misc = await folder_named(pia, id, "Misc")
    own = (await put(pia, id, misc, "mine.png"))["attachment"]
    await boss.call("unassign_work_order", work_order_id=id, return_to="published")
    assert await names(pia, id) == {"Documents": ["plan.pdf"], "Misc": ["mine.png"]}
    assert await names(kim, id) == {"Documents": ["plan.pdf"], "Misc": []}
    assert (await pia.call("get_file", file_id=own["file"]["id"]))["mime_type"] == "image/png"


async def test_files_complete_the_steps_they_fill(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    tasks = [
        {"group": "onsite", "type_id": 6, "label": "Rack"},
        {"group": "onsite", "type_id": 5, "label": "Report"},
        {"group": "post", "type_id": 5, "label": "Anything"},
    ]
    id = await assigned(boss, pia, tasks=tasks)
    rack, report, anything = [id for (id,) in hall.sql("SELECT id FROM work_order_tasks ORDER BY id")]
    photos = await new_folder(boss, id, "Photos", min_files=2, task_id=rack)
    reports = await new_folder(boss, id, "Reports", task_id=report)
    assert (await put(pia, id, photos))["tasks_completed"] == []
    # A paper is no picture.
    assert (await put(pia, id, photos, "paper.pdf", PDF))["tasks_completed"] == []
    assert (await put(pia, id, photos, "rack.png", picture(30, 20)))["tasks_completed"] == [rack]
    assert (await put(pia, id, photos, "rack.png", picture(31, 20)))["tasks_completed"] == []
    assert (await put(pia, id, reports, "paper.pdf", PDF))["tasks_completed"] == [report]
    misc = await folder_named(pia, id, "Misc")
    assert (await put(pia, id, misc, "x.pdf", PDF, task_id=anything))["tasks_completed"] == [anything]
    with pytest.raises(Refused) as no:
        await put(pia, id, misc, task_id=rack)
    assert (no.value.code, str(photos) in no.value.fields["task_id"]) == ("invalid_reference", True)
    with pytest.raises(Refused) as no:
        await put(pia, id, misc, task_id=999_999)
    assert no.value.code == "invalid_reference"
    assert set(steps(hall, id).values()) == {"complete"}
    await pia.call("mark_work_order_complete", work_order_id=id)


async def test_who_may_hand_in_what_where_and_when(hall: Hall) -> None:
    boss, chief, rival = await company(hall), await admin(hall), await company(hall, "Rival")
    pia, kim = await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await kim.call("request_work_order", work_order_id=id)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    documents, misc = await folder_named(boss, id, "Documents"), await folder_named(boss, id, "Misc")
    small = await new_folder(boss, id, "Small", max_bytes=100, max_files=1)
    over = await done(boss, kim, schedule={"mode": "exact", "start": "2026-03-12T09:00:00Z"})
    theirs = await folder_named(boss, over, "Misc")
    await put(boss, over, theirs)
    await put(boss, id, small, "one.pdf", PDF)
    for caller, order_id, folder, given, code, field in (
        (pia, id, documents, {}, "forbidden", None),
        (pia, id, misc, {"show_before_assignment": True}, "forbidden", None),
        (kim, id, misc, {}, "forbidden", None),
        (kim, over, theirs, {}, "wrong_state", None),
        (rival, id, misc, {}, "not_found", None),
        (pia, id, theirs, {}, "not_found", None),
        (pia, id, 999_999, {}, "not_found", None),
        (boss, id, small, {"content": PDF}, "invalid_argument", "folder_id"),
        (boss, id, small, {"content": PDF * 9}, "invalid_argument", "content"),
        (boss, id, misc, {"content": b""}, "invalid_argument", "content"),
        (boss, id, misc, {"content": HEIC}, "invalid_argument", "content"),
        (boss, id, misc, {"content": b"<html>"}, "invalid_argument", "content"),
        (boss, id, misc, {"content": PDF * 200_000}, "invalid_argument", "content"),
        (boss, id, misc, {"notes": "x" * 2001}, "invalid_argument", "notes"),
        (boss, id, misc, {"name": " \u200b"}, "invalid_argument", "file_name"),
    ):
        with pytest.raises(Refused) as no:
            await put(caller, order_id, folder, **given)
        assert no.value.code == code, (given, no.value.text)
        assert field is None or field in no.value.fields
    assert "100 bytes" in str(await refused(boss, id, small, PDF * 9))
    await boss.call("approve_work_order", work_order_id=over)
    assert (await refused(chief, over, theirs, PDF)).shape["state"] == "approved"
    # A rehearsal keeps nothing, a full store takes nothing more.
    count = hall.sql("SELECT count(*) FROM work_order_attachments")
    await put(pia, id, misc, "try.png", picture(33, 20), dry_run=True)
    assert hall.sql("SELECT count(*) FROM work_order_attachments") == count
    write(hall, "UPDATE files SET size_bytes = 1073741824 WHERE id = (SELECT min(id) FROM files)")
    assert (await refused(boss, id, misc, picture(34, 20))).code == "storage_full"


async def refused(caller, id, folder, content) -> Refused:
    with pytest.raises(Refused) as no:
        await put(caller, id, folder, content=content)
    return no.value
