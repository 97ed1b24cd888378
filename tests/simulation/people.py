"""Who lives in a simulated hall: companies with agents, admins and members, freelancers, hosts, and two strangers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from server.calls.messages import Answered, Request
from server.operator import credit_owner, name_operator, person_token, token_for_agent
from store.database import Transaction
from store.freelancers import agreements, freelancers
from store.payouts import methods
from store.people.provider_profiles import open_profile
from store.secrets import hash_password
from store.types import Money, Owner, utc_text
from tests.simulation.engine import Engine, run
from tests.simulation.known import Known
from tests.simulation.values import PASSWORD
from tests.tools.scheduling.bookable import offer

COMPANIES = (("Acme", "EUR"), ("Bolt", "USD"), ("Crane", "EUR"), ("Delta", "USD"))
WORKERS = 10
HOSTS = 4
SETUP = -1
# Countries of the workers in turn, and which of them has not shown a passport yet.
LANDS = ("DE", "RU", None, "DE", "US")
UNVERIFIED = 9
# Free views of the first month that the first agent has used when a history begins.
VIEWED = 92


@dataclass(slots=True)
class Actor:
    """Somebody with a credential. `company` is the name of theirs; a stranger never takes part in anything."""

    kind: str
    id: int
    token: str
    name: str
    company: str | None = None
    company_id: int | None = None
    role: str | None = None
    stranger: bool = False

    @property
    def owner(self) -> Owner:
        return Owner(self.kind, self.id)  # type: ignore[arg-type]


@dataclass(slots=True)
class People:
    """All actors, and the same by what they are for."""

    actors: list[Actor] = field(default_factory=list)
    agents: list[Actor] = field(default_factory=list)
    admins: list[Actor] = field(default_factory=list)
    members: list[Actor] = field(default_factory=list)
    workers: list[Actor] = field(default_factory=list)
    strangers: list[Actor] = field(default_factory=list)
    named: dict[tuple[str, int], Actor] = field(default_factory=dict)

    def add(self, group: list[Actor], actor: Actor) -> Actor:
        self.named[actor.kind, actor.id] = actor
        group.append(actor)
        self.actors.append(actor)
        return actor

    def of(self, kind: str, id: int) -> Actor | None:
        return self.named.get((kind, id))


def settle(engine: Engine, known: Known) -> People:
    """Fill an empty hall."""
    people = People()
    for name, currency in COMPANIES:
        _company(engine, people, name, currency)
    run(name_operator(engine.app, people.admins[0].company_id or 0))
    for index in range(WORKERS):
        _worker(engine, people, index)
    _strangers(engine, people)
    for stranger in people.strangers:
        known.outside |= {(f"{stranger.kind}_id", stranger.id), ("email", stranger.name)}
        known.outside |= {("user_id", stranger.id)} if stranger.kind == "person" else set()
    for index in range(HOSTS):
        _schedules(engine, known, people, index)
    run(engine.database.write(lambda tx: _teams(tx, engine, people)))
    run(engine.database.write(lambda tx: _methods(tx, people.workers, engine.clock())))
    run(engine.database.write(lambda tx: _passwords(tx, people)))
    _learn(engine, known, people)
    for number in range(VIEWED):
        _view(engine, people.agents[0], people.workers[number % WORKERS])
    return people


def _view(engine: Engine, agent: Actor, worker: Actor) -> None:
    reply = engine.call(Request("get_specialist_profile", {"user_id": worker.id}, token=agent.token))
    assert isinstance(reply, Answered)


def renew(engine: Engine, actor: Actor) -> None:
    """Give somebody whose credential ended another one."""
    if actor.kind == "agent":
        actor.token = run(token_for_agent(engine.app, actor.name, actor.company, None, None, find=True)).token
    else:
        actor.token = run(
            person_token(engine.app, actor.name, actor.company, None, actor.role or "admin", find=True)
        ).token


def credit(engine: Engine, owner: Owner, *amounts: str) -> None:
    for amount in amounts:
        number, currency = amount.split()
        run(credit_owner(engine.app, owner, Money.of(number, currency)))


def _company(engine: Engine, people: People, name: str, currency: str) -> None:
    made = run(token_for_agent(engine.app, f"{name} agent", name, currency, "60 USDT"))
    agent = Actor("agent", made.id, made.token, f"{name} agent", name, made.company_id)
    people.add(people.agents, agent)
    # One company is short of money all the time.
    credit(engine, Owner("company", made.company_id or 0), f"{400 if name == 'Delta' else 6000} {currency}", "60 USDT")
    for role, group in (("admin", people.admins), ("user", people.members)):
        email = f"{role}@{name.lower()}.test"
        person = run(person_token(engine.app, email, name, currency, role))
        people.add(group, Actor("person", person.id, person.token, email, name, made.company_id, role))


def _worker(engine: Engine, people: People, index: int) -> None:
    email = f"worker{index}@work.test"
    made = run(person_token(engine.app, email, None, None, "admin"))
    worker = people.add(people.workers, Actor("person", made.id, made.token, email))
    credit(engine, worker.owner, *(("20 USDT", "700 EUR", "300 USD") if index else ("0.05 USDT", "5 EUR")))
    stamp = utc_text(engine.clock())
    run(engine.database.write(lambda tx: open_profile(tx, worker.id, stamp)))


def _strangers(engine: Engine, people: People) -> None:
    made = run(token_for_agent(engine.app, "Far agent", "Far", "EUR", "100000 USDT"))
    people.add(
        people.strangers, Actor("agent", made.id, made.token, "Far agent", "Far", made.company_id, stranger=True)
    )
    person = run(person_token(engine.app, "admin@far.test", "Far", "EUR", "admin"))
    boss = Actor("person", person.id, person.token, "admin@far.test", "Far", person.company_id, "admin", stranger=True)
    people.add(people.strangers, boss)
    credit(engine, Owner("company", person.company_id or 0), "100000 USDT", "9000 EUR")


def _schedules(engine: Engine, known: Known, people: People, index: int) -> None:
    host, other = people.workers[index + 1], people.workers[index + 2]
    hall: Any = engine
    owner: Any = host
    both: Any = (other,)
    settings: list[dict[str, Any]] = [
        {"price": "33.33", "cancellation": {"late_refund_percent": 33}, "reschedule": "auto"},
        {"price": "20.00", "msp": 3, "hosts": both, "confirm": "manual", "confirm_hours": 6, "step": 30},
        {"price": "45.00", "payment": "optional", "pause": 15, "release_after_hours": 2},
    ]
    for number, chosen in enumerate(settings[: 2 + index % 2]):
        id = run(offer(hall, owner, currency="EUR" if index % 2 else "USD", **chosen))
        known.add(SETUP, f"schedule{index}.{number}", "schedule_id", id)
        known.belongs(SETUP, f"schedule{index}.{number}", people.actors.index(host))


def _teams(tx: Transaction, engine: Engine, people: People) -> None:
    stamp = utc_text(engine.clock())
    template = agreements.current_offer(tx)["template_uuid"]
    for index, worker in enumerate(people.workers):
        verified = stamp if index != UNVERIFIED else None
        freelancers.change_profile(
            tx, worker.id, stamp, registered_at=stamp, verified_at=verified, taxation_status_id=1
        )
        tx.change("persons", worker.id, country=LANDS[index % len(LANDS)])
        agreements.sign(tx, template, worker.id, worker.owner, None, stamp)
        for number in (index % len(COMPANIES), (index + 1) % len(COMPANIES)):
            tx.insert(
                "team_memberships",
                company_id=people.agents[number].company_id,
                person_id=worker.id,
                state=3,
                invited_by_type="person",
                invited_by_id=people.admins[number].id,
                added_at=stamp,
                updated_at=stamp,
            )


def _methods(tx: Transaction, workers: list[Actor], now: datetime) -> None:
    """Every worker has a card and a bank account that takes dollars too; new payouts are transferred by hand."""
    tx.insert("settings", name="payouts.settlement", value="manual", updated_at=utc_text(now))
    for worker in workers:
        link = {"link_ends_at": utc_text(now)}
        card = methods.add(tx, worker.id, "card", 4, now, uuid=f"card-{worker.id}", **link)
        about = {"number": "4111 11** **** 1111", "card_type": 1, "expires_on": "2029-03-31", "country": "DE"}
        methods.enter(tx, card, 4, now, currency="EUR", holder="ANN LEE", **about)
        account = methods.add(
            tx, worker.id, "bank_account", 1, now, uuid=f"iban-{worker.id}", bank_account_type=2, **link
        )
        number = {"number": "****************3000", "number_digest": "a", "holder": "Ann Lee"}
        methods.enter(tx, account, 1, now, currency="USD", **number)


def _passwords(tx: Transaction, people: People) -> None:
    kept = hash_password(PASSWORD, "salt-of-the-simulation")
    for index, actor in enumerate(people.actors):
        if actor.kind == "person":
            tx.change("persons", actor.id, password_hash=kept, phone=f"+4915110000{index:03}")


def _learn(engine: Engine, known: Known, people: People) -> None:
    for actor in people.actors:
        if actor.stranger:
            continue
        known.add(SETUP, f"{actor.kind}{actor.id}", "agent_id" if actor.kind == "agent" else "user_id", actor.id)
        if actor.kind == "person":
            known.add(SETUP, f"email{actor.id}", "email", actor.name)
        for row in engine.raw.execute(
            "SELECT id FROM calendars WHERE owner_type = ? AND owner_id = ?", (actor.kind, actor.id)
        ):
            known.add(SETUP, f"calendar{row[0]}", "kal_id", row[0])
            known.belongs(SETUP, f"calendar{row[0]}", people.actors.index(actor))
