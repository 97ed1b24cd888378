"""Approving finished work: the final pay, the hold, what is due, and paying it once."""

import json

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    FIXED,
    HOURLY,
    admin,
    assigned,
    company,
    done,
    notices,
    provider,
    published,
    purse,
    row,
    time_log,
    write,
)

STAMP = "2026-03-02T09:00:00.000Z"


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


def increase(hall, id, pia, kind="amount", status="pending", **more):
    values = {"amount": 5000, "units": None, **more} if kind == "amount" else {"amount": None, **more}
    return row(
        hall, "work_order_increases", id, kind=kind, reason="x", status=status, author_type="person",
        author_id=pia.id, created_at=STAMP, updated_at=STAMP, **values,
    )  # fmt: skip


def expense(hall, id, pia, total, status="pending", approved=None):
    return row(
        hall, "work_order_expenses", id, category_id=1, description="cable", amount=total, total=total, status=status,
        approved_amount=approved, author_type="person", author_id=pia.id, created_at=STAMP, updated_at=STAMP,
    )  # fmt: skip


async def test_the_whole_computation_is_frozen_and_every_part_lands_where_it_belongs(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay={**FIXED, "penalty_ids": [3]})
    row(hall, "work_order_bonuses", id, bonus_id=1, calculation="fixed", modifier="35.00", charged=1,
        author_type="person", author_id=1, created_at=STAMP, updated_at=STAMP)  # fmt: skip
    row(hall, "work_order_discounts", id, amount=1000, description="x", author_id=pia.id, created_at=STAMP)
    expense(hall, id, pia, 2500, status="approved", approved=2500)
    expense(hall, id, pia, 4000)
    write(hall, "UPDATE work_order_penalties SET charged = 1 WHERE work_order_id = ?", id)
    await pia.call("mark_work_order_complete", work_order_id=id)
    no = await refusal(boss.call("approve_work_order", work_order_id=id))
    assert no.code == "not_ready"
    assert "expense 2" in no.text
    wish = {"decide_pending": "decline", "expected_total": "470.50"}
    approved = await boss.call("approve_work_order", work_order_id=id, **wish)
    pay = approved["pay"]
    assert (pay["labor_sum"], pay["bonuses"]["sum"], pay["penalties"]["sum"]) == ("400.00", "35.00", "20.00")
    assert (pay["discounts"]["sum"], pay["subtotal"], pay["service_fee"]) == ("10.00", "405.00", "40.50")
    assert pay["expenses"] == {"sum_approved": "25.00", "sum_pending": "0.00"}
    assert (pay["provider_total"], pay["company_total"]) == ("430.00", "470.50")
    assert approved["hold"] == {"captured": "470.50", "released": "33.00"}
    assert approved["payment_due_at"] == "2026-03-05T09:00:00Z"
    assert pay["estimate"] is False
    assert purse(hall, boss) == ("1529.50", "0.00")
    assert (await hall.balance(pia.owner, "payable", "USD")).text == "430.00"
    assert hall.sql("SELECT status FROM work_order_expenses ORDER BY id") == [("approved",), ("denied",)]
    assert "430.00 USD will be paid on 2026-03-05" in notices(hall, pia)[-1]


async def test_hours_beyond_the_cap_are_not_paid_and_the_logs_become_verified(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=HOURLY)
    time_log(hall, id, pia, hall.clock.now, "1.9167")
    hall.clock.advance(hours=3)
    time_log(hall, id, pia, hall.clock.now, "2.5000")
    await pia.call("mark_work_order_complete", work_order_id=id)
    approved = await boss.call("approve_work_order", work_order_id=id)
    assert approved["pay"]["reported_hours"] == "4.4167"
    assert approved["pay"]["company_total"] == "286.00"
    assert approved["hold"] == {"captured": "286.00", "released": "0.00"}
    assert hall.sql("SELECT DISTINCT verified FROM work_order_time_logs") == [(1,)]


