"""Spans and metrics of a running hall: how long calls take and what comes of them, and what waits.

Names of operations and codes of refusals, never arguments, answers or who called."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

from opentelemetry.metrics import CallbackOptions, NoOpMeterProvider, Observation
from opentelemetry.trace import NoOpTracerProvider, SpanKind, StatusCode

from server.calls.messages import Answered, Refused, Reply, Request
from store.calls.backlog import backlog
from store.database import Database, StoreUnavailable

if TYPE_CHECKING:
    from server.registry import Registry
    from server.telemetry.settings import Providers

logger = logging.getLogger("hiringhall")
SCOPE = "hiringhall"
LOOKS_EVERY = 15
GOODBYE_SECONDS = 2
# Seconds: most calls take milliseconds.
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Observer:
    """Watches the calls of one hall."""

    def __init__(self, providers: Providers, registry: Registry, database: Database) -> None:
        self._providers, self._registry, self._database = providers, registry, database
        self._tracer = (providers.traces or NoOpTracerProvider()).get_tracer(SCOPE)
        meter = (providers.metrics or NoOpMeterProvider()).get_meter(SCOPE)
        self._duration = meter.create_histogram(
            "hiringhall.call.duration", "s", "Calls of operations", explicit_bucket_boundaries_advisory=list(BOUNDS)
        )
        self._waiting: dict[str, int] = {}
        meter.create_observable_gauge("hiringhall.backlog", [self._backlog], "{item}", "What waits, by queue")
        meter.create_observable_gauge(
            "hiringhall.store.writes.waiting", [self._writes], "{unit}", "Units of work before the writer"
        )

    async def call(self, request: Request, answer: Callable[[Request], Awaitable[Reply]]) -> Reply:
        """Have a call answered, and note it."""
        operation = self._registry.find(request.tool)
        # What nobody offers is one name, whatever was asked for.
        name, toolset = (operation.name, operation.toolset) if operation else ("unknown", "unknown")
        noted: dict[str, Any] = {"hiringhall.operation": name, "hiringhall.toolset": toolset}
        started = time.perf_counter()
        with self._tracer.start_as_current_span(f"call {name}", kind=SpanKind.INTERNAL, attributes=noted) as span:
            reply = await answer(request)
            noted |= _outcome(reply)
            span.set_attributes(noted)
            if noted.get("error.type") == "internal_error":
                span.set_status(StatusCode.ERROR)
        self._duration.record(time.perf_counter() - started, noted)
        return reply

    async def run(self) -> None:
        """Look at what waits, for ever."""
        while True:
            await self.look()
            await asyncio.sleep(LOOKS_EVERY)

    async def look(self) -> None:
        try:
            self._waiting = await self._database.read(backlog)
        except StoreUnavailable as unavailable:
            logger.warning("what waits was not counted: %s", unavailable)

    def close(self) -> None:
        """Tell what has not been told yet; a collector that does not answer holds nobody up."""
        telling = threading.Thread(target=self._tell_the_rest, daemon=True)
        telling.start()
        telling.join(GOODBYE_SECONDS)

    def _tell_the_rest(self) -> None:
        for provider in self._providers:
            if provider is not None:
                provider.shutdown()

    def _backlog(self, options: CallbackOptions) -> Iterable[Observation]:
        return [Observation(count, {"hiringhall.queue": queue}) for queue, count in self._waiting.items()]

    def _writes(self, options: CallbackOptions) -> Iterable[Observation]:
        return [Observation(self._database.writes_waiting)]


def _outcome(reply: Reply) -> dict[str, str]:
    if isinstance(reply, Answered):
        return {"hiringhall.outcome": "answered"}
    if isinstance(reply, Refused):
        return {"hiringhall.outcome": "refused", "error.type": reply.refusal.code}
    return {"hiringhall.outcome": "asked"}
