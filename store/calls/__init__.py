"""What the pipeline keeps of calls: usage, answers under their keys, questions, jobs."""
