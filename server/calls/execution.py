"""One attempt inside a transaction: who calls, the operation, its charge, its records."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from server.calls import billing
from server.calls.answers import charge_shape, projected, pruned, receipt, repeatable, without
from server.calls.auth import acting_for, admit, caller_of
from server.calls.consent import Consent
from server.calls.errands import Errand, done_already
from server.calls.faults import told
from server.calls.follow_ups import follow_up
from server.calls.home import home_of
from server.calls.messages import Answered, Attempt, Request, RolledBack
from server.calls.rehearsals import purses_of, rehearsed
from server.calls.sizes import MOST_BYTES, PAGE_BYTES, bytes_of, cut_to_fit, how_much, page_that_fits
from server.calls.throttle import Throttle
from server.calls.translation import translated
from server.parts import Parts
from server.registry import is_visible
from server.schema.arguments import Arguments, meaning_of, split
from server.schema.schema import Envelope
from server.schema.wrapping import unwrapped
from store.calls.usage import find_answer, store_answer
from store.database import Row, Transaction
from store.telling.feed import newest_change
from tools.approvals.money_moved import money_moved
from tools.call import Call, Caller, Finder, Randomness
from tools.desk import Desk
from tools.errors import Conflict, NotAllowed, Refusal, Step, UnknownOperation
from tools.operation import Operation
from tools.paging import Page
from tools.rules.sentences import worded

CALL_SECONDS = 10.0


class Execution:
    """Carries out attempts, each in a transaction it is given. Refusals leave the transaction as exceptions."""

    def __init__(self, parts: Parts, throttle: Throttle, finder: Finder) -> None:
        self.parts = parts
        self._throttle = throttle
        self.finder = finder
        # Set by whoever puts the server together.
        self.desk: Desk | None = None

    def prepare(self, request: Request) -> Attempt:
        """The attempt a request asks for. Faulty arguments are noted: a stranger hears first that they are one."""
        operation = self._visible(request)
        if request.caller is None:
            self._throttle.check(request.token, request.origin)
        read, fault = Arguments(Envelope(), {}), None
        try:
            request.arguments = unwrapped(operation, request.arguments)
            read = split(operation, request.arguments)
            request.arguments = read.plain
        except Refusal as refusal:
            fault = refusal
        envelope, now = read.envelope, self.parts.clock()
        agreed = self.parts.seal.yes(envelope.confirm, now) if envelope.confirm else request.agreed
        return Attempt(
            request=request,
            operation=operation,
            envelope=envelope,
            values=read.values,
            fault=fault,
            lacks_zone=read.lacks_zone,
            remarks=read.remarks,
            digest="" if fault else self._digest(operation, envelope, read.values),
            id=_call_id(now, self.parts.randomness),
            now=now,
            agreed=agreed,
        )

    def _digest(self, operation: Operation, envelope: Envelope, values: dict[str, Any]) -> str:
        """What ties an idempotency key to a call: the meaning of its arguments, in whatever form they came. Nobody without
        the key of the installation can check a guess against it."""
        part = [envelope.limit, envelope.cursor, envelope.fields] if operation.paged else []
        meant = [operation.name, without(values, operation.secret), envelope.wait, *part]
        return self.parts.key.digest("arguments", meaning_of(meant))

    def digests(self, attempt: Attempt) -> tuple[str, ...]:
        """The same of a call however it was waited for, first where it was."""
        ways = [replace(attempt.envelope, wait=wait) for wait in (True, False)]
        return tuple(self._digest(attempt.operation, way, attempt.values) for way in ways)

    def act_digest(self, attempt: Attempt, caller: Caller) -> str:
        """What an act is known by at the approval desk, however it was called: by whom it is asked for is kept beside it.
        With another secret, such as a link, it is another act."""
        operation, values = attempt.operation, attempt.values
        secret = {name: values[name] for name in operation.secret & values.keys()}
        hidden = self.parts.key.digest("arguments", meaning_of(secret)) if secret else ""
        return f"{self.digests(attempt)[0]}{hidden}.{caller.company_id or 0}"

    def _page_digest(self, attempt: Attempt) -> str:
        """What ties a cursor to the list it came from."""
        meant = [attempt.operation.name, attempt.values, attempt.envelope.company_id]
        return self.parts.key.digest("arguments", meaning_of(meant))[:12]

    def _visible(self, request: Request) -> Operation:
        registry = self.parts.registry
        operation = registry.find(request.tool)
        if operation is None:
            raise UnknownOperation(request.tool)
        if request.via is not None and request.via != f"run_{operation.access}":
            raise NotAllowed(
                worded(
                    "{name} has access {access}; {via} runs only {other_via}. Call run_{access}.",
                    name=operation.name,
                    access=operation.access,
                    via=request.via,
                    other_via=request.via[4:],
                ),
                code="wrong_dispatcher",
                next=(Step(operation.name, {k: v for k, v in request.arguments.items() if k != "confirm"}),),
            )
        if not is_visible(operation, request.toolsets, request.read_only):
            why = worded("reads only") if request.read_only else worded("serves other toolsets")
            raise NotAllowed(
                worded("{name} is not served here: this server or connection {why}.", name=operation.name, why=why),
                code="not_served",
                next=("find_operations",),
            )
        return operation

    def load(self, tx: Transaction, attempt: Attempt) -> Any:
        """Admit the caller, and read what `prepare` needs: nothing for a repeat, whatever the hall looks like by now."""
        call = self.enter(tx, attempt)
        attempt.repeats = self._kept(tx, attempt, call.caller) is not None
        load = None if attempt.repeats else attempt.operation.load
        with translated(call):
            return load(call, attempt.values) if load is not None else None

    def has_come(self, tx: Transaction, attempt: Attempt, seen: int) -> tuple[int, bool]:
        """How far the feed of changes has come, and whether to what the call waits for. Up to where it was seen it has not."""
        newest = newest_change(tx)
        if newest == seen or attempt.operation.waits_until is None:
            return newest, False
        call = self.enter(tx, attempt)
        with translated(call):
            return newest, attempt.operation.waits_until(call, attempt.values)

    def preparation(self, attempt: Attempt, loaded: Any) -> Callable[[], Any] | None:
        """The work of a call that takes long, to be done outside any transaction, in whatever thread or process."""
        operation = attempt.operation
        if operation.prepare is None or attempt.repeats:
            return None
        more = () if operation.load is None else (loaded,)
        return partial(operation.prepare, attempt.values, *more)

    def read(self, tx: Transaction, attempt: Attempt) -> tuple[Call, dict[str, Any]]:
        """Run a read that stores nothing; its answer lacks the charge, which settle takes."""
        call = self.enter(tx, attempt)
        if "worker" not in attempt.operation.actors and not _about_oneself(attempt, call.caller):
            with translated(call):
                billing.affordable(tx, call, attempt.operation)
        return call, self._perform(call, attempt)

    def settle(self, tx: Transaction, attempt: Attempt, call: Call) -> billing.Charge:
        """The charge of a read, after it succeeded. It begins anew where a transaction is lost: what it did there is not so."""
        call.tx, call.touched = tx, None
        call.moved.clear()
        call.changes.clear()
        with translated(call):
            charge = billing.charge(tx, call, attempt.operation, attempt.digest)
        money_moved(call)
        return charge

    def write(self, tx: Transaction, attempt: Attempt) -> Answered | Refusal:
        """Run the call with its charge and records. A refusal that keeps what was written is answered, not raised."""
        call = self.enter(tx, attempt)
        stored = self.stored(tx, attempt, call.caller)
        if stored is not None:
            return stored
        before = tx.written
        purses = purses_of(call) if call.dry_run else []
        try:
            answer = self._perform(call, attempt)
        except Refusal as refusal:
            if refusal.keeps_what_was_written and not call.dry_run:
                return refusal
            raise
        if tx.written == before:
            if attempt.operation.access != "read":
                # It was so already: nothing new was done, and nothing is taken for it.
                call.waive_fee()
        elif attempt.operation.only_reads(attempt.values):
            raise RuntimeError(f"{attempt.operation.name} only reads, and wrote")
        with translated(call):
            charge = billing.charge(tx, call, attempt.operation, attempt.digest)
        money_moved(call)
        if call.dry_run:
            answer = rehearsed(call, answer, charge, purses)
        answered = self.answered(attempt, call, answer, charge)
        if call.dry_run or attempt.rehearsal:
            raise RolledBack(answered)
        return self.remember(tx, attempt, call, answered)

    async def rehearse(self, attempt: Attempt) -> Answered | None:
        """Run the whole call and undo it, so that whatever would refuse it does so now; the stored answer of a repeat."""
        attempt.rehearsal = True
        try:
            done = await self.parts.database.write(
                lambda tx: self.write(tx, attempt), durable=False, seconds=CALL_SECONDS
            )
        except RolledBack:
            return None
        if isinstance(done, Refusal):
            raise done
        return done

    def remember(self, tx: Transaction, attempt: Attempt, call: Call, answered: Answered) -> Answered:
        """Keep the answer under its idempotency key, if the call has one, and under those it was asked for again with."""
        keys = [key for key in (attempt.envelope.idempotency_key,) if key is not None]
        if attempt.errand is not None:
            # One that was used for another call meanwhile stays that call's.
            used = [find_answer(tx, call.caller.kind, call.caller.id, key) for key in attempt.errand.keys]
            keys += [key for key, row in zip(attempt.errand.keys, used, strict=True) if row is None]
        if keys and call.caller.kind != "nobody":
            text = json.dumps(repeatable(answered.answer, attempt.operation.secret), ensure_ascii=False)
            asked = attempt.errand.asked if attempt.errand is not None else ()
            kind, id = call.caller.kind, call.caller.id
            for key in keys:
                if attempt.errand is not None:
                    # Of a call that nobody sent just now, nothing was hashed before.
                    attempt.secret_digest = attempt.digest_of_secrets(self.parts.key, key)
                tied = attempt.tied(asked[0] if asked else attempt.digest, call.caller.company_id)
                store_answer(tx, kind, id, key, attempt.operation.name, tied, call.id, text, call.stamp)
        return answered

    def enter(self, tx: Transaction, attempt: Attempt) -> Call:
        """Check the caller, then the arguments, in that order."""
        attempt.lasting.clear()
        caller = attempt.request.caller or self._identified(tx, attempt)
        attempt.caller = caller
        admit(caller, attempt.operation)
        if attempt.fault is not None:
            raise told(self._call(tx, attempt, caller), attempt.operation, attempt.request.arguments, attempt.fault)
        if attempt.envelope.company_id is not None:
            caller = acting_for(tx, caller, attempt.envelope.company_id)
            admit(caller, attempt.operation)
        call = self._call(tx, attempt, caller)
        if attempt.lacks_zone:
            self._read_at_home(call, attempt)
        call.given, call.warnings = attempt.values, list(attempt.remarks)
        call.client, call.language = attempt.request.client, attempt.request.language
        return call

    def _call(self, tx: Transaction, attempt: Attempt, caller: Caller) -> Call:
        call = Call(
            tx=tx,
            caller=caller,
            now=attempt.now,
            id=attempt.id,
            tool=attempt.operation.name,
            randomness=self.parts.randomness,
            files=self.parts.files,
            finder=self.finder.narrowed(attempt.request.toolsets, attempt.request.read_only),
            key=self.parts.key,
            reads=attempt.operation.access == "read",
            has_gateway=self.parts.has_gateway,
            outside=self.parts.outside,
            private_webhooks=self.parts.private_webhooks,
            chains=self.parts.chains,
            dry_run=attempt.envelope.dry_run,
            origin=attempt.request.origin,
            prepared=attempt.prepared,
            lasting=attempt.lasting,
        )
        same = partial(self.act_digest, attempt, caller)
        call.consent = Consent(call, attempt.operation, attempt.agreed, attempt.request.asking, attempt.errand, same)
        call.gate.watched = caller.kind != "nobody"
        if attempt.errand is not None:
            call.gate.over = attempt.errand.over
            if attempt.errand.approval_id is not None and attempt.errand.approved_by is not None:
                call.approval = (attempt.errand.approval_id, attempt.errand.approved_by)
        call.desk = self.desk
        return call

    def _read_at_home(self, call: Call, attempt: Attempt) -> None:
        """Read the arguments again, now that it is known where times without an offset are meant."""
        operation = attempt.operation
        home = home_of(call, operation, attempt.values)
        read = split(operation, attempt.request.arguments, home)
        attempt.envelope, attempt.values, attempt.remarks = read.envelope, read.values, read.remarks
        attempt.digest = self._digest(operation, read.envelope, read.values)

    def _identified(self, tx: Transaction, attempt: Attempt) -> Caller:
        """Who calls; the throttle learns whether the credential is somebody's."""
        token, origin = attempt.request.token, attempt.request.origin
        try:
            caller = caller_of(tx, token, attempt.operation, attempt.now, origin)
        except Refusal:
            if token:
                self._throttle.unidentified(token)
            raise
        if token and caller.kind != "nobody":
            self._throttle.identified(token)
        return caller

    def stored(self, tx: Transaction, attempt: Attempt, caller: Caller) -> Answered | None:
        """The answer given before under the same idempotency key; Conflict when the arguments were others."""
        if attempt.errand is not None:
            self._check_not_done(tx, attempt, attempt.errand, caller)
        if (row := self._kept(tx, attempt, caller)) is None:
            return None
        # What waited at the desk was carried out as if its caller had waited for it.
        digests = (attempt.digest, self.digests(attempt)[0])
        # Whoever has founded or joined a company since then repeats what they did before for themselves.
        ties = {attempt.tied(digest, id) for digest in digests for id in (caller.company_id, None)}
        name, key = attempt.operation.name, attempt.envelope.idempotency_key
        if row["tool"] != name or row["arguments_digest"] not in ties:
            raise Conflict(
                worded(
                    "The idempotency_key {key!r} was used for another call of {tool}. Nothing happened; use a new key.",
                    key=key,
                    tool=row["tool"],
                ),
                code="idempotency_conflict",
            )
        answer = {**json.loads(row["answer"]), "replayed": True}
        return Answered(name, answer, receipt(row["call_id"], name, None, replayed=True))

    def _check_not_done(self, tx: Transaction, attempt: Attempt, errand: Errand, caller: Caller) -> None:
        """Conflict for what waited at the desk and was done without it meanwhile, under one of its keys."""
        for key in errand.keys:
            if (row := find_answer(tx, caller.kind, caller.id, key)) is None or row["tool"] != attempt.operation.name:
                continue
            attempt.secret_digest = attempt.digest_of_secrets(self.parts.key, key)
            digests = errand.asked or self.digests(attempt)
            if row["arguments_digest"] in {attempt.tied(digest, caller.company_id) for digest in digests}:
                raise done_already(key, row["call_id"])

    def _kept(self, tx: Transaction, attempt: Attempt, caller: Caller) -> Row | None:
        """What was kept under the key of a call."""
        keeps = not attempt.envelope.dry_run and caller.kind != "nobody"
        key = attempt.envelope.idempotency_key if keeps else None
        return find_answer(tx, caller.kind, caller.id, key) if key is not None else None

    def _perform(self, call: Call, attempt: Attempt) -> dict[str, Any]:
        operation, envelope = attempt.operation, attempt.envelope
        if operation.page_parameter is None:
            with translated(call, act=attempt.errand is None):
                answer: dict[str, Any] = pruned(operation.run(call, attempt.values))
                if operation.access != "read":
                    follow_up(call, operation.access)
        else:
            chosen = envelope.limit != operation.page_size or "per_page" in attempt.values
            most = MOST_BYTES if chosen else PAGE_BYTES
            answer = page_that_fits(lambda limit: self._page(call, attempt, limit), envelope.limit, most)
            if shown := how_much(answer, envelope.cursor is None):
                answer["shown"] = shown
        if bytes_of(answer) > MOST_BYTES and (cut := cut_to_fit(answer, operation, self.parts.registry)):
            answer["note"] = cut
        return answer

    def _page(self, call: Call, attempt: Attempt, limit: int) -> dict[str, Any]:
        """A page of so many items. A shorter one is read again from the start, so what the first said is taken back."""
        operation, envelope = attempt.operation, attempt.envelope
        call.warnings[:] = attempt.remarks
        digest = self._page_digest(attempt)
        page = Page(limit, envelope.cursor, digest, self.parts.key, envelope.fields)
        with translated(call):
            answer: dict[str, Any] = pruned(
                operation.run(call, {**attempt.values, str(operation.page_parameter): page})
            )
        if envelope.fields:
            answer = projected(answer, envelope.fields)
        if page.total_capped:
            answer["total_capped"] = True
        return answer

    def answered(self, attempt: Attempt, call: Call, answer: dict[str, Any], charge: billing.Charge | None) -> Answered:
        """The answer with its warnings, its charge and its receipt."""
        operation = attempt.operation
        if call.warnings:
            answer["warnings"] = call.warnings
        if operation.price != "free" and charge is not None and not call.dry_run:
            answer["charge"] = charge_shape(charge)
        told = receipt(call.id, operation.name, charge, dry_run=call.dry_run)
        if call.dry_run:
            return Answered(operation.name, answer, told)
        return Answered(operation.name, answer, told, call.changes, call.session_token, call.caller)


def _call_id(now: datetime, randomness: Randomness) -> str:
    """A fresh id that sorts by time: the log of calls grows at its end instead of all over."""
    return f"call_{int(now.timestamp() * 1000):012x}{randomness.mark()}"


def _about_oneself(attempt: Attempt, caller: Caller) -> bool:
    """Whether a person asks for their own page, which no operation charges them for."""
    return caller.kind == "person" and attempt.values.get("user_id") == caller.id
