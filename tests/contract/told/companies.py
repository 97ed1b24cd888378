"""Whom the operations on companies and their members tell."""

from __future__ import annotations

import re

from tests.contract.telling import CODE, Expected, Scenario, Watch, told
from tests.hall import Hall, TestCaller

KIM = "kim@home.test"
WANTED = {"email": KIM, "name": "Kim"}


async def boss_of(hall: Hall, company: str = "Acme") -> TestCaller:
    boss = await hall.person(f"boss@{company.lower()}.test", company=company)
    await hall.fund(boss.company, "20 USDT")
    return boss


async def member(hall: Hall, email: str = KIM, role: str = "user") -> TestCaller:
    return await hall.person(email, company="Acme", role=role)


def company_of(caller: TestCaller) -> str:
    return f"company:{caller.company}"


async def invited(hall: Hall, boss: TestCaller, **more: object) -> str:
    """The token of an invitation that was mailed."""
    await boss.call("create_user", **{**WANTED, **more})
    found = re.search(r"hh_join_[0-9a-f]+", (await hall.mails(KIM))[-1].body)
    assert found
    return found.group()


async def a_new_person_is_invited(watch: Watch) -> Expected:
    boss = await boss_of(watch.hall)
    await watch.act(boss, "create_user", **WANTED)
    return {told(KIM, CODE, "mail")}


async def somebody_with_an_account_is_invited(watch: Watch) -> Expected:
    boss, kim = await boss_of(watch.hall), await watch.hall.person(KIM)
    await watch.act(boss, "create_user", **WANTED)
    return {told(kim, "team_step", "inbox", "mail")}


async def an_invitation_is_accepted(watch: Watch) -> Expected:
    boss = await boss_of(watch.hall)
    await watch.hall.person("other@acme.test", company="Acme")
    token = await invited(watch.hall, boss)
    await watch.act(watch.hall.nobody(), "accept_company_invitation", invitation_token=token)
    return {told(company_of(boss), "team_step", "inbox"), told(boss, "team_step", "mail")}


async def a_move_is_accepted(watch: Watch) -> Expected:
    boss, kim = await boss_of(watch.hall), await member(watch.hall)
    await boss.call("create_user", email="x@acme.test", name="Xi", company_name="Branch")
    ((branch,),) = watch.hall.sql("SELECT id FROM companies WHERE company_name = 'Branch'")
    await boss.call("update_user", user_id=kim.id, company={"id": branch})
    (asked,) = (await kim.call("list_my_company_invitations"))["invitations"]
    await watch.act(kim, "accept_company_invitation", invitation_id=asked["id"])
    return {
        told(company_of(boss), "team_step", "inbox"),
        told(boss, "team_step", "mail"),
        told(f"company:{branch}", "team_step", "inbox"),
    }


async def an_invitation_is_declined(watch: Watch) -> Expected:
    boss = await boss_of(watch.hall)
    token = await invited(watch.hall, boss)
    await watch.act(watch.hall.nobody(), "decline_company_invitation", invitation_token=token)
    return {told(company_of(boss), "team_step", "inbox"), told(boss, "team_step", "mail")}


async def a_member_leaves_with_an_agent(watch: Watch) -> Expected:
    boss, kim = await boss_of(watch.hall), await member(watch.hall, role="admin")
    made = await kim.call("register_agent", name="Helper", email="helper@acme.test")
    await watch.act(kim, "leave_company", company_id=boss.company)
    return {
        told(company_of(boss), "team_step", "inbox"),
        told(company_of(boss), "agent_status", "inbox"),
        told(boss, "team_step", "mail"),
        told(boss, "agent_status", "mail"),
        told(f"agent:{made['agent_id']}", "agent_status", "inbox"),
    }


async def a_member_is_taken_out(watch: Watch) -> Expected:
    boss, kim = await boss_of(watch.hall), await member(watch.hall)
    await watch.act(boss, "delete_user", user_id=kim.id)
    return {told(kim, "team_step", "inbox", "mail")}


async def an_invitation_is_withdrawn(watch: Watch) -> Expected:
    boss = await boss_of(watch.hall)
    await invited(watch.hall, boss)
    # Few mails a day go to an address that is not proven.
    watch.hall.clock.advance(days=2)
    await watch.act(boss, "delete_user", user_email=KIM)
    return {told(KIM, "team_step", "mail")}


