"""Which Host and Origin a server answers to."""

from __future__ import annotations

import pytest

from server.protocol.hosts import Hosts

HALL = ("hall.example.com", "other.example.com:8443")


@pytest.mark.parametrize(
    ("bound", "names", "local", "host", "taken"),
    [
        ("127.0.0.1", (), "127.0.0.1", "127.0.0.1:8000", True),
        ("127.0.0.1", (), "127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", (), "127.0.0.1", "localhost:8000", True),
        ("127.0.0.1", (), "127.0.0.1", "LOCALHOST", True),
        ("127.0.0.1", (), "127.0.0.1", "localhost.:8000", True),
        ("127.0.0.1", (), "127.0.0.1", "[::1]:8000", True),
        ("127.0.0.2", (), "127.0.0.2", "127.0.0.2:8000", True),
        ("127.0.0.2", (), "127.0.0.2", "evil.test", False),
        ("127.255.1.9", (), "127.255.1.9", "evil.test:8000", False),
        ("localhost", (), "127.0.0.1", "localhost:1", True),
        ("localhost", (), "127.0.0.1", "evil.test", False),
        ("::1", (), "::1", "[::1]:8000", True),
        ("127.0.0.1", (), "127.0.0.1", "127.0.0.1.evil.test", False),
        ("127.0.0.1", (), "127.0.0.1", "localhost.evil.test", False),
        ("127.0.0.1", (), "127.0.0.1", "localhost@evil.test", False),
        ("127.0.0.1", (), "127.0.0.1", "evil.test#localhost", False),
        ("127.0.0.1", (), "127.0.0.1", "evil.test\\localhost", False),
        ("127.0.0.1", (), "127.0.0.1", "192.168.0.9:8000", False),
        ("127.0.0.1", (), "127.0.0.1", "0.0.0.0:8000", False),
        ("127.0.0.1", (), "127.0.0.1", "", False),
        ("127.0.0.1", (), "127.0.0.1", None, False),
        ("127.0.0.1", HALL, "127.0.0.1", "hall.example.com", True),
        ("127.0.0.1", HALL, "127.0.0.1", "Hall.Example.com.:443", True),
        ("127.0.0.1", HALL, "127.0.0.1", "x.hall.example.com", False),
        ("127.0.0.1", HALL, "127.0.0.1", "other.example.com:8443", True),
        ("127.0.0.1", HALL, "127.0.0.1", "other.example.com:80", False),
        ("127.0.0.1", HALL, "127.0.0.1", "other.example.com", False),
        ("0.0.0.0", (), "192.168.0.5", "192.168.0.5:8000", True),
        ("0.0.0.0", (), "192.168.0.5", "evil.test", False),
        ("0.0.0.0", (), "192.168.0.5", "192.168.0.6:8000", False),
        ("0.0.0.0", (), "192.168.0.5", "127.0.0.1:8000", False),
        ("0.0.0.0", (), "192.168.0.5", "0.0.0.0:8000", False),
        ("0.0.0.0", (), "127.0.0.1", "127.0.0.1:8000", True),
        ("0.0.0.0", (), "127.0.0.1", "localhost:8000", True),
        ("0.0.0.0", (), None, "localhost:8000", False),
        ("0.0.0.0", HALL, "192.168.0.5", "hall.example.com", True),
        ("::", (), "::ffff:192.168.0.5", "192.168.0.5:8000", True),
        ("::", (), "2001:db8::5", "[2001:db8::5]:8000", True),
        ("::", (), "2001:db8::5", "[2001:db8::6]:8000", False),
        ("192.168.0.5", (), "192.168.0.5", "192.168.0.5", True),
        ("192.168.0.5", (), "192.168.0.5", "evil.test", False),
        ("myhost", (), "192.168.0.5", "myhost:8000", True),
        ("myhost", (), "192.168.0.5", "evil.test", False),
    ],
)
def test_a_server_answers_to_its_own_names(
    bound: str, names: tuple[str, ...], local: str | None, host: str | None, taken: bool
) -> None:
    assert Hosts.of(bound, names).takes(host, local) is taken


@pytest.mark.parametrize(
    ("origin", "taken"),
    [
        ("http://127.0.0.1:3000", True),
        ("http://localhost:8000", True),
        ("https://localhost", True),
        ("http://[::1]:8000", True),
        ("https://hall.example.com", True),
        ("http://evil.test", False),
        ("http://127.0.0.1.evil.test", False),
        ("http://localhost:8000.evil.test", False),
        ("http://localhost@evil.test", False),
        ("null", False),
        ("file://localhost", False),
        ("localhost", False),
        ("http://", False),
    ],
)
def test_pages_of_other_sites_do_not_call_here(origin: str, taken: bool) -> None:
    assert Hosts.of("127.0.0.1", HALL).takes_origin(origin, "127.0.0.1") is taken


@pytest.mark.parametrize("name", ["https://hall.example.com", "hall.example.com/mcp", "", "a b", "u@h"])
def test_what_is_no_host_cannot_be_allowed(name: str) -> None:
    with pytest.raises(ValueError, match="--allowed-host"):
        Hosts.of("0.0.0.0", (name,))
