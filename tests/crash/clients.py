"""Clients who keep a call until it is answered, over however many lives of the server, and note what they are told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.crash.book import Book, Made, settle
from tests.crash.servers import Gone, Line
from tests.tools.uploads.upload_helpers import PDF, sent
from tests.tools.work_orders.field_work import SITE

# What a person says to what waits at the desk.
DECISIONS = ("approve_request", "decline_request")


def document(key: str) -> bytes:
    """What the call with this key uploads."""
    return PDF + key.encode()


def in_days(days: int, hour: int = 9) -> str:
    """A full hour some days from now: killed servers know only the real time."""
    return (datetime.now(UTC) + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0).isoformat()


@dataclass(slots=True)
class Client:
    """Somebody who calls: an agent with a team, one whose payments wait for a yes, the person who gives it, a person who books
    and applies, or the operator, who makes transfers by hand."""

    token: str
    kind: str
    book: Book
    random: Random
    email: str = ""
    worker: int = 0
    # The contract an agent owns, and the worker's paid place on it.
    contract: int = 0
    place: int = 0
    # The worker's card.
    card: int = 0
    schedules: tuple[int, ...] = ()
    line: Line | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: bool = False

    def connect(self, line: Line | None) -> None:
        self.line = line
        if line is None:
            self.reached.clear()
        else:
            self.reached.set()

    async def live(self) -> None:
        """Do one thing after the other until told to stop; what was begun is brought to an end."""
        person = (self._book, self._book, self._search, self._apply)
        agent = (
            self._inquire, self._pay, self._pay, self._publish, self._invite, self._change_phone, self._upload, self._look,
            self._pay_hours, self._bill, self._pay_out_again, self._visit, self._put_out, self._take, self._take,
        )  # fmt: skip
        works: tuple[Callable[[], Awaitable[None]], ...] = {
            "person": person, "agent": agent, "operator": (self._record_results,),
            "asking": (self._put_out, self._ask_to_pay), "boss": (self._answer_for,),
        }[self.kind]  # fmt: skip
        while not self.stopping:
            await self.random.choice(works)()

    async def _inquire(self) -> None:
        hire = {
            "stage": "pending", "title": "Developer", "type": "external", "budget": "1.00", "description": "Python",
            "job_start": in_days(200), "job_end": in_days(400),
        }  # fmt: skip
        key = self._key()
        await self._call("create_inquiry", key, title=key, industry={"name": "Software"}, hires=[hire])

    async def _pay(self) -> None:
        key = self._key()
        made = await self._call(
            "create_task", key, category_id=37, attributes=[{"id": 37, "value": "3"}], title=key,
            description="Round", worker_id=self.worker, price="1.00", deadline=in_days(100),
        )  # fmt: skip
        if made.answer is not None:
            task = made.answer["task"]["id"]
            await self._call("pay_new_task", self._key(), task_id=task)
            await self._pay_out(task)

    async def _pay_out(self, task: int) -> None:
        where = {"payout_endpoint_type": 1, "payout_endpoint_id": self.card}
        await self._call("create_task_payout", self._key(), task_id=task, **where)

    async def _pay_out_again(self) -> None:
        """What a task brought, once more: refused while it is on its way, and done when it came back."""
        mine = [made for made in self.book.told() if made.tool == "create_task_payout" and made.token == self.token]
        if mine:
            await self._pay_out(self.random.choice(mine).arguments["task_id"])

    async def _record_results(self) -> None:
        """How transfers ended: all arrived, nothing or a part did. Refused while one is not handed over yet."""
        ended = {made.arguments["payout_id"] for made in self.book.told() if made.tool == "record_payout_result"}
        sent = [made for made in self.book.told() if made.tool == "create_task_payout"]
        left = [id for made in sent if (id := (made.answer or {})["payout"]["id"]) not in ended]
        if not left:
            await asyncio.sleep(0.05)
            return
        status = self.random.choice((2, 3, 3, 5))
        how = {2: {}, 3: {"reason": "Closed"}, 5: {"paid_target_amount": "0.01", "reason": "Full"}}[status]
        await self._call(
            "record_payout_result", self._key(), payout_id=self.random.choice(left), status=status, **how
        )  # fmt: skip

    async def _pay_hours(self) -> None:
        """A quarter of an hour at 4.00 is charged, accepted and paid, now and then out of what was put aside for it."""
        key = self._key()
        made = await self._call(
            "create_participant_charge", key, participant_id=self.place, date=in_days(-self.random.randrange(1, 60))[:10],
            time=15, label=key,
        )  # fmt: skip
        if made.answer is None:
            return
        named = {"contract_id": self.contract, "transactions": [made.answer["transaction"]["id"]]}
        if self.random.random() < 0.4:
            aside = {"participant_id": self.place, "date": in_days(0)[:10], "amount": "1.50", "method": "balance"}
            await self._call("record_participant_deposit", self._key(), **aside)
        await self._call("approve_contract_transactions", self._key(), **named)
        await self._call("pay_contract_transactions", self._key(), **named)

    async def _bill(self) -> None:
        """Work that was done on some day, accepted, billed and paid."""
        day, contract = in_days(-self.random.randrange(1, 3000))[:10], self.contract
        key = self._key()
        made = await self._call(
            "create_participant_charge", key, participant_id=self.place, date=day, time=15, label=key
        )  # fmt: skip
        if made.answer is None:
            return
        charges = [made.answer["transaction"]["id"]]
        await self._call("approve_contract_transactions", self._key(), contract_id=contract, transactions=charges)
        data = {"lines": [{"participant_id": self.place, "transaction_ids": charges}]}
        key = self._key()
        billed = await self._call("create_contract_bill", key, contract_id=contract, label=key, data=data)
        if billed.answer is not None:
            bill = billed.answer["bill"]["id"]
            await self._call("pay_contract_bill", self._key(), contract_id=contract, bill_id=bill)

    async def _publish(self) -> None:
        key = self._key()
        made = await self._call(
            "create_work_order", key, title=key, type_of_work_id=62, location=SITE,
            schedule={"mode": "exact", "start": in_days(60)}, pay={"type": "fixed", "base": {"amount": "5.00"}},
        )  # fmt: skip
        if made.answer is not None:
            contact = self._key()
            given = {"work_order_id": made.answer["id"], "name": contact, "email": f"{contact}@crash.test"}
            await self._call("create_work_order_contact", contact, **given)
            await self._call("publish_work_order", self._key(), work_order_id=made.answer["id"], wait=False)

    async def _visit(self) -> None:
        """A visit the company enters for its worker: hours, a message, a cost; approved and paid. Its day is its own."""
        key = self._key()
        made = await self._call(
            "create_work_order", key, title=key, type_of_work_id=62, location=SITE,
            schedule={"mode": "exact", "start": in_days(70 + int(key[4:]))},
            pay={"type": "hourly", "base": {"amount": "2.00", "units": "2"}},
        )  # fmt: skip
        if made.answer is None:
            return
        order = {"work_order_id": made.answer["id"]}
        if (await self._call("assign_work_order", self._key(), **order, user_id=self.worker)).answer is None:
            return
        came, said, cost = self._key(), self._key(), self._key()
        times = {"check_in": {"created": in_days(-2, 9)}, "check_out": {"created": in_days(-2, 10)}}
        await self._call("create_work_order_time_log", came, **order, note=came, **times)
        await self._call("create_work_order_message", said, **order, message=said)
        claim = {"category_id": 1, "description": cost, "amount": "0.50"}
        claimed = await self._call("create_work_order_expense", cost, **order, **claim)
        if claimed.answer is not None:
            decided = {"expense_id": claimed.answer["expense"]["id"], "status": "approved"}
            await self._call("update_work_order_expense", self._key(), **order, **decided)
        for tool in ("mark_work_order_complete", "approve_work_order", "pay_work_order"):
            await self._call(tool, self._key(), **order)

    async def _put_out(self) -> None:
        """A call for two people, whose money is held as soon as it is open; now and then for more or fewer."""
        key = self._key()
        made = await self._call(
            "create_open_call", key, title=key, description="Round", category_id=37, attributes=[{"id": 37, "value": "3"}],
            price_max="6.00", estimated_hours="1", deadline_hours=2000, seats=2,
        )  # fmt: skip
        if made.answer is None:
            return
        named = {"open_call_id": made.answer["open_call"]["public_id"]}
        opened = await self._call("publish_open_call", self._key(), **named)
        if opened.answer is not None and not opened.waits and self.random.random() < 0.4:
            await self._call("update_open_call", self._key(), **named, seats=self.random.choice((1, 3, 4)))

    async def _apply(self) -> None:
        """For one of the calls put out last, once."""
        mine = {
            made.arguments["open_call_id"]
            for made in self.book.made
            if made.tool == "apply_to_open_call" and made.token == self.token
        }
        out = [made.arguments["open_call_id"] for made in self.book.told() if made.tool == "publish_open_call"][-6:]
        left = [id for id in out if id not in mine]
        if not left:
            await self._book()
            return
        key = self._key()
        await self._call("apply_to_open_call", key, open_call_id=self.random.choice(left), letter=key)

    async def _take(self) -> None:
        """One who applied for a call of the company; refused where the seats are taken, or were meanwhile."""
        told = self.book.told()
        mine = {
            made.arguments["open_call_id"]
            for made in told
            if made.tool == "publish_open_call" and made.token == self.token
        }
        asked = {
            id
            for made in self.book.made
            if made.tool == "accept_applications"
            for id in made.arguments["application_ids"]
        }
        left = [
            (made.arguments["open_call_id"], made.first_answer["application"]["id"])
            for made in told
            if made.tool == "apply_to_open_call" and made.arguments["open_call_id"] in mine
        ]
        left = [(call, id) for call, id in left if id not in asked]
        if not left:
            await self._put_out()
            return
        call, id = self.random.choice(left)
        await self._call("accept_applications", self._key(), open_call_id=call, application_ids=[id])

    async def _ask_to_pay(self) -> None:
        """A task whose payment waits at the desk."""
        key = self._key()
        made = await self._call(
            "create_task", key, category_id=37, attributes=[{"id": 37, "value": "3"}], title=key,
            description="Round", worker_id=self.worker, price="1.00", deadline=in_days(100),
        )  # fmt: skip
        if made.answer is not None:
            await self._call("pay_new_task", self._key(), task_id=made.answer["task"]["id"])

    async def _answer_for(self) -> None:
        """What waits at the desk is agreed to or declined."""
        decided = {made.arguments["approval_id"] for made in self.book.told() if made.tool in DECISIONS}
        waiting = [
            id
            for made in self.book.told()
            if made.waits and (id := (made.answer or {})["approval"]["public_id"]) not in decided
        ]
        if not waiting:
            await asyncio.sleep(0.05)
            return
        named = {"approval_id": self.random.choice(waiting)}
        if self.random.random() < 0.2:
            await self._call("decline_request", self._key(), **named, reason="Not now")
        else:
            await self._call("approve_request", self._key(), **named, version=1)

    async def _invite(self) -> None:
        key = self._key()
        await self._call("invite_freelancer", key, country="DE", email=f"{key}@crash.test")

    async def _change_phone(self) -> None:
        """Somebody invited by phone, and a code sent to it."""
        key = self._key()
        phone = f"+4915112{int(key[4:]):06d}"
        made = await self._call("invite_freelancer", key, country="DE", phone=phone)
        if made.answer is not None:
            await self._call(
                "request_freelancer_contact_change", self._key(),
                freelancer_id=made.answer["id"], email=f"{key}@crash.test",
            )  # fmt: skip

    async def _upload(self) -> None:
        key = self._key()
        await self._call("upload_files", key, docs=[{"label": key, **sent(document(key))}])

    async def _look(self) -> None:
        await self._call("find_freelancer_by_email", self._key(), reads=True, email=self.email)
        await self._call("get_freelancer", self._key(), reads=True, freelancer_id=self.worker)

    async def _search(self) -> None:
        await self._call("search_specialists", self._key(), reads=True, limit=2)

    async def _book(self) -> None:
        key = self._key()
        start = in_days(self.random.randrange(2, 22), self.random.randrange(9, 18))
        schedule = self.random.choice(self.schedules)
        await self._call("book_schedule", key, schedule_id=schedule, start=start, pay="balance", note=key)

    def _key(self) -> str:
        return f"key-{next(self.book.numbers)}"

    async def _call(self, tool: str, key: str, reads: bool = False, **arguments: Any) -> Made:
        keyed = not reads or self.random.random() < 0.5
        own = {"idempotency_key": key} if keyed else {}
        made = Made(self.token, tool, key, {**arguments, **own}, reads)
        self.book.made.append(made)
        impatient = keyed and self.random.random() < 0.05
        while made.answer is None and made.refused is None:
            await self.reached.wait()
            line = self.line
            if line is None:
                continue
            sendings = [self._send(line, made) for _ in range(2 if impatient else 1)]
            results = await asyncio.gather(*sendings, return_exceptions=True)
            for result in results:
                if isinstance(result, BaseException) and not isinstance(result, Gone | TimeoutError):
                    raise result
            settle(made, [result for result in results if isinstance(result, dict)], self.book)
            if made.answer is None and made.refused is None:
                await asyncio.sleep(0.02)
        return made

    async def _send(self, line: Line, made: Made) -> dict[str, Any]:
        made.tries += 1
        return await line.call(made.token, made.tool, made.arguments)
