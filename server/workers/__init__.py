"""What is done beside the calls: the outbox and the scheduler."""
