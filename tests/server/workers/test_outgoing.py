"""Where requests to addresses that callers named may go, after their names were looked up."""

from __future__ import annotations

import pytest

from server.workers.outgoing import ForbiddenTarget, Resolve, checked_target


def leading_to(*addresses: str) -> Resolve:
    async def resolve(host: str, port: int) -> list[str]:
        return list(addresses)

    return resolve


async def leading_nowhere(host: str, port: int) -> list[str]:
    raise OSError("no such name")


async def test_a_request_goes_to_the_address_that_was_checked_under_the_name_that_was_given() -> None:
    target = await checked_target("https://hook.example.com/a?b=c#d", leading_to("93.184.216.34", "8.8.8.8"))
    assert target.pinned == "https://93.184.216.34:443/a?b=c"
    assert target.headers == {"Host": "hook.example.com"}
    assert target.extensions == {"sni_hostname": "hook.example.com"}
    target = await checked_target("https://hook.example.com:8443/a", leading_to("2606:2800:220:1::1"))
    assert target.pinned == "https://[2606:2800:220:1::1]:8443/a"
    assert target.headers == {"Host": "hook.example.com:8443"}


async def test_a_name_beyond_ascii_is_looked_up_as_resolvers_have_it() -> None:
    target = await checked_target("https://Bücher.example/", leading_to("8.8.8.8"))
    assert target.host == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    "addresses",
    [
        (),
        ("127.0.0.1",),
        ("10.0.0.1",),
        ("169.254.169.254",),
        ("100.64.0.1",),
        ("::1",),
        ("::ffff:192.168.0.1",),
        ("fe80::1%eth0",),
        ("224.0.0.1",),
        ("93.184.216.34", "192.168.0.1"),
        ("nonsense",),
    ],
)
async def test_a_name_that_leads_anywhere_else_is_not_used(addresses: tuple[str, ...]) -> None:
    with pytest.raises(ForbiddenTarget):
        await checked_target("https://hook.example.com/", leading_to(*addresses))


@pytest.mark.parametrize(
    "url", ["http://example.com/", "https://localhost/", "https://10.0.0.1/", "https://example.com:25/"]
)
async def test_what_can_never_be_public_is_not_even_looked_up(url: str) -> None:
    with pytest.raises(ForbiddenTarget):
        await checked_target(url, leading_to("8.8.8.8"))


async def test_a_name_that_leads_nowhere_is_said_to() -> None:
    with pytest.raises(ForbiddenTarget, match="leads nowhere"):
        await checked_target("https://hook.example.com/", leading_nowhere)


async def test_this_machine_under_any_name_is_not_sent_to() -> None:
    with pytest.raises(ForbiddenTarget):
        await checked_target("https://127.0.0.1/")
