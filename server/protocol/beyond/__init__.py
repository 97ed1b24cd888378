"""What the server offers beside its tools: resources, prompts, skills, subscriptions."""
