"""What a served hall tells a collector, received by one on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from server.telemetry.settings import Wanted, wanted
from tests.clients.serving import NOBODY, PATIENCE, http_server, run
from tests.server.protocol.plain.talking import META, request

TRACE = "0af7651916cd43dd8448eb211c80319c"
ANY = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, Wanted(False, False)),
        (ANY, Wanted(True, True)),
        ({**ANY, "OTEL_SDK_DISABLED": "true"}, Wanted(False, False)),
        ({**ANY, "OTEL_TRACES_EXPORTER": "none"}, Wanted(False, True)),
        ({**ANY, "OTEL_METRICS_EXPORTER": "none"}, Wanted(True, False)),
        ({"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "http://127.0.0.1:4318/v1/metrics"}, Wanted(False, True)),
    ],
)
def test_the_standard_variables_say_what_is_told(environment: dict[str, str], told: Wanted) -> None:
    assert wanted(environment) == told


def test_a_protocol_that_is_not_spoken_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="http/protobuf"):
        wanted({**ANY, "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"})


class Collector:
    """What arrived."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, bytes]] = []

    @property
    def spans(self) -> list[Any]:
        return [
            span
            for path, body in self.posts
            if path == "/v1/traces"
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def points(self, name: str) -> list[tuple[dict[str, str], Any]]:
        """The latest points of a metric with what they are told apart by."""
        metrics = [
            metric
            for path, body in self.posts
            if path == "/v1/metrics"
            for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
        ]
        kind = metrics[-1].WhichOneof("data")
        return [(said(point), point) for point in getattr(metrics[-1], kind).data_points]


def said(thing: Any) -> dict[str, str]:
    return {each.key: each.value.string_value for each in thing.attributes}


@contextmanager
def collecting() -> Iterator[tuple[str, Collector]]:
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            collector.posts.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", collector
    finally:
        server.shutdown()
        server.server_close()


def call(base: str, token: str, name: str, arguments: dict[str, Any], **meta: str) -> Any:
    """One call over HTTP, without a session."""
    message = request("tools/call", {"name": name, "arguments": arguments, "_meta": {**META, **meta}})
    headers = {
        "Authorization": f"Bearer {token}",
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2026-07-28",
        "Mcp-Method": "tools/call",
        "Mcp-Name": name,
    }
    answer = httpx.post(f"{base}/mcp", json=message, headers=headers, timeout=PATIENCE, verify=NOBODY)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("traces", [True, False], ids=["traces too", "metrics alone"])
def test_a_collector_hears_what_was_called_and_what_came_of_it_and_nothing_of_who_and_with_what(
    traces: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "hall.db"
    token = run("token", "--agent", "Bot", "--company", "Acme", "--credit", "25 USDT", db=db).stdout.strip()
    with collecting() as (url, collector):
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
        monkeypatch.setenv("OTEL_TRACES_EXPORTER", "otlp" if traces else "none")
        with http_server(db) as base:
            call(
                base,
                token,
                "run_read",
                {"tool": "get_wallet", "arguments": {}},
                traceparent=f"00-{TRACE}-b7ad6b7169203331-01",
            )
            call(base, token, "create_inquiry", {"title": "A very private title"})
            call(base, token, "no_such_thing", {"very": "private"})
    calls = {one["hiringhall.operation"]: (one, point) for one, point in collector.points("hiringhall.call.duration")}
    wallet, point = calls["get_wallet"]
    assert wallet == {
        "hiringhall.operation": "get_wallet",
        "hiringhall.toolset": "wallet",
        "hiringhall.outcome": "answered",
    }
    assert point.count == 1
    assert 0 < point.sum < 5
    assert calls["create_inquiry"][0]["hiringhall.outcome"] == "refused"
    assert calls["create_inquiry"][0]["error.type"]
    assert calls["unknown"][0]["hiringhall.outcome"] == "refused"
    queues = {one["hiringhall.queue"]: point.as_int for one, point in collector.points("hiringhall.backlog")}
    assert queues == {"outbox": 0, "outbox_given_up": 0, "webhooks": 0, "jobs": 0}
    [(_, writes)] = collector.points("hiringhall.store.writes.waiting")
    assert writes.as_int >= 0
    everything = json.dumps([body.decode("latin-1") for _, body in collector.posts])
    assert "private" not in everything
    assert token not in everything
    assert bool(collector.spans) is traces
    if traces:
        spans = {span.name: span for span in collector.spans}
        outer, inner = spans["tools/call run_read"], spans["call get_wallet"]
        assert outer.trace_id.hex() == TRACE
        assert inner.parent_span_id == outer.span_id
        assert said(inner)["hiringhall.outcome"] == "answered"