async def an_invitation_of_somebody_with_an_account_is_withdrawn(watch: Watch) -> Expected:
    boss, kim = await boss_of(watch.hall), await watch.hall.person(KIM)
    await boss.call("create_user", **WANTED)
    await watch.act(boss, "delete_user", user_email=KIM)
    return {told(kim, "team_step", "inbox", "mail")}


async def a_member_gets_another_role(watch: Watch) -> Expected:
    boss, kim = await boss_of(watch.hall), await member(watch.hall)
    await watch.act(boss, "update_user", user_id=kim.id, role="admin")
    return {told(kim, "team_step", "inbox", "mail")}


async def a_member_is_asked_to_move(watch: Watch) -> Expected:
    boss, kim = await boss_of(watch.hall), await member(watch.hall)
    await boss.call("create_user", email="x@acme.test", name="Xi", company_name="Branch")
    ((branch,),) = watch.hall.sql("SELECT id FROM companies WHERE company_name = 'Branch'")
    await watch.act(boss, "update_user", user_id=kim.id, company={"id": branch})
    return {told(kim, "team_step", "inbox", "mail")}


async def a_top_up_is_asked_for(watch: Watch) -> Expected:
    operator, boss = await watch.hall.operator(), await boss_of(watch.hall)
    await watch.act(boss, "request_balance_top_up", amount="100")
    return {told(company_of(operator), "money_in", "inbox")}


async def top_up(watch: Watch) -> tuple[TestCaller, TestCaller, int]:
    operator, boss = await watch.hall.operator(), await boss_of(watch.hall)
    made = await boss.call("request_balance_top_up", amount="100")
    return operator, boss, made["top_up"]["id"]


async def a_top_up_is_confirmed(watch: Watch) -> Expected:
    operator, boss, id = await top_up(watch)
    await watch.act(operator, "confirm_balance_top_up", top_up_id=id)
    return {told(company_of(boss), "money_in", "inbox")}


async def a_top_up_is_cancelled(watch: Watch) -> Expected:
    operator, boss, id = await top_up(watch)
    await watch.act(operator, "confirm_balance_top_up", top_up_id=id, paid=False)
    return {told(company_of(boss), "operator_decision", "inbox"), told(boss, "operator_decision", "mail")}


async def a_top_up_is_not_paid_in_time(watch: Watch) -> Expected:
    _, boss, _ = await top_up(watch)
    watch.hall.clock.advance(days=31)
    await watch.tick()
    return {told(company_of(boss), "money_failed", "inbox"), told(boss, "money_failed", "mail")}


async def terms_change(watch: Watch) -> Expected:
    operator, boss = await watch.hall.operator(), await boss_of(watch.hall)
    await watch.act(operator, "set_company_terms", company_id=boss.company, commission_percent="4.5")
    return {told(company_of(boss), "operator_decision", "inbox"), told(boss, "operator_decision", "mail")}


SCENARIOS: dict[str, Scenario] = {
    "create_user of an address without account": a_new_person_is_invited,
    "create_user of somebody with an account": somebody_with_an_account_is_invited,
    "accept_company_invitation": an_invitation_is_accepted,
    "accept_company_invitation that is a move": a_move_is_accepted,
    "decline_company_invitation": an_invitation_is_declined,
    "leave_company": a_member_leaves_with_an_agent,
    "delete_user": a_member_is_taken_out,
    "delete_user who is only invited": an_invitation_is_withdrawn,
    "delete_user who is only invited and has an account": an_invitation_of_somebody_with_an_account_is_withdrawn,
    "update_user": a_member_gets_another_role,
    "update_user to another company": a_member_is_asked_to_move,
    "request_balance_top_up": a_top_up_is_asked_for,
    "confirm_balance_top_up": a_top_up_is_confirmed,
    "confirm_balance_top_up that was not paid": a_top_up_is_cancelled,
    "tick: an unpaid top-up is cancelled": a_top_up_is_not_paid_in_time,
    "set_company_terms": terms_change,
}
NOBODY_ELSE = {
    "found_company": "a new company has nobody but its founder",
    "set_company_timezone": "a setting of the company's own, which its members see when they look at days",
    "switch_company": "which company a session acts for is its own",
}
