from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.companies.cast import NEW, admin, invitation_token, join
from tests.tools.people.sign_in_helpers import signed_in


async def test_only_what_is_passed_changes(hall: Hall) -> None:
    boss = await admin(hall)
    stan = await join(hall, boss, last_name="Collins", department="Lab")
    changed = await boss.call("update_user", user_id=stan["id"], department="", type="staff")
    assert changed["changed"] == ["department", "type"]
    assert changed["user"] == {**{k: v for k, v in stan.items() if k != "department"}, "type": "staff"}
    assert "charge" not in changed
    with pytest.raises(Refused) as no:
        await boss.call("update_user", user_id=stan["id"])
    assert no.value.status == 422


@pytest.mark.parametrize(
    "change",
    [
        {"email": "evil@evil.test"},
        {"phone": "+358409999999"},
        {"phone": ""},
        {"name": "Alice Scam"},
        {"last_name": "Scam", "role": "user"},
        {"password": "trombone-kayak", "confirm_password": "trombone-kayak"},
    ],
)
async def test_what_a_member_signs_in_with_is_reached_at_or_called_is_their_own(
    hall: Hall, change: dict[str, Any]
) -> None:
    alice = await hall.person("alice@a.test", company="A Co")
    await hall.person("alice@a.test", company="B Co", role="user")
    bob = await hall.person("bob@b.test", company="B Co")
    before = hall.sql("SELECT email, phone, name, last_name, password_hash FROM persons WHERE id = ?", alice.id)
    for who in ({"user_email": "alice@a.test"}, {"user_id": alice.id}):
        with pytest.raises(Refused) as no:
            await bob.call("update_user", **who, **change)
        assert no.value.status == 422
        assert "password" in change or no.value.code == "persons_own"
    assert hall.sql("SELECT email, phone, name, last_name, password_hash FROM persons WHERE id = ?", alice.id) == before
    assert (await alice.call("get_my_profile"))["user"]["email"] == "alice@a.test"


async def test_who_is_only_invited_is_corrected_and_a_new_address_gets_the_invitation(hall: Hall) -> None:
    boss = await admin(hall)
    await boss.call("create_user", **NEW)
    old = await invitation_token(hall, NEW["email"])
    changes = {"email": "stan2@acme.test", "name": "Stanley", "role": "admin", "department": "Lab"}
    changed = await boss.call("update_user", user_email=NEW["email"], **changes)
    assert changed["user"]["status"] == "invited"
    assert (changed["user"]["email"], changed["user"]["name"]) == ("stan2@acme.test", "Stanley")
    with pytest.raises(Refused) as dead:
        await hall.nobody().call("accept_company_invitation", invitation_token=old)
    assert dead.value.code == "invitation_ended"
    token = await invitation_token(hall, "stan2@acme.test")
    assert (await hall.nobody().call("accept_company_invitation", invitation_token=token))["role"] == "admin"
    await boss.call("create_user", **NEW)
    with pytest.raises(Refused) as taken:
        await boss.call("update_user", user_email=NEW["email"], email="stan2@acme.test")
    assert taken.value.code == "email_taken"


async def test_a_new_role_ends_the_persons_sessions_for_the_company_only(hall: Hall) -> None:
    boss = await admin(hall)
    elsewhere = await hall.person("ann@acme.test", company="Rival", role="user")
    ann = await hall.person("ann@acme.test", company="Acme", role="user")
    await boss.call("update_user", user_id=ann.id, department="Lab")
    assert (await ann.call("get_my_profile"))["user"]["id"] == ann.id
    await boss.call("update_user", user_id=ann.id, role="admin")
    with pytest.raises(Refused) as no:
        await ann.call("get_my_profile")
    assert no.value.status == 401
    assert (await elsewhere.call("get_my_profile"))["user"]["id"] == ann.id


async def test_who_is_no_admin_any_more_has_nobody_waiting_by_their_invitation(hall: Hall) -> None:
    boss = await admin(hall)
    eve = await hall.person("eve@acme.test", company="Acme")
    await eve.call("create_user", **NEW, role="admin")
    token = await invitation_token(hall, NEW["email"])
    await boss.call("update_user", user_id=eve.id, role="user")
    with pytest.raises(Refused) as no:
        await hall.nobody().call("accept_company_invitation", invitation_token=token)
    assert no.value.code == "invitation_ended"


async def test_the_last_admin_stays(hall: Hall) -> None:
    boss = await admin(hall)
    with pytest.raises(Refused) as no:
        await boss.call("update_user", user_id=boss.id, role="user")
    assert no.value.code == "last_admin"
    second = await join(hall, boss, role="admin")
    demoted = await boss.call("update_user", user_id=second["id"], role="user")
    assert demoted["user"]["role"] == "user"
    founded = await join(hall, boss, email="kim@acme.test", company_name="Acme Berlin")
    for tool, more in (("delete_user", {}), ("update_user", {"company": {"name": "Acme"}})):
        with pytest.raises(Refused) as last:
            await boss.call(tool, user_id=founded["id"], **more)
        assert last.value.code == "last_admin"


