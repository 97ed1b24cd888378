"""Making mandates and taking them back, through the pipeline."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from store.wallet.log_heads import public_key
from tests.hall import Hall, Refused, TestCaller
from tests.tools.approvals.mandated import TERMS, allow, as_agent, commit, shown
from tools.approvals.rules.mandate_terms import Terms

DOCUMENT = Path(__file__).parents[3] / "docs" / "approvals.md"


async def acme(hall: Hall) -> tuple[TestCaller, TestCaller]:
    bot = await hall.agent("Acme", credit="1000 USDT", company_funds="10 EUR")
    return await hall.person("boss@acme.test", company="Acme"), bot


async def test_a_mandate_says_all_that_it_allows_and_nothing_moves(hall: Hall) -> None:
    boss, bot = await acme(hall)
    made = await boss.call(
        "create_mandate",
        agent_id=bot.id,
        payees=[{"type": "person", "id": boss.id}, {"type": "company", "id": boss.company}],
        kinds=["work_order", "booking"],
        currency="EUR",
        total="200",
        per_call="50.00",
        per_day="80",
        max_uses=10,
        valid_until="2026-04-01T12:00:00+03:00",
        note="Spring",
    )
    mandate = made["mandate"]
    assert {
        name: mandate[name] for name in mandate if name not in ("public_id", "signature", "public_key", "key_id")
    } == {
        "status": "active",
        "grantor": f"company:{boss.company}",
        "granted_by": f"person:{boss.id}",
        "agent_id": bot.id,
        "payees": [f"company:{boss.company}", f"person:{boss.id}"],
        "kinds": ["booking", "work_order"],
        "currency": "EUR",
        "per_call": "50.00",
        "per_day": "80.00",
        "total": "200.00",
        "max_uses": 10,
        "valid_from": "2026-03-02T09:00:00Z",
        "valid_until": "2026-04-01T09:00:00Z",
        "created_at": "2026-03-02T09:00:00Z",
        "note": "Spring",
        "used": "0.00",
        "used_today": "0.00",
        "uses": 0,
        "left_total": "200.00",
        "left_today": "80.00",
        "uses_left": 10,
    }
    assert boss.questions == [
        f"Let agent {bot.id} spend up to 200.00 EUR. To company {boss.company}, person {boss.id}. For booking, work order. "
        "At most 50.00 EUR a call. At most 80.00 EUR a day (UTC). At most 10 times. From now on until 2026-04-01T09:00:00Z. "
        "Nobody is asked again for what it covers. The agent is called “Acme agent”."
    ]


async def test_the_person_is_asked_however_small_the_amount_and_a_no_makes_nothing(hall: Hall) -> None:
    boss, _ = await acme(hall)
    boss.says_yes = False
    with pytest.raises(Refused):
        await boss.call("create_mandate", **{**TERMS, "total": "0.01"})
    assert len(boss.questions) == 1
    assert (await boss.call("list_mandates"))["items"] == []


def edit(mandate: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {**mandate, **changes}


async def test_the_check_of_the_documentation_finds_what_was_signed_and_nothing_else(
    hall: Hall, tmp_path: Path
) -> None:
    """The script is run as it stands there, on the answer as it came."""
    boss, bot = await acme(hall)
    (script,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    assert len(script.splitlines()) <= 10
    (tmp_path / "check.py").write_text(script, encoding="utf-8")
    key = public_key(hall.app.parts.key)

    def check(mandate: dict[str, Any], key: str = key) -> bool:
        (tmp_path / "mandate.json").write_text(json.dumps(mandate), encoding="utf-8")
        command = [sys.executable, str(tmp_path / "check.py"), str(tmp_path / "mandate.json"), key]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    full = (await boss.call("create_mandate", **TERMS, agent_id=bot.id, max_uses=3, per_day="7", note="для “дел”"))[
        "mandate"
    ]
    await as_agent(hall, bot, commit(bot, "5", 1))
    assert full["public_key"] == key
    assert check(full)
    assert check(await shown(boss, full["public_id"]))
    assert check((await boss.call("create_mandate", **TERMS))["mandate"])
    assert check(edit(full, note="other", used="0.000000"))
    assert not check(edit(full, total="2000.000000"))
    assert not check(edit(full, agent_id=None))
    assert not check(edit(full, valid_until="2030-01-01T00:00:00Z"))
    assert not check(full, "00" + key[2:])


def test_the_simple_form_of_the_documentation_is_the_canonical_one() -> None:
    names = {name: f"{name}:7" for name in Terms.__annotations__}
    terms = {**names, "payees": ["any", "person:7"], "per_day": None}
    assert json.dumps(terms, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == rfc8785.dumps(terms)


@pytest.mark.parametrize(
    ("terms", "faulty"),
    [
        ({"per_call": "200.01"}, {"per_call"}),
        ({"per_day": "201"}, {"per_day"}),
        ({"total": "0"}, {"total"}),
        ({"total": "0.0000001"}, {"total"}),
        ({"currency": "GBP"}, {"currency"}),
        ({"kinds": ["any", "task"]}, {"kinds"}),
        ({"kinds": ["wages"]}, {"kinds[0]"}),
        ({"kinds": []}, {"kinds"}),
        ({"payees": []}, {"payees"}),
        ({"payees": [{"type": "any"}, {"type": "person", "id": 1}]}, {"payees"}),
        ({"payees": [{"type": "person", "id": 999}, {"type": "company"}]}, {"payees[0].id", "payees[1].id"}),
        ({"payees": [{"type": "company", "id": 999}], "per_day": "201"}, {"payees[0].id", "per_day"}),
        ({"valid_from": "2026-03-05T00:00:00Z", "valid_until": "2026-03-04T00:00:00Z"}, {"valid_until"}),
        ({"valid_until": "2027-03-03T09:00:01Z"}, {"valid_until"}),
        ({"max_uses": 0}, {"max_uses"}),
    ],
)
async def test_what_cannot_be_is_refused_each_at_its_place(hall: Hall, terms: dict[str, Any], faulty: set[str]) -> None:
    boss, _ = await acme(hall)
    with pytest.raises(Refused) as no:
        await boss.call("create_mandate", **{**TERMS, **terms})
    assert (no.value.status, set(no.value.fields)) == (422, faulty)
    assert boss.questions == []


async def test_only_admins_give_and_only_they_and_the_giver_take_back(hall: Hall) -> None:
    boss, bot = await acme(hall)
    kim = await hall.person("kim@acme.test", company="Acme", role="user")
    rival = await hall.person("boss@rival.test", company="Rival")
    other = await hall.agent("Rival", company_funds="1 EUR")
    id = await allow(boss)
    for caller in (bot, kim):
        for tool, arguments in (("create_mandate", TERMS), ("revoke_mandate", {"mandate_id": id})):
            with pytest.raises(Refused) as no:
                await caller.call(tool, **arguments)
            assert no.value.status == 403
    for caller, tool, arguments in (
        (boss, "create_mandate", {**TERMS, "agent_id": other.id}),
        (boss, "create_mandate", {**TERMS, "agent_id": 999}),
        (rival, "revoke_mandate", {"mandate_id": id}),
        (boss, "revoke_mandate", {"mandate_id": "mnd_0"}),
        (rival, "list_mandates", {"mandate_id": id}),
    ):
        with pytest.raises(Refused) as no:
            await caller.call(tool, **arguments)
        assert no.value.status == 404
    ann = await hall.person("ann@work.test", credit="5 USDT")
    own = await allow(ann)
    assert (await shown(ann, own))["grantor"] == f"person:{ann.id}"
    assert (await ann.call("revoke_mandate", mandate_id=own))["mandate"]["status"] == "revoked"
    # Whoever gave it may take it back when they are no admin any more.
    second = await hall.person("second@acme.test", company="Acme")
    hers = await allow(second)
    await boss.call("update_user", user_id=second.id, role="user")
    second = await hall.person("second@acme.test", company="Acme", role="user")
    assert (await second.call("revoke_mandate", mandate_id=hers))["mandate"]["status"] == "revoked"


async def test_a_revoked_mandate_covers_nothing_more_and_what_is_held_under_it_stays(hall: Hall) -> None:
    boss, bot = await acme(hall)
    id = await allow(boss)
    for amount, record in (("30", 1), ("12", 2)):
        await as_agent(hall, bot, commit(bot, amount, record))
    answer = await boss.call("revoke_mandate", mandate_id=id, reason="No more plumbing")
    assert answer["committed_open"] == {"amount": "42.000000", "currency": "USDT"}
    mandate = answer["mandate"]
    assert (mandate["status"], mandate["used"], mandate["left_total"]) == ("revoked", "42.000000", "158.000000")
    assert (mandate["ended_by"], mandate["end_reason"]) == (f"person:{boss.id}", "No more plumbing")
    assert not (await as_agent(hall, bot, commit(bot, "1", 3))).covers
    hall.clock.advance(hours=3)
    with pytest.raises(Refused) as no:
        await boss.call("revoke_mandate", mandate_id=id)
    assert (no.value.status, no.value.details["state"]) == (409, "revoked")
    assert "revoked since 2026-03-02T09:00:00Z" in no.value.text
    short = await allow(boss, valid_until="2026-03-02T13:00:00Z")
    hall.clock.advance(hours=1)
    with pytest.raises(Refused) as no:
        await boss.call("revoke_mandate", mandate_id=short)
    assert (no.value.status, no.value.details["state"]) == (409, "expired")
    assert "expired since 2026-03-02T13:00:00Z" in no.value.text


async def test_a_mandate_ends_with_its_agent(hall: Hall) -> None:
    boss, bot = await acme(hall)
    id = await allow(boss, agent_id=bot.id)
    await boss.call("end_company_agent", agent_id=bot.id)
    assert (await shown(boss, id))["status"] == "revoked"
    await hall.tick()
    found = await shown(boss, id)
    assert (found["status"], "ended_at" in found, "ended_by" in found) == ("revoked", True, False)
    with pytest.raises(Refused) as no:
        await allow(boss, agent_id=bot.id)
    assert (no.value.status, no.value.details["state"]) == (409, "banned")
