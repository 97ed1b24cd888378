"""The command line. Each command is a thin shell over server.commands, which is imported only when a command runs."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from server import __version__
from server.calls.ways import Way
from server.cli.chain_commands import deposits, withdrawals
from server.cli.database_place import DatabasePlace
from server.cli.exchange_rate_commands import exchange_rates
from server.cli.keeping.commands import backup, copy, restore
from server.cli.ledger_commands import ledger
from server.cli.open_calls.commands import open_calls
from server.cli.payout_commands import payouts
from server.cli.reviews.commands import reviews
from server.cli.shell import Group, with_db
from store.server_url import Where


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hiringhall")
def cli() -> None:
    """Hiring Hall: one MCP server through which AI assistants find, book, contract, route and pay specialists."""


@cli.command()
@with_db
@click.option("--http", metavar="HOST:PORT", help="Serve Streamable HTTP at /mcp instead of stdio.")
@click.option(
    "--token",
    envvar="HIRINGHALL_TOKEN",
    help="Who stdio calls are made as; better HIRINGHALL_TOKEN, which ps does not show.",
)
@click.option(
    "--toolsets",
    envvar="HIRINGHALL_TOOLSETS",
    help="Toolsets to list and serve, by comma, or all (also HIRINGHALL_TOOLSETS).",
)
@click.option(
    "--read-only",
    is_flag=True,
    envvar="HIRINGHALL_READ_ONLY",
    help="Serve only operations that read (also HIRINGHALL_READ_ONLY).",
)
@click.option(
    "--allowed-host",
    "allowed_hosts",
    multiple=True,
    metavar="NAME",
    envvar="HIRINGHALL_ALLOWED_HOSTS",
    help="A host name that clients use, besides the address; may be repeated (also HIRINGHALL_ALLOWED_HOSTS, by blanks).",
)
@click.option(
    "--trust-proxy",
    metavar="ADDRESS[,ADDRESS|NETWORK]",
    envvar="HIRINGHALL_TRUST_PROXY",
    help="Reverse proxies whose X-Forwarded-For is believed (also HIRINGHALL_TRUST_PROXY).",
)
@click.option(
    "--confirm",
    type=click.Choice(["auto", "token", "ask"]),
    envvar="HIRINGHALL_CONFIRM",
    default="auto",
    help="How the person is asked: by the client's question where it can (auto), always with a token for a second call "
    "(token), by the client's question alone (ask; also HIRINGHALL_CONFIRM).",
)
@click.option(
    "--oauth/--no-oauth",
    "oauth",
    default=None,
    envvar="HIRINGHALL_OAUTH",
    help="Let people sign in over HTTP (OAuth); as it is, where http-url named an https address (also HIRINGHALL_OAUTH).",
)
@click.option(
    "--anonymous",
    is_flag=True,
    envvar="HIRINGHALL_ANONYMOUS",
    help="With OAuth: answer public operations without a credential too (also HIRINGHALL_ANONYMOUS).",
)
@click.option(
    "--oidc-issuer",
    metavar="URL",
    envvar="HIRINGHALL_OIDC_ISSUER",
    help="An OpenID Connect provider whose tokens are taken in place of the hall's own (also HIRINGHALL_OIDC_ISSUER).",
)
@click.option(
    "--oidc-audience",
    metavar="NAME",
    envvar="HIRINGHALL_OIDC_AUDIENCE",
    help="Whom those tokens have to be for (also HIRINGHALL_OIDC_AUDIENCE).",
)
def serve(
    db: Where,
    http: str | None,
    token: str | None,
    toolsets: str | None,
    read_only: bool,
    allowed_hosts: tuple[str, ...],
    trust_proxy: str | None,
    confirm: Way,
    oauth: bool | None,
    anonymous: bool,
    oidc_issuer: str | None,
    oidc_audience: str | None,
) -> None:
    """Serve MCP over stdio, or over HTTP with --http.

    Over stdio the caller is HIRINGHALL_TOKEN, else the local profile; over HTTP the bearer key or token of each request.
    """
    # Before all that takes long to load.
    from server.protocol.plain.doorman import Doorman

    doorman = Doorman.at_the_pipes(toolsets, read_only) if http is None else None
    from server.protocol.serving import serve_http, serve_stdio

    if click.get_current_context().get_parameter_source("token") is click.core.ParameterSource.COMMANDLINE:
        click.echo(
            "hiringhall: a token on the command line is seen by everybody on this machine (ps); pass it in HIRINGHALL_TOKEN.",
            err=True,
        )
    if http is None:
        serve_stdio(db, token, toolsets, read_only, confirm, doorman)
    else:
        from server.oauth.settings import SignIn

        sign_in = SignIn(
            "auto" if oauth is None else "on" if oauth else "off", None, anonymous, oidc_issuer, oidc_audience
        )
        serve_http(db, http, toolsets, read_only, confirm, allowed_hosts, trust_proxy, sign_in)


@cli.command()
@click.option("--plain", is_flag=True, help="No colours.")
@click.option(
    "--db",
    type=DatabasePlace(),
    help="Play in this new file, or database of a server, and keep it; else in a temporary file.",
)
def demo(plain: bool, db: Where | None) -> None:
    """Play the nine main jobs on a new database."""
    from server.cli.demo.stage import play

    sys.exit(play(plain, db))


@cli.command()
@with_db
def doctor(db: Where) -> None:
    """Check the set-up.

    Says what is configured, reachable, migrated and writable, and what to do about what is not.
    """
    from server.cli.doctor import examine

    sys.exit(examine(db))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Everything about each, as JSON.")
@with_db
def tools(as_json: bool, db: Where) -> None:
    """List every operation."""
    from server.cli.actions import list_tools

    list_tools(as_json)


@cli.command()
@with_db
@click.option("--specialists", type=click.IntRange(1, 5_000_000), required=True, help="How many people.")
@click.option("--random-seed", type=int, default=1, show_default=True, help="The same seed makes the same people.")
def seed(db: Where, specialists: int, random_seed: int) -> None:
    """Fill the database with sample people, deterministically."""
    from server.cli.actions import seed_people

    seed_people(db, specialists, random_seed)


@cli.command()
@with_db
@click.option(
    "--agent", metavar="NAME", help="A new agent, which is made active; with --new-key one that is there: agent:3."
)
@click.option("--new-key", is_flag=True, help="Another key for an agent that is there; its present one stops at once.")
@click.option("--person", metavar="EMAIL", help="A person, made when new; or one by number: person:7.")
@click.option(
    "--company", metavar="NAME", help="The company acted for: made when new, found when made here; or company:1."
)
@click.option("--currency", type=click.Choice(["EUR", "USD", "RUB"]), help="A new company's currency.")
@click.option(
    "--role", type=click.Choice(["admin", "member"]), help="A person's role in the company; a new one's is admin."
)
@click.option("--credit", metavar='"25 USDT"', help="Put this into the purse.")
def token(
    db: Where,
    agent: str | None,
    new_key: bool,
    person: str | None,
    company: str | None,
    currency: str | None,
    role: str | None,
    credit: str | None,
) -> None:
    """Print one credential for an agent or a person.

    A name is never taken for somebody else's: an agent's has to be new, a company's new or made by these commands.
    What is there already is named by its number, as in agent:3, person:7 and company:1.
    """
    from server.cli.actions import make_token
    from server.cli.actions import new_key as print_new_key

    if (agent is None) == (person is None):
        raise click.UsageError("Give either --agent NAME or --person EMAIL.")
    if agent is not None and role is not None:
        raise click.UsageError("--role is for people; an agent always acts as an ordinary member.")
    if new_key:
        if agent is None or company or currency or credit:
            raise click.UsageError("--new-key goes with --agent alone: --agent agent:3 --new-key.")
        print_new_key(db, agent)
        return
    make_token(db, agent, person, company, currency, role, credit)


@cli.command()
@with_db
@click.argument("owner")
@click.argument("amount")
def credit(db: Where, owner: str, amount: str) -> None:
    """Put money into a purse.

    OWNER: agent:3, company:1, person:7, an e-mail, or the name of an agent or company made here. AMOUNT: "20.00 USD".
    """
    from server.cli.actions import credit_purse

    credit_purse(db, owner, amount)


@cli.command()
@with_db
@click.argument("address", required=False)
def mailbox(db: Where, address: str | None) -> None:
    """Show the mail kept by local delivery, newest last."""
    from server.cli.actions import show_mailbox

    show_mailbox(db, address)


@cli.command()
@with_db
@click.argument("agent")
@click.argument("status", type=click.Choice(["suspend", "restore", "ban"]))
@click.option("--reason", help="Shown to the agent.")
def agent(db: Where, agent: str, status: str, reason: str | None) -> None:
    """Suspend, restore or ban an agent: agent:3, or the name of one made here."""
    from server.cli.actions import set_agent_status

    set_agent_status(db, agent, status, reason)


@cli.command()
@with_db
@click.argument("owner")
@click.option("--above", metavar='"100.00 USD"', help="Ask only for money above this.")
@click.option("--never", is_flag=True, help="Never ask: a trusted agent.")
@click.option(
    "--by", type=click.Choice(["token", "ask"]), help="How: a token for a second call, or the client's question."
)
@click.option("--default", "reset", is_flag=True, help="Back to the shipped behaviour.")
def confirmation(db: Where, owner: str, above: str | None, never: bool, by: Way | None, reset: bool) -> None:
    """Set when people are asked before money moves, and how; without an option show it.

    The amount of --above counts for one call, and for all that moved unasked on a day (UTC) together.

    OWNER, who calls: agent:3, person:7, an e-mail or a name.
    """
    from server.cli.actions import set_confirmation, show_confirmation

    if sum([above is not None, never, reset]) > 1 or (reset and by):
        raise click.UsageError("Give one of --above, --never and --default, or --by, also with --above or --never.")
    if not (above or never or reset or by):
        show_confirmation(db, owner)
        return
    set_confirmation(db, owner, above, never, by)


@cli.command()
@with_db
@click.argument("company", required=False)
@click.option("--yes", is_flag=True, help="Do not ask whether a company found by its name is the right one.")
def operator(db: Where, company: str | None, yes: bool) -> None:
    """Name the company that runs this hall, or show which one does.

    COMPANY: company:1, or its name. Its admins confirm top-ups, set companies' terms and publish agreements.
    Anybody may have founded a company of that name, so a name is shown with its admins and asked about first.
    """
    from server.cli.actions import set_operator

    set_operator(db, company, yes)


@cli.command(name="http-url")
@with_db
@click.argument("url", required=False)
@click.option("--remove", is_flag=True, help="It is reached from nowhere any more.")
def http_url(db: Where, url: str | None, remove: bool) -> None:
    """Say where `serve --http` is reached from outside, or show it.

    URL: such as https://hall.example.com. The addresses of calendar feeds begin with it; without one there are none.
    """
    from server.cli.actions import set_http_url

    if url is not None and remove:
        raise click.UsageError("Give a URL or --remove.")
    set_http_url(db, url, remove)


@cli.group()
def person() -> None:
    """Forget a person who asks for it, hand out what is kept about them, or note a provider's background check."""


