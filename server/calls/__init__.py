"""One call: who calls, whether it may, what it costs, its transaction, its answer."""