async def test_undecided_claims_can_be_accepted_along_with_the_approval(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    increase(hall, id, pia)
    expense(hall, id, pia, 1840)
    would = await boss.call("approve_work_order", work_order_id=id, decide_pending="accept", dry_run=True)
    assert would["pay"]["company_total"] == "513.40"
    approved = await boss.call("approve_work_order", work_order_id=id, decide_pending="accept")
    assert approved["pay"]["increases"]["sum"] == "50.00"
    assert approved["hold"]["captured"] == "513.40"
    assert purse(hall, boss) == ("1486.60", "0.00")
    assert hall.sql("SELECT status FROM work_order_increases") == [("accepted",)]
    assert hall.sql("SELECT approved_amount FROM work_order_expenses") == [(1840,)]


async def test_a_larger_hold_that_is_not_covered_changes_nothing(hall):
    boss, pia = await company(hall, funds="450.00 USD"), await provider(hall)
    id = await done(boss, pia)
    increase(hall, id, pia)
    no = await refusal(boss.call("approve_work_order", work_order_id=id, decide_pending="accept"))
    assert "495.00" in no.text
    assert purse(hall, boss) == ("450.00", "440.00")
    assert hall.sql("SELECT status FROM work_order_increases") == [("pending",)]
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["name"] == "work_done"


async def test_another_total_than_expected_is_a_conflict_that_says_the_real_one(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    no = await refusal(boss.call("approve_work_order", work_order_id=id, expected_total="400"))
    assert no.code == "conflict"
    assert no.details["company_total"] == "440.00"
    assert purse(hall, boss) == ("2000.00", "440.00")


async def test_the_person_is_asked_with_the_amount(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    chief = await admin(hall)
    chief.says_yes = False
    with pytest.raises(Refused):
        await chief.call("approve_work_order", work_order_id=id)
    assert "from the company's balance 440.00 USD. To person" in chief.questions[-1]
    assert purse(hall, boss)[1] == "440.00"


async def test_a_rating_counts_once_and_shows_as_the_mean(hall):
    boss, pia = await company(hall), await provider(hall)
    for score in ("4.5", "4"):
        id = await done(boss, pia)
        await boss.call("approve_work_order", work_order_id=id, rating={"score": score, "comment": "Neat work"})
    whole = await boss.call("get_work_order", work_order_id=id)
    assert whole["assignee"]["rating"] == "4.25"
    assert hall.sql("SELECT jobs_completed FROM provider_profiles WHERE person_id = ?", pia.id) == [(2,)]


@pytest.mark.parametrize("score", ["0.99", "5.01", "4.555"])
async def test_a_score_out_of_bounds_is_refused(hall, score):
    boss, pia = await company(hall), await provider(hall)
    no = await refusal(boss.call("approve_work_order", work_order_id=await done(boss, pia), rating={"score": score}))
    assert "rating.score" in no.fields


async def test_an_order_is_approved_once_and_only_when_done(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    no = await refusal(boss.call("approve_work_order", work_order_id=id))
    assert (no.code, no.next) == ("wrong_state", ["mark_work_order_complete"])
    no = await refusal(boss.call("approve_work_order", work_order_id=await published(boss)))
    assert "assign_work_order" in no.next
    await pia.call("mark_work_order_complete", work_order_id=id)
    await boss.call("approve_work_order", work_order_id=id)
    no = await refusal(boss.call("approve_work_order", work_order_id=id))
    assert no.code == "wrong_state"
    assert purse(hall, boss)[0] == "1560.00"


async def test_the_provider_is_paid_once_and_not_before_the_date(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia, pay={**FIXED, "payment_terms_days": 10})
    await boss.call("approve_work_order", work_order_id=id)
    hall.clock.advance(days=9)
    await hall.tick()
    assert hall.purse(pia.owner, "USD") == ("0.00", "0.00")
    hall.clock.advance(days=1)
    await hall.tick()
    await hall.tick()
    assert hall.purse(pia.owner, "USD") == ("400.00", "0.00")
    whole = await pia.call("get_work_order", work_order_id=id)
    assert whole["status"]["name"] == "paid"
    assert whole["pay"]["payment"]["charged"] is True
    assert whole["pay"]["payment"]["date"] == "2026-03-12T09:00:00Z"
    assert "company_total" not in whole["pay"]
    assert "is in your balance" in notices(hall, pia)[-1]
    moves = hall.sql("SELECT kind, amount FROM ledger_transfers WHERE record_id = ? AND record_type = 'work_order'", id)
    assert moves == [("work_order_payment", 40000), ("work_order_fee", 4000), ("work_order_payout", 40000)]


async def test_work_worth_nothing_still_pays_the_costs(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay={"type": "fixed", "base": {"amount": "20.00"}})
    row(hall, "work_order_penalties", id, penalty_id=1, calculation="fixed", modifier="30.00", charged=1,
        author_type="person", author_id=1, created_at=STAMP, updated_at=STAMP)  # fmt: skip
    await pia.call("mark_work_order_complete", work_order_id=id)
    approved = await boss.call("approve_work_order", work_order_id=id)
    assert (approved["pay"]["provider_total"], approved["pay"]["company_total"]) == ("0.00", "0.00")
    assert approved["hold"] == {"captured": "0.00", "released": "22.00"}
    hall.clock.advance(days=3)
    await hall.tick()
    assert (await pia.call("get_work_order_status", work_order_id=id))["status"]["name"] == "paid"


async def test_what_was_approved_stays_when_the_fee_or_a_line_changes_later(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    await boss.call("approve_work_order", work_order_id=id)
    expense(hall, id, pia, 99900, status="approved", approved=99900)
    whole = await boss.call("get_work_order", work_order_id=id, columns=["pay"])
    assert whole["pay"]["company_total"] == "440.00"
    assert json.loads(hall.sql("SELECT final_pay FROM work_orders")[0][0])["company_total"] == 44000


async def test_workers_and_strangers_do_not_approve(hall):
    boss, pia, rival = await company(hall), await provider(hall), await company(hall, "Rival")
    id = await done(boss, pia)
    assert (await refusal(pia.call("approve_work_order", work_order_id=id))).code == "forbidden"
    assert (await refusal(rival.call("approve_work_order", work_order_id=id))).code == "not_found"


async def test_the_companys_movements_say_which_work_order_was_paid_for(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    await boss.call("approve_work_order", work_order_id=id)
    moved = (await boss.call("list_company_transactions", type=2))["items"]
    assert [(each["amount"], each["work_order_id"]) for each in moved] == [("40.00", id), ("400.00", id)]
    assert "task_id" not in moved[0]
