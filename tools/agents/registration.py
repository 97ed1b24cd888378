"""AI agents: joining, proving the e-mail address, and keys."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.agents import agents
from store.database import Row
from store.people import codes, identity
from store.secrets import hash_secret, key_prefix
from store.telling import receivers
from store.types import Money, Owner
from tools.agents import params
from tools.agents.access import load_agent
from tools.agents.changeset import profile_of, store_profile, stored_values, warn_of_callback
from tools.agents.rules.agents import DAY, check_key_change
from tools.agents.shapes import AgentWallet, agent_wallet
from tools.call import Call
from tools.companies.agent_owners import tell_of_agent
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.params import Email, Zone
from tools.people.codes import COUNTDOWN, check_code, make_code, replace_code
from tools.people.origins import origin_digest
from tools.people.rules.codes import AGENT_EMAIL
from tools.people.sign_ups import count_sign_up
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.telling import Record
from tools.wallet.deposit_addresses import wallet_to_pay_into
from tools.wallet.params import Crypto
from tools.wallet.rules.activation import ACTIVATION

TOOLSET = "agents"
KEY = "hh_agent_"

RegisteredEmail = Annotated[Email, Field(description="The address given at registration.")]
NewEmail = Annotated[Email, Field(description="The agent's address; the six-digit code goes there.")]
SixDigits = Annotated[str, Field(min_length=6, max_length=6, description="The six digits received.")]
WalletCurrency = Annotated[Crypto, Field(description="Currency of the first wallet. Default USDT.")]
CompanyCurrency = Annotated[
    Literal["EUR", "USD", "RUB"], Field(description="Currency of the company founded for the agent. Default EUR.")
]
CompanyZone = Annotated[
    Zone, Field(description="IANA zone of the company founded for the agent; its days are counted in it. Default UTC.")
]


class RegisteredAgent(TypedDict):
    """A new agent. The key is shown this once."""

    agent_id: int
    api_key: str | None
    status: str
    email_verified: bool
    company_id: int
    wallet: AgentWallet
    message: str


@operation(
    access="write",
    actors=("public",),
    price="free",
    secret=("api_key",),
    find=(
        "sign my assistant up for the platform",
        "get an API key for a new bot",
        "open an account for an AI that will hire people",
        "join as a software agent",
        "create credentials for my LLM",
        "onboard an automated client",
        "how does a bot become a customer here",
        "first step for an assistant without a key",
        "sign up an AI agent",
        "I'm a bot and need access",
        "give my assistant its own account and wallet",
        "obtain a key for API use",
    ),
)
def register_agent(
    call: Call,
    name: params.AgentName,
    email: NewEmail,
    currency: WalletCurrency | None = None,
    avatar: params.Avatar | None = None,
    owner_email: params.OwnerEmail | None = None,
    description: params.Description | None = None,
    website_url: params.Website | None = None,
    callback_url: params.Callback | None = None,
    version: params.Version | None = None,
    last_updated_at: params.LastUpdated | None = None,
    limitations: params.Limitations | None = None,
    sla: params.Sla | None = None,
    license: params.License | None = None,
    privacy_url: params.PrivacyUrl | None = None,
    skills: params.Skills | None = None,
    languages: params.Languages | None = None,
    tags: params.Tags | None = None,
    links: params.Links | None = None,
    input_formats: params.Formats | None = None,
    example_requests: params.Requests | None = None,
    example_responses: params.Responses | None = None,
    env_requirements: params.Requirements | None = None,
    company_currency: CompanyCurrency | None = None,
    company_timezone: CompanyZone | None = None,
) -> RegisteredAgent:
    """Open an account for an AI agent: API key (shown this once), wallet, deposit address.

    Needs no sign-in. The agent starts as pending_deposit and is active once the amount in message has been deposited
    and confirmed; until then it can read its wallet and profile. A six-digit code goes to its address, unless an agent has
    proven that address before: pass it to verify_agent_email, which searching people needs. Called by a signed-in admin
    of a company the agent joins that company; else it gets a new one. Next: keep api_key safe, verify_agent_email,
    get_deposit_address."""
    values = stored_values(profile_of(call.given))
    warn_of_callback(call, values)
    return _open_account(
        call, email, values, currency or "USDT", company_currency or "EUR", company_timezone or call.caller.timezone
    )


def _open_account(
    call: Call, email: str, values: dict[str, Any], currency: str, company_currency: str, company_timezone: str
) -> RegisteredAgent:
    _check_registrant(call)
    count_sign_up(call)
    key = call.new_secret(KEY)
    company_id = _company_for_new_agent(call, values["name"], company_currency, company_timezone)
    maker = identity.REGISTRATION if call.caller.kind == "nobody" else str(call.caller.owner)
    agent_id = identity.create_agent(
        call.tx, company_id, values["name"], email, hash_secret(key), key_prefix(key), currency, call.now, made_by=maker
    )
    store_profile(call, agent_id, values)
    said = say("Agent {id} was registered and waits for its deposit.")
    if call.caller.kind == "person":
        said = say(
            "Agent {id} was registered for the company by person {person} {name} and waits for its deposit.",
            person=call.caller.id,
            name=quoted(call.caller.name),
        )
    tell_of_agent(call, load_agent(call, agent_id), said, None)
    wallet = wallet_to_pay_into(call, Owner("agent", agent_id), currency)
    _mail_code(call, email, replace_code(call, AGENT_EMAIL, email, str(agent_id)).code)
    required = ACTIVATION[currency]
    return {
        "agent_id": agent_id,
        "api_key": None if call.dry_run else key,
        "status": "pending_deposit",
        "email_verified": False,
        "company_id": company_id,
        "wallet": agent_wallet(wallet, Money(0, currency), required),
        "message": (
            f"Deposit {required} to the wallet's address to activate the account. Keep the key: it is shown this once. "
            "Verify the e-mail address with verify_agent_email to search people and open their profiles."
        ),
    }


def _check_registrant(call: Call) -> None:
    """What acts for a company is registered by its admins."""
    if call.caller.kind == "person" and call.caller.company_id is not None and not call.caller.is_admin:
        raise NotAllowed(
            worded(
                "Only an admin of the company registers agents that act for it; ask one. An agent with a "
                "company of its own is registered without signing in."
            ),
            code="admin_only",
            next=("list_users", "log_out"),
        )


def _company_for_new_agent(call: Call, name: str, currency: str, timezone: str) -> int:
    """The company of the person who calls, else a new one named after the agent."""
    if call.caller.kind == "person" and call.caller.company_id is not None:
        return call.caller.company_id
    free, number = name, 1
    while identity.find_company_by_name(call.tx, free) is not None:
        number += 1
        free = f"{name} {number}"
    return identity.create_company(call.tx, free, currency, call.now, timezone=timezone)


def _mail_code(call: Call, email: str, code: str) -> None:
    """The code, unless another agent is known by the address: whoever registers is told nothing of that."""
    language = receivers.language_of_address(call.tx, email)
    if _is_taken(call, email):
        call.mail(
            email,
            say("Your agent is registered already"),
            say(
                "Somebody registered an agent with this address, which another agent has proven before, so it cannot be proven "
                "for the new one.\nIf it was you, go on with the agent you have; regenerate_agent_key replaces its key."
            ),
            language,
        )
        return
    call.mail(
        email,
        say("Your agent's code"),
        say(
            "{code} is the code that proves this address is your agent's. It is valid for 30 minutes.\n"
            "Pass it to verify_agent_email. If you registered no agent, ignore this mail.",
            code=code,
        ),
        language,
    )


def _is_taken(call: Call, email: str) -> bool:
    """Whether an agent has proven the address, or one that bore it was banned for good."""
    agent = identity.find_agent_by_email(call.tx, email)
    return agent is not None and (agent["email_verified_at"] is not None or agents.is_banned(call.tx, email))


class VerifiedAgent(TypedDict):
    """An agent whose address is proven."""

    agent_id: int
    email_verified: bool
    status: str
    message: str


@operation(
    access="write",
    actors=("public",),
    price="free",
    secret=("code",),
    find=(
        "I have the six digits from the mail",
        "confirm the bot's mailbox",
        "unlock people search for my assistant",
        "prove that the agent's address is ours",
        "enter the agent's confirmation code",
        "finish the agent's e-mail check",
        "email_not_verified, what now",
        "activate the agent's mail",
        "verify the bot's e-mail",
        "the code for my agent is 123456",
        "confirm that the assistant's mailbox works",
        "enter the verification code of an agent",
    ),
)
def verify_agent_email(call: Call, email: RegisteredEmail, code: SixDigits) -> VerifiedAgent:
    """Prove that an agent owns its e-mail address, with the six digits mailed to it.

    Needed before people can be searched or their profiles opened. A code works once, for 30 minutes, and dies after 5 wrong
    tries; resend_agent_code sends another. A wrong one is answered the same whether or not the address has an agent, proven
    or not. Does not activate the account: that takes the deposit. People sign in with log_in_with_code instead."""
    row = check_code(call, AGENT_EMAIL, email, code, _wrong_code, "resend_agent_code")
    agent = agents.find_agent(call.tx, int(row["detail"] or 0))
    if agent is None or agent["status"] == "banned" or _is_taken(call, email):
        text = worded("The code is not right for this address, was used already or has run out. Tries left: 0.")
        raise _wrong_code(text)
    agents.verify_email(call.tx, agent["id"], call.now)
    waits = agent["status"] == "pending_deposit"
    return {
        "agent_id": agent["id"],
        "email_verified": True,
        "status": agent["status"],
        "message": "The e-mail address is verified."
        + (" The account is active once its first deposit is confirmed: get_deposit_address." if waits else ""),
    }


def _wrong_code(text: str) -> Invalid:
    return Invalid({"code": text}, code="wrong_code", next=("resend_agent_code",))


class CodeSent(TypedDict):
    """What is said whether or not a code went out."""

    message: str
    countdown: int


@operation(
    access="write",
    actors=("public",),
    price="free",
    find=(
        "the confirmation mail never came",
        "the digits I got have run out",
        "mail me another set of digits for the bot",
        "send the agent's code again",
        "new verification code for an assistant",
        "too many wrong tries with the agent's code",
        "repeat the agent's verification mail",
        "the agent's code expired",
        "send the bot's code once more",
        "no verification mail came for the agent",
        "I lost the six digits for my agent",
        "request another verification code",
    ),
)
def resend_agent_code(call: Call, email: RegisteredEmail) -> CodeSent:
    """Send a fresh six-digit code to an agent's address; the code before it stops working.

    One a minute and 5 an hour for an address. The answer is the same whether or not the address belongs to an agent; a
    code goes only to a registered one that is not verified yet. Where several were registered with the address, call it with
    the agent's key. Next: verify_agent_email. Codes for people come from request_login_code."""
    agent_id = _waiting_agent(call, email)
    sent = make_code(call, AGENT_EMAIL, email, None if agent_id is None else str(agent_id))
    if agent_id is not None and not _is_taken(call, email):
        _mail_code(call, email, sent.code)
    return {
        "message": "If an agent with this address waits for verification, a code is on its way.",
        "countdown": COUNTDOWN,
    }


