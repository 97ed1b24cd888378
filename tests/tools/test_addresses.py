"""Web addresses that people store: shown as links elsewhere, so they are links and nothing else."""

from __future__ import annotations

import pytest

from tools.params import web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://acme.test",
        "http://acme.test:8080/a/b?c=d%20e&f#g",
        "https://пример.test/путь",
        "https://[2001:db8::1]/",
        "http://127.0.0.1/",
    ],
)
def test_a_web_address_is_taken_as_it_is(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//acme.test",
        "acme.test",
        "https://",
        "https:///path",
        "https://?q",
        "https://:80/",
        "http://[::1",
        "http://acme.test:99999999/",
        "https://acme.test/a b",
        "https://acme.test/\nBcc: x@y.test",
        'https://acme.test/"onclick="alert(1)',
        "https://acme.test/<script>",
        "https://acme.test\\@evil.test/",
        "https://acme.test@evil.test/",
        "https://user:word@acme.test/",
        "https://acme.test/" + "a" * 500,
        7,
        None,
    ],
)
def test_anything_else_is_none(address: object) -> None:
    with pytest.raises(ValueError, match=r"http|password"):
        web_address(address)
