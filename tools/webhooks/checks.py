"""What has to hold before a webhook is stored."""

from __future__ import annotations

from tools.call import Call
from tools.errors import Invalid
from tools.webhooks.rules.addresses import url_fault


def check_url(call: Call, url: str) -> None:
    """Invalid when nothing could be sent to an address."""
    if fault := url_fault(url, call.private_webhooks):
        raise Invalid({"url": fault})
