"""What several servers do of themselves happens once, and what a server that died was at is done by another."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from server.calls.jobs import LEASE as JOB_LEASE
from server.workers.deliverers import Deliverer, Payload, growing
from server.workers.outbox import LEASE, Outbox, _event
from store.calls.outbox import keep_mail
from store.webhooks.webhooks import lease_webhooks
from tests.hall import Hall, TestCaller
from tests.tools.tasks.task_world import world_of
from tests.tools.webhooks.cast import raised, with_webhook
from tests.tools.work_orders.field_work import company, order


class Post:
    """Keeps what is sent. When it is told to hang, the first sending does until it is let go."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.hangs = asyncio.Event()
        self.go_on = asyncio.Event()
        self.hang = False

    async def send(self, event_id: str, payload: Payload) -> None:
        self.sent.append(event_id)
        if self.hang:
            self.hang = False
            self.hangs.set()
            await self.go_on.wait()

    def deliverer(self) -> Deliverer:
        def done(tx, event, now):  # type: ignore[no-untyped-def]
            keep_mail(tx, f"{event.event_id}-{event.attempts}", "done@hall.test", "", "", now)

        return Deliverer(send=self.send, plan=growing, done=done)


async def mails(hall: Hall, count: int) -> None:
    def leave(tx):  # type: ignore[no-untyped-def]
        for _ in range(count):
            hall.app.parts.own_call(tx, "test").mail("ann@work.test", "A", "B")  # type: ignore[arg-type]

    await hall.app.database.write(leave)


def outboxes(servers: list[Hall], post: Post) -> list[Outbox]:
    return [Outbox(hall.app.database, hall.clock, {"mail": post.deliverer()}) for hall in servers]


def done(hall: Hall) -> int:
    return int(hall.sql("SELECT count(*) FROM mailbox WHERE address = 'done@hall.test'")[0][0])


async def test_each_event_is_sent_once_by_whichever_server(servers: list[Hall]) -> None:
    post = Post()
    await mails(servers[0], 50)
    counts = await asyncio.gather(*(outbox.deliver() for outbox in outboxes(servers, post)))
    assert sum(counts) == len(post.sent) == len(set(post.sent)) == done(servers[0]) == 50


async def test_a_slow_server_does_not_send_what_another_has_taken_over_meanwhile(servers: list[Hall]) -> None:
    slow, other = servers
    post = Post()
    post.hang = True
    await mails(slow, 3)
    slowly, quickly = outboxes(servers, post)
    sending = asyncio.create_task(slowly.deliver())
    await post.hangs.wait()
    for hall in servers:
        hall.clock.advance(seconds=LEASE.total_seconds() + 1)
    assert await quickly.deliver() == 3, "the first one goes out again under its id: nobody knows whether it arrived"
    post.go_on.set()
    await sending
    assert len(post.sent) == 4
    assert len(set(post.sent)) == 3
    assert done(other) == 3
    assert other.sql("SELECT state, count(*) FROM outbox GROUP BY 1") == [("done", 3)]


async def test_a_failure_of_who_lost_the_lease_changes_nothing(servers: list[Hall]) -> None:
    post = Post()
    await mails(servers[0], 1)
    slowly, quickly = outboxes(servers, post)
    [lost] = await servers[0].app.database.write(slowly._lease)
    for hall in servers:
        hall.clock.advance(seconds=LEASE.total_seconds() + 1)
    assert await quickly.deliver() == 1

    async def refuse(event_id: str, payload: Payload) -> None:
        raise ConnectionError

    slowly.use("mail", Deliverer(send=refuse))
    await slowly._deliver_one(_event(lost))
    assert servers[0].sql("SELECT state, last_error FROM outbox") == [("done", None)]


async def test_jobs_are_shared_and_each_takes_effect_once(servers: list[Hall]) -> None:
    acme = await company(servers[0], funds="20000.00 USD")
    await _publish_later(acme, 6)
    ended = await asyncio.gather(*(hall.app.jobs.drain() for hall in servers))
    assert sum(ended) == 6
    await _publish_later(acme, 6)
    one, other = (hall.app.jobs for hall in servers)
    one._left = await one._lease()
    assert await other.drain() == 6 - len(one._left) > 0
    assert await one.drain() > 0
    assert servers[1].sql("SELECT state, count(*) FROM jobs GROUP BY 1") == [("succeeded", 12)]
    charged = "SELECT count(*) FROM calls WHERE tool = 'publish_work_order'"
    assert servers[1].sql(charged) == [(12,)]


async def test_a_job_of_a_server_that_died_is_done_by_another_after_its_lease(servers: list[Hall]) -> None:
    died, other = servers
    acme = await company(died)
    await acme.call("publish_work_order", work_order_id=await order(acme), wait=False)
    assert len(await died.app.jobs._lease()) == 1
    assert await other.app.jobs.drain() == 0, "somebody is at it"
    other.clock.advance(seconds=JOB_LEASE.total_seconds())
    assert await other.app.jobs.drain() == 1
    assert other.sql("SELECT state FROM jobs") == [("succeeded",)]


async def test_a_webhook_gets_each_event_once_and_from_another_server_when_one_died(servers: list[Hall]) -> None:
    first, second = servers
    second.hooks = first.hooks
    second.app.webhooks.poster = first.hooks.poster()
    boss, _ = await with_webhook(first)
    for _ in range(3):
        await raised(first, boss)
    await asyncio.gather(*(hall.app.webhooks.deliver() for hall in servers))
    assert len(first.hooks.requests) == 3
    await raised(first, boss)
    now = first.clock.now

    assert await first.app.database.write(lambda tx: lease_webhooks(tx, now, now + timedelta(minutes=1), 9))
    assert await second.app.webhooks.deliver() == 0
    second.clock.advance(minutes=1)
    assert await second.app.webhooks.deliver() == 1
    assert len(first.hooks.requests) == 4


async def test_a_scheduled_move_happens_once_however_many_servers_look(servers: list[Hall]) -> None:
    world = await world_of(servers[0])
    task_id = (await world.order())["id"]
    for hall in servers:
        hall.clock.advance(days=12)
    await asyncio.gather(*(hall.app.scheduler.tick(everything=True) for hall in servers))
    moved = "SELECT count(*) FROM task_history WHERE task_id = ? AND to_state = 14"
    assert servers[1].sql(moved, task_id) == [(1,)]
    assert sum("has passed" in text for text in world.notices(world.company)) == 1


async def _publish_later(acme: TestCaller, orders: int) -> None:
    for _ in range(orders):
        await acme.call("publish_work_order", work_order_id=await order(acme), wait=False)
