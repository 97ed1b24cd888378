"""The way of a call: choose how it runs, and make a reply of whatever comes of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from server.calls.auth import identify
from server.calls.consent import LIFETIME_SECONDS, NeedsConsent
from server.calls.desk import SealedCalls
from server.calls.execution import CALL_SECONDS, Execution
from server.calls.jobs import Jobs, Make
from server.calls.messages import Answered, Asked, Attempt, Form, Refused, Reply, Request, RolledBack
from server.calls.next_steps import NextCall, again, described, elsewhere, mended, next_calls
from server.shown import GATEWAY
from store.calls.consents import has_failed, note_failed
from store.database import StoreUnavailable, Transaction
from store.installation_key import InstallationKey
from store.types import utc_text
from tools.approvals.authority import StopsAtDesk
from tools.call import Caller
from tools.errors import Invalid, Refusal, Unavailable, UnknownOperation
from tools.rules.sentences import ENGLISH, worded

if TYPE_CHECKING:
    from server.telemetry.observer import Observer

logger = logging.getLogger("hiringhall")

# How soon a call that waits for a change looks again.
POLL = timedelta(milliseconds=200)
# Decoded pictures take memory; two at a time keep two cores busy. Passwords are checked one at a time, so that however
# many are tried there is a core left for everybody else.
PREPARED_AT_ONCE = 2
CHECKED_AT_ONCE = 1
# More than these wait so long that they had better come again.
MOST_WAITING = 200


class Pipeline:
    """Everything between a transport and the operations."""

    def __init__(self, execution: Execution, jobs: Jobs, alone: bool = False, make: Make = asyncio.to_thread) -> None:
        """alone: one client is served, whose short writes need not leave the loop's thread; make: what makes files."""
        self.execution = execution
        self._parts = execution.parts
        self._jobs = jobs
        self._alone = alone
        # Tells a collector, where there is one.
        self.observer: Observer | None = None
        self._sealed = SealedCalls(execution)
        execution.desk = self._sealed
        self._preparing = _Lane(PREPARED_AT_ONCE, make)
        self._checking = _Lane(CHECKED_AT_ONCE, asyncio.to_thread)

    async def call(self, request: Request) -> Reply:
        """Answer a call. Never raises for what a caller can cause."""
        return await (self._answer(request) if self.observer is None else self.observer.call(request, self._answer))

    async def _answer(self, request: Request) -> Reply:
        attempt = None
        try:
            attempt = self.execution.prepare(request)
            return await self._run(attempt)
        except RolledBack as rolled_back:
            await self._write_lasting(attempt)
            return rolled_back.answered
        except StopsAtDesk:
            return await self.leave_at_desk(request)
        except NeedsConsent as needed:
            if needed.desk == "always":
                return await self.leave_at_desk(request)
            token = "" if needed.way == "ask" else self._parts.seal.close(needed.digest, self._parts.clock())
            then = _after_a_yes(attempt, token)
            to_desk = needed.desk == "absent"
            return Asked(
                request.tool, needed.question, needed.digest, token, needed.way, to_desk, then, _language_of(attempt)
            )
        except Refusal as refusal:
            await self._write_lasting(attempt)
            return await self.refused(request, refusal, attempt.caller if attempt else None)
        except StoreUnavailable as unavailable:
            return Refused(request.tool, _store_refusal(unavailable), language=_language_of(attempt))
        except Exception:
            logger.exception("unexpected error in %s", request.tool)
            return Refused(request.tool, _unexpected(), language=_language_of(attempt))

    async def leave_at_desk(self, request: Request) -> Reply:
        """Keep a call that was stopped until a person who is not in the chat decides."""
        try:
            attempt = self.execution.prepare(request)
            return await self._parts.database.write(lambda tx: self._sealed.leave(tx, attempt), seconds=CALL_SECONDS)
        except Refusal as refusal:
            return await self.refused(request, refusal)
        except StoreUnavailable as unavailable:
            return Refused(request.tool, _store_refusal(unavailable))
        except Exception:
            logger.exception("unexpected error in leaving %s at the desk", request.tool)
            return Refused(request.tool, _unexpected())

    async def refused(self, request: Request, refusal: Refusal, caller: Caller | None = None) -> Refused:
        """The refusal with the calls that can follow it: those that this caller can make, and that are not refused too."""
        parts, finder = self._parts, self.execution.finder
        if caller is None and request.token is not None:
            caller = await self._behind(request)
        if isinstance(refusal, UnknownOperation):
            # The first search reads all operations.
            calls = await asyncio.to_thread(next_calls, refusal, parts.registry, finder, request, caller)
        else:
            calls = next_calls(refusal, parts.registry, finder, request, caller)
        if refusal.status in (403, 404, 409, 422) and caller is not None:
            tried = [await self._tried(call, request, refusal, caller) for call in calls]
            calls = [call for call in tried if call is not None] or list(elsewhere(refusal, parts.registry, request))
        language = ENGLISH if caller is None else caller.language
        return Refused(request.tool, refusal, [call.form(request) for call in calls], language)

    async def failed_again(self, digest: str) -> bool:
        """Note that a question reached nobody; whether that is so for the second time in ten minutes."""
        now = self._parts.clock()

        def note(tx: Transaction) -> bool:
            before = has_failed(tx, digest, utc_text(now - timedelta(seconds=LIFETIME_SECONDS)))
            note_failed(tx, digest, utc_text(now))
            return before

        try:
            return await self._parts.database.write(note, durable=False)
        except StoreUnavailable:
            return False

    async def _behind(self, request: Request) -> Caller | None:
        """Who made a call that was refused before it was looked at who makes it."""
        try:
            return await self._parts.database.read(
                lambda tx: identify(tx, request.token, self._parts.clock(), request.origin)
            )
        except (Refusal, StoreUnavailable):
            return None

    async def _tried(self, call: NextCall, request: Request, refused: Refusal, caller: Caller) -> NextCall | None:
        """A next call that is not refused in its turn: it is run and undone. Those that lack something cannot be."""
        operation = call.operation
        if call.missing or operation.name in GATEWAY or (operation.access == "read" and not call.arguments):
            return call
        if operation.prepare is not None:
            return call if call.arguments else described(operation.name, self._parts.registry)
        rehearsed = replace(
            request, tool=call.operation.name, arguments=call.rehearsal(), caller=caller, via=None, agreed=None
        )
        try:
            attempt = self.execution.prepare(rehearsed)
            if _writes(attempt):
                await self.execution.rehearse(attempt)
            else:
                await self._parts.database.read(lambda tx: self.execution.read(tx, attempt), seconds=CALL_SECONDS)
        except Invalid as no:
            if isinstance(refused, Invalid):
                return described(operation.name, self._parts.registry)
            return mended(call, no, self._parts.registry)
        except Refusal as no:
            return None if no.code == refused.code or no.status in (403, 404, 409) else call
        except (NeedsConsent, StopsAtDesk, StoreUnavailable):
            return call
        except Exception:
            # What is wrong with us there leaves the refusal as it is.
            logger.exception("unexpected error in %s, tried as a next call of %s", operation.name, request.tool)
            return None
        return call

    async def _write_lasting(self, attempt: Attempt | None) -> None:
        """Nothing of the call happened, but it counts: whoever only tries, tries no more often than others call."""
        if attempt is None or not attempt.lasting:
            return
        lasting = list(attempt.lasting)
        with contextlib.suppress(StoreUnavailable):
            await self._parts.database.write(lambda tx: [write(tx) for write in lasting], durable=False)

    async def _run(self, attempt: Attempt) -> Reply:
        operation = attempt.operation
        if attempt.may_be_queued:
            return await self._jobs.start(attempt)
        if operation.waits_for is not None and attempt.values.get("wait_seconds"):
            await self._jobs.finished(attempt.values[operation.waits_for], attempt.values["wait_seconds"])
        if operation.waits_until is not None and attempt.fault is None:
            await self._wait(attempt)
        if attempt.fault is None and (operation.prepare is not None or attempt.secret_arguments):
            await self._prepare_apart(attempt)
        return await (self._write(attempt) if _writes(attempt) or self._is_short(attempt) else self._read(attempt))

    def _is_short(self, attempt: Attempt) -> bool:
        """Whether a read is made in one transaction with its line in the log, on the loop's own thread."""
        operation = attempt.operation
        if not self._parts.database.reads_on_writer:
            return False
        return operation.is_brief or (self._alone and operation.price == "free" and not operation.takes_long)

    async def _wait(self, attempt: Attempt) -> None:
        """Look until there is something to answer or the seconds are over, each time in a snapshot of its own."""
        seen = -1
        for _ in range(int(timedelta(seconds=attempt.values.get("wait_seconds") or 0) / POLL)):
            seen, come = await self._has_come(attempt, seen)
            if come:
                return
            await asyncio.sleep(POLL.total_seconds())

    async def _has_come(self, attempt: Attempt, seen: int) -> tuple[int, bool]:
        return await self._parts.database.read(
            lambda tx: self.execution.has_come(tx, attempt, seen), seconds=CALL_SECONDS
        )

    async def _prepare_apart(self, attempt: Attempt) -> None:
        """Work that takes long, off the loop and the database's threads. Strangers are refused before it is done."""
        loaded = await self._parts.database.read(lambda tx: self.execution.load(tx, attempt), seconds=CALL_SECONDS)
        if (work := self.execution.preparation(attempt, loaded)) is not None:
            lane = self._preparing if attempt.operation.prepares == "files" else self._checking
            attempt.prepared = await lane.run(work)
        if attempt.secret_arguments:
            await self._checking.run(lambda: digest_secrets(self._parts.key, attempt))

    async def _write(self, attempt: Attempt) -> Answered:
        answered = await self._parts.database.write(
            lambda tx: self.execution.write(tx, attempt),
            durable=attempt.operation.access != "read",
            seconds=CALL_SECONDS,
            here=self._alone and not attempt.operation.takes_long,
            short=attempt.operation.is_brief,
        )
        if isinstance(answered, Refusal):
            # What it counted is committed with it.
            attempt.lasting.clear()
            raise answered
        return answered

    async def _read(self, attempt: Attempt) -> Answered:
        """Read beside the other readers, then write the charge."""
        call, answer = await self._parts.database.read(
            lambda tx: self.execution.read(tx, attempt), seconds=CALL_SECONDS, short=attempt.operation.is_brief
        )
        if call.caller.kind == "nobody":
            return self.execution.answered(attempt, call, answer, None)
        charge = await self._parts.database.write(
            lambda tx: self.execution.settle(tx, attempt, call),
            durable=False,
            seconds=CALL_SECONDS,
            here=self._alone,
            short=True,
        )
        return self.execution.answered(attempt, call, answer, charge)


