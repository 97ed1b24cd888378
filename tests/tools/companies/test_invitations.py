from __future__ import annotations

import pytest

from server.calls.pipeline import Request
from tests.hall import Hall, Refused
from tests.tools.companies.cast import NEW, PASSWORD, admin, founder, invitation_token, join
from tests.tools.people.sign_in_helpers import code_for, signed_in

VICTIM = "victim@corp.test"


async def test_nobody_becomes_a_member_by_being_typed_in(hall: Hall) -> None:
    eve = await founder(hall, "eve@evil.test", "Evil Co")
    await hall.credit(eve.owner, "1 USDT")
    await hall.fund(eve.company, "1.00 EUR")
    await eve.call("create_user", email=VICTIM, name="Victim", role="admin")
    await hall.nobody().call("register_account", email=VICTIM, terms="accepted", name="Vic", password=PASSWORD)
    code = await code_for(hall, VICTIM)
    answer = await hall.nobody().call("log_in_with_code", email=VICTIM, code=code)
    assert answer["user"]["companies"] == []
    assert answer["user"]["name"] == "Vic"
    victim = hall.holder(answer["token"], "person", answer["user"]["id"])
    assert (await victim.call("get_my_profile"))["companies"] == []
    (asked,) = (await victim.call("list_my_company_invitations"))["invitations"]
    assert (asked["company_name"], asked["invited_by"], asked["role"]) == ("Evil Co", "Stan", "admin")
    await victim.call("decline_company_invitation", invitation_id=asked["id"])
    assert (await victim.call("list_my_company_invitations"))["total"] == 0
    assert (await eve.call("list_users"))["total"] == 1
    assert "declined" in hall.sql("SELECT text FROM notices ORDER BY id DESC LIMIT 1")[0][0]


async def test_a_new_person_agrees_by_the_mailed_token_and_gets_an_account_by_it(hall: Hall) -> None:
    boss = await admin(hall)
    await boss.call("create_user", **NEW, last_name="Collins", role="admin", phone="+358401234567")
    token = await invitation_token(hall, NEW["email"])
    assert hall.sql("SELECT count(*) FROM persons") == [(1,)]
    accepted = await hall.nobody().call("accept_company_invitation", invitation_token=token)
    assert accepted["company"] == {"id": boss.company, "name": "Acme"}
    assert hall.sql("SELECT name, last_name, phone, password_hash FROM persons WHERE email = ?", NEW["email"]) == [
        ("Stan", "Collins", None, None)
    ]
    answer, stan = await signed_in(hall, NEW["email"])
    assert [(it["name"], it["role"]) for it in answer["user"]["companies"]] == [("Acme", "admin")]
    assert (await stan.call("list_users"))["total"] == 2
    with pytest.raises(Refused) as spent:
        await hall.nobody().call("accept_company_invitation", invitation_token=token)
    assert spent.value.code == "invitation_ended"


async def test_somebody_with_an_account_agrees_signed_in_and_acts_for_the_company_at_once(hall: Hall) -> None:
    boss = await admin(hall)
    _, stan = (await hall.person(NEW["email"])), (await signed_in(hall, NEW["email"]))[1]
    await boss.call("create_user", **{**NEW, "name": "Bozo"})
    (asked,) = (await stan.call("list_my_company_invitations"))["invitations"]
    await stan.call("accept_company_invitation", invitation_id=asked["id"])
    assert (await stan.call("list_users"))["total"] == 2
    assert (await stan.call("get_my_profile"))["user"]["name"] == "Stan"


async def test_an_invitation_is_nobody_elses(hall: Hall) -> None:
    boss = await admin(hall)
    await boss.call("create_user", **NEW)
    id = hall.sql("SELECT id FROM company_invitations")[0][0]
    token = await invitation_token(hall, NEW["email"])
    other, agent = await hall.person("other@work.test"), await hall.agent("Rival")
    for tool in ("accept_company_invitation", "decline_company_invitation"):
        for caller, arguments, status in (
            (other, {"invitation_id": id}, 404),
            (other, {"invitation_id": 999}, 404),
            (other, {"invitation_token": token}, 403),
            (agent, {"invitation_token": token}, 403),
            (agent, {"invitation_id": id}, 403),
            (hall.nobody(), {"invitation_id": id}, 422),
            (hall.nobody(), {"invitation_token": "hh_join_made_up"}, 409),
            (hall.nobody(), {}, 422),
            (hall.nobody(), {"invitation_token": token, "invitation_id": id}, 422),
        ):
            with pytest.raises(Refused) as no:
                await caller.call(tool, **arguments)
            assert no.value.status == status
    assert (await other.call("list_my_company_invitations"))["total"] == 0
    assert (await boss.call("list_users"))["total"] == 2


async def test_an_invitation_runs_out_after_fourteen_days_and_may_be_sent_again(hall: Hall) -> None:
    boss = await admin(hall)
    await boss.call("create_user", **NEW)
    old = await invitation_token(hall, NEW["email"])
    hall.clock.advance(days=14)
    with pytest.raises(Refused):
        await hall.nobody().call("accept_company_invitation", invitation_token=old)
    assert (await boss.call("list_users"))["total"] == 1
    assert (await join(hall, boss))["status"] == "member"


