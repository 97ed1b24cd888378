"""Random histories of offers, requests, assignments and bundles: whatever happens, the books and the orders agree."""

from random import Random

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import admin, company, order, provider

EXPECTED = {"wrong_state", "not_found", "not_eligible", "invalid_argument", "invalid_bundle", "not_ready", "forbidden"}


class History:
    """A company with two orders that stand alone and two that become a bundle, and five people."""

    def __init__(self, hall, agent, boss, people, orders, seed):
        self.hall, self.agent, self.boss, self.people, self.orders = hall, agent, boss, people, orders
        self.random = Random(seed)
        self.done = 0
        self.refusals = {}
        self.steps = [
            self.route, self.route_many, self.unroute, self.accept, self.accept, self.decline, self.publish,
            self.unpublish, self.ask, self.ask, self.withdraw, self.take, self.refuse, self.assign, self.unassign,
            self.remove, self.drop_out, self.dispatch, self.revert, self.bundle, self.unbundle, self.wait,
        ]  # fmt: skip

    def order(self):
        return self.random.choice(self.orders)

    def person(self):
        return self.random.choice(self.people)

    async def step(self):
        try:
            await self.random.choice(self.steps)()
            self.done += 1
        except Refused as refusal:
            self.refusals.setdefault(refusal.code, refusal.text)

    async def route(self):
        ends = {"expires_at": "2026-03-05T09:00:00Z"} if self.random.random() < 0.3 else {}
        force = self.random.random() < 0.2
        caller = self.boss if force else self.agent
        await caller.call(
            "route_work_order",
            work_order_id=self.order(),
            user_id=self.person().id,
            **ends,
            **({"force": True} if force else {}),
        )

    async def route_many(self):
        ids = [one.id for one in self.random.sample(self.people, 3)]
        await self.agent.call("route_work_order_to_providers", work_order_id=self.order(), user_ids=ids)

    async def unroute(self):
        await self.agent.call("unroute_work_order", work_order_id=self.order(), user_id=self.person().id)

    async def accept(self):
        await self.person().call("accept_work_order_route", work_order_id=self.order(), pay_terms_accepted=True)

    async def decline(self):
        await self.person().call("decline_work_order_route", work_order_id=self.order(), decline_reason="pay")

    async def publish(self):
        await self.agent.call("publish_work_order", work_order_id=self.order())

    async def unpublish(self):
        await self.agent.call("unpublish_work_order", work_order_id=self.order())

    async def ask(self):
        counters = [
            {},
            {"pay": {"base": {"amount": "90.00"}}},
            {"pay": {"base": {"amount": "120.00"}}},
            {"pay_percent": "10"},
        ]
        counter = self.random.choice(counters)
        more = {"counter_offer": counter} if counter else {}
        await self.person().call("request_work_order", work_order_id=self.order(), **more)

    async def withdraw(self):
        await self.person().call("cancel_work_order_request", work_order_id=self.order())

    async def take(self):
        await self.decide("accept_work_order_request", client_pay_terms_accepted=True)

    async def refuse(self):
        await self.decide("decline_work_order_request")

    async def decide(self, tool, **more):
        rows = self.hall.sql("SELECT work_order_id, id FROM work_order_requests ORDER BY id DESC LIMIT 8")
        if rows:
            order_id, id = self.random.choice(rows)
            await self.agent.call(tool, work_order_id=order_id, request_id=id, **more)

    async def assign(self):
        await self.agent.call(
            "assign_work_order", work_order_id=self.order(), user_id=self.person().id, client_pay_terms_accepted=True
        )

    async def unassign(self):
        where = self.random.choice([{}, {"return_to": "draft"}, {"return_to": "published"}])
        await self.agent.call("unassign_work_order", work_order_id=self.order(), **where)

    async def remove(self):
        await self.agent.call("remove_work_order_provider", work_order_id=self.order(), reason="No show before")

    async def drop_out(self):
        await self.person().call("remove_work_order_provider", work_order_id=self.order(), reason="Sick", reason_id=60)

    async def dispatch(self):
        mode = self.random.choice(["route", "assign", "preview"])
        await self.agent.call("dispatch_work_order", work_order_id=self.order(), mode=mode)

    async def revert(self):
        await self.agent.call("revert_work_order_to_draft", work_order_id=self.order())

    async def bundle(self):
        await self.agent.call("bundle_work_orders", work_order_ids=self.orders[2:], accept_warnings=True)

    async def unbundle(self):
        await self.agent.call("unbundle_work_orders", work_order_ids=[self.orders[2]])

    async def wait(self):
        self.hall.clock.advance(hours=self.random.choice([1, 12]))
        await self.hall.tick()


def check(hall):
    """What holds after every step."""
    orders = hall.sql("SELECT id, status, assignee_id, fee_percent FROM work_orders")
    holds = dict(
        hall.sql(
            """SELECT h.record_id, sum(h.amount) FROM ledger_holds h
               LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id WHERE e.hold_id IS NULL GROUP BY h.record_id"""
        )
    )
    live = dict(hall.sql("SELECT work_order_id, person_id FROM work_order_assignments WHERE ended_at IS NULL"))
    etas = dict(hall.sql("SELECT work_order_id, person_id FROM work_order_etas"))
    blocks = dict(hall.sql("SELECT source_id, owner_id FROM busy_blocks WHERE source_type = 'work_order'"))
    waiting = {id for (id,) in hall.sql("SELECT work_order_id FROM work_order_routes WHERE status = 'open'")}
    asked = {id for (id,) in hall.sql("SELECT work_order_id FROM work_order_requests WHERE status = 'pending'")}
    for id, status, assignee, fee in orders:
        assert (id in holds) == (status in (2, 3, 9)), (id, status, holds)
        assert (fee is not None) == (status != 1), (id, status, fee)
        assert (assignee is not None) == (status == 3)
        assert live.get(id) == etas.get(id) == blocks.get(id) == assignee, (id, status, assignee, live, etas, blocks)
        assert status in (2, 9) or id not in waiting | asked, (id, status)
    assert hall.sql("SELECT held FROM ledger_accounts WHERE owner_type = 'company' AND currency = 'USD'") == [
        (sum(holds.values()),)
    ]
    for (bundle,) in hall.sql("SELECT DISTINCT bundle_id FROM work_order_bundle_members"):
        members = hall.sql(
            """SELECT w.status IN (2, 9), w.status = 3, w.assignee_id FROM work_orders w
               JOIN work_order_bundle_members m ON m.work_order_id = w.id WHERE m.bundle_id = ?""",
            bundle,
        )
        assert len(members) == 2
        assert len(set(members)) == 1, members


@pytest.mark.parametrize("seed", range(3))
async def test_a_random_history_keeps_orders_offers_holds_and_calendars_in_step(hall, seed):
    agent, boss = await company(hall, funds="1000.00 USD"), await admin(hall)
    people = [await provider(hall, f"p{place}@work.test") for place in range(5)]
    pay = {"type": "fixed", "base": {"amount": "100.00"}}
    days = ("2026-04-10T09:00:00Z", "2026-04-10T12:00:00Z", "2026-04-11T09:00:00Z", "2026-04-11T12:00:00Z")
    orders = [await order(agent, pay=pay, schedule={"mode": "exact", "start": day}) for day in days]
    history = History(hall, agent, boss, people, orders, seed)
    for _ in range(100):
        await history.step()
        check(hall)
    assert set(history.refusals) <= EXPECTED, history.refusals
    assert history.done > 20
