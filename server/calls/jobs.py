"""Runs calls made with wait=false: checked at once, checked again and done later, exactly once."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from server.calls import billing
from server.calls.answers import refusal_shape
from server.calls.auth import caller_by_id
from server.calls.changes import Tell, nobody_listens
from server.calls.consent import NeedsConsent
from server.calls.desk import SealedCalls
from server.calls.execution import Execution
from server.calls.messages import Answered, Attempt, Form, Request
from server.calls.next_steps import next_calls
from server.calls.translation import translated
from store.approvals.requests import pending_of_job
from store.calls.jobs import (
    ask_in_job,
    end_job,
    go_on_with_job,
    is_any_free,
    is_open,
    lease_jobs,
    queue_job,
    queued_at,
    queued_job,
    whole_job,
)
from store.database import Row, StoreUnavailable, Transaction
from store.ledger import Books
from store.types import Owner, utc_text
from tools.approvals.authority import StopsAtDesk
from tools.approvals.money_moved import money_moved
from tools.caller import Caller
from tools.errors import NotAllowed, Refusal, Unavailable
from tools.platform.jobs import KEPT_FOR
from tools.rules.sentences import ENGLISH, worded

logger = logging.getLogger("hiringhall")

POLL = timedelta(milliseconds=100)
# A server that dies leaves its jobs to the others after this long. One that takes longer does its work in vain: a job takes
# effect once, whoever is first.
LEASE = timedelta(minutes=2)
# Few, so that several servers share them.
BATCH = 4
# How long a job waits for the answer to a question that came up in it, and how many may come up.
WAITS_FOR_ANSWER = timedelta(days=1)
MOST_QUESTIONS = 5

# Does work that takes long somewhere off the loop; what the work answers, or raises.
Make = Callable[[Callable[[], Any]], Awaitable[Any]]


class Jobs:
    """The queue of one server. Jobs lie in the database, so any server may run them and a restart loses none."""

    def __init__(self, execution: Execution, tell: Tell = nobody_listens, make: Make = asyncio.to_thread) -> None:
        """make: what makes files."""
        self._execution = execution
        self._make = make
        self._parts = execution.parts
        self._tell = tell
        self._sealed = SealedCalls(execution)
        self._wake = asyncio.Event()
        # Ours, and not done because the database was gone.
        self._left: list[str] = []

    async def start(self, attempt: Attempt) -> Answered:
        """Rehearse the call, so that every refusal comes at once, then queue it with its price held."""
        stored = await self._execution.rehearse(attempt)
        if stored is not None:
            return stored
        answered = await self._parts.database.write(lambda tx: self._queue(tx, attempt))
        self._wake.set()
        return answered

    def _queue(self, tx: Transaction, attempt: Attempt) -> Answered:
        call = self._execution.enter(tx, attempt)
        # The same call under the same key may have been queued since the rehearsal.
        stored = self._execution.stored(tx, attempt, call.caller)
        if stored is not None:
            return stored
        with translated(call):
            fee = billing.fee_for(tx, call, attempt.operation)
        hold_id = call.books.hold(fee.account, fee.money, kind="job_price") if fee.account and fee.money else None
        money_moved(call)
        job_id = f"job_{call.randomness.bytes(12).hex()}"
        # A yes that came as a token was read: it may be old by the time the job runs.
        given = {name: value for name, value in attempt.request.arguments.items() if name != "confirm"}
        own = {**given, "wait": True}
        saved = {
            "arguments": own,
            "agreed": attempt.agreed,
            "company_id": call.caller.company_id,
            "session_id": call.caller.session_id,
            "origin": attempt.request.origin,
            "follows_jobs": attempt.request.follows_jobs,
        }
        queue_job(
            tx,
            job_id,
            attempt.operation.name,
            json.dumps(saved),
            attempt.digest,
            caller=call.caller.owner,
            company_id=call.caller.company_id,
            hold_id=hold_id,
            now=call.stamp,
        )
        answer = {"job": {"id": job_id, "tool": attempt.operation.name, "state": "queued"}}
        return self._execution.remember(
            tx, attempt, call, Answered(attempt.operation.name, answer, {"call_id": call.id})
        )

    async def run(self) -> None:
        """Run what is queued, for ever."""
        while True:
            try:
                await self.drain()
                self._wake.clear()
                await asyncio.wait_for(self._wake.wait(), 1)
            except TimeoutError:
                continue
            except StoreUnavailable as unavailable:
                logger.warning("jobs wait: %s", unavailable)
                await asyncio.sleep(1)

    async def drain(self) -> int:
        """Run every queued job that no other server is at; how many ended."""
        ended = 0
        while leased := await self._lease():
            for place, job_id in enumerate(leased):
                try:
                    await self._run_one(job_id)
                except StoreUnavailable:
                    self._left = leased[place:]
                    raise
                ended += 1
        return ended

    async def _lease(self) -> list[str]:
        left, self._left = self._left, []
        now = self._parts.clock()
        unanswered = utc_text(now - WAITS_FOR_ANSWER)
        if left or not await self._parts.database.read(lambda tx: is_any_free(tx, utc_text(now), unanswered)):
            return left
        return await self._parts.database.write(
            lambda tx: lease_jobs(tx, utc_text(now), unanswered, utc_text(now + LEASE), BATCH), durable=False
        )

    async def _run_one(self, job_id: str) -> None:
        try:
            prepared = await self._prepared(job_id)
            await self._tell(await self._parts.database.write(lambda tx: self._take_effect(tx, job_id, prepared)))
        except StoreUnavailable:
            raise
        except Refusal as refusal:
            await self._fail(job_id, refusal)
        except NeedsConsent as needed:
            await self._needs(job_id, needed)
        except StopsAtDesk:
            await self._leave_at_desk(job_id)
        except Exception:
            logger.exception("unexpected error in job %s", job_id)
            await self._fail(
                job_id,
                Unavailable(worded("Something went wrong on our side; nothing happened."), code="internal_error"),
            )

    async def _prepared(self, job_id: str) -> Any:
        """What the operation's `prepare` makes, outside any transaction; None where it has none."""
        loaded = await self._parts.database.read(lambda tx: self._loaded(tx, job_id))
        if loaded is None:
            return None
        attempt, found = loaded
        work = self._execution.preparation(attempt, found)
        return None if work is None else await self._make(work)

    def _loaded(self, tx: Transaction, job_id: str) -> tuple[Attempt, Any] | None:
        row = queued_job(tx, job_id)
        attempt = self._attempt(tx, row) if row is not None else None
        if attempt is None or attempt.operation.prepare is None:
            return None
        return attempt, self._execution.load(tx, attempt)

    def _attempt(self, tx: Transaction, row: Row) -> Attempt:
        """The call of a job, as whoever started it may make it now."""
        saved = json.loads(row["arguments"])
        arguments = {name: value for name, value in saved["arguments"].items() if name != "idempotency_key"}
        caller = caller_by_id(tx, row["caller_type"], row["caller_id"], saved["company_id"])
        caller = replace(caller, session_id=saved.get("session_id"))
        origin = saved.get("origin", "local")
        request = Request(row["tool"], arguments, agreed=saved["agreed"], origin=origin, caller=caller)
        return self._execution.prepare(request)

    def _take_effect(self, tx: Transaction, job_id: str, prepared: Any) -> list[str]:
        """Run a job; what it changed."""
        row = queued_job(tx, job_id)
        if row is None:
            return []
        attempt = self._attempt(tx, row)
        attempt.prepared = prepared
        entered = self._execution.enter(tx, attempt)
        if row["hold_id"] is not None:
            entered.books.void(row["hold_id"])
        done = self._execution.write(tx, attempt)
        money_moved(entered)
        if isinstance(done, Refusal):
            raise done
        expires = utc_text(attempt.now + KEPT_FOR)
        result = json.dumps(done.answer, ensure_ascii=False)
        end_job(tx, job_id, "succeeded", utc_text(attempt.now), expires, result=result, error=None)
        return done.changes

    async def _leave_at_desk(self, job_id: str) -> None:
        """Let a job that takes a person's yes by now end as the request for it does."""
        try:
            await self._tell(await self._parts.database.write(lambda tx: self._leave(tx, job_id)))
        except Refusal as refusal:
            await self._fail(job_id, refusal)

    def _leave(self, tx: Transaction, job_id: str) -> list[str]:
        row = queued_job(tx, job_id)
        if row is None:
            return []
        changes = self._sealed.leave_job(tx, row, self._attempt(tx, row))
        if changes is None:
            raise _stopped()
        return list(changes)

    async def request_of(self, job_id: str) -> str | None:
        """The public id of the request for a person's yes that a job waits for; None when it waits for none."""
        row = await self._parts.database.read(lambda tx: pending_of_job(tx, job_id))
        return None if row is None else str(row["public_id"])

    async def _needs(self, job_id: str, needed: NeedsConsent) -> None:
        if needed.desk == "always" or (needed.desk == "absent" and not await self._follows(job_id)):
            await self._leave_at_desk(job_id)
        else:
            await self._parts.database.write(lambda tx: self._ask(tx, job_id, needed))

    async def _follows(self, job_id: str) -> bool:
        """Whether whoever started a job can be asked in it."""
        row = await self._parts.database.read(lambda tx: queued_job(tx, job_id))
        return row is not None and bool(json.loads(row["arguments"]).get("follows_jobs"))

    def _ask(self, tx: Transaction, job_id: str, needed: NeedsConsent) -> None:
        """Let a job wait for a yes where its client can bring one; else, or when none came, it fails."""
        row = queued_job(tx, job_id)
        if row is None:
            return
        unanswered = row["question"] is not None or row["questions"] >= MOST_QUESTIONS
        if unanswered or not json.loads(row["arguments"]).get("follows_jobs"):
            self._store_failure(tx, job_id, _not_agreed(needed))
            return
        starter = _starter(tx, row)
        question = {
            "text": needed.question.read(ENGLISH if starter is None else starter.language),
            "amount": str(needed.question.amount) if needed.question.amount else None,
            "payee": needed.question.payee,
            "digest": needed.digest,
        }
        ask_in_job(tx, job_id, json.dumps(question, ensure_ascii=False), utc_text(self._parts.clock()))

    async def begun_at(self, job_id: str) -> str:
        """When a job was queued."""
        return await self._parts.database.read(lambda tx: queued_at(tx, job_id))

    async def whole(self, job_id: str, owner: Owner) -> Row | None:
        """All that is known of a job of a caller."""
        return await self._parts.database.read(lambda tx: whole_job(tx, job_id, owner))

    async def agree(self, job_id: str, owner: Owner, number: int, yes: str) -> None:
        """Go on with a job that asked its caller, who said yes (as Seal.yes makes it) to its question of this number."""

        def go_on(tx: Transaction) -> None:
            row = self._asking(tx, job_id, owner, number)
            if row is not None:
                saved = {**json.loads(row["arguments"]), "agreed": yes}
                go_on_with_job(tx, job_id, json.dumps(saved, ensure_ascii=False))

        await self._parts.database.write(go_on)
        self._wake.set()

    async def decline(self, job_id: str, owner: Owner, number: int, refusal: Refusal) -> None:
        """End a job whose caller did not agree to its question of this number."""

        def end(tx: Transaction) -> None:
            if self._asking(tx, job_id, owner, number) is not None:
                self._store_failure(tx, job_id, refusal)

        await self._parts.database.write(end)

    def _asking(self, tx: Transaction, job_id: str, owner: Owner, number: int) -> Row | None:
        """A job of the caller that waits for the answer to its question of this number."""
        row = whole_job(tx, job_id, owner)
        waits = row is not None and row["state"] == "queued" and row["question"] is not None
        return row if row is not None and waits and row["questions"] == number else None

    async def _fail(self, job_id: str, refusal: Refusal) -> None:
        await self._parts.database.write(lambda tx: self._store_failure(tx, job_id, refusal))

    def _store_failure(self, tx: Transaction, job_id: str, refusal: Refusal) -> None:
        row = queued_job(tx, job_id)
        if row is None:
            return
        now = self._parts.clock()
        if row["hold_id"] is not None:
            call = self._parts.own_call(tx, row["tool"])
            Books(tx, now, tool=row["tool"], moved=call.moved).void(row["hold_id"])
            money_moved(call)
        starter = _starter(tx, row)
        language = ENGLISH if starter is None else starter.language
        shape = refusal_shape(refusal, row["tool"], self._next(row, refusal, starter), language)
        error = json.dumps(shape, ensure_ascii=False)
        end_job(tx, job_id, "failed", utc_text(now), utc_text(now + KEPT_FOR), result=None, error=error)

    def _next(self, row: Row, refusal: Refusal, starter: Caller | None) -> list[Form]:
        """The calls that can follow for whoever started a job."""
        request = Request(row["tool"], json.loads(row["arguments"])["arguments"])
        calls = next_calls(refusal, self._parts.registry, self._execution.finder, request, starter)
        return [call.form(request) for call in calls]

    async def finished(self, job_id: str, seconds: int) -> None:
        """Return when the job has ended or the seconds are over."""
        for _ in range(int(timedelta(seconds=seconds) / POLL)):
            if not await self._parts.database.read(lambda tx: is_open(tx, job_id)):
                return
            await asyncio.sleep(POLL.total_seconds())


def _starter(tx: Transaction, row: Row) -> Caller | None:
    """Whoever started a job, if they are still there."""
    company_id = json.loads(row["arguments"])["company_id"]
    with contextlib.suppress(Refusal):
        return caller_by_id(tx, row["caller_type"], row["caller_id"], company_id)
    return None


def _stopped() -> Refusal:
    return NotAllowed(
        worded(
            "By now this needs a person's yes from the approval desk. Nothing happened; call it again, "
            "and it waits there."
        ),
        code="confirmation_required",
    )


def _not_agreed(needed: NeedsConsent) -> Refusal:
    """What the job would do is no longer what it was when it was started, and needs a yes of its own."""
    return NotAllowed(
        worded(
            "What this would do has changed since it was started, and nobody has agreed to it: "
            "{question} Nothing happened; call it again.",
            question=needed.question.text,
        ),
        code="confirmation_required",
        details={"question": needed.question.text},
    )