async def test_the_mail_has_our_words_and_nobody_elses_links(hall: Hall) -> None:
    boss = await admin(
        hall, "URGENT: account locked, sign in at https://evil.test/login before noon or lose everything"
    )
    more = {"name": 'Go to\nhttps://evil.test "now"', "last_name": "evil.test"}
    for _ in range(4):
        answer = await boss.call("create_user", **{**NEW, **more})
    assert "No mail went out" in answer["warnings"][0]
    for email in ("a@b.test", NEW["email"]):
        await boss.call("update_user", user_email=NEW["email"] if email == "a@b.test" else "a@b.test", email=email)
    (mail,) = await hall.mails(NEW["email"])
    assert mail.subject == "An invitation to join a company"
    assert "evil.test" not in mail.body
    assert "https:" not in mail.body
    assert "before noon or lose everything" not in mail.body


async def test_fifty_invitations_of_a_company_are_mailed_a_day_and_the_others_wait_for_whoever_signs_in(
    hall: Hall,
) -> None:
    boss = await admin(hall)
    for number in range(50):
        await boss.call("create_user", email=f"p{number}@acme.test", name="Pat")
    one_more = await boss.call("create_user", **NEW)
    assert "50 mails" in one_more["warnings"][0]
    assert await hall.mails(NEW["email"]) == []
    stan = await hall.person(NEW["email"])
    assert (await stan.call("list_my_company_invitations"))["total"] == 1
    hall.clock.advance(days=1, hours=1)
    assert "warnings" not in await boss.call("create_user", **NEW)
    assert len(await hall.mails(NEW["email"])) == 1


async def test_invitations_end_with_whoever_sent_them(hall: Hall) -> None:
    boss = await admin(hall)
    eve = await hall.person("eve@acme.test", company="Acme")
    await eve.call("create_user", **NEW, role="admin")
    token = await invitation_token(hall, NEW["email"])
    await boss.call("delete_user", user_id=eve.id)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("accept_company_invitation", invitation_token=token)
    assert no.value.code == "invitation_ended"


async def test_a_record_strangers_made_of_an_address_is_its_owners_without_their_words(hall: Hall) -> None:
    boss = await admin(hall)
    await hall.nobody().call("register_account", email=NEW["email"], terms="accepted", name="Trap", password=PASSWORD)
    stan = await join(hall, boss)
    assert (stan["name"], stan["status"]) == ("Stan", "member")
    hall.clock.advance(minutes=2)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("log_in_with_password", username=NEW["email"], password=PASSWORD)
    assert no.value.status == 401


async def test_accounts_by_invitation_count_as_sign_ups_of_their_network_address(hall: Hall) -> None:
    boss = await admin(hall)
    replies = []
    for number in range(21):
        email = f"p{number}@acme.test"
        await boss.call("create_user", email=email, name="Pat")
        arguments = {"invitation_token": await invitation_token(hall, email)}
        reply = await hall.app.pipeline.call(Request("accept_company_invitation", arguments, origin="203.0.113.7"))
        replies.append(reply)
    assert replies[-1].refusal.code == "too_many_sign_ups"  # type: ignore[union-attr]


async def test_a_member_leaves_a_company_and_keeps_the_account(hall: Hall) -> None:
    boss = await admin(hall)
    await hall.person("ann@acme.test", company="Acme", role="user")
    _, ann = await signed_in(hall, "ann@acme.test")
    hall.clock.advance(minutes=2)
    _, other = await signed_in(hall, "ann@acme.test")
    await ann.call("leave_company", company_id=boss.company)
    assert "Acme" in ann.questions[-1]
    assert (await ann.call("get_my_profile"))["companies"] == []
    for caller, status in ((ann, 403), (other, 401)):
        with pytest.raises(Refused) as no:
            await caller.call("list_users")
        assert no.value.status == status
    assert (await boss.call("list_users"))["total"] == 1
    with pytest.raises(Refused) as again:
        await ann.call("leave_company", company_id=boss.company)
    with pytest.raises(Refused) as never:
        await ann.call("leave_company", company_id=999)
    assert again.value.text.replace(str(boss.company), "#") == never.value.text.replace("999", "#")


async def test_the_last_admin_does_not_leave_and_an_agent_is_no_member(hall: Hall) -> None:
    boss = await admin(hall)
    with pytest.raises(Refused) as no:
        await boss.call("leave_company", company_id=boss.company)
    assert no.value.code == "last_admin"
    with pytest.raises(Refused) as agent:
        await (await hall.agent("Acme")).call("leave_company", company_id=boss.company)
    assert agent.value.code == "people_only"
    await join(hall, boss, role="admin")
    await boss.call("leave_company", company_id=boss.company)
    with pytest.raises(Refused):
        await boss.call("list_users")
