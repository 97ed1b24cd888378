"""The calls on docs/field-work.md, played in their order."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime
from pathlib import Path

from tests.hall import Hall
from tests.tools.uploads.upload_helpers import picture
from tests.tools.work_orders.field_work import company

PAGE = Path(__file__).resolve().parents[3] / "docs" / "field-work.md"


async def test_the_calls_on_the_page_lead_from_a_draft_to_a_paid_visit(hall: Hall) -> None:
    hall.clock.set(datetime(2026, 3, 2, 14, 0, tzinfo=UTC))
    who = {"company": await company(hall), "provider": await hall.person("pia@work.test")}
    text = PAGE.read_text(encoding="utf-8").replace("PROVIDER", str(who["provider"].id))
    text = text.replace("PICTURE", base64.b64encode(picture()).decode())
    calls = re.findall(r"^(company|provider) (\w+) (\{.*\})$", text, re.MULTILINE)
    answer = {}
    for caller, tool, arguments in calls:
        answer = await who[caller].call(tool, **json.loads(arguments))
        hall.clock.advance(minutes=10)
    assert len(calls) == 18
    assert answer["status"]["name"] == "paid"
    assert (await who["provider"].call("get_work_order_pay", work_order_id=1))["payment"]["amount"] == "40.90"


def test_operations_named_on_the_page_are_there() -> None:
    from server.registry import Registry

    named = set(re.findall(r"`([a-z]+(?:_[a-z]+){1,6})`", PAGE.read_text(encoding="utf-8")))
    assert named - {"run_write"} <= set(Registry().operations)
