"""What the pipeline knows and keeps of calls: callers, usage, answers under their keys, questions, jobs, the outbox."""
