"""Serving: stdio for one person's client, Streamable HTTP for many."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from server.app import App
from server.calls.ways import Way
from server.config import Profile, load_profile, profile_name, save_profile
from server.oauth.settings import SignIn
from server.operator import name_operator, person_token, token_for_agent
from server.protocol.places import CONNECTIONS
from server.protocol.plain.calls import PlainCalls
from server.protocol.plain.conversation import Conversation, conversing
from server.protocol.plain.doorman import SWITCH, Doorman, is_pipe
from server.protocol.quiet_log import OncePerMinute
from server.protocol.senders import view_for
from server.protocol.tool_calls import ToolCalls
from server.telemetry.settings import configured_collector
from store.http_address import http_address
from store.opening import applied, is_there, reading
from store.server_url import Where, shown
from tools.rules.addresses import is_loopback

if TYPE_CHECKING:
    from server.protocol.network import Network

LOCAL_COMPANY = "My company"
LOCAL_PERSON = "me@hiringhall.local"
LOCAL_AGENT = "My assistant"
LOCAL_CREDIT = "100 USDT"
# How long calls that are running may go on once the server was told to stop.
GOODBYE_SECONDS = 5
# The database, its readers, files being read and written, and what the libraries keep open.
OWN_FILES = 256
LEAST_CONNECTIONS = 64


def serve_stdio(
    db: Where,
    token: str | None,
    toolsets: str | None,
    read_only: bool,
    confirm: Way = "auto",
    doorman: Doorman | None = None,
) -> None:
    """Serve one client over stdin and stdout until it goes away. doorman: who answers it until then."""
    _log_to_stderr()
    # A thread waits for the next line of stdin, and nothing can call it off: Ctrl-C ends the process at once, as SIGTERM
    # does. What was answered is on the disk.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    spare_the_collector()
    asyncio.run(_stdio(db, token, toolsets, read_only, confirm, doorman))


async def _stdio(
    db: Where, token: str | None, toolsets: str | None, read_only: bool, confirm: Way, doorman: Doorman | None
) -> None:
    fresh = not is_there(db)
    async with opened(db, alone=True) as app:
        if token is None:
            token = await _local_token(app, db, fresh)
        calls = ToolCalls(app, token, view_for(app.parts.registry.toolsets, toolsets, read_only, confirm))
        if not (is_pipe(0) and is_pipe(1)):
            await _through_the_library(calls)
            return
        async with conversing(PlainCalls(calls), doorman) as talk:
            if await talk.needs_library():
                # Whoever asks for nothing unusual does without, which is most of a start and a third of the memory.
                await asyncio.to_thread(_load_library)
                await _with_the_library(calls, talk)


def _load_library() -> None:
    import server.protocol.stdio
    import server.protocol.tool_handlers  # noqa: F401


async def _with_the_library(calls: ToolCalls, talk: Conversation) -> None:
    from server.protocol.stdio import Incoming, Outgoing
    from server.protocol.tool_handlers import HallServer

    server = HallServer(calls.app, calls=calls).mcp
    await server.run(Incoming(talk), Outgoing(talk), server.create_initialization_options())


async def _through_the_library(calls: ToolCalls) -> None:
    """At a terminal or a file, which the event loop cannot wait for."""
    import mcp.server.stdio

    from server.protocol.tool_handlers import HallServer

    server = HallServer(calls.app, calls=calls).mcp
    async with mcp.server.stdio.stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


async def _local_token(app: App, db: Where, fresh: bool) -> str | None:
    """The local profile's credential; a new database gets a company, an admin and an agent of its own."""
    if not fresh:
        profile = load_profile(db)
        if profile is None:
            click.echo(
                "hiringhall: no credential for this database; serving public operations only. "
                "Make one with: hiringhall token --agent NAME, and pass it in HIRINGHALL_TOKEN.",
                err=True,
            )
        return profile.token if profile else None
    admin = await person_token(app, LOCAL_PERSON, LOCAL_COMPANY, None, "admin")
    if admin.company_id is not None:
        await name_operator(app, admin.company_id)
    made = await token_for_agent(app, LOCAL_AGENT, LOCAL_COMPANY, None, LOCAL_CREDIT)
    path = save_profile(Profile(profile_name(db), made.token))
    click.echo(
        f"hiringhall: made a new hall at {shown(db)} with company '{LOCAL_COMPANY}', admin {LOCAL_PERSON} and agent "
        f"'{LOCAL_AGENT}' holding {LOCAL_CREDIT} of sandbox credit. Its key is kept in {path}.",
        err=True,
    )
    return made.token


