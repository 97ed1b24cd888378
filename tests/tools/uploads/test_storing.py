from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.uploads.upload_helpers import HEIC, MP4, PDF, photo, picture, sent

BLUE = picture(310, 310, colour="blue")


async def upload(caller: TestCaller, **arguments: Any) -> list[dict[str, Any]]:
    return list((await caller.call("upload_files", **arguments))["files"])


def kept(hall: Hall) -> int:
    """How many different contents lie in the data folder."""
    return sum(1 for path in hall.app.parts.files.root.rglob("*") if path.is_file())


async def test_a_picture_is_scaled_and_gets_small_versions(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    (file,) = await upload(ann, image=sent(picture(4000, 2000, "JPEG"), "C:\\photos\\site.jpg"))
    assert (file["kind"], file["mime_type"], file["name"]) == ("image", "image/jpeg", "site.jpg")
    assert (file["width"], file["height"]) == (1920, 960)
    assert [(variant["width"], variant["height"]) for variant in file["variants"]] == [(640, 320), (160, 80)]
    assert file["url"] == f"hiringhall://files/{file['id']}"
    assert file["variants"][1]["url"] == f"hiringhall://files/{file['id']}/160"
    assert kept(hall) == 3
    ((sha256, size),) = hall.sql("SELECT sha256, size_bytes FROM files")
    assert len(hall.app.parts.files.get(sha256)) == size == file["size_bytes"]


async def test_files_of_all_eight_kinds_come_back_in_order_with_their_purpose(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    files = await upload(
        agent,
        images=[sent(picture(10, 10))],
        video=sent(MP4, "clip.mp4"),
        videos=[sent(MP4 + b"1"), sent(MP4 + b"2")],
        docs=[{"label": "Diploma", **sent(PDF, "scan.pdf")}],
        job=[sent(PDF + b"job")],
        schedule=[sent(picture(11, 11))],
        event=[sent(MP4 + b"3")],
    )
    assert [(file["kind"], file["purpose"]) for file in files] == [
        ("image", "general"), ("video", "general"), ("video", "general"), ("video", "general"),
        ("document", "general"), ("document", "job"), ("image", "schedule"), ("video", "event"),
    ]  # fmt: skip
    assert files[4]["name"] == "Diploma.pdf"
    assert hall.sql("SELECT DISTINCT owner_type, owner_id FROM files") == [("agent", agent.id)]


async def test_the_same_content_from_the_same_owner_is_stored_once(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test"), await hall.person("ben@work.test")
    (first,) = await upload(ann, image=sent(picture(), "a.png"))
    (again,) = await upload(ann, image=sent(picture(), "b.png"))
    (other,) = await upload(ben, image=sent(picture(), "a.png"))
    assert again == first
    assert other["id"] != first["id"]
    twice = await upload(ann, docs=[{"label": "A", **sent(PDF)}, {"label": "B", **sent(PDF)}])
    assert twice[0]["id"] == twice[1]["id"]
    assert kept(hall) == 4


async def test_a_label_with_the_ending_of_its_file_gets_no_second_one(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    docs = [{"label": label, **sent(PDF + label.encode(), "scan.pdf")} for label in ("Diploma.PDF", "Diploma", "pdf")]
    named = [file["name"] for file in await upload(ann, docs=docs)]
    assert named == ["Diploma.pdf", "Diploma.pdf", "pdf.pdf"]


@pytest.mark.parametrize(
    ("arguments", "field", "said"),
    [
        ({}, "files", "at least one"),
        ({"image": sent(PDF)}, "image", "image"),
        ({"images": [sent(picture()), sent(b"")]}, "images[1]", "empty"),
        ({"images": []}, "images", "at least 1"),
        ({"videos": [sent(MP4)]}, "videos", "at least 2"),
        ({"video": sent(picture())}, "video", "image/png"),
        ({"docs": [{"label": "x", **sent(picture())}]}, "docs[0]", "image/png"),
        ({"docs": [{"label": "x", **sent(PDF + b" " * (5120 * 1024))}]}, "docs[0]", "5120 KiB"),
        ({"job": [sent(PDF + b" " * (5120 * 1024))]}, "job[0]", "5120 KiB"),
        ({"image": sent(picture()[:60])}, "image", "decoded"),
        ({"image": {"filename": "x", "content_base64": "***"}}, "image", "base64"),
        ({"event": [sent(b"<html><script>")]}, "event[0]", "readable"),
        ({"images": [sent(picture(9, 9))] * 21}, "images[20]", "20 files"),
    ],
)
async def test_a_faulty_file_is_named_with_its_bound_and_none_is_stored(
    hall: Hall, arguments: dict[str, Any], field: str, said: str
) -> None:
    ann = await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await upload(ann, **arguments)
    assert no.value.status == 422
    assert list(no.value.fields) == [field]
    assert said in no.value.fields[field]
    assert hall.sql("SELECT count(*) FROM files") == [(0,)]
    assert kept(hall) == 0


async def test_a_dry_run_keeps_no_bytes(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    shown = await ann.call("upload_files", image=sent(picture()), dry_run=True)
    assert shown["files"][0]["kind"] == "image"
    assert kept(hall) == 0
    assert hall.sql("SELECT count(*) FROM files") == [(0,)]


async def test_an_owner_has_a_gibibyte(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    (file,) = await upload(ann, job=[sent(PDF)])
    await hall.app.database.write(lambda tx: tx.change("files", file["id"], size_bytes=1024**3 - 10))
    with pytest.raises(Refused) as no:
        await upload(ann, image=sent(picture()))
    assert no.value.code == "storage_full"


async def test_signing_in_comes_first(hall: Hall) -> None:
    for file in (sent(picture()), sent(b"no picture at all")):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("upload_files", image=file)
        assert no.value.status == 401


async def test_unused_files_go_after_thirty_days_and_their_bytes_a_day_later(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test"), await hall.person("ben@work.test")
    (used, unused) = await upload(ann, images=[sent(picture(300, 300)), sent(BLUE)])
    await upload(ben, image=sent(BLUE))
    (lonely,) = await upload(ann, job=[sent(PDF)])
    await ann.call("update_my_profile", ava_id=used["id"])
    assert kept(hall) == 5
    hall.clock.advance(days=29)
    await ben.call("update_my_profile", ava_id=3)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM files WHERE deleted_at IS NULL") == [(4,)]
    hall.clock.advance(days=1, seconds=1)
    await hall.tick()
    gone = hall.sql("SELECT id FROM files WHERE deleted_at IS NOT NULL ORDER BY id")
    assert gone == [(unused["id"],), (lonely["id"],)]
    assert kept(hall) == 5
    hall.clock.advance(days=1, seconds=1)
    await hall.tick()
    assert kept(hall) == 4
    ((sha256,),) = hall.sql("SELECT sha256 FROM files WHERE id = 3")
    assert hall.app.parts.files.get(sha256)


async def test_a_deleted_file_is_stored_anew_when_it_is_sent_again(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    (first,) = await upload(ann, job=[sent(PDF)])
    hall.clock.advance(days=31)
    await hall.tick()
    hall.clock.advance(days=2)
    await hall.tick()
    (again,) = await upload(ann, job=[sent(PDF)])
    assert again["id"] != first["id"]
    assert kept(hall) == 1


@pytest.mark.parametrize("field", ["image", "images", "job", "schedule", "event"])
async def test_a_photo_of_a_phone_keeps_its_place_nowhere(hall: Hall, field: str) -> None:
    ann = await hall.person("ann@work.test")
    file = sent(photo(), "IMG_1.mp4")
    (stored,) = await upload(ann, **{field: file if field == "image" else [file]})
    assert (stored["kind"], stored["mime_type"], stored["name"]) == ("image", "image/jpeg", "IMG_1.jpg")
    for sha256 in [row[0] for row in hall.sql("SELECT sha256 FROM files UNION SELECT sha256 FROM file_variants")]:
        content = hall.app.parts.files.get(sha256)
        assert not any(mark in content for mark in (b"GPS", b"Maker", b"at home", b"Exif", b"MPF"))


@pytest.mark.parametrize("field", ["image", "images", "video", "docs", "job", "schedule", "event"])
async def test_a_heic_photo_is_refused_with_what_to_send_whatever_it_is_called(hall: Hall, field: str) -> None:
    ann = await hall.person("ann@work.test")
    file = {**sent(HEIC, "clip.mp4"), **({"label": "x"} if field == "docs" else {})}
    with pytest.raises(Refused) as no:
        await upload(ann, **{field: file if field in ("image", "video") else [file]})
    assert "HEIC" in no.value.text
    assert "send it as JPEG" in no.value.text
    assert kept(hall) == 0
