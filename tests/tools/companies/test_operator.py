"""Who runs the hall is named on its machine: not by order of arrival, not by a name, not from outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.clients.serving import run
from tests.hall import Hall, Refused
from tests.tools.companies.cast import founder

OPERATORS_OWN = {
    "confirm_balance_top_up": {"top_up_id": 1},
    "set_company_terms": {"company_id": 1, "show_vat": True},
    "publish_agreement": {"title": "Offer", "text": "Mine now.", "reason": "None."},
    "add_acceptance_file": {"title": "NDA", "file_name": "nda.txt", "content_base64": "eA==", "for_all": True},
}


@pytest.mark.parametrize("tool", OPERATORS_OWN)
async def test_whoever_registers_first_is_not_the_operator(hall: Hall, tool: str) -> None:
    eve = await founder(hall, "eve@evil.test", "Evil Corp")
    await eve.call("request_balance_top_up", amount="1000000.00")
    with pytest.raises(Refused) as no:
        await eve.call(tool, **OPERATORS_OWN[tool])
    assert (no.value.status, no.value.code) == (403, "operator_only")
    assert hall.sql("SELECT count(*) FROM ledger_transfers WHERE kind = 'top_up'") == [(0,)]


async def test_a_company_made_by_a_first_agent_is_not_the_operator_either(hall: Hall) -> None:
    await hall.nobody().call("register_agent", name="Bot", email="bot@evil.test", description="Books things.")
    ann = await hall.person("ann@evil.test", company="Evil Corp")
    with pytest.raises(Refused) as no:
        await ann.call("set_company_terms", company_id=ann.company, show_vat=True)
    assert no.value.code == "operator_only"


async def test_the_first_company_of_the_command_line_is_not_the_operator_by_coming_first(hall: Hall) -> None:
    first = await hall.person("ann@acme.test", company="Acme")
    with pytest.raises(Refused) as no:
        await first.call("publish_agreement", **OPERATORS_OWN["publish_agreement"])
    assert no.value.code == "operator_only"


async def test_an_operator_that_was_deleted_leaves_nobody_in_its_place(hall: Hall) -> None:
    boss = await hall.operator()
    await hall.person("ann@acme.test", company="Acme")
    hall.sql_script("UPDATE companies SET deleted_at = '2026-03-01T00:00:00.000Z' WHERE id = 1")
    with pytest.raises(Refused):
        await boss.call("set_company_terms", company_id=2, show_vat=True)


async def test_nobody_confirms_a_top_up_of_their_own_company(hall: Hall) -> None:
    boss = await hall.operator()
    asked = await boss.call("request_balance_top_up", amount="50")
    for paid in (True, False):
        with pytest.raises(Refused) as no:
            await boss.call("confirm_balance_top_up", top_up_id=asked["top_up"]["id"], paid=paid)
        assert (no.value.status, no.value.code) == (403, "own_top_up")
    assert hall.sql("SELECT status FROM balance_top_ups") == [(1,)]


def test_the_command_names_a_company_by_number_and_shows_it(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    run("token", "--person", "ann@acme.test", "--company", "Acme", db=db)
    none = run("operator", db=db, check=False)
    assert none.returncode != 0
    assert "hiringhall operator COMPANY" in none.stderr
    assert "none is named" in run("doctor", db=db, check=False, HIRINGHALL_TOKEN="x").stdout
    assert "company:1 “Acme”" in run("operator", "company:1", db=db).stdout
    shown = run("operator", db=db).stdout
    assert re.fullmatch(
        r"company:1 “Acme”, made \d{4}-\d\d-\d\d on this machine, members: ann@acme\.test \(admin\)\n", shown
    )
    assert "operator: company 1" in run("doctor", db=db, check=False, HIRINGHALL_TOKEN="x").stdout


def test_a_name_is_asked_about_because_a_stranger_may_have_taken_it(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    run("token", "--person", "eve@evil.test", "--company", "Acme", db=db)
    asked = run("operator", "Acme", db=db, check=False)
    assert asked.returncode != 0
    assert "eve@evil.test" in asked.stderr
    assert "company:1" in asked.stderr
    assert run("operator", db=db, check=False).returncode != 0
    assert "company:1" in run("operator", "Acme", "--yes", db=db).stdout


@pytest.mark.parametrize(
    ("company", "words"), [("Nobody Ltd", "There is no"), ("company:9", "There is no"), ("agent:1", "not a company")]
)
def test_what_is_no_company_is_not_named(tmp_path: Path, company: str, words: str) -> None:
    db = tmp_path / "hall.db"
    run("token", "--agent", "Bot", "--company", "Acme", db=db)
    done = run("operator", company, db=db, check=False)
    assert done.returncode != 0
    assert words in done.stderr


async def test_whoever_confirms_a_top_up_is_no_member_of_the_company_credited_whatever_they_act_for(hall: Hall) -> None:
    boss = await hall.operator()
    founded = await hall.holder(str(boss.token)).call("found_company", company_name="My Own")
    switched = await hall.holder(str(boss.token)).call("switch_company", company_id=founded["company"]["id"])
    asked = await hall.holder(switched["token"]).call("request_balance_top_up", amount="1000000.00")
    with pytest.raises(Refused) as no:
        await boss.call("confirm_balance_top_up", top_up_id=asked["top_up"]["id"])
    assert (no.value.status, no.value.code) == (403, "own_top_up")
