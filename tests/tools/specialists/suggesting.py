"""Ann, whose page it is, Bob, who suggests changes of it, and how."""

from __future__ import annotations

import base64
import io

from PIL import Image

from tests.hall import Hall, TestCaller
from tests.tools.specialists.market import specialist


async def world(hall: Hall) -> tuple[TestCaller, TestCaller]:
    """Ann, whose page it is, and Bob, who suggests."""
    ann = await specialist(
        hall, "ann@work.test", "Ann", skills=("Java", "Go"), languages=("fi",), city="Turku", phone="+358401234567"
    )
    return ann, await hall.person("bob@x.test")


async def profile(hall: Hall, person: TestCaller) -> dict:
    return (await person.call("get_my_profile", include=["corrections"]))["user"]


async def suggest(author: TestCaller, person: TestCaller, **changes) -> dict:
    return (await author.call("create_profile_correction", user_id=person.id, **changes))["correction"]


async def picture(owner: TestCaller) -> int:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    file = {"filename": "p.png", "content_base64": base64.b64encode(content.getvalue()).decode()}
    return (await owner.call("upload_files", image=file))["files"][0]["id"]
