from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from mcp.shared.exceptions import MCPError
from PIL import Image

from tests.hall import Hall, Refused, TestCaller
from tests.tools.tasks.task_world import world_of
from tests.tools.uploads.upload_helpers import MP4, PDF, picture, sent


async def uploaded(caller: TestCaller, content: bytes = PDF) -> dict[str, Any]:
    return dict((await caller.call("upload_files", job=[sent(content, "paper.pdf")]))["files"][0])


async def reads(caller: TestCaller, file_id: int) -> bool:
    try:
        await caller.call("get_file", file_id=file_id)
    except Refused as no:
        if no.code != "not_found":
            raise
        return False
    return True


async def test_a_file_is_read_back_with_or_without_its_bytes(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    file = await uploaded(ann)
    shown = await ann.call("get_file", file_id=file["id"])
    assert shown == {"file": file, "mime_type": "application/pdf", "size_bytes": len(PDF)}
    whole = await ann.call("get_file", file_id=file["id"], content=True)
    assert base64.b64decode(whole["content_base64"]) == PDF
    assert "next_offset" not in whole


async def test_a_large_file_comes_in_parts(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    content = MP4 + bytes(range(256)) * 30_000
    file = await uploaded(ann, content)
    first = await ann.call("get_file", file_id=file["id"], content=True)
    rest = await ann.call("get_file", file_id=file["id"], content=True, offset=first["next_offset"])
    assert base64.b64decode(first["content_base64"]) + base64.b64decode(rest["content_base64"]) == content
    assert "next_offset" not in rest


async def test_a_smaller_version_is_asked_for_by_its_width(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    file = await uploaded(ann, picture(800, 400))
    small = await ann.call("get_file", file_id=file["id"], width=160, content=True)
    with Image.open(io.BytesIO(base64.b64decode(small["content_base64"]))) as read:
        assert read.size == (160, 80)
    with pytest.raises(Refused) as no:
        await ann.call("get_file", file_id=file["id"], width=100)
    assert "800, 640, 160" in no.value.fields["width"]


async def test_a_files_address_is_a_resource_with_its_bytes(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test"), await hall.person("ben@work.test")
    file = await uploaded(ann, picture(800, 400))
    client = await ann.client()
    whole = (await client.read_resource(file["url"])).contents[0]
    assert whole.mime_type == "image/png"
    with Image.open(io.BytesIO(base64.b64decode(whole.blob))) as read:  # type: ignore[union-attr]
        assert read.size == (800, 400)
    small = (await client.read_resource(file["variants"][1]["url"])).contents[0]
    with Image.open(io.BytesIO(base64.b64decode(small.blob))) as read:  # type: ignore[union-attr]
        assert read.size == (160, 80)
    stranger = await ben.client()
    with pytest.raises(MCPError) as theirs:
        await stranger.read_resource(file["url"])
    with pytest.raises(MCPError) as unknown:
        await stranger.read_resource("hiringhall://files/999")
    assert str(theirs.value).replace(str(file["id"]), "N") == str(unknown.value).replace("999", "N")


async def test_a_file_attached_to_nothing_is_its_owners_alone(hall: Hall) -> None:
    ann, agent = await hall.person("ann@work.test", company="Acme"), await hall.agent("Acme")
    file = await uploaded(ann)
    assert await reads(ann, file["id"])
    assert not await reads(agent, file["id"])
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_file", file_id=file["id"])
    assert no.value.status == 401


async def test_picture_and_cv_are_on_a_persons_page_and_other_papers_are_not(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test"), await hall.person("ben@work.test")
    image, cv, diploma = (await ann.call("upload_files", images=[sent(picture())], job=[sent(PDF), sent(PDF + b"2")]))[
        "files"
    ]
    await ann.call(
        "update_my_profile",
        ava_id=image["id"],
        cv_id=cv["id"],
        docs=[{"file_id": diploma["id"]}, {"file_id": cv["id"]}],
    )
    assert await reads(ben, image["id"])
    assert await reads(ben, cv["id"])
    assert not await reads(ben, diploma["id"])
    await ann.call("update_my_profile", clear=["cv_id"])
    assert not await reads(ben, cv["id"])


async def test_whoever_sees_a_task_reads_its_files_and_nobody_else(hall: Hall) -> None:
    world = await world_of(hall)
    file = await uploaded(world.acme)
    task = await world.order(file_ids=[file["id"]])
    assert task["id"]
    assert await reads(world.acme, file["id"])
    assert await reads(world.ann, file["id"])
    assert not await reads(world.rival, file["id"])


async def test_a_deleted_file_is_gone_for_everybody(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    file = await uploaded(ann)
    hall.clock.advance(days=31)
    await hall.tick()
    ann = await hall.person("ann@work.test")
    assert not await reads(ann, file["id"])
