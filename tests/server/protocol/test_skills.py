"""The playbooks: each is a skill that clients accept, and its calls lead where it says."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from mcp.types import Request, RequestParams
from pydantic import BaseModel

from server.protocol.beyond.skills import FOLDER, Skill, read, skills
from server.registry import Registry
from store.types import Owner
from tests.hall import Hall, TestCaller
from tests.tools.open_calls.call_world import World
from tests.tools.specialists.market import specialist
from tests.tools.tasks.task_world import world_of
from tests.tools.uploads.upload_helpers import picture
from tests.tools.work_orders.field_work import company, provider

CALL = re.compile(r"^(?P<tool>\w+) (?P<arguments>\{.*?\})(?:   # (?P<names>.+))?$", re.MULTILINE)
BY_NAME = {skill.name: skill for skill in skills()}
Acts = dict[str, Callable[[dict[str, Any]], Awaitable[None]]]


async def play(skill: str, caller: TestCaller, known: dict[str, Any], others: Acts | None = None) -> dict[str, Any]:
    """Make the calls of a skill in their order; what its capitals stood for, and the last answer of each tool.

    others: what somebody else does before a call of a tool."""
    answers: dict[str, Any] = {}
    calls = [match for block in blocks(skill) for match in CALL.finditer(block)]
    lines = [line for block in blocks(skill) for line in block.splitlines() if line.strip()]
    assert len(calls) == len(lines) >= 4, f"{skill} has a call that is written otherwise"
    for match in calls:
        tool = match["tool"]
        if others and tool in others:
            await others.pop(tool)(known)
        written = re.sub(r"(?<=[\[ ])[A-Z]{2,}(?=[\],}])", lambda name: json.dumps(known[name[0]]), match["arguments"])
        answers[tool] = await caller.call(tool, **json.loads(written))
        for name, path in re.findall(r"([A-Z]+) = ([\w.]+)", match["names"] or ""):
            known[name] = found(answers[tool], path)
    return answers


def blocks(skill: str) -> list[str]:
    return re.findall(r"```calls\n(.*?)```", BY_NAME[skill].text, re.DOTALL)


def found(answer: Any, path: str) -> Any:
    for step in path.split("."):
        answer = answer[int(step)] if isinstance(answer, list) else answer[step]
    return answer


async def applicant(hall: Hall, name: str) -> TestCaller:
    """Somebody who is registered as a freelancer."""
    nobody = await hall.agent("Other")
    return await World(hall, nobody, nobody, "EUR").person(name)


async def test_hire_for_a_project(hall: Hall) -> None:
    schedule = {"label": "Backend developer", "price": "60.00"}
    eva = await specialist(hall, "eva@work.test", "Eva Berg", skills=("Python",), schedule=schedule)
    caller = await hall.agent("Acme", company_funds="100.00 EUR")
    known = {"START": "2026-04-01T00:00:00Z", "END": "2026-06-01T00:00:00Z"}
    mia = await applicant(hall, "mia")

    async def apply(known: dict[str, Any]) -> None:
        await mia.call("apply_to_open_call", open_call_id=known["CALL"], price="35", letter="I would like to.")

    answers = await play("hire-for-a-project", caller, known, {"list_applications": apply})
    assert known["EXPERT"] == eva.id
    assert answers["get_inquiry"]["positions"][0]["contract_id"] == int(known["STAFFED"])
    assert answers["accept_applications"]["accepted"][0]["person_id"] == mia.id
    assert answers["accept_applications"]["open_call"]["status"] == "filled"


async def test_book_an_expert(hall: Hall) -> None:
    await specialist(hall, "eva@work.test", "Eva Berg", schedule={"label": "Consultation", "price": "50.00"})
    caller = await hall.agent("Acme")
    known = {"FROM": "2026-03-03T00:00:00Z", "UNTIL": "2026-03-10T00:00:00Z"}
    answers = await play("book-an-expert", caller, known)
    assert answers["get_event"]["event"]["start"] == known["SLOT"]
    assert (await caller.call("list_slot_holds"))["total"] == 0


async def test_run_field_work_for_a_week(hall: Hall) -> None:
    caller, pia = await company(hall), await provider(hall)
    home = {"country": "US", "latitude": 44.95, "longitude": -93.2}
    await pia.call("update_provider_profile", active=True, types_of_work=[62], home=home)

    async def finish(known: dict[str, Any]) -> None:
        order = {"work_order_id": known["ORDER"]}
        hall.clock.set(datetime(2026, 3, 3, 16, 0, tzinfo=UTC))
        await pia.call("create_work_order_time_log", **order, check_in={})
        hall.clock.advance(hours=2)
        await pia.call("create_work_order_time_log", **order, check_out={})
        file = {"file_name": "terminal.png", "content": base64.b64encode(picture()).decode()}
        folder = (await pia.call("list_work_order_attachments", **order))["results"][-1]
        (step,) = (await pia.call("list_work_order_tasks", **order))["results"]
        await pia.call("upload_work_order_attachment", **order, folder_id=folder["id"], task_id=step["id"], **file)
        await pia.call("mark_work_order_complete", **order, closing_notes="Replaced")

    day = {"DAY": "2026-03-03", "MORNING": "2026-03-03T09:00:00-06:00", "EVENING": "2026-03-03T17:00:00-06:00"}
    known = {"PROVIDER": pia.id, **day}
    await play("run-field-work-for-a-week", caller, known, {"get_work_order_pay": finish})


async def test_pay_everybody_on_friday(hall: Hall) -> None:
    world = await world_of(hall)
    task, known = await world.at(3), dict[str, Any]()
    answers = await play("pay-everybody-on-friday", world.acme, known)
    assert known["TASK"] == task
    assert await world.state(task) == 5
    assert answers["get_company_balance"]
    assert (known["PAID"], answers["create_review"]["revealed"]) == (task, False)


async def test_set_up_a_company(hall: Hall) -> None:
    founder = await hall.person("mia@new.test", credit="20 USDT")
    known = {"NAME": "Mia's", "COLLEAGUE": "max@new.test", "FREELANCER": "fay@work.test"}

    async def top_up(known: dict[str, Any]) -> None:
        await hall.credit(Owner("company", 1), "5 USDT")

    answers = await play("set-up-a-company", founder, known, {"create_user": top_up})
    assert answers["set_spending_limit"]
    assert answers["create_mandate"]["mandate"]["status"] == "active"


async def test_look_after_money(hall: Hall) -> None:
    answers = await play("look-after-money", await hall.agent("Acme"), {})
    assert answers["get_deposit_address"]["currency"] == "USDT"


@pytest.mark.parametrize("skill", skills(), ids=lambda skill: skill.name)
def test_what_a_skill_names_is_there(skill: Skill) -> None:
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", skill.text)) | {
        call["tool"] for call in CALL.finditer(skill.text)
    }
    operations = Registry.quick().names
    assert not named - set(operations) - FIELDS
    assert len(skill.text) < 8_000


# Arguments and words of answers that are named as well.
FIELDS = {
    "dry_run",
    "idempotency_key",
    "max_price",
    "hold_until",
    "expected_total",
    "has_problem",
    "unread_messages",
    "confirmation_required",
    "currency",
}


class Listed(BaseModel):
    skills: list[dict[str, Any]]


async def test_a_client_lists_them_and_reads_what_was_promised(hall: Hall) -> None:
    caller = await hall.agent("Acme")
    client = await caller.client()
    assert "io.modelcontextprotocol/skills" in (client.server_capabilities.extensions or {})
    listed = await client.session.send_request(
        Request[RequestParams, str](method="skills/list", params=RequestParams()), Listed
    )
    assert [entry["frontmatter"]["name"] for entry in listed.skills] == sorted(BY_NAME)
    for entry in listed.skills:
        (file,) = entry["resources"]
        (content,) = (await client.read_resource(file["uri"])).contents
        text = content.text.encode()  # type: ignore[union-attr]
        assert (file["uri"], file["size"]) == (entry["uri"], len(text))
        assert file["digest"] == f"sha256:{hashlib.sha256(text).hexdigest()}"
        prompt = await client.get_prompt(entry["frontmatter"]["name"])
        assert prompt.description == entry["frontmatter"]["description"]
        assert prompt.messages[0].content.text == BY_NAME[entry["frontmatter"]["name"]].body  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "# No head\n",
        "---\nname: other\ndescription: Of another folder.\n---\n",
        "---\nname: mine\n---\n",
        f"---\nname: mine\ndescription: {'long ' * 300}\n---\n",
    ],
)
def test_a_file_that_a_client_would_refuse_is_no_skill(text: str, tmp_path: Any) -> None:
    path = tmp_path / "mine" / "SKILL.md"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(ValueError, match="begins with no name"):
        read(path)


def test_every_folder_is_a_skill() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == BY_NAME.keys()