@person.command()
@with_db
@click.argument("who", metavar="EMAIL|person:7")
@click.option("--give-up-money", is_flag=True, help="What is left in the person's purses goes to the platform.")
@click.option("--yes", is_flag=True, help="Do not ask whether that is the right one.")
def forget(db: Where, who: str, give_up_money: bool, yes: bool) -> None:
    """Close a person's account for good, as close_my_account does.

    Name, address, phone, pictures, contacts, profile and schedules go; the books keep their lines under the number.
    Refused while work, appointments, held money or a company that needs the person are open.
    """
    from server.cli.people import forget_person

    forget_person(db, who, give_up_money, yes)


@person.command(name="export")
@with_db
@click.argument("who", metavar="EMAIL|person:7")
def export_data(db: Where, who: str) -> None:
    """Print everything that is kept about a person as JSON, as export_my_data makes it."""
    from server.cli.people import export_person

    export_person(db, who)


@person.command()
@with_db
@click.argument("who", metavar="EMAIL|person:7")
@click.argument("test", type=click.Choice(["background-check", "drug-test"]))
@click.argument("outcome", type=click.Choice(["passed", "failed", "pending", "none"]))
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="2026-03-02", help="When it ended; default today."
)
def note(db: Path, who: str, test: str, outcome: str, day: datetime | None) -> None:
    """Note how a provider's background check or drug test ended; none takes it back.

    Companies see it in the provider's profile, and may ask for it in the qualifications of a work order.
    """
    from server.cli.people import note_test

    note_test(db, who, test.replace("-", "_"), None if outcome == "none" else outcome, day.date() if day else None)


@cli.command(name="payout-method")
@with_db
@click.argument("number", type=int)
@click.argument("act", type=click.Choice(["verify", "block"]))
def payout_method(db: Where, number: int, act: str) -> None:
    """Say that a bank account or e-wallet is right (verify), or that a card is not to be paid to (block)."""
    from server.cli.payout_methods import judge_method

    judge_method(db, number, act)


for more in (ledger, payouts, exchange_rates, open_calls, deposits, withdrawals, reviews, backup, restore, copy):
    cli.add_command(more)
