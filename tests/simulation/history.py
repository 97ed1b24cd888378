"""A history: steps drawn from a seed, played on a simulated hall, held against the laws after each."""

from __future__ import annotations

import json
import re
import traceback
from collections import Counter, deque
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from random import Random
from typing import Any

from server.call_parts import Answered, Asked, Refused, Reply, Request
from server.operator import restrain_agent
from server.registry import Registry
from store.types import Owner
from tests.simulation import laws
from tests.simulation.engine import Engine, run
from tests.simulation.known import Known
from tests.simulation.moves import RECIPES, Chosen, Scene, anything
from tests.simulation.people import Actor, People, credit, renew, settle
from tests.simulation.steps import Step, Violation, told
from tests.simulation.values import Draw
from tools.operation import Operation

CHECK_EVERY = 500
ABSENT = 9_000_000_000_007
# Ids whose records only those concerned may see; a schedule or a person may be public.
PRIVATE = (
    "task_id",
    "work_order_id",
    "inquiry_id",
    "event_id",
    "correction_id",
    "kal_id",
    "job_id",
    "group_id",
    "position_id",
)
# Everybody sees what is suggested about a profile, and votes on it.
OPEN_TO_ALL = {"vote_on_profile_correction", "delete_profile_correction", "delete_many_profile_corrections"}
# A repeat may be refused when the caller has meanwhile lost what let them in.
LOST_ENTRY = {401, 402, 403}
RESTLESS = ((timedelta(minutes=1), 25), (timedelta(minutes=16), 35), (timedelta(hours=1), 25), (timedelta(hours=11), 12),
            (timedelta(days=3), 2), (timedelta(days=20), 0.3))  # fmt: skip


@lru_cache(maxsize=1)
def _settled(registry: Registry) -> tuple[bytes, People, Known]:
    engine, known = Engine(0, registry), Known()
    try:
        people = settle(engine, known)
        return engine.save(), people, known
    finally:
        engine.close()


def settled(registry: Registry) -> tuple[bytes, People, Known]:
    """A hall with its people, made once, and what is known of them to begin with."""
    saved, people, known = _settled(registry)
    return saved, *deepcopy((people, known))


