"""Which addresses are the internet's, and where a notice may be sent."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from tools.rules.addresses import address_in, http_url_fault, is_loopback, is_public_address, target_fault


@pytest.mark.parametrize(
    "text",
    [
        "93.184.216.34",
        "8.8.8.8",
        "1.1.1.1",
        "2606:2800:220:1::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_servers_of_the_internet_are_public(text: str) -> None:
    assert is_public_address(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.254", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "192.88.99.1", "168.63.129.16", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "fe80::1", "fec0::1",
        "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::1", "2002:a00:1::", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1",
    ],
)  # fmt: skip
def test_what_is_not_of_the_internet_is_not_public(text: str) -> None:
    assert not is_public_address(ip_address(text))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/hook",
        "https://hook.acme.test/agents?id=7",
        "https://example.com:443/",
        "https://example.com:8443/hook",
        "https://bücher.example/hook",
        "https://xn--bcher-kva.example/hook",
        "https://93.184.216.34/hook",
        "https://[2606:2800:220:1::1]/hook",
        "https://localhost.example.com/",
        "https://10.example.com/",
    ],
)
def test_an_https_address_of_the_internet_may_be_sent_to(url: str) -> None:
    assert target_fault(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/hook",
        "ftp://example.com/hook",
        "https:///hook",
        "https://user:pw@example.com/",
        "https://example.com\\@localhost/",
        "https://example.com:25/",
        "https://example.com:22/",
        "https://example.com:99999/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://a.localhost/",
        "https://intranet/",
        "https://db.internal/",
        "https://metadata.google.internal/",
        "https://printer.local/",
        "https://127.0.0.1/",
        "https://127.0.0.1./",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://10.0.0.7/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.100.100.200/",
        "https://0.0.0.0/",
        "https://0/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[fd00:ec2::254]/",
        "https://[fe80::1%25eth0]/",
        "https://[64:ff9b::a9fe:a9fe]/",
        "https://１２７.0.0.1/",
        "https://127。0。0。1/",
        "https://ⓛocalhost/",
        "https://%6cocalhost/",
        "https://exa mple.com/",
        "https://example..com/",
        "https://-/",
        "nonsense",
        "",
    ],
)
def test_nothing_is_sent_anywhere_else(url: str) -> None:
    assert target_fault(url)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.8.7", True),
        ("::1", True),
        ("[::1]", True),
        ("::ffff:127.0.0.1", True),
        ("localhost", True),
        ("LOCALHOST.", True),
        ("0.0.0.0", False),
        ("hall", False),
        ("localhost.example.com", False),
        ("", False),
    ],
)
def test_loopback_is_told_by_the_address(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_an_address_is_found_with_its_port_and_brackets() -> None:
    assert address_in("192.0.2.1:443") == ip_address("192.0.2.1")
    assert address_in("[2001:db8::1]:443") == ip_address("2001:db8::1")
    assert address_in("::ffff:192.0.2.1") == ip_address("192.0.2.1")
    assert address_in("example.com") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://hall.example.com",
        "https://hall.example.com/",
        "https://hall.example.com:8443/hall",
        "https://10.0.0.7",
        "http://127.0.0.1:8000",
        "http://localhost:8000",
        "http://[::1]:8000",
    ],
)
def test_where_a_server_may_be_reached(url: str) -> None:
    assert http_url_fault(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "hall.example.com",
        "ftp://hall.example.com",
        "https://",
        "https://user:pw@hall.example.com",
        "https://hall.example.com?x=1",
        "https://hall.example.com/#x",
        "https://hall.example.com:99999",
        "https://hall.example.com /",
        "http://hall.example.com",
        "http://10.0.0.7:8000",
    ],
)
def test_where_it_may_not(url: str) -> None:
    assert http_url_fault(url) is not None


def test_a_password_in_an_address_is_what_is_said_to_be_wrong() -> None:
    for fault in (target_fault("https://user:pw@example.com/"), http_url_fault("https://user:pw@hall.example.com")):
        assert fault == "must not hold a user name or password"
