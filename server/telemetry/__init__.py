"""What a running hall tells an OpenTelemetry collector."""
