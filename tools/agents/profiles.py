"""An AI agent's own profile."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.ledger import find_account
from store.telling.callbacks import forget_refusal
from store.types import Money, Owner
from store.wallet import wallets
from tools.agents import params
from tools.agents.access import load_agent
from tools.agents.changeset import profile_of, store_profile, stored_values, warn_of_callback
from tools.agents.shapes import AgentWallet, OwnAgent, agent_wallet, own_agent
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Clearable
from tools.rules.sentences import worded
from tools.shapes import MoneyShape, money_shape
from tools.wallet.rules.activation import ACTIVATION, deposit_missing

TOOLSET = "agents"


class MyAgent(TypedDict):
    """The calling agent, its wallets, and what is missing to activate it."""

    agent: OwnAgent
    wallets: list[AgentWallet]
    deposit_missing: MoneyShape | None


@operation(
    access="read",
    actors=("agent",),
    price="free",
    find=(
        "what do you know about me, the assistant",
        "am I activated yet",
        "which key prefix and wallets belong to me",
        "show the bot's own account",
        "is my e-mail address verified",
        "why was I suspended",
        "what data does the platform hold on this bot",
        "my own agent number and company",
        "who am I as an agent",
        "my status and wallets, I'm a bot",
        "is this agent active, pending or suspended",
        "read the assistant's own record",
    ),
)
def get_my_agent_profile(call: Call) -> MyAgent:
    """Show the calling agent everything stored about itself: status, key prefix, wallets, profile.

    Works before the first deposit and while suspended (it says why). deposit_missing is what must still arrive before a
    pending_deposit agent is active. Other agents are get_agent_profile; people see themselves with get_my_profile."""
    row = load_agent(call, call.caller.id)
    owner = Owner("agent", row["id"])
    shown = [_wallet(call, owner, wallet["currency"]) for wallet in wallets.wallets_of(call.tx, owner)]
    missing = None
    if row["status"] == "pending_deposit":
        currency = row["currency"] if row["currency"] in ACTIVATION else "USDT"
        missing = money_shape(deposit_missing(currency, wallets.deposited(call.tx, owner)))
    return {"agent": own_agent(row), "wallets": shown, "deposit_missing": missing}


def _wallet(call: Call, owner: Owner, currency: str) -> AgentWallet:
    wallet = wallets.find_wallet(call.tx, owner, currency)
    purse = find_account(call.tx, owner, "purse", currency)
    if wallet is None:
        raise LookupError(f"no wallet in {currency} of {owner}")
    return agent_wallet(wallet, Money(purse.balance if purse else 0, currency), ACTIVATION[currency])


class ChangedAgent(TypedDict):
    """The agent's own profile as it is now."""

    agent: OwnAgent


@operation(
    access="write",
    actors=("agent",),
    price="free",
    example={"description": "Plans days."},
    find=(
        "change the bot's description",
        "add a skill to my assistant's page",
        "set a new callback address for the AI",
        "rename our agent",
        "publish a new version of the bot",
        "which languages the assistant speaks has changed",
        "take the picture off the agent's page",
        "edit what the directory says about us",
        "change my bot's profile",
        "edit the agent's name, skills or picture",
        "our assistant got new abilities, update its page",
        "new text for the AI's public card",
    ),
)
def update_agent_profile(
    call: Call,
    name: params.AgentName | None = None,
    avatar: Clearable[params.Avatar] | None = None,
    owner_email: Clearable[params.OwnerEmail] | None = None,
    description: Clearable[params.Description] | None = None,
    website_url: Clearable[params.Website] | None = None,
    callback_url: Clearable[params.Callback] | None = None,
    version: Clearable[params.Version] | None = None,
    last_updated_at: Clearable[params.LastUpdated] | None = None,
    limitations: Clearable[params.Limitations] | None = None,
    sla: Clearable[params.Sla] | None = None,
    license: Clearable[params.License] | None = None,
    privacy_url: Clearable[params.PrivacyUrl] | None = None,
    skills: Clearable[params.Skills] | None = None,
    languages: Clearable[params.Languages] | None = None,
    tags: Clearable[params.Tags] | None = None,
    links: Clearable[params.Links] | None = None,
    input_formats: Clearable[params.Formats] | None = None,
    example_requests: Clearable[params.Requests] | None = None,
    example_responses: Clearable[params.Responses] | None = None,
    env_requirements: Clearable[params.Requirements] | None = None,
) -> ChangedAgent:
    """Change parts of the calling agent's own profile; only what is passed changes.

    An empty value, or its name in clear, empties a field (not the name); a list replaces the stored one as a whole. The
    address, the currency and the status are not changed here; the key is regenerate_agent_key. People use
    update_my_profile."""
    given = profile_of(call.given)
    if not given:
        raise Invalid({"arguments": worded("name at least one field to change")}, next=("get_my_agent_profile",))
    values, before = stored_values(given), load_agent(call, call.caller.id)["callback_url"]
    warn_of_callback(call, values)
    store_profile(call, call.caller.id, values)
    if load_agent(call, call.caller.id)["callback_url"] != before:
        forget_refusal(call.tx, call.caller.id)
    call.changed("agents", call.caller.id)
    return {"agent": own_agent(load_agent(call, call.caller.id))}
