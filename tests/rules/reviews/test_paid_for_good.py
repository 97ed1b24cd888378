"""Which paid work can be paid back, and so has to say so to the reviews (note_paid_back): bookings and contracts do. Of a task and
a work order there is no way back once they count as paid; whoever adds one tells the reviews of it and takes it off here."""

from __future__ import annotations

from tools.rules.task_states import State
from tools.tasks.rules.states import TRANSITIONS
from tools.work_orders.rules.states import APPROVED, PAID, PAYMENT, STEPS


def test_no_step_leads_out_of_a_task_that_is_paid() -> None:
    assert [tool for tool, steps in TRANSITIONS.items() for before, _ in steps if before is State.COMPLETED] == []


def test_of_an_approved_order_only_its_payment_follows() -> None:
    leads = {after for steps in STEPS.values() for before, after in steps.items() if before in (APPROVED, PAID)}
    assert leads == {APPROVED, PAID}, leads
    assert [tool for tool, steps in STEPS.items() if PAID in steps] == []
    assert {tool for tool, steps in STEPS.items() if "pay" in tool and APPROVED in steps} == {"pay_work_order", PAYMENT}
