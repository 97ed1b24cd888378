"""Costs: claimed with receipts, decided by the company, corrected by their author, held and paid besides the labour."""

from tests.tools.work_orders.field_work import (
    admin,
    assigned,
    company,
    done,
    notices,
    order,
    provider,
    published,
    purse,
)
from tests.tools.work_orders.pay.pay_world import receipt, refusal, stored


async def claim(caller, id, **given):
    given = {"category_id": 1, "description": "Cable", "amount": "25.00", **given}
    return await caller.call("create_work_order_expense", work_order_id=id, **given)


async def decide(caller, id, expense, **given):
    return await caller.call("update_work_order_expense", work_order_id=id, expense_id=expense, **given)


async def test_a_cost_waits_is_paid_in_part_taken_back_and_denied_and_the_hold_follows(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    made = await claim(pia, id, quantity="2")
    assert (made["expense"]["status"], made["expense"]["total"], made["expense"]["receipts"]) == (
        "pending",
        "50.00",
        [],
    )
    assert made["expense"]["category"] == {"id": 1, "name": "Materials"}
    assert purse(hall, boss)[1] == "440.00"
    part = await decide(boss, id, 1, status="approved", approved_amount="20.00", status_description="Half of it")
    assert part["expense"]["approved_amount"] == "20.00"
    assert (part["pay"]["expenses"]["sum_approved"], part["pay"]["provider_total"]) == ("20.00", "420.00")
    assert (part["pay"]["service_fee"], purse(hall, boss)[1]) == ("40.00", "460.00")
    assert "Expense 1 on work order" in notices(hall, pia)[-1]
    assert "20.00 USD of 50.00 USD" in notices(hall, pia)[-1]
    assert "Half of it" in notices(hall, pia)[-1]
    no = await refusal(decide(boss, id, 1, status="approved"))
    assert (no.code, no.shape["state"]) == ("wrong_state", "approved")
    back = await decide(boss, id, 1, status="pending")
    assert "decided_at" not in back["expense"]
    assert purse(hall, boss)[1] == "440.00"
    await decide(boss, id, 1, status="approved")
    assert purse(hall, boss)[1] == "490.00"
    await decide(boss, id, 1, status="denied")
    assert purse(hall, boss)[1] == "440.00"
    assert (await refusal(decide(boss, id, 1, status="approved"))).code == "wrong_state"
    again = await decide(pia, id, 1, amount="20.00", description="Cable, the cheap one")
    assert (again["expense"]["status"], again["expense"]["total"]) == ("pending", "40.00")
    assert "decided_by" not in again["expense"]
    listed = await boss.call("list_work_order_expenses", work_order_id=id, category_id=1, status="pending")
    assert (listed["sum_approved"], listed["sum_pending"], listed["total"]) == ("0.00", "40.00", 1)
    assert (await boss.call("list_work_order_expenses", work_order_id=id, category_id=2))["results"] == []


async def test_the_companys_own_limits_and_receipts_hold_for_claims_and_corrections(hall):
    boss, pia, chief = await company(hall), await provider(hall), await admin(hall)
    id, other = await assigned(boss, pia), await order(boss)
    limits = {"max_amount": "60.00", "receipt_required": True}
    await chief.call("set_company_catalog_entry", kind="expense_category", id=3, values=limits)
    over = await refusal(claim(pia, id, category_id=3, amount="60.01", attachment_ids=[receipt(hall, id, pia)]))
    assert "60.00 USD" in over.fields["amount"]
    bare = await refusal(claim(pia, id, category_id=3, amount="60.00"))
    assert "wants a receipt" in bare.fields["attachment_ids"]
    elsewhere = await refusal(claim(pia, id, category_id=3, attachment_ids=[receipt(hall, other, boss)]))
    assert (elsewhere.code, list(elsewhere.fields)) == ("invalid_reference", ["attachment_ids"])
    paper = receipt(hall, id, pia)
    twice = await refusal(claim(pia, id, category_id=3, attachment_ids=[paper, paper]))
    assert "twice" in twice.fields["attachment_ids"]
    made = await claim(pia, id, category_id=3, amount="60.00", attachment_ids=[paper])
    assert (made["expense"]["max_amount"], made["expense"]["receipts"]) == ("60.00", [paper])
    assert "amount" in (await refusal(decide(pia, id, made["expense"]["id"], quantity="2"))).fields
    assert "attachment_ids" not in (await decide(pia, id, made["expense"]["id"], amount="59.00"))["expense"]
    unknown = await refusal(claim(pia, id, category_id=999))
    assert (unknown.code, unknown.next) == ("invalid_reference", ["list_expense_categories"])
    await chief.call("set_company_catalog_entry", kind="expense_category", id=5, values={"active": False})
    assert (await refusal(claim(pia, id, category_id=5))).code == "invalid_reference"


async def test_receipts_are_taken_off_a_claim_where_its_category_wants_none(hall):
    boss, pia, chief = await company(hall), await provider(hall), await admin(hall)
    id = await assigned(boss, pia)
    await claim(pia, id, attachment_ids=[receipt(hall, id, pia)])
    bare = await decide(pia, id, 1, clear=["attachment_ids"])
    assert (bare["expense"]["receipts"], bare["expense"]["status"]) == ([], "pending")
    limits = {"receipt_required": True}
    await chief.call("set_company_catalog_entry", kind="expense_category", id=1, values=limits)
    no = await refusal(decide(pia, id, 1, clear=["attachment_ids"]))
    assert "wants a receipt" in no.fields["attachment_ids"]


async def test_an_approval_the_balance_does_not_cover_is_not_stored(hall):
    boss, pia = await company(hall, funds="450.00 USD"), await provider(hall)
    id = await assigned(boss, pia)
    await claim(pia, id)
    no = await refusal(decide(boss, id, 1, status="approved"))
    assert (no.status, no.code) == (402, "insufficient_balance")
    assert stored(hall, "work_order_expenses", "status, approved_amount, decided_at") == [("pending", None, None)]
    assert purse(hall, boss) == ("450.00", "440.00")
    assert (await decide(boss, id, 1, status="approved", approved_amount="10"))["pay"]["hold"]["amount"] == "450.00"


async def test_the_company_decides_and_the_author_corrects(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    await claim(pia, id)
    await claim(boss, id, amount="8.00")
    assert "Your company entered expense 2 of 8.00 USD" in notices(hall, pia)[-1]
    assert stored(hall, "work_order_expenses", "status") == [("pending",), ("pending",)]
    assert (await refusal(decide(pia, id, 1, status="approved"))).code == "forbidden"
    assert (await refusal(decide(pia, id, 1, approved_amount="5"))).code == "forbidden"
    assert (await refusal(decide(boss, id, 1, amount="1"))).code == "forbidden"
    assert (await refusal(decide(pia, id, 2, amount="1"))).code == "forbidden"
    for given, field in (
        ({"status": "approved", "approved_amount": "25.01"}, "approved_amount"),
        ({"status": "denied", "approved_amount": "5"}, "approved_amount"),
        ({"status": "approved", "amount": "5"}, "status"),
        ({}, "status"),
    ):
        assert list((await refusal(decide(boss, id, 1, **given))).fields) == [field]
    assert stored(hall, "work_order_expenses", "status") == [("pending",), ("pending",)]
    await decide(boss, id, 1, status="approved")
    no = await refusal(decide(pia, id, 1, amount="1"))
    assert (no.code, no.next) == ("wrong_state", ["create_work_order_expense"])


async def test_costs_are_claimed_by_whoever_works_on_it_and_until_it_is_approved(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    open_one = await published(boss)
    assert (await refusal(claim(kim, open_one))).code == "wrong_state"
    assert (await refusal(kim.call("list_work_order_expenses", work_order_id=open_one))).code == "forbidden"
    id = await assigned(boss, pia)
    await claim(pia, id)
    assert (await refusal(claim(kim, id))).code == "not_found"
    assert (await refusal(decide(await company(hall, "Rival"), id, 1, status="approved"))).code == "not_found"
    hall.clock.advance(hours=1)
    await decide(boss, id, 1, status="approved")
    await boss.call("unassign_work_order", work_order_id=id, reason="x")
    assert stored(hall, "work_order_expenses", "status, approved_amount") == [("voided", None)]
    await boss.call("assign_work_order", work_order_id=id, user_id=kim.id)
    assert (await kim.call("list_work_order_expenses", work_order_id=id))["results"] == []
    assert purse(hall, boss)[1] == "880.00"
    finished = await done(boss, pia)
    await claim(pia, finished)
    await boss.call("approve_work_order", work_order_id=finished, decide_pending="accept")
    for given in ({"status": "denied"}, {"status": "pending"}):
        assert (await refusal(decide(boss, finished, 2, **given))).code == "wrong_state"
    assert (await refusal(claim(pia, finished))).code == "wrong_state"
    listed = await pia.call("list_work_order_expenses", work_order_id=finished)
    assert (listed["sum_approved"], listed["results"][0]["status"]) == ("25.00", "approved")
