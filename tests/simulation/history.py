"""A history: steps drawn from a seed, played on a simulated hall, held against the laws after each."""

from __future__ import annotations

import gc
import re
import traceback
from collections import Counter, deque
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from server.calls.messages import Answered, Asked, Refused, Reply, Request
from server.operator import restrain_agent
from server.registry import Registry
from store.types import Owner, utc_text
from tests.cheap_secrets import cheap_secrets
from tests.simulation import laws
from tests.simulation.drawing import Drawing
from tests.simulation.engine import Engine, run
from tests.simulation.model import Model
from tests.simulation.notes import Note
from tests.simulation.people import Actor, credit, renew
from tests.simulation.settling import settled
from tests.simulation.steps import Step, Violation, plain, waits
from tests.simulation.stores.choosing import chosen
from tests.simulation.stores.connections import Store
from tests.simulation.strangers import pair_of, shown_of_others
from tools.operation import Operation
from tools.platform.housekeeping import KEY_LASTS

CHECK_EVERY = 1000
COLLECT_EVERY = 2000
# A repeat may be refused when the caller has meanwhile lost what let them in.
LOST_ENTRY = {401, 402, 403}
# What a refusal that keeps something (a wrong code counted) must still leave alone.
EFFECTS = {"call", "transfer", "hold", "moved", "event", "busy"}
# But for a request at the desk that can no longer be carried out: it is over, and the job that waited for it.
ENDED_WITH_IT = {"approval_requests", "jobs"}