class History:
    """A hall, its people, and what has been played so far."""

    def __init__(self, seed: int, registry: Registry) -> None:
        self.seed = seed
        self.registry = registry
        saved, self.people, self.known = settled(registry)
        self.engine = Engine(seed, registry, saved)
        laws.watch(self.engine.raw)
        self.steps: list[Step] = []
        self.tools: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.calls = 0
        self._mails = 0
        self._keyed: deque[tuple[Request, dict[str, Any], Operation]] = deque(maxlen=20)
        self._ended: deque[int] = deque()

    # Drawing the next step.

    def draw(self, number: int) -> Step:
        random = Random(self.seed * 7_919 + number)
        if self._ended:
            return Step(number, "renew", self._ended.popleft())
        chance = random.random()
        if chance < 0.05:
            lengths, weights = zip(*RESTLESS, strict=True)
            return Step(number, "wait", amount=random.choices(lengths, weights)[0].total_seconds())
        if chance < 0.062:
            return Step(number, "tick")
        if chance < 0.067:
            return Step(number, "credit", random.randrange(len(self.people.actors)), amount=random.choice((1, 300)))
        if chance < 0.069:
            return Step(
                number,
                "restrain",
                random.randrange(len(self.people.agents)),
                random.choice(("suspend", "restore", "restore", "restore")),
            )
        if chance < 0.09 and self._keyed:
            return Step(
                number,
                "again",
                tool=random.choice(("same", "same", "other")),
                amount=random.randrange(len(self._keyed)),
            )
        return self._draw_call(number, random)

    def _draw_call(self, number: int, random: Random) -> Step:
        draw = Draw(random, self.known, self.engine.clock())
        scene = Scene(self.engine.raw, random, self.known, self.people, self.registry, draw)
        recipe = random.choices([one for one, _ in RECIPES], [weight for _, weight in RECIPES])[0]
        chosen = recipe(scene)
        if chosen is None or self.registry.find(chosen[1]) is None:
            chosen = anything(scene)
        return self._with_extras(number, random, chosen)

    def _with_extras(self, number: int, random: Random, chosen: Chosen) -> Step:
        who, tool, arguments = chosen
        operation = self.registry.find(tool)
        extras: dict[str, Any] = {}
        repeat = ""
        if operation is not None and operation.access != "read":
            if random.random() < 0.05:
                extras["dry_run"] = True
            elif random.random() < 0.15:
                extras["idempotency_key"] = f"k{number}"
                repeat = "twice" if random.random() < 0.4 else ""
            if operation.waitable and random.random() < 0.2:
                extras["wait"] = False
        if tool not in OPEN_TO_ALL and random.random() < 0.05 and any(name in arguments for name in PRIVATE):
            repeat = "stranger"
        return Step(
            number,
            "call",
            self.people.actors.index(who) if who is not None else None,
            tool,
            {**arguments, **extras},
            yes=random.random() < 0.9,
            fault=random.choice(("busy", "full")) if random.random() < 0.02 else None,
            repeat=repeat,
        )

    # Playing it.

    def go(self, steps: int) -> None:
        """Draw and play so many steps; what was played stands in `steps`."""
        for number in range(steps):
            step = self.draw(number)
            self.steps.append(step)
            self.play(step)
        try:
            self.check()
        except Violation as violation:
            violation.step = steps - 1
            raise

    def play(self, step: Step) -> None:
        """Make a step happen; Violation when a law does not hold after it."""
        self.engine.randomness.begin(step.number)
        try:
            getattr(self, f"_{step.act}")(step)
            for sentence in laws.wrong_moves(self.engine.raw):
                raise Violation("transition", sentence)
            if step.number % CHECK_EVERY == CHECK_EVERY - 1:
                self.check()
        except Violation as violation:
            violation.step = step.number
            raise

    def check(self) -> None:
        """Hold the whole hall against all laws."""
        for sentence in laws.broken(self.engine.raw, self.engine.clock):
            raise Violation("books", sentence)

    def _wait(self, step: Step) -> None:
        self.engine.clock.now += timedelta(seconds=step.amount)

    def _tick(self, step: Step) -> None:
        self.engine.errors.last = None
        self.engine.tick()
        self._no_error("a tick")
        for row in self.engine.raw.execute("SELECT id, body FROM mailbox WHERE id > ? ORDER BY id", (self._mails,)):
            self.known.learn_mail(step.number, row["id"] - self._mails, row["body"])
        self._mails = self.engine.raw.execute("SELECT coalesce(max(id), 0) FROM mailbox").fetchone()[0]
        done = len(laws.logged(self.engine.raw))
        succeeded = laws.jobs_done(self.engine.raw)
        if done != succeeded:
            raise Violation("charge", f"{succeeded} jobs succeeded, {done} calls were logged")

    def _credit(self, step: Step) -> None:
        actor = self.people.actors[step.who or 0]
        owner = Owner("company", actor.company_id) if actor.company_id and actor.kind == "person" else actor.owner
        credit(self.engine, owner, f"{int(step.amount)} USDT", f"{int(step.amount)} EUR")

    def _restrain(self, step: Step) -> None:
        agent = self.people.agents[step.who or 0]
        try:
            run(restrain_agent(self.engine.app, str(agent.id), step.tool, "simulated"))
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
        request, answer, operation = self._keyed[int(step.amount) % len(self._keyed)]
        if step.tool == "same":
            self._expect_replay(request, answer, operation)
            return
        language = "RU" if request.arguments.get("language") == "EN" else "EN"
        other = {"language": language, "idempotency_key": request.arguments["idempotency_key"]}
        reply = self._send(Request("set_my_language", other, token=request.token))
        fits = isinstance(reply, Refused) and reply.refusal.status in (409, *LOST_ENTRY)
        if not fits or laws.logged(self.engine.raw):
            raise Violation("idempotency", f"another call under the key of {request.tool} was answered {reply!r}")

    def _call(self, step: Step) -> None:
        actor = self.people.actors[step.who] if step.who is not None else None
        arguments = self.known.resolved(step.arguments or {})
        request = Request(step.tool, arguments, token=actor.token if actor else None)
        operation = self.registry.find(step.tool)
        assert operation is not None
        self.engine.database.fault = step.fault
        reply = self._send(request)
        if isinstance(reply, Asked) and step.yes:
            self._nothing_logged(step.tool, "a question")
            request = replace(request, agreed=reply.digest)
            reply = self._send(request)
        self.engine.database.fault = None
        self.tools[step.tool] += isinstance(reply, Answered)
        self._judge(step, actor, request, reply, operation)
        if step.repeat == "stranger" and not isinstance(reply, Asked):
            self._as_stranger(step, request)

    def _judge(self, step: Step, actor: Actor | None, request: Request, reply: Reply, operation: Operation) -> None:
        lines = laws.logged(self.engine.raw)
        if not isinstance(reply, Answered):
            if isinstance(reply, Refused):
                self.refusals[reply.refusal.code] += 1
                if (
                    reply.refusal.status == 401
                    and actor is not None
                    and step.who is not None
                    and step.who not in self._ended
                ):
                    self._ended.append(step.who)
            if lines:
                raise Violation("charge", f"{step.tool} did not happen, but the log has it: {tuple(lines[0])}")
            return
        self._judge_charge(step, actor, reply, operation, lines)
        if "dry_run" not in reply.answer:
            self.known.learn(step.number, step.tool, reply.answer, step.who)
        if request.arguments.get("idempotency_key") and actor is not None and not reply.answer.get("dry_run"):
            self._keyed.append((request, reply.answer, operation))
            if step.repeat == "twice":
                self._expect_replay(request, reply.answer, operation)

    def _judge_charge(
        self, step: Step, actor: Actor | None, reply: Answered, operation: Operation, lines: list[Any]
    ) -> None:
        """Exactly one line for what happened, over what the answer says; none for what did not."""
        queued = "job" in reply.answer and (step.arguments or {}).get("wait") is False and operation.waitable
        silent = actor is None and operation.access == "read"
        expected = 0 if reply.answer.get("dry_run") or reply.answer.get("replayed") or queued or silent else 1
        if len(lines) != expected:
            raise Violation("charge", f"{step.tool} was logged {len(lines)} times, not {expected}")
        if not expected:
            return
        said = reply.answer.get("charge")
        told_amount = re.sub(r"\D", "", str(said["amount"])) if said and said.get("amount") else "0"
        if int(told_amount) != lines[0]["amount"]:
            raise Violation("charge", f"{step.tool} told of {said}, the log has {lines[0]['amount']}")
        if lines[0]["amount"] and actor is not None:
            self._within_limits(step, actor)

    def _within_limits(self, step: Step, actor: Actor) -> None:
        if actor.kind != "agent":
            return
        now = self.engine.clock()
        for row in self.engine.raw.execute(
            "SELECT period, amount FROM spending_limits WHERE agent_id = ?", (actor.id,)
        ):
            start = now.strftime({"day": "%Y-%m-%d", "month": "%Y-%m-01"}.get(row["period"], "9"))
            spent = self.engine.raw.execute(
                "SELECT coalesce(sum(usd_micros), 0) FROM calls WHERE caller_type = 'agent' AND caller_id = ? AND at >= ?",
                (actor.id, start),
            ).fetchone()[0]
            if spent > row["amount"]:
                raise Violation(
                    "limit", f"agent {actor.id} spent {spent} of {row['amount']} a {row['period']} with {step.tool}"
                )

    def _expect_replay(self, request: Request, answer: dict[str, Any], operation: Operation) -> None:
        reply = self._send(request)
        if isinstance(reply, Refused) and reply.refusal.status in LOST_ENTRY:
            return
        kept = {name: part for name, part in answer.items() if name not in operation.secret}
        expected = json.loads(json.dumps({**kept, "replayed": True}))
        if (
            not isinstance(reply, Answered)
            or json.loads(json.dumps(reply.answer)) != expected
            or laws.logged(self.engine.raw)
        ):
            raise Violation(
                "idempotency", f"{request.tool} repeated under its key was answered {reply!r}, not {expected}"
            )

    def _as_stranger(self, step: Step, request: Request) -> None:
        """Whoever has nothing to do with a record gets the answer they get for one that does not exist."""
        own = {name: value for name, value in request.arguments.items() if name not in ("idempotency_key", "confirm")}
        name = next(name for name in PRIVATE if name in own)
        absent = ABSENT if isinstance(own[name], int) else "0" * 12
        for stranger in self.people.strangers:
            theirs = self._send(Request(step.tool, dict(own), token=stranger.token))
            unknown = self._send(Request(step.tool, {**own, name: absent}, token=stranger.token))
            ids = (own[name], absent)
            said, unsaid = told(theirs, ids), told(unknown, ids)
            laws.logged(self.engine.raw)
            if said != unsaid:
                raise Violation("stranger", f"{step.tool} tells {stranger.kind} strangers apart: {said} / {unsaid}")

    def _send(self, request: Request) -> Reply:
        self.calls += 1
        self.engine.errors.last = None
        reply = self.engine.call(request)
        self._no_error(request.tool)
        return reply

    def _nothing_logged(self, tool: str, what: str) -> None:
        if laws.logged(self.engine.raw):
            raise Violation("charge", f"{tool} was logged although it ended in {what}")

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
