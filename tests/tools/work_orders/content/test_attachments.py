"""The list of folders and files."""

from __future__ import annotations

import base64

import pytest

from tests.hall import Hall, Refused
from tests.tools.uploads.upload_helpers import PDF
from tests.tools.work_orders.content.file_world import folder_named, names, new_folder, put, taken_photo
from tests.tools.work_orders.field_work import assigned, company, order, provider, published


async def test_folders_come_with_their_newest_files_and_one_folder_in_pages(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    photos = await new_folder(boss, id)
    for number in range(12):
        await put(pia, id, photos, f"{number}.pdf", PDF + b"%" * number)
    await put(boss, id, await folder_named(boss, id, "Documents"), "plan.pdf", PDF)

    whole = await boss.call("list_work_order_attachments", work_order_id=id, limit=50)
    assert (whole["sum"], whole["metadata"], whole["total"]) == ({"unreviewed": 12}, {"total": 13}, 3)
    assert [(each["name"], each["metadata"]["total"]) for each in whole["results"]] == [
        ("Documents", 1), ("Misc", 0), ("Photos", 12),
    ]  # fmt: skip
    assert [each["file"]["name"] for each in whole["results"][2]["results"]] == [
        f"{number}.pdf" for number in range(2, 12)
    ]

    seen, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = await pia.call("list_work_order_attachments", work_order_id=id, folder_id=photos, limit=5, **more)
        [folder] = page["results"]
        assert (page["total"], folder["metadata"]["total"], page["metadata"]) == (12, 12, {"total": 12})
        seen += [each["file"]["name"] for each in folder["results"]]
        cursor = page.get("next_cursor")
        if cursor is None:
            break
    assert seen == [f"{number}.pdf" for number in range(12)]
    # A page that would be too long ends early and goes on.
    page = await pia.call("list_work_order_attachments", work_order_id=id, folder_id=photos)
    assert len(page["results"][0]["results"]) > 5
    assert await names(boss, id, status="approved") == {"Documents": ["plan.pdf"], "Misc": [], "Photos": []}
    assert await names(boss, id, status="denied") == {"Documents": [], "Misc": [], "Photos": []}


async def test_the_bytes_of_small_files_come_along_when_asked_for(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    misc = await folder_named(boss, id, "Misc")
    large = PDF + b"%" * (1024 * 1024)
    for name, content in (("a.pdf", PDF), ("large.pdf", large), ("b.pdf", PDF + b"%" * 30_000)):
        await put(pia, id, misc, name, content)
    found = await boss.call("list_work_order_attachments", work_order_id=id, folder_id=misc, with_data=True)
    data = {each["file"]["name"]: each["file"].get("content_base64") for each in found["results"][0]["results"]}
    assert base64.b64decode(data["a.pdf"]) == PDF
    assert data["large.pdf"] is None
    assert len(base64.b64decode(data["b.pdf"])) == len(PDF) + 30_000
    assert "get_file" in str(found["warnings"])
    with pytest.raises(Refused) as no:
        await boss.call("list_work_order_attachments", work_order_id=id, with_data=True)
    assert "with_data" in no.value.fields


async def test_who_does_not_have_the_order_sees_no_place(hall: Hall) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    id, draft = await published(boss), await order(boss)
    misc = await folder_named(boss, id, "Misc")
    await put(boss, id, misc, "site.jpg", taken_photo(), show_before_assignment=True)
    shown = (await pia.call("list_work_order_attachments", work_order_id=id, folder_id=misc))["results"][0]["results"]
    assert "taken" not in shown[0]
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    shown = (await pia.call("list_work_order_attachments", work_order_id=id, folder_id=misc))["results"][0]["results"]
    assert shown[0]["taken"]["latitude"] == 44.983333
    for caller, order_id, given in (
        (rival, id, {}),
        (pia, draft, {}),
        (boss, 999_999, {}),
        (boss, id, {"folder_id": 999_999}),
    ):
        with pytest.raises(Refused) as no:
            await caller.call("list_work_order_attachments", work_order_id=order_id, **given)
        assert no.value.code == "not_found"


async def test_a_provider_is_not_shown_where_one_before_them_took_a_picture(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia)
    misc = await folder_named(boss, id, "Misc")
    await put(boss, id, misc, "site.jpg", taken_photo())
    await put(pia, id, misc, "home.jpg", taken_photo("blue"))
    places = {}
    for who in (boss, pia):
        found = (await who.call("list_work_order_attachments", work_order_id=id, folder_id=misc))["results"][0][
            "results"
        ]
        places[who.id, who.kind] = [each["file"]["name"] for each in found if "taken" in each]
    await boss.call("unassign_work_order", work_order_id=id)
    await boss.call("assign_work_order", work_order_id=id, user_id=kim.id)
    found = (await kim.call("list_work_order_attachments", work_order_id=id, folder_id=misc))["results"][0]["results"]
    assert list(places.values()) == [["site.jpg", "home.jpg"]] * 2
    assert [each["file"]["name"] for each in found if "taken" in each] == ["site.jpg"]
    assert len(found) == 2