class History:
    """A hall, its people, and what has been played so far."""

    def __init__(self, seed: int, registry: Registry, store: Store | None = None) -> None:
        """store: where its database lies; without one as the environment says."""
        self.seed = seed
        self.registry = registry
        self.store = store or chosen()
        saved, self.people, self.known = settled(registry, self.store)
        self.engine = Engine(seed, registry, self.store, saved)
        self.engine.watch()
        self.model = Model(self.engine.raw)
        self.drawing = Drawing(seed, registry, self.engine, self.people, self.known, self.model.happened)
        self.steps: list[Step] = []
        self.tools: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.calls = 0
        self._mails = 0
        self._seen = 0
        # What waited at the desk, by the number it was told of.
        self._sealed: dict[str, Request] = {}
        self._keyed: deque[tuple[Request, dict[str, Any], Operation, datetime]] = deque(maxlen=20)

    def go(self, steps: int) -> None:
        """Draw and play so many steps; what was played stands in `steps`."""
        gc.disable()
        try:
            for number in range(steps):
                step = self.drawing.step(number, len(self._keyed))
                self.steps.append(step)
                self.play(step)
                if number % COLLECT_EVERY == COLLECT_EVERY - 1:
                    gc.collect()
                    # What is left stays to the end: to look through it again finds nothing.
                    gc.freeze()
            self.check()
        except Violation as violation:
            violation.step = len(self.steps) - 1
            raise
        finally:
            gc.enable()

    def play(self, step: Step) -> None:
        """Make a step happen; Violation when a law does not hold after it."""
        self.engine.randomness.begin(step.number)
        try:
            with cheap_secrets():
                getattr(self, f"_{step.act}")(step)
            if self.engine.notes:
                self.model.take(self.engine.notes, utc_text(self.engine.clock()))
                self.engine.notes.clear()
            self._seen = 0
            if step.number % CHECK_EVERY == CHECK_EVERY - 1:
                self.check()
        except Violation as violation:
            violation.step = step.number
            raise

    def check(self) -> None:
        """Hold the whole hall against all laws."""
        self.model.audit()
        for sentence in run(self.engine.database.read(lambda tx: laws.broken(tx, self.engine.raw, self.engine.clock))):
            raise Violation("books", sentence)

    def _noted(self) -> list[Note]:
        """What the database reported since the last look."""
        news = self.engine.notes[self._seen :]
        self._seen = len(self.engine.notes)
        return news

    # The steps that are no calls.

    def _wait(self, step: Step) -> None:
        self.engine.clock.now += timedelta(seconds=step.amount)

    def _tick(self, step: Step) -> None:
        self.engine.errors.last = None
        self.engine.tick()
        self._no_error("a tick")
        for row in self.engine.raw.execute("SELECT id, body FROM mailbox WHERE id > ? ORDER BY id", (self._mails,)):
            self.known.learn_mail(step.number, row["id"] - self._mails, row["body"])
            self._mails = row["id"]
        news = self._noted()
        done = sum(note[0] == "call" for note in news)
        succeeded = sum(note[:2] == ("moved", "jobs") and note[4] == "succeeded" for note in news)
        if done != succeeded:
            raise Violation("charge", f"{succeeded} jobs succeeded, {done} calls were logged")

    def _restart(self, step: Step) -> None:
        self.engine.restart()
        self.model.raw = self.engine.raw
        self.check()

    def _delay(self, step: Step) -> None:
        """A provider's own app, which is no part of the hall, says that they will be late."""
        self.engine.raw.execute(
            """UPDATE work_order_etas SET condition_before_delay = condition, condition = 'delayed', delay_seconds = 1800,
                   delay_acknowledged = 0
               WHERE work_order_id = (SELECT max(id) FROM work_orders WHERE status = 3)"""
        )

    def _credit(self, step: Step) -> None:
        actor = self.people.actors[step.who or 0]
        owner = Owner("company", actor.company_id) if actor.company_id and actor.kind == "person" else actor.owner
        credit(self.engine, owner, f"{int(step.amount)} USDT", f"{int(step.amount)} EUR")

    def _restrain(self, step: Step) -> None:
        agent = self.people.agents[step.who or 0]
        try:
            run(restrain_agent(self.engine.app, agent.owner, step.tool, "simulated"))
        except Exception as error:
            if type(error).__name__ != "OperatorError":
                raise

    def _renew(self, step: Step) -> None:
        actor = self.people.actors[step.who or 0]
        self.engine.raw.execute(
            "UPDATE persons SET deleted_at = NULL WHERE id = ? AND ? = 'person'", (actor.id, actor.kind)
        )
        renew(self.engine, actor)

    def _again(self, step: Step) -> None:
        """A call made before once more, or another under its key."""
        if not self._keyed:
            return
        request, answer, operation, at = self._keyed[int(step.amount) % len(self._keyed)]
        if self.engine.clock() - at > KEY_LASTS:
            return
        if step.tool == "same":
            self._expect_replay(self._send(request), request, answer, operation)
            return
        language = "RU" if request.arguments.get("language") == "EN" else "EN"
        other = {"language": language, "idempotency_key": request.arguments["idempotency_key"]}
        reply = self._send(Request("set_my_language", other, token=request.token))
        fits = isinstance(reply, Refused) and reply.refusal.status in (409, *LOST_ENTRY)
        if not fits or self._noted():
            raise Violation("idempotency", f"another call under the key of {request.tool} was answered {reply!r}")

    # Calls.

    def _call(self, step: Step) -> None:
        actor = self.people.actors[step.who] if step.who is not None else None
        request = Request(step.tool, self.known.resolved(step.arguments or {}), token=actor.token if actor else None)
        operation = self.registry.operations[step.tool]
        reply, news = self._sent(step, request, operation)
        if isinstance(reply, Asked):
            self._nothing(news, step.tool, "a question")
            if step.yes:
                request = replace(request, agreed=reply.digest)
                reply, news = self._sent(step, request, operation)
            elif reply.to_desk and not step.repeat:
                # Nobody is there to be asked, so it waits for somebody who decides.
                reply, news = run(self.engine.pipeline.leave_at_desk(request)), self._noted()
        if step.fault and isinstance(reply, Refused) and reply.refusal.code.startswith("store_"):
            self._nothing(news, step.tool, "a failure of the database")
            self.kinds["fault"] += 1
            reply, news = self._sent(replace(step, fault=None), request, operation)
        self.tools[step.tool] += isinstance(reply, Answered)
        self._judge(step, actor, request, reply, operation, news)
        if step.repeat == "stranger" and not isinstance(reply, Asked):
            self._as_strangers(step, request)

    def _sent(self, step: Step, request: Request, operation: Operation) -> tuple[Reply, list[Note]]:
        """The answer to a call in the way the step wants it made, and what it changed."""
        if step.repeat == "lost" and request.token:
            return self._lost(request)
        if step.repeat == "at once" and request.token:
            first, second = self.engine.call_at_once(request, step.number % 2 + 1)
            self._no_error(request.tool)
            news = self._noted()
            if isinstance(first, Answered) and "dry_run" not in first.answer:
                self._expect_replay(second, request, first.answer, operation, news[:0])
            return first, news
        database = self.engine.database
        database.fault = step.fault if step.fault != "inside" else None
        database.breaks_at = int(step.amount) if step.fault == "inside" else None
        reply = self._send(request)
        database.fault = database.breaks_at = None
        return reply, self._noted()

    def _lost(self, request: Request) -> tuple[Reply, list[Note]]:
        """The client is gone before the answer and asks again under the same key: it happened once."""
        self.engine.errors.last = None
        reply = self.engine.call_and_leave(request)
        self._no_error(request.tool)
        news = self._noted()
        if reply is not None:
            return reply, news
        again = self._send(request)
        if not any(note[0] == "kept" for note in news):
            return again, [*news, *self._noted()]
        self._nothing(self._noted(), request.tool, "a repeat")
        if isinstance(again, Answered) and again.answer.pop("replayed", False):
            return again, news
        if isinstance(again, Refused) and again.refusal.status in LOST_ENTRY:
            return again, []
        raise Violation("idempotency", f"{request.tool} took effect unheard; its repeat was answered {again!r}")

    def _judge(
        self, step: Step, actor: Actor | None, request: Request, reply: Reply, operation: Operation, news: list[Note]
    ) -> None:
        if isinstance(reply, Answered):
            self.kinds["dry run" if reply.answer.get("dry_run") else operation.access] += 1
            self._judge_charge(step, actor, reply, operation, [note for note in news if note[0] == "call"])
            if "dry_run" in reply.answer:
                self._nothing(news, step.tool, "a dry run")
                return
            self.known.learn(step.number, step.tool, reply.answer, step.who)
            if waits(reply.answer):
                self._sealed[reply.answer["approval"]["public_id"]] = request
            if request.arguments.get("idempotency_key") and actor is not None:
                # To whom it is open without a credential, it is open with an ended one: then nobody's key is known.
                if not operation.public and not waits(reply.answer):
                    self._keyed.append((request, reply.answer, operation, self.engine.clock()))
                if step.repeat == "twice":
                    self._expect_replay(self._send(request), request, reply.answer, operation)
        elif isinstance(reply, Refused):
            self.kinds["refused"] += 1
            self.refusals[reply.refusal.code] += 1
            if reply.refusal.status == 401 and actor is not None and step.who not in self.drawing.ended:
                self.drawing.ended.append(step.who or 0)
            if reply.refusal.keeps_what_was_written:
                news = [note for note in news if note[0] in EFFECTS and note[1] not in ENDED_WITH_IT]
            self._nothing(news, step.tool, f"a refusal: {reply.refusal.code}")
        else:
            self.kinds["asked"] += 1

    def _judge_charge(
        self, step: Step, actor: Actor | None, reply: Answered, operation: Operation, lines: list[Note]
    ) -> None:
        """Exactly one line for what happened, over what the answer says; none for what did not."""
        if step.tool == "approve_request" and lines:
            lines = self._but_the_sealed(reply.answer, lines)
        queued = "job" in reply.answer and (step.arguments or {}).get("wait") is False and operation.waitable
        silent = actor is None and operation.access == "read"
        told_before = reply.answer.get("dry_run") or reply.answer.get("replayed")
        expected = 0 if told_before or queued or silent or waits(reply.answer) else 1
        if len(lines) != expected:
            raise Violation("charge", f"{step.tool} was logged {len(lines)} times, not {expected}")
        if not expected:
            return
        self._told_of(reply.answer, lines[0])

    def _but_the_sealed(self, answer: dict[str, Any], lines: list[Note]) -> list[Note]:
        """The line of an approval, without that of the act that it carried out: exactly once, over what its answer says."""
        of_act = [line for line in lines if line[1] == answer["receipt"]["call_id"]]
        if len(of_act) != 1 or of_act[0][2] != answer["request"]["tool"]:
            raise Violation("charge", f"the approved act {answer['receipt']} was logged as {of_act}")
        self._told_of(answer["result"], of_act[0])
        asked = self._sealed.get(answer["request"]["public_id"])
        if asked is not None and "idempotency_key" in asked.arguments and "edited" not in answer["request"]:
            self._keyed.append((asked, answer["result"], self.registry.operations[asked.tool], self.engine.clock()))
        return [line for line in lines if line is not of_act[0]]

    def _told_of(self, answer: dict[str, Any], line: Note) -> None:
        said = answer.get("charge")
        told_amount = re.sub(r"\D", "", str(said["amount"])) if said and said.get("amount") else "0"
        if int(told_amount) != line[3]:
            raise Violation("charge", f"{line[2]} told of {said}, the log has {line[3]}")

    def _expect_replay(
        self,
        reply: Reply,
        request: Request,
        answer: dict[str, Any],
        operation: Operation,
        news: list[Note] | None = None,
    ) -> None:
        """A repeat is answered as the call was, and changes nothing."""
        news = self._noted() if news is None else news
        if isinstance(reply, Refused) and reply.refusal.status in LOST_ENTRY:
            return
        # Of a secret, a repeat says that it is gone.
        left_out = {*operation.secret, *(("warnings",) if operation.secret else ())}
        # What waits at the desk has not happened yet: the same request is told of again.
        again = {} if waits(answer) else {"replayed": True}
        expected = plain({**answer, **again}, left_out)
        if not isinstance(reply, Answered) or plain(reply.answer, left_out) != expected or news:
            raise Violation(
                "idempotency", f"{request.tool} repeated under its key was answered {reply!r}, not {expected}"
            )

    # Strangers.

    def _as_strangers(self, step: Step, request: Request) -> None:
        """Whoever has nothing to do with a record gets the answer they get for one that does not exist."""
        if (pair := pair_of(self.engine.raw, request)) is None:
            return
        for stranger in self.people.strangers:
            theirs, unknown = (self._send(each) for each in pair.by(stranger.token))
            self._noted()
            if (fault := pair.fault(theirs, unknown)) is not None:
                raise Violation("stranger", f"{step.tool} tells {stranger.kind} strangers apart: {fault}")

    def _peek(self, step: Step) -> None:
        """Whatever a stranger reads, there is no record of anybody else's in it."""
        stranger = self.people.strangers[step.who or 0]
        reply = self._send(Request(step.tool, self.known.resolved(step.arguments or {}), token=stranger.token))
        self._noted()
        self.kinds["peek"] += 1
        if found := shown_of_others(self.engine.raw, self.known, step.tool, reply):
            raise Violation("stranger", f"{step.tool} shows {stranger.kind} strangers {found}")

    def _send(self, request: Request) -> Reply:
        self.calls += 1
        self.engine.errors.last = None
        reply = self.engine.call(request)
        self._no_error(request.tool)
        return reply

    def _nothing(self, news: list[Note], tool: str, what: str) -> None:
        if news:
            raise Violation("charge", f"{tool} ended in {what}, yet it left {news}")

    def _no_error(self, what: str) -> None:
        record = self.engine.errors.last
        if record is not None and record.exc_info is not None:
            kind, error, trace = record.exc_info
            lines = traceback.format_exception(kind, error, trace)
            frames = traceback.extract_tb(trace)
            where = f"{frames[-1].filename.rsplit('/main/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
            raise Violation(f"internal_error {where}", f"{what}: {error!r}\n{''.join(lines[-6:])}")

    def close(self) -> None:
        self.engine.close()
