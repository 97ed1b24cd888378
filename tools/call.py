"""What an operation is given: the transaction, who is calling, the time, fresh ids, and what it may cause."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, Protocol

from store.calls.usage import free_views_left, views_used
from store.database import Transaction
from store.filestore import FileStore
from store.installation_key import InstallationKey
from store.ledger import Books
from store.movements import Gate, Moved
from store.movements import Record as RecordId
from store.types import Money, Owner, utc_text
from tools.acts import Spends
from tools.caller import NOBODY, SYSTEM, Caller
from tools.desk import Desk
from tools.questions import Question
from tools.rules.chains import NO_CHAINS, Chains
from tools.rules.change_types import may_end
from tools.rules.outside_calendars import NOTHING_SAID, OutsideCalendars
from tools.rules.sentences import ENGLISH, Words, read
from tools.telling import Guest, Record, leave_change, leave_notice

__all__ = ["NOBODY", "SYSTEM", "Call", "Caller", "Finder", "Randomness"]


class Randomness:
    """Fresh ids and secrets. Tests and simulations give a seed; a server gives none and gets the system's own."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = Random(seed) if seed is not None else None
        self._marks = Random(secrets.token_bytes(32))

    def bytes(self, count: int) -> bytes:
        return self._random.randbytes(count) if self._random else secrets.token_bytes(count)

    def mark(self) -> str:
        """16 hex digits that are no secret: the system is not asked for each, which would cost a change of threads."""
        return f"{(self._random or self._marks).getrandbits(64):016x}"

    def uuid(self) -> str:
        return str(uuid.UUID(bytes=self.bytes(16), version=4))


class Finder(Protocol):
    """Looks through the operations themselves; the server provides it."""

    def find(
        self, query: str, caller: Caller, toolset: str | None, access: str | None, limit: int
    ) -> list[dict[str, Any]]: ...

    def closed_now(self, query: str, caller: Caller, toolset: str | None) -> tuple[list[str], str]: ...

    def describe(self, name: str, caller: Caller, include: list[str]) -> dict[str, Any] | None: ...

    def near(self, name: str, caller: Caller | None = None) -> list[str]: ...

    def narrowed(self, toolsets: frozenset[str] | None, read_only: bool) -> Finder: ...

    def open_to(self, name: str, caller: Caller) -> bool: ...

    def toolsets(self) -> list[str]: ...

    def price_classes(self) -> dict[str, list[str]]: ...