def serve_http(
    db: Where,
    address: str,
    toolsets: str | None,
    read_only: bool,
    confirm: Way = "auto",
    allowed_hosts: tuple[str, ...] = (),
    trust_proxy: str | None = None,
    sign_in: SignIn | None = None,
) -> None:
    """Serve many clients over Streamable HTTP; the caller is the bearer key or token of each request.

    allowed_hosts: names it answers to besides its address; trust_proxy: whose X-Forwarded-For is believed; sign_in: whether
    people sign in by OAuth."""
    # A start over stdio has no use for the web server, which takes long to load.
    import uvicorn

    from server.protocol.http import http_app
    from server.protocol.request_timeout import patience

    host, port = parse_address(address)
    network = _network(host, allowed_hosts, trust_proxy)
    check_free(host, port)
    sign_in = served_at(sign_in or SignIn(), host, port)
    # What cannot be is said in a sentence, which is no longer possible once the web server starts.
    sign_in.issuer(_named_address(db))
    _log_to_stderr()
    if not (network.hosts.loopback or allowed_hosts):
        click.echo(
            f"hiringhall: {host} can be reached from other machines, and only requests for the address itself are answered. "
            "Name the hosts that clients use with --allowed-host NAME, and put TLS in front of it.",
            err=True,
        )
    spare_the_collector()
    # A thread that makes a document keeps the loop waiting as long each time the loop goes on.
    sys.setswitchinterval(SWITCH)
    most = max(LEAST_CONNECTIONS, min(CONNECTIONS[1], _files_to_open() - OWN_FILES))
    config = uvicorn.Config(
        http_app(db, toolsets, read_only, network, confirm, sign_in),
        host=host,
        port=port,
        log_level="warning",
        log_config=None,
        access_log=False,
        loop="asyncio",
        # The library would believe anybody on this machine.
        proxy_headers=False,
        # A stream that is held open ends with the server, not the server with the stream.
        timeout_graceful_shutdown=GOODBYE_SECONDS,
        server_header=False,
        limit_concurrency=most + LEAST_CONNECTIONS,
        http=patience(network.proxies, CONNECTIONS[0], most),
    )
    uvicorn.Server(config).run()


def _network(host: str, allowed_hosts: tuple[str, ...], trust_proxy: str | None) -> Network:
    from server.protocol.hosts import Hosts
    from server.protocol.network import Network
    from server.protocol.origins import Proxies

    return Network(Hosts.of(host, allowed_hosts), Proxies.named(trust_proxy))


def _files_to_open() -> int:
    """How many files and connections this process may hold open, after asking for enough."""
    try:
        import resource
    except ImportError:
        return 2 * OWN_FILES + CONNECTIONS[1]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OWN_FILES + CONNECTIONS[1]
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == resource.RLIM_INFINITY else soft


def _named_address(db: Where) -> str | None:
    """The hall's address from outside, where there is a hall and it was named one. StoreUnavailable from a server that does
    not answer."""
    if not applied(db):
        return None
    with reading(db) as tx:
        return http_address(tx)


def spare_the_collector() -> None:
    """What is loaded by now stays; a call makes few cycles, so they are looked for more rarely."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


def served_at(sign_in: SignIn, host: str, port: int) -> SignIn:
    """The same with the address that is listened at, where that is this machine's own."""
    if not is_loopback(host):
        return sign_in
    return replace(sign_in, served=f"http://{f'[{host}]' if ':' in host else host}:{port}")


def parse_address(text: str) -> tuple[str, int]:
    """'127.0.0.1:8000' as host and port; ValueError when it is not that."""
    host, _, port = text.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise ValueError(f"--http wants HOST:PORT such as 127.0.0.1:8000, not {text!r}")
    return host.strip("[]") or "127.0.0.1", int(port)


def check_free(host: str, port: int) -> None:
    """ValueError when nothing can listen there, said before anything is opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server itself does: a place that was left a moment ago is free.
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                why = "is taken by another program; stop that one or choose another port"
            else:
                why = f"cannot be listened at ({error.strerror or error})"
            raise ValueError(f"{host}:{port} {why} with --http HOST:PORT.") from None


@contextlib.asynccontextmanager
async def opened(db: Where, alone: bool) -> AsyncIterator[App]:
    """An open app with its workers running; alone: for one client."""
    # What is set wrongly is said before anything is opened.
    collector = configured_collector()
    app = (await App.open(db, alone=alone)).observe(collector)
    app.start_workers()
    try:
        yield app
    finally:
        await app.close()


def _log_to_stderr() -> None:
    level = os.environ.get("HIRINGHALL_LOG", "WARNING").upper()
    logging.basicConfig(stream=sys.stderr, level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # They log addresses that are secrets themselves, and what came back.
    for library in ("httpx", "httpcore", "caldav"):
        logging.getLogger(library).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(OncePerMinute())
