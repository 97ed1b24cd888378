"""The list of events is what is sent."""

from __future__ import annotations

from tests.hall import Hall
from tools.webhooks.rules.events import EVENTS


async def test_every_event_is_listed_with_its_payload_and_a_sample(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    answer = await ann.call("list_webhook_events")
    assert [item["name"] for item in answer["items"]] == [
        "freelancerRegistered", "cardAdded", "cardDeleted", "bankAccountAdded", "bankAccountDeleted", "walletAdded",
        "walletDeleted", "taxStatusChanged", "autoTaxPaymentChanged",
    ]  # fmt: skip
    for item in answer["items"]:
        assert list(item["sample"]) == ["timestamp", "name", "payload"]
        assert item["sample"]["name"] == item["name"]
        assert list(item["sample"]["payload"]) == list(item["payload"]) == list(EVENTS[item["name"]].payload)
    assert answer["delivery"].keys() == {"signature", "success", "retries"}
    assert "sha256(body . secret)" in answer["delivery"]["signature"]