@dataclass(slots=True)
class Call:
    """One call, within its transaction."""

    tx: Transaction
    caller: Caller
    now: datetime
    id: str
    tool: str
    randomness: Randomness
    files: FileStore
    finder: Finder | None
    key: InstallationKey
    # Whether the operation only reads.
    reads: bool = False
    dry_run: bool = False
    # The network address of the client; 'local' over standard input and output.
    origin: str = "local"
    # The operation's arguments that were passed, checked; CLEARED where one empties what is stored.
    given: Mapping[str, Any] = field(default_factory=dict)
    # What the operation's `prepare` made of its arguments, outside the transaction.
    prepared: Any = None
    # Asks for the person's consent; raises to leave the transaction when it is needed and not there. In a dry run it only
    # says whether it would be.
    consent: Callable[[Question], bool] = lambda question: False
    # What a dry run would ask.
    would_ask: str | None = None
    warnings: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    # What is written even when the call is undone: a dry run, a refusal. It counts as if the call had happened.
    lasting: list[Callable[[Transaction], None]] = field(default_factory=list)
    # Whose time became free by something that is no event and stands in no calendar.
    freed: set[Owner] = field(default_factory=set)
    # What it has done to purses and other accounts.
    moved: Moved = field(default_factory=Moved)
    # Whether its act has been looked at before money is committed.
    gate: Gate = field(default_factory=Gate)
    # The first thing it asked the person about, whether or not it had to.
    about: Question | None = None
    # The first record that it said in the feed to have changed.
    touched: RecordId | None = None
    # Records that may be over with what it said in the feed.
    perhaps_over: set[RecordId] = field(default_factory=set)
    # The uses of mandates it has made, by their number, and what each committed.
    mandate_uses: list[tuple[int, int]] = field(default_factory=list)
    fee_waived: bool = False
    # How many times the fee is due.
    fees: int = 1
    # Whether text messages reach anybody.
    has_gateway: bool = True
    # What the operator says of outside calendars.
    outside: OutsideCalendars = NOTHING_SAID
    # Whether webhooks may lead to private addresses.
    private_webhooks: bool = False
    # What the operator says of chains.
    chains: Chains = NO_CHAINS
    session_token: str | None = None
    # The program that calls: what it calls itself, and its version.
    client: tuple[str, str] | None = None
    # Which of our languages the person's browser asks for; None where none is seen.
    language: str | None = None
    # The request that a person approved it by, and who that was.
    approval: tuple[int, int] | None = None
    # Looks at sealed calls and carries them out; the server provides it.
    desk: Desk | None = None

    @property
    def stamp(self) -> str:
        """The time of the call in its stored form."""
        return utc_text(self.now)

    @property
    def books(self) -> Books:
        """The ledger, with entries signed by this call."""
        return Books(self.tx, self.now, self.id, self.caller.kind, self.caller.id, self.tool, self.moved, self.gate)

    def new_uuid(self) -> str:
        return self.randomness.uuid()

    def new_code(self) -> str:
        """A fresh one-time code of six digits."""
        return f"{int.from_bytes(self.randomness.bytes(8), 'big') % 1_000_000:06d}"

    def new_secret(self, prefix: str) -> str:
        """A fresh secret of 32 random bytes behind a readable prefix."""
        return prefix + self.randomness.bytes(32).hex()

    def as_worker(self) -> None:
        """The caller acts on their own work: no fee for this call."""
        self.waive_fee()

    def waive_fee(self) -> None:
        """No fee and no counted view for this call: own work, or nothing new was done."""
        self.fee_waived = True

    def charge_for(self, count: int) -> None:
        """So many records were made, each of which costs the fee of this call."""
        self.fees = count

    def confirm(
        self,
        act: str,
        *,
        record: str,
        amount: Money | None = None,
        payee: str | None = None,
        details: Sequence[str] = (),
        moves: bool = True,
        spends: Spends | None = None,
        always: bool = False,
    ) -> None:
        """Name what is about to happen; goes on when the person agreed or need not be asked.

        The parts are those of a Question: the act in our words, which the amount follows, and whom it goes to; names and
        titles of others only in `details`, through quoted(). spends: what it commits, of whose money and to whom; said by
        everything that commits money. always: it is asked however small the amount."""
        question = Question(act, record, amount, payee, tuple(details), moves, spends, always)
        self.about = self.about or question
        asks = self.consent(question)
        self.gate.passed = True
        if asks and self.dry_run:
            self.would_ask = question.text

    def attempt(self, work: Callable[[], None]) -> Exception | None:
        """Do some work; when it raises, what it wrote is taken back, and the money it moved counts as not moved. What it
        raised, None when all went well."""
        moved, uses = self.moved.copy(), list(self.mandate_uses)
        fault = self.tx.attempt(work)
        if fault is not None:
            self.moved.become(moved)
            self.mandate_uses[:] = uses
        return fault

    def warn(self, text: str) -> None:
        """Add a sentence to the answer's warnings."""
        self.warnings.append(text)

    def changed(self, noun: str, id: int | str) -> None:
        """Tell subscribers of this record's resource, after the commit."""
        self.changes.append(f"{noun}/{id}")

    def mail(self, to: str, subject: Words, body: Words, language: str = ENGLISH) -> None:
        """Send mail after the commit, in the language of whoever reads it."""
        self.post("mail", {"to": to, "subject": read(subject, language), "body": read(body, language)})

    def sms(self, digits: str, text: Words, language: str = ENGLISH) -> None:
        """Send a text message to a phone number, given by its digits, after the commit."""
        self.post("sms", {"to": f"+{digits}", "subject": "SMS", "body": read(text, language)})

    def post(self, topic: str, payload: Mapping[str, object]) -> str:
        """Leave something for the outside world, handed over after the commit; its id."""
        event_id = self.new_uuid()
        self.tx.insert(
            "outbox",
            event_id=event_id,
            topic=topic,
            payload=json.dumps(payload, ensure_ascii=False),
            next_attempt_at=self.stamp,
            created_at=self.stamp,
        )
        return event_id

    def tell(
        self,
        owner: Owner | Guest,
        kind: str,
        text: Words,
        *,
        record: Record | None = None,
        starts_at: datetime | None = None,
        figures: Mapping[str, object] | None = None,
        responsible: Owner | None = None,
        body: Words | None = None,
        inbox_only: bool = False,
        unasked: bool = False,
        ends: bool = False,
        open_tools: Sequence[str] | None = None,
    ) -> None:
        """Tell somebody what happened: a notice in their inbox, and what goes out besides as the kind says.

        text: our sentence, at most 500 characters, said (say) so that everybody reads it in their language; other people's
        words in it through quoted(). starts_at: when the record
        starts or its deadline passes. figures: those named in the text, flat. responsible: of a company's notice, whose mail
        it is; else all its admins'. body: further lines of the mail. inbox_only: nothing goes out, as enough did. unasked: a
        person who has not agreed to it, and is mailed a few times a day at most. ends: it does not take place.
        open_tools: what they may call now on the record; of the tools that answer the kind those are named. The one who calls
        is left out unless the kind says own."""
        more = (responsible, body, inbox_only, unasked, ends, open_tools)
        leave_notice(self, owner, kind, text, record, starts_at, figures or {}, *more)

    def change(
        self,
        type: str,
        record: tuple[str, int],
        *,
        company_id: int | None = None,
        data: Mapping[str, object] | None = None,
    ) -> None:
        """Append to the feed what happened to a record: 'task.started', with its new state and the names of changed fields."""
        self.touched = self.touched or record
        if may_end(type, data or {}):
            self.perhaps_over.add(record)
        leave_change(self, type, record, company_id, data or {})

    def free_views_left(self) -> int:
        """Free profile views of this month the payer still has, this call not counted."""
        return 0 if self.caller.kind == "nobody" else free_views_left(self.tx, self.caller.purse_owner, self.now)

    def views_used(self) -> int:
        """Profile views of this month by the payer so far, this call not counted."""
        return 0 if self.caller.kind == "nobody" else views_used(self.tx, self.caller.purse_owner, self.now)
