from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.companies.cast import NEW, admin


async def test_only_what_is_passed_changes(hall: Hall) -> None:
    boss = await admin(hall)
    stan = (await boss.call("create_user", **NEW, last_name="Collins", department="Lab"))["user"]
    changed = await boss.call("update_user", user_id=stan["id"], middle_name="Jay", department=None, type="staff")
    assert changed["changed"] == ["department", "middle_name", "type"]
    assert changed["user"] == {
        **{k: v for k, v in stan.items() if k != "department"},
        "middle_name": "Jay",
        "full_name": "Stan Jay Collins",
        "type": "staff",
    }
    assert "charge" not in changed
    for arguments in (
        {},
        {"confirm_password": "changed!"},
        {"password": "changed!"},
        {"password": "a" * 6, "confirm_password": "b" * 6},
    ):
        with pytest.raises(Refused) as no:
            await boss.call("update_user", user_id=stan["id"], **arguments)
        assert no.value.status == 422


async def test_a_new_address_is_unverified_and_the_old_one_is_told(hall: Hall) -> None:
    boss = await admin(hall)
    ann = await hall.person("ann@acme.test", company="Acme", role="user")
    await boss.call("update_user", user_id=ann.id, email="ann.new@acme.test")
    assert hall.sql("SELECT email, email_verified_at FROM persons WHERE id = ?", ann.id) == [
        ("ann.new@acme.test", None)
    ]
    assert "ann.new@acme.test" in (await hall.mails("ann@acme.test"))[-1].body
    with pytest.raises(Refused) as no:
        await boss.call("update_user", user_id=ann.id, email="boss@acme.test")
    assert no.value.code == "email_taken"


@pytest.mark.parametrize("change", [{"role": "admin"}, {"password": "changed!", "confirm_password": "changed!"}])
async def test_a_new_password_or_role_ends_the_persons_sessions(hall: Hall, change: dict[str, str]) -> None:
    boss = await admin(hall)
    ann = await hall.person("ann@acme.test", company="Acme", role="user")
    assert (await ann.call("get_my_profile"))["user"]["id"] == ann.id
    await boss.call("update_user", user_id=ann.id, name="Anna")
    assert (await ann.call("get_my_profile"))["user"]["name"] == "Anna"
    await boss.call("update_user", user_id=ann.id, **change)
    with pytest.raises(Refused) as no:
        await ann.call("get_my_profile")
    assert no.value.status == 401


async def test_the_last_admin_stays(hall: Hall) -> None:
    boss = await admin(hall)
    with pytest.raises(Refused) as no:
        await boss.call("update_user", user_id=boss.id, role="user")
    assert no.value.code == "last_admin"
    second = (await boss.call("create_user", **NEW, role="admin"))["user"]
    demoted = await boss.call("update_user", user_id=second["id"], role="user")
    assert demoted["user"]["role"] == "user"
    founded = (await boss.call("create_user", **{**NEW, "email": "kim@acme.test"}, company_name="Acme Berlin"))["user"]
    for tool, more in (("delete_user", {}), ("update_user", {"company": {"name": "Acme"}})):
        with pytest.raises(Refused) as last:
            await boss.call(tool, user_id=founded["id"], **more)
        assert last.value.code == "last_admin"


async def test_a_person_moves_between_companies_of_the_admin(hall: Hall) -> None:
    boss = await admin(hall)
    berlin = (await boss.call("create_user", **{**NEW, "email": "kim@acme.test"}, company_name="Acme Berlin"))["user"]
    stan = (await boss.call("create_user", **NEW, department="Lab"))["user"]
    moved = await boss.call("update_user", user_id=stan["id"], company="acme berlin")
    assert moved["user"]["company"] == berlin["company"]
    assert (moved["user"]["role"], moved["user"]["department"]) == ("user", "Lab")
    assert (await boss.call("list_users"))["total"] == 1
    founded = await boss.call("update_user", user_id=stan["id"], company={"name": "Acme Oslo"})
    assert founded["user"]["company"]["name"] == "Acme Oslo"
    assert founded["user"]["role"] == "admin"
    rival = await hall.person("other@rival.test", company="Rival")
    for company in ({"name": "Rival"}, {"id": rival.company}, {}):
        with pytest.raises(Refused):
            await boss.call("update_user", user_id=berlin["id"], company=company)


async def test_a_deleted_user_is_gone_signed_out_and_comes_back_as_the_same_person(hall: Hall) -> None:
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
    assert hall.sql("SELECT email FROM persons WHERE id = ?", ann.id) == [("ann@acme.test",)]
    back = await boss.call("create_user", **{**NEW, "email": "ann@acme.test"})
    assert back["user"]["id"] == ann.id
    assert (await boss.call("list_users"))["total"] == 2


async def test_a_stranger_never_takes_over_a_deleted_person(hall: Hall) -> None:
    boss = await admin(hall)
    ann = await hall.person("ann@acme.test", company="Acme", role="user")
    await boss.call("delete_user", user_id=ann.id)
    founded = await hall.nobody().call("create_user", **{**NEW, "email": "ann@acme.test"}, company_name="Trap")
    assert founded["user"]["id"] != ann.id


async def test_somebody_in_two_companies_keeps_the_other_one(hall: Hall) -> None:
    boss = await admin(hall)
    ann = await hall.person("ann@acme.test", company="Rival", role="user")
    ann = await hall.person("ann@acme.test", company="Acme", role="user")
    await boss.call("delete_user", user_id=ann.id)
    assert hall.sql("SELECT deleted_at FROM persons WHERE id = ?", ann.id) == [(None,)]
    again = await hall.person("ann@acme.test", company="Rival", role="user")
    assert [company["name"] for company in (await again.call("get_my_profile"))["companies"]] == ["Rival"]


async def test_nobody_deletes_themselves_and_a_dry_run_deletes_nobody(hall: Hall) -> None:
    boss = await admin(hall)
    second = (await boss.call("create_user", **NEW, role="admin"))["user"]
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
    kim = (await boss.call("create_user", **{**NEW, "email": "kim@acme.test"}))["user"]
    await boss.call("update_user", user_id=kim["id"], company=berlin["name"])
    hall.sql_script(
        f"""INSERT INTO memberships (company_id, person_id, role, type, created_at, updated_at)
            SELECT {boss.company}, person_id, role, type, created_at, updated_at FROM memberships
            WHERE person_id = {kim["id"]} AND deleted_at IS NULL"""
    )
    with pytest.raises(Refused) as no:
        await boss.call("update_user", user_id=kim["id"], company=berlin)
    assert "already" in no.value.fields["company"]
    memberships = hall.sql("SELECT count(*) FROM memberships WHERE person_id = ? AND deleted_at IS NULL", kim["id"])
    assert memberships == [(2,)]


async def test_changing_people_of_the_directory_is_for_admins(hall: Hall) -> None:
    boss = await admin(hall)
    ann = await hall.person("ann@acme.test", company="Acme", role="user")
    acme = await hall.agent("Acme")
    for caller in (ann, acme):
        for tool, more in (("update_user", {"name": "X"}), ("delete_user", {})):
            with pytest.raises(Refused) as no:
                await caller.call(tool, user_id=boss.id, **more)
            assert no.value.status == 403
