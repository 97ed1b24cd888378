"""Whether a hall tells a collector what it does, by the standard variables; and the library's parts that do it.

The package itself reads where to, which headers, what the service is called and how often (OTEL_EXPORTER_OTLP_*,
OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_METRIC_EXPORT_INTERVAL)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from server import __version__

if TYPE_CHECKING:
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.trace import TracerProvider

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
TRACES_ENDPOINT, METRICS_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"
PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL"
DISABLED = "OTEL_SDK_DISABLED"


class Wanted(NamedTuple):
    """What a collector is to be told."""

    traces: bool
    metrics: bool


class Providers(NamedTuple):
    """Who tells it; None for what is not told."""

    traces: TracerProvider | None
    metrics: MeterProvider | None


def wanted(environment: Mapping[str, str]) -> Wanted:
    """What the environment asks for. ValueError for a protocol that is not spoken here."""
    if environment.get(DISABLED, "").strip().lower() == "true":
        return Wanted(False, False)
    anywhere = bool(environment.get(ENDPOINT))
    told = Wanted(
        traces=_told(environment, "OTEL_TRACES_EXPORTER", anywhere or bool(environment.get(TRACES_ENDPOINT))),
        metrics=_told(environment, "OTEL_METRICS_EXPORTER", anywhere or bool(environment.get(METRICS_ENDPOINT))),
    )
    protocol = environment.get(PROTOCOL) or "http/protobuf"
    if any(told) and protocol != "http/protobuf":
        raise ValueError(f"{PROTOCOL}={protocol} is not spoken here: leave it out, or say http/protobuf.")
    return told


def configured_collector() -> Providers | None:
    """Whoever tells the collector that the environment names; None where it names none. ValueError when it is set wrongly."""
    told = wanted(os.environ)
    return begin(told) if any(told) else None


def begin(told: Wanted) -> Providers:
    """Start telling. ValueError without the packages of the extra."""
    try:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.metrics import MeterProvider
        from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.trace import set_tracer_provider
    except ImportError:
        raise ValueError(
            f"{ENDPOINT} is set, and telling a collector takes an extra: pip install 'hiringhall[telemetry]'."
        ) from None
    name = os.environ.get("OTEL_SERVICE_NAME") or "hiringhall"
    resource = Resource.create({"service.name": name, "service.version": __version__})
    traces = metrics = None
    if told.traces:
        traces = TracerProvider(resource=resource, shutdown_on_exit=False)
        traces.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        # The protocol's library makes its spans with whatever provider the process has.
        set_tracer_provider(traces)
    if told.metrics:
        metrics = MeterProvider(
            [PeriodicExportingMetricReader(OTLPMetricExporter())], resource=resource, shutdown_on_exit=False
        )
    return Providers(traces, metrics)


def _told(environment: Mapping[str, str], variable: str, anywhere: bool) -> bool:
    return anywhere and (environment.get(variable) or "otlp").strip().lower() != "none"
