"""The people to talk to about a work order."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import acts, assigned, company, done, notices, order, provider, published

KAY = {"name": "Kay Jones", "role": "Site Contact", "phone": "(612) 555-0123"}


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_contacts_are_added_changed_and_removed_and_the_provider_hears_of_each(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    made = await boss.call("create_work_order_contact", work_order_id=id, **KAY, ext="12", notes="After nine")
    assert (made["phone"], made["work_order_id"], made["notes"]) == ("+16125550123", id, "After nine")
    second = await boss.call("create_work_order_contact", work_order_id=id, name="Lee", email="Lee@SHOP.test")
    assert second["email"] == "Lee@shop.test"
    seen = await pia.call("list_work_order_contacts", work_order_id=id)
    assert [each["name"] for each in seen["results"]] == ["Kay Jones", "Lee"]
    only = await boss.call("list_work_order_contacts", work_order_id=id, role="site contact")
    assert [each["id"] for each in only["results"]] == [made["id"]]
    edit = {"work_order_id": id, "contact_id": made["id"]}
    changed = await boss.call("update_work_order_contact", **edit, email="kay@shop.test", clear=["phone", "ext"])
    assert changed.keys() & {"phone", "ext"} == set()
    assert (changed["email"], changed["role"]) == ("kay@shop.test", "Site Contact")
    told = len(notices(hall, pia))
    await boss.call("update_work_order_contact", **edit, email="kay@shop.test")
    assert len(notices(hall, pia)) == told
    both_gone = await refusal(boss.call("update_work_order_contact", **edit, clear=["email"]))
    assert (both_gone.code, set(both_gone.fields)) == ("invalid_argument", {"email"})
    assert (await refusal(boss.call("update_work_order_contact", **edit))).code == "invalid_argument"
    assert await boss.call("delete_work_order_contact", **edit) == {**edit, "deleted": True}
    assert (await refusal(boss.call("delete_work_order_contact", **edit))).code == "not_found"
    assert (await refusal(boss.call("update_work_order_contact", **edit, name="X"))).code == "not_found"
    assert "has a contact less: “Kay Jones”" in notices(hall, pia)[-1]
    assert acts(hall, id)[-4:] == ["contact_added", "contact_added", "contact_changed", "contact_removed"]
    record = await boss.call("get_work_order", work_order_id=id, columns=["contacts"])
    assert [each["name"] for each in record["contacts"]] == ["Lee"]


async def test_a_contact_needs_a_name_and_a_way_to_reach_them(hall):
    boss = await company(hall)
    id = await order(boss)
    for given, field in (
        ({"name": "Kay"}, "email"),
        ({"name": " ", "phone": "+16125550123"}, "name"),
        ({"name": "Kay", "phone": "call me"}, "phone"),
        ({"name": "Kay", "email": "kay at shop"}, "email"),
        ({"name": "Kay", "email": "kay@shop.test", "ext": "12345678901"}, "ext"),
    ):
        no = await refusal(boss.call("create_work_order_contact", work_order_id=id, **given))
        assert (no.code, set(no.fields)) == ("invalid_argument", {field}), given
    for _ in range(20):
        await boss.call("create_work_order_contact", work_order_id=id, name="Kay", email="kay@shop.test")
    full = await refusal(boss.call("create_work_order_contact", work_order_id=id, name="Kay", email="kay@shop.test"))
    assert full.code == "conflict"


async def test_contacts_are_seen_once_assigned_and_locked_once_approved(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    made = await boss.call("create_work_order_contact", work_order_id=id, **KAY)
    early = await refusal(pia.call("list_work_order_contacts", work_order_id=id))
    assert (early.code, "612" in early.text) == ("forbidden", False)
    finished = await done(boss, pia, schedule={"mode": "exact", "start": "2026-03-12T09:00:00Z"})
    late = await boss.call("create_work_order_contact", work_order_id=finished, **KAY)
    await boss.call("approve_work_order", work_order_id=finished)
    edit = {"work_order_id": finished, "contact_id": late["id"]}
    for tool, given in (
        ("create_work_order_contact", {"work_order_id": finished, **KAY}),
        ("update_work_order_contact", {**edit, "name": "Lee"}),
        ("delete_work_order_contact", edit),
    ):
        assert (await refusal(boss.call(tool, **given))).code == "wrong_state", tool
    crossed = {"work_order_id": finished, "contact_id": made["id"]}
    assert (await refusal(boss.call("update_work_order_contact", **crossed, name="Lee"))).code == "not_found"
    await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)
    assert (await refusal(boss.call("create_work_order_contact", work_order_id=id, **KAY))).code == "wrong_state"
    own = await refusal(pia.call("create_work_order_contact", work_order_id=finished, **KAY))
    assert own.code == "forbidden"
