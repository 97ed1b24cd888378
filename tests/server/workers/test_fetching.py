"""Requests to outside calendars: checked at every hop, logins kept to their host, bounds while it comes in."""

from __future__ import annotations

import os
import subprocess
import sys

import httpx
import pytest

from server.workers.outside.fetching import Asked, Fetcher
from server.workers.outside.sources import OutsideFault
from tests.tools.scheduling.links.outside_world import in_parts


def fetcher(answers, private_hosts=(), seen=None, **more):
    """A web of these answers by URL; seen: the requests as they came."""

    def answer(request):
        url = f"{request.url.scheme}://{request.headers['host']}{request.url.raw_path.decode()}"
        (seen if seen is not None else []).append((request.method, url, request.headers.get("authorization")))
        status, headers, body = answers.get(url, (404, {}, b""))
        return httpx.Response(status, headers=headers, content=in_parts(body))

    async def resolve(host, port):
        return ["10.9.8.7"] if host.endswith("home.arpa") else ["93.184.216.34"]

    return Fetcher(private_hosts, resolve=resolve, transport=httpx.MockTransport(answer), **more)


async def test_a_host_the_operator_trusts_is_asked_inside_and_without_tls():
    web = fetcher({"http://dav.home.arpa:5232/": (200, {}, b"here")}, {"dav.home.arpa:5232"})
    assert (await web.fetch(Asked("http://dav.home.arpa:5232/"))).body == b"here"
    for other in ("http://dav.home.arpa:5233/", "https://other.home.arpa/", "http://dav.home.arpa/"):
        with pytest.raises(OutsideFault, match="no server on the internet"):
            await web.fetch(Asked(other))


async def test_a_redirect_into_the_network_is_not_followed():
    for target in ("https://10.0.0.1/", "https://a.home.arpa/", "https://[::1]/"):
        web = fetcher({"https://a.example.com/": (302, {"Location": target}, b"")})
        with pytest.raises(OutsideFault, match="no server on the internet"):
            await web.fetch(Asked("https://a.example.com/"))


@pytest.mark.parametrize(
    ("target", "goes_along"),
    [
        ("https://dav.example.com/b", True),
        ("https://p12-dav.example.com/", True),
        ("https://example.com.evil.test/", False),
        ("https://evil.test/", False),
        ("https://notexample.com/", False),
    ],
)
async def test_a_login_stays_with_its_host_and_its_neighbours(target, goes_along):
    seen = []
    web = fetcher({"https://dav.example.com/": (307, {"Location": target}, b"")}, seen=seen)
    await web.fetch(Asked("https://dav.example.com/", "PROPFIND", content=b"<x/>", login="Basic eA=="))
    assert seen == [
        ("PROPFIND", "https://dav.example.com/", "Basic eA=="),
        ("PROPFIND", target, "Basic eA==" if goes_along else None),
    ]


async def test_six_redirects_are_one_too_many():
    hops = {f"https://a.example.com/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(9)}
    with pytest.raises(OutsideFault, match="more than 5 redirects"):
        await fetcher(hops).fetch(Asked("https://a.example.com/0"))
    five = {**hops, "https://a.example.com/5": (200, {}, b"there")}
    assert (await fetcher(five).fetch(Asked("https://a.example.com/0"))).body == b"there"


async def test_a_full_answer_is_taken_and_one_byte_more_is_not():
    exact = {"https://a.example.com/": (200, {}, b"x" * 100_000)}
    assert len((await fetcher(exact, most_bytes=100_000).fetch(Asked("https://a.example.com/"))).body) == 100_000
    with pytest.raises(OutsideFault, match="too large"):
        await fetcher(exact, most_bytes=99_999).fetch(Asked("https://a.example.com/"))


async def test_packing_that_was_not_asked_for_is_not_taken():
    web = fetcher({"https://a.example.com/": (200, {"Content-Encoding": "br"}, b"\x00")})
    with pytest.raises(OutsideFault, match="packs"):
        await web.fetch(Asked("https://a.example.com/"))
    broken = fetcher({"https://a.example.com/": (200, {"Content-Encoding": "gzip"}, b"no gzip")})
    with pytest.raises(OutsideFault):
        await broken.fetch(Asked("https://a.example.com/"))


def test_addresses_are_not_logged_however_much_is_asked_for():
    code = """if True:
        import logging, server.protocol.serving as serving
        serving._log_to_stderr()
        print(any(logging.getLogger(name).isEnabledFor(logging.INFO) for name in ("httpx", "httpcore.http11", "caldav")))
    """
    env = {**os.environ, "HIRINGHALL_LOG": "DEBUG"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