class _Lane:
    """A few places for work that takes long; Unavailable when too many wait already."""

    def __init__(self, at_once: int, make: Make) -> None:
        self._make = make
        self._turns = asyncio.Semaphore(at_once)
        self._waiting = 0

    async def run(self, work: Callable[[], Any]) -> Any:
        if self._waiting >= MOST_WAITING:
            raise Unavailable(
                worded("Too many such calls wait at the moment. Nothing happened."), code="busy", retry_after=5
            )
        self._waiting += 1
        try:
            async with self._turns:
                return await self._make(work)
        finally:
            self._waiting -= 1


def digest_secrets(key: InstallationKey, attempt: Attempt) -> None:
    """Note how the secrets of a call would be known again, which takes long too."""
    attempt.secret_digest = attempt.digest_of_secrets(key, attempt.envelope.idempotency_key)


def _writes(attempt: Attempt) -> bool:
    """Whether the call needs the one writer: it changes something, or is a read that stores something."""
    return not attempt.operation.only_reads(attempt.values) or attempt.envelope.idempotency_key is not None


def _language_of(attempt: Attempt | None) -> str:
    return ENGLISH if attempt is None or attempt.caller is None else attempt.caller.language


def _after_a_yes(attempt: Attempt | None, token: str) -> list[Form]:
    """The same call with the token; nothing where only the person's own answer counts."""
    if attempt is None or not token:
        return []
    call = again(attempt.request, attempt.operation, confirm=token).form(attempt.request)
    return [{**call, "when": "the person said yes"}]


# Reasons that pass by themselves, and after how many seconds to come again.
_PASSING = {"busy": 2, "crowded": 2, "gone": 5}


def _store_refusal(unavailable: StoreUnavailable) -> Refusal:
    if unavailable.reason == "deadline":
        return Unavailable(
            worded("The call took too long and was stopped. Nothing happened; ask for less and try again."),
            code="deadline",
            retry_after=1,
        )
    if unavailable.reason == "unsure":
        return Unavailable(
            worded(
                "{unavailable} It may have happened. With an idempotency_key the same call can be sent "
                "again: it is done once, and what was done is answered. Without one look at the record first.",
                unavailable=unavailable,
            ),
            code="store_unsure",
            retry_after=5,
        )
    later = _PASSING.get(unavailable.reason)
    return Unavailable(
        worded(
            "{unavailable} Nothing happened.{more}",
            unavailable=unavailable,
            more="" if later else worded(" The operator can find out more with: hiringhall doctor."),
        ),
        code=f"store_{unavailable.reason}",
        retry_after=later,
    )


def _unexpected() -> Refusal:
    return Unavailable(
        worded(
            "Something went wrong on our side. Nothing happened and nothing was charged; the same call may work later."
        ),
        code="internal_error",
        retry_after=5,
    )
