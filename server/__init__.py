"""The MCP server of Hiring Hall."""

__version__ = "0.1.0"
