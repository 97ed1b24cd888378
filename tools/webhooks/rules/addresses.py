"""Where events may be sent, as far as an address alone tells; what a name leads to is looked at before every attempt."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tools.rules.addresses import NO_NAME, host_and_port, target_fault
from tools.rules.sentences import worded


def url_fault(url: str, private_allowed: bool) -> str | None:
    """What is wrong with a webhook's address; None when nothing is. private_allowed: http and addresses inside count too."""
    if not private_allowed:
        return target_fault(url)
    if "@" in url.partition("//")[2].partition("/")[0]:
        return NO_NAME
    bare = not re.search(r"[\s\\]", url)
    return None if bare and host_and_port(url).partition(":")[0] else worded("must be an https or http address")


def host_of(url: str) -> str:
    """What an address is called in a sentence: its host alone, as the rest may hold a secret."""
    return urlsplit(url).hostname or ""
