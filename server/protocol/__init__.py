"""How MCP messages come in and go out: stdio, Streamable HTTP, tools, resources, prompts."""