def _waiting_agent(call: Call, email: str) -> int | None:
    """Which agent a code for the address is for: the one that calls, the one registered where the call comes from, or the
    only one. Never a stranger's that merely named the address."""
    waiting: set[int] = {agent["id"] for agent in agents.unverified_with(call.tx, email)}
    if call.caller.kind == "agent":
        return call.caller.id if call.caller.id in waiting else None
    here = codes.newest_codes(call.tx, email, AGENT_EMAIL.purpose, 1, origin_digest(call))
    asked = {int(row["detail"]) for row in here if row["detail"]}
    for candidates in (waiting & asked, waiting):
        if len(candidates) == 1:
            return next(iter(candidates))
    return None


class NewKey(TypedDict):
    """A key that replaces the one before. It is shown this once."""

    api_key: str | None
    api_key_prefix: str | None
    message: str


@operation(
    access="destructive",
    actors=("agent",),
    price="free",
    secret=("api_key",),
    find=(
        "our token leaked",
        "rotate the bot's credentials",
        "swap the secret of my assistant",
        "make the old API key worthless",
        "issue a new key for the agent",
        "somebody else has our key",
        "change the agent's password",
        "renew the API token",
        "my key was stolen",
        "create a fresh API key and kill the old",
        "change this bot's secret",
        "reset credentials of an agent",
    ),
)
def regenerate_agent_key(call: Call) -> NewKey:
    """Replace the calling agent's API key. The old key stops at once; the new one is shown this once.

    Not repeatable: every call makes another key, at most 5 a day. Waiting jobs go on; new calls need the new key.
    People end a session with log_out instead."""
    agent = load_agent(call, call.caller.id)
    changed_at = agents.key_changes_since(call.tx, agent["id"], call.now, DAY)
    check_key_change(agent["status"], changed_at, call.now)
    call.confirm(
        worded(
            "Replace the API key {api_key_prefix}... of agent {id}; it stops at once",
            api_key_prefix=agent["api_key_prefix"],
            id=agent["id"],
        ),
        record=f"agent:{agent['id']}",
        details=(worded("The agent's name: {name}", name=quoted(agent["name"])),),
    )
    if call.dry_run:
        return {
            "api_key": None,
            "api_key_prefix": None,
            "message": f"The key {agent['api_key_prefix']}... would stop at once and a new one be shown.",
        }
    key = call.new_secret(KEY)
    agents.change_key(call.tx, agent["id"], hash_secret(key), key_prefix(key), call.now)
    call.session_token = key
    _tell_of_key(call, agent)
    return {
        "api_key": key,
        "api_key_prefix": key_prefix(key),
        "message": "The key before it no longer works. Keep this one: it is not shown again.",
    }


def _tell_of_key(call: Call, agent: Row) -> None:
    """A new key is told the agent and whoever looks after it: it may have been somebody else's act."""
    text = say(
        "The API key of agent {id} was replaced; the one that began with {prefix} opens nothing any more. If nobody of you did "
        "it, suspend_company_agent stops the agent.",
        id=agent["id"],
        prefix=agent["api_key_prefix"],
    )
    for owner in (call.caller.owner, Owner("company", agent["company_id"])):
        call.tell(owner, "account_security", text, record=Record("agent", agent["id"], agent["name"]))
