"""Sealed calls: looked at as dry runs, and carried out as whoever asked, in the transaction of whoever agreed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from server.calls.auth import caller_by_id
from server.calls.errands import Errand
from server.calls.execution import Execution
from server.calls.messages import Answered, Attempt, Request, RolledBack
from store.approvals.requests import change_decided
from store.calls.jobs import hold_job, queue_job
from store.database import Row, Transaction
from store.types import SpendingLimitReached
from tools.acts import Sought
from tools.approvals.authority import MANDATE, SPENDING, asks_over_cap, rules_of
from tools.approvals.ends import apply_due
from tools.approvals.money_moved import money_moved
from tools.approvals.requesting import answer_of, open_request
from tools.call import Call
from tools.desk import Carried, Looked, OtherThanAgreed, Sealed
from tools.errors import NotAllowed, Refusal


class SealedCalls:
    """The server's part of the approval desk."""

    def __init__(self, execution: Execution) -> None:
        self._execution = execution

    def leave(self, tx: Transaction, stopped: Attempt) -> Answered:
        """Keep a call that was stopped until somebody decides; what its caller is answered. It costs nothing."""
        call, attempt, row = self._opened(tx, stopped)
        answer = answer_of(call, row)
        if stopped.may_be_queued:
            answer["job"] = {
                "id": row["job_id"] or self._queue(call, attempt, row),
                "tool": call.tool,
                "state": "queued",
            }
        return Answered(call.tool, answer, {"call_id": call.id, "tool": call.tool}, call.changes)

    def leave_job(self, tx: Transaction, job: Row, stopped: Attempt) -> Sequence[str] | None:
        """Let a job that was stopped end as its request does, its price free until then; what that changed. None, with nothing
        done for the job, where another one waits for the same."""
        call, _, row = self._opened(tx, stopped)
        if row["job_id"] is not None:
            return None
        if job["hold_id"] is not None:
            call.books.void(job["hold_id"])
            money_moved(call)
        hold_job(tx, job["id"])
        change_decided(tx, row["id"], job_id=job["id"])
        return call.changes

    def _opened(self, tx: Transaction, stopped: Attempt) -> tuple[Call, Attempt, Row]:
        """The request for a call that was stopped, with the call as it would be made without anybody's yes."""
        own = {name: value for name, value in stopped.request.arguments.items() if name not in ("confirm", "wait")}
        attempt = self._execution.prepare(replace(stopped.request, arguments={**own, "wait": True}, agreed=None))
        call = self._execution.enter(tx, attempt)
        caller = call.caller
        sealed = Sealed(call.tool, own, caller.owner, caller.company_id, caller.session_id, call.client)
        digest = self._execution.act_digest(attempt, caller)
        # One whose time is over answers nobody who asks anew.
        apply_due(call, rules_of(caller), caller.owner)
        row = open_request(call, sealed, digest, lambda: self.look(call, sealed, asks_over_cap(call)))
        return call, attempt, row

    def _queue(self, call: Call, attempt: Attempt, row: Row) -> str:
        """A job that ends as the request does, for whoever did not want to wait."""
        job_id = f"job_{call.randomness.bytes(12).hex()}"
        caller = call.caller
        saved = {"arguments": attempt.request.arguments, "agreed": None, "company_id": caller.company_id}
        queue_job(
            call.tx,
            job_id,
            call.tool,
            json.dumps(saved),
            attempt.digest,
            caller=caller.owner,
            company_id=caller.company_id,
            hold_id=None,
            now=call.stamp,
        )
        hold_job(call.tx, job_id)
        change_decided(call.tx, row["id"], job_id=job_id)
        return job_id

    def carry_out(
        self,
        call: Call,
        sealed: Sealed,
        agreed: Sequence[Sought],
        approval_id: int,
        *,
        less: Mapping[str, Any] | None,
        over_cap: bool,
    ) -> Carried:
        """Run a sealed call, with other arguments where less was agreed to. OtherThanAgreed when it would do anything else than
        was agreed to."""
        over: list[SpendingLimitReached] | None = [] if over_cap else None
        errand = Errand(agreed, less is not None, approval_id, call.caller.id, sealed.keys, over=over)
        if less is not None:
            errand.asked = self._digests_of(call.tx, sealed)
        # Its keys go with the errand: none of them keeps it from being carried out.
        given = {name: value for name, value in (less or sealed.arguments).items() if name != "idempotency_key"}
        meant = replace(sealed, arguments=given)
        attempt = self._attempt(call.tx, meant, errand)
        done = self._execution.write(call.tx, attempt)
        if isinstance(done, Refusal):
            raise done
        errand.finish()
        return Carried(done.answer, done.receipt, done.changes)

    def _digests_of(self, tx: Transaction, sealed: Sealed) -> tuple[str, ...]:
        """What a repeat of a sealed call is known by: whoever asked knows only what they asked for."""
        attempt = self._attempt(tx, sealed, Errand())
        self._execution.enter(tx, attempt)
        return self._execution.digests(attempt)

    def look(self, call: Call, sealed: Sealed, over_cap: bool) -> Looked:
        """What a sealed call would do now."""
        errand = Errand(over=[] if over_cap else None)
        attempt = self._attempt(call.tx, sealed, errand)
        attempt.envelope = replace(attempt.envelope, dry_run=True)
        fault = call.tx.attempt(partial(self._run, call.tx, attempt))
        if not isinstance(fault, RolledBack):
            raise fault or OtherThanAgreed
        reasons = [*([SPENDING] if errand.over else []), *errand.reasons]
        order = [reason for reason in (SPENDING, MANDATE) if reason in reasons]
        reasons = [*order, *(reason for reason in reasons if reason not in order)]
        answer = fault.answered.answer
        text = errand.text or f"Run {sealed.tool}."
        return Looked(errand.seen, list(dict.fromkeys(reasons)), text, answer, errand.amount, errand.payee)

    def _run(self, tx: Transaction, attempt: Attempt) -> None:
        """A dry run leaves by an exception."""
        done = self._execution.write(tx, attempt)
        if isinstance(done, Refusal):
            raise done

    def _attempt(self, tx: Transaction, sealed: Sealed, errand: Errand) -> Attempt:
        """The call as whoever asked may make it now."""
        who = sealed.requester
        try:
            caller = caller_by_id(tx, who.kind, who.id, sealed.company_id)
        except Refusal as gone:
            raise NotAllowed(gone.message, code="requester_gone", next=("list_approval_requests",)) from gone
        caller = replace(caller, session_id=sealed.session_id)
        request = Request(sealed.tool, dict(sealed.arguments), caller=caller, client=sealed.client)
        attempt = self._execution.prepare(request)
        attempt.errand = errand
        return attempt