async def test_a_person_moves_between_companies_of_the_admin_when_they_agree(hall: Hall) -> None:
    boss = await admin(hall)
    berlin = await join(hall, boss, email="kim@acme.test", company_name="Acme Berlin")
    stan = await join(hall, boss, department="Lab")
    asked = await boss.call("update_user", user_id=stan["id"], company="acme berlin")
    assert asked["user"]["company"]["name"] == "Acme"
    assert asked["invited_to"] == berlin["company"]
    assert (await boss.call("list_users"))["total"] == 2
    _, self = await signed_in(hall, NEW["email"])
    (open_one,) = (await self.call("list_my_company_invitations"))["invitations"]
    assert open_one["leaves_company"] is True
    await self.call("accept_company_invitation", invitation_id=open_one["id"])
    moved = (await boss.call("get_user", user_id=stan["id"]))["user"]
    assert moved["company"] == berlin["company"]
    assert (moved["role"], moved["department"]) == ("user", "Lab")
    assert (await boss.call("list_users"))["total"] == 1
    assert {user["company"] for user in (await self.call("list_users"))["users"]} == {"Acme Berlin"}
    rival = await hall.person("other@rival.test", company="Rival")
    for company in ({"name": "Rival"}, {"id": rival.company}, {}, {"name": "Acme Oslo"}):
        with pytest.raises(Refused):
            await boss.call("update_user", user_id=berlin["id"], company=company)


async def test_zero_is_the_own_company_for_lists_and_moves_too(hall: Hall) -> None:
    boss = await admin(hall)
    berlin = await join(hall, boss, email="kim@acme.test", company_name="Acme Berlin")
    stan = await join(hall, boss)
    assert (await boss.call("list_users", company_id=0)) == (await boss.call("list_users"))
    stays = await boss.call("update_user", user_id=stan["id"], company={"id": 0}, department="Lab")
    assert (stays["user"]["company"]["name"], stays["user"]["department"]) == ("Acme", "Lab")
    assert "invited_to" not in stays
    named = await boss.call("update_user", user_id=stan["id"], company={"id": 0, "name": "Acme Berlin"})
    assert named["invited_to"] == berlin["company"]


async def test_a_deleted_user_is_out_and_keeps_the_account(hall: Hall) -> None:
    boss = await admin(hall)
    ann = await hall.person("ann@acme.test", company="Acme", role="user")
    gone = await boss.call("delete_user", user_email="ann@acme.test")
    assert gone["user"] == {"id": ann.id, "email": "ann@acme.test", "deleted_at": "2026-03-02T09:00:00Z"}
    assert "ann@acme.test" in boss.questions[-1]
    with pytest.raises(Refused) as no:
        await ann.call("get_my_profile")
    assert no.value.status == 401
    with pytest.raises(Refused) as again:
        await boss.call("delete_user", user_id=ann.id)
    assert again.value.status == 404
    _, self = await signed_in(hall, "ann@acme.test")
    assert (await self.call("get_my_profile"))["companies"] == []
    back = await join(hall, boss, email="ann@acme.test")
    assert back["id"] == ann.id
    assert (await boss.call("list_users"))["total"] == 2


async def test_an_invitation_is_withdrawn_by_taking_the_person_out(hall: Hall) -> None:
    boss = await admin(hall)
    await boss.call("create_user", **NEW)
    token = await invitation_token(hall, NEW["email"])
    gone = await boss.call("delete_user", user_email=NEW["email"])
    assert gone["message"] == "The invitation was withdrawn"
    assert (await boss.call("list_users"))["total"] == 1
    with pytest.raises(Refused) as no:
        await hall.nobody().call("accept_company_invitation", invitation_token=token)
    assert no.value.code == "invitation_ended"


async def test_somebody_in_two_companies_keeps_the_other_one(hall: Hall) -> None:
    boss = await admin(hall)
    elsewhere = await hall.person("ann@acme.test", company="Rival", role="user")
    ann = await hall.person("ann@acme.test", company="Acme", role="user")
    await boss.call("delete_user", user_id=ann.id)
    assert hall.sql("SELECT deleted_at FROM persons WHERE id = ?", ann.id) == [(None,)]
    assert [company["name"] for company in (await elsewhere.call("get_my_profile"))["companies"]] == ["Rival"]


async def test_nobody_deletes_themselves_and_a_dry_run_deletes_nobody(hall: Hall) -> None:
    boss = await admin(hall)
    second = await join(hall, boss, role="admin")
    with pytest.raises(Refused) as no:
        await boss.call("delete_user", user_id=boss.id)
    assert no.value.status == 422
    assert (await boss.call("delete_user", user_id=second["id"], dry_run=True))["dry_run"] is True
    boss.says_yes = False
    with pytest.raises(Refused) as declined:
        await boss.call("delete_user", user_id=second["id"])
    assert declined.value.code == "declined"
    assert (await boss.call("list_users"))["total"] == 2


async def test_nobody_is_moved_to_a_company_they_belong_to_already(hall: Hall) -> None:
    boss = await admin(hall)
    berlin = (await boss.call("create_user", **NEW, company_name="Acme Berlin"))["user"]["company"]
    kim = await join(hall, boss, email="kim@acme.test")
    hall.sql_script(
        f"""INSERT INTO memberships (company_id, person_id, role, type, created_at, updated_at)
            SELECT {berlin["id"]}, person_id, role, type, created_at, updated_at FROM memberships
            WHERE person_id = {kim["id"]} AND deleted_at IS NULL"""
    )
    with pytest.raises(Refused) as no:
        await boss.call("update_user", user_id=kim["id"], company=berlin)
    assert "already" in no.value.fields["company"]


async def test_changing_people_of_the_directory_is_for_admins(hall: Hall) -> None:
    boss = await admin(hall)
    ann = await hall.person("ann@acme.test", company="Acme", role="user")
    acme = await hall.agent("Acme")
    for caller in (ann, acme):
        for tool, more in (("update_user", {"type": "staff"}), ("delete_user", {})):
            with pytest.raises(Refused) as no:
                await caller.call(tool, user_id=boss.id, **more)
            assert no.value.status == 403
