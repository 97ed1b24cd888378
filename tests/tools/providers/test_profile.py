"""What providers say of themselves, and that jobs are matched with it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall
from tests.tools.providers.circles import company, provider, refusal
from tests.tools.work_orders.field_work import HOURLY, order
from tests.tools.work_orders.routing_world import routes

SITE = (44.983334, -93.26667)
ASKS = [
    {"type": "certification", "operator": "has", "value": "cabling"},
    {"type": "license", "operator": "has", "value": "Electrician"},
    {"type": "insurance", "operator": ">=", "value": "500000"},
    {"type": "equipment", "operator": "has", "value": "Ladder, Van"},
    {"type": "type_of_work", "operator": "in", "value": "62"},
    {"type": "language", "operator": "in", "value": "fr"},
    {"type": "distance_km", "operator": "<=", "value": "20"},
]
FIT: dict[str, Any] = {
    "certifications": [{"name": "Cabling", "number": "C-7", "expires": "2026-03-02"}],
    "licenses": [{"name": "electrician", "state": "MN", "expires": "2027-01-01"}],
    "insurance": {"kind": "liability", "amount": "1000000", "expires": "2026-12-31"},
    "equipment": ["ladder", "VAN", "Drill", "Ladder"],
    "types_of_work": [62, 76],
    "languages": ["fr", "en"],
    "home": {"city": "Minneapolis", "state": "MN", "zip": "55401", "country": "us", "latitude": SITE[0] + 0.1,
             "longitude": SITE[1]},
    "max_travel_km": "40.26",
    "minimum_rates": {"hourly": {"amount": "55", "currency": "USD"}, "device": {"amount": "5.5"}},
}  # fmt: skip


async def test_a_job_that_asks_for_it_all_is_routed_to_who_declared_it_until_it_runs_out(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    job = await order(boss, pay=HOURLY)
    await boss.call("create_work_order_qualification", work_order_id=job, rules=ASKS)
    no = await refusal(boss.call("route_work_order", work_order_id=job, user_id=pia.id))
    assert "cabling" in no.text
    await pia.call("update_provider_profile", **FIT)
    preview = await boss.call("dispatch_work_order", work_order_id=job, mode="preview", candidates="pool")
    assert [each["user_id"] for each in preview["picked"]] == [pia.id]
    await boss.call("route_work_order", work_order_id=job, user_id=pia.id)
    assert routes(hall, job) == {pia.id: "open"}
    await boss.call("unroute_work_order", work_order_id=job, user_id=pia.id)
    for change, missing in (
        ({"certifications": [{"name": "Cabling", "expires": "2026-03-01"}]}, "cabling"),
        ({"licenses": [{"name": "electrician", "expires": "2020-01-01"}]}, "Electrician"),
        ({"insurance": {"kind": "liability", "amount": "1000000", "expires": "2026-03-01"}}, "500000"),
        ({"equipment": ["Ladder"]}, "Ladder, Van"),
        ({"types_of_work": []}, "62"),
        ({"home": {"latitude": SITE[0] + 0.3, "longitude": SITE[1]}}, "distance_km"),
        ({"clear": ["home"]}, "distance_km"),
    ):
        await pia.call("update_provider_profile", **change)
        no = await refusal(boss.call("route_work_order", work_order_id=job, user_id=pia.id))
        assert missing in no.text, change
        await pia.call("update_provider_profile", **FIT)
    await boss.call("route_work_order", work_order_id=job, user_id=pia.id)
    hall.clock.advance(days=1)
    no = await refusal(boss.call("assign_work_order", work_order_id=job, user_id=pia.id))
    assert "cabling" in no.text
    assert routes(hall, job) == {pia.id: "open"}


async def test_what_is_declared_is_kept_replaced_and_emptied_and_the_home_stays_private(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    mine = await pia.call("update_provider_profile", **FIT)
    assert mine["certifications"] == [{"name": "Cabling", "number": "C-7", "expires": "2026-03-02"}]
    assert (mine["equipment"], mine["languages"]) == (["ladder", "VAN", "Drill"], ["en", "fr"])
    assert mine["home"]["country"] == "US"
    assert mine["home"]["latitude"] == pytest.approx(SITE[0] + 0.1)
    assert (mine["max_travel_km"], [each["id"] for each in mine["types_of_work"]]) == ("40.3", [62, 76])
    assert mine["minimum_rates"] == {
        "hourly": {"amount": "55.00", "currency": "USD"}, "device": {"amount": "5.50", "currency": "EUR"},
    }  # fmt: skip
    seen = await boss.call("get_user_details", user_id=pia.id)
    assert seen["user"]["home"] == {"city": "Minneapolis", "state": "MN", "zip3": "554"}
    assert "latitude" not in str(seen)
    assert (seen["user"]["max_travel_km"], seen["user"]["minimum_rates"]["hourly"]) == (41, "55.00 USD")
    same = await pia.call("update_provider_profile", active=False, w2=True)
    assert (same["active"], same["w2"], same["equipment"]) == (False, True, ["ladder", "VAN", "Drill"])
    named = ["certifications", "licenses", "insurance", "languages", "equipment", "home", "max_travel_km",
             "minimum_rates", "types_of_work"]  # fmt: skip
    bare = await pia.call("update_provider_profile", clear=named)
    assert bare.keys().isdisjoint({"insurance", "home", "max_travel_km", "minimum_rates"})
    assert [bare[name] for name in ("certifications", "licenses", "languages", "equipment", "types_of_work")] == [
        []
    ] * 5


async def test_the_first_call_makes_a_provider_and_a_company_may_be_refused(hall: Hall) -> None:
    boss, ann = await company(hall), await hall.person("ann@work.test")
    hall.sql_script(f"DELETE FROM provider_profiles WHERE person_id = {ann.id}")
    made = await ann.call("update_provider_profile", blocked_company_ids=[boss.company])
    assert (made["active"], made["blocked_companies"], made["user_id"]) == (True, [boss.company], ann.id)
    job = await order(boss)
    no = await refusal(boss.call("route_work_order", work_order_id=job, user_id=ann.id))
    assert "blocked" in no.text
    open_again = await ann.call("update_provider_profile", blocked_company_ids=[])
    assert open_again["blocked_companies"] == []
    await boss.call("route_work_order", work_order_id=job, user_id=ann.id)
    assert (await refusal(boss.call("update_provider_profile", active=True))).code == "forbidden"
    for given, code, field in (
        ({"home": {"latitude": 1.0}}, "invalid_argument", "home.longitude"),
        ({"types_of_work": [62, 99999]}, "invalid_argument", "types_of_work"),
        ({"minimum_rates": {"hourly": {"amount": "-1"}}}, "invalid_argument", "minimum_rates.hourly.amount"),
        ({"max_travel_km": "0"}, "invalid_argument", "max_travel_km"),
        ({"blocked_company_ids": [9999]}, "invalid_reference", "blocked_company_ids"),
        ({"certifications": [{"number": "7"}]}, "invalid_argument", "certifications[0].name"),
    ):
        no = await refusal(ann.call("update_provider_profile", **given))
        assert (no.code, list(no.fields)) == (code, [field])
