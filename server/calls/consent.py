"""When and how the person is asked, and the seal that ties their yes to exactly what they were asked."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from server.calls.errands import Errand
from server.calls.ways import AS_SHIPPED, Asking, Way
from store.calls.consents import count_unasked, looked_at, moved_unasked, spend
from store.calls.usage import usd_rates
from store.database import Row
from store.types import Money, Owner
from tools.approvals.authority import CONFIRMATION, Goes, Standing, authorise, check_frozen, goes, rules_of
from tools.approvals.requesting import check_not_blocked
from tools.call import Call
from tools.errors import Invalid
from tools.operation import Operation
from tools.questions import Question
from tools.rules.sentences import worded
from tools.wallet.rules.wallet import usd_value

# Money up to this, in millionths of a dollar, moves without a question unless the operator says otherwise: by call, and all
# that moved so since midnight UTC together.
DEFAULT_LIMIT = 100_000_000
LIFETIME_SECONDS = 600


class NeedsConsent(Exception):
    """The operation stops here until the person has agreed to the question. desk: whether it may wait for one who is not
    there: never, where nobody can be asked now (absent), or always."""

    def __init__(self, question: Question, digest: str, way: Way = "auto", desk: Goes = "never") -> None:
        super().__init__(question.text)
        self.question = question
        self.digest = digest
        self.way = way
        self.desk = desk


@dataclass(slots=True)
class Consent:
    """Asked by operations through call.confirm, within the transaction of one call: whatever commits money or ends something
    is authorised here, and then the person is asked.

    given: a yes as Seal.yes makes it. It is spent in the transaction, so it serves one call that happens. errand: the call
    is made for the approval desk, which asks nobody."""

    call: Call
    operation: Operation
    given: str | None = None
    asking: Asking = AS_SHIPPED
    errand: Errand | None = None
    # What the same act asked for again is known by.
    same: Callable[[], str] = str

    def __call__(self, question: Question) -> bool:
        """Whether it is the person's to agree; NeedsConsent when they have not."""
        caller = self.call.caller
        if caller.kind == "nobody" or not (self.operation.asks or question.spends):
            return False
        rules = rules_of(caller)
        charged = question.spends.charged if question.spends else rules
        setting = looked_at(self.call.tx, caller.owner, rules, charged)
        if setting["guarded"] and self.errand is None:
            check_not_blocked(self.call, self.operation.name, self.same())
        standing = self._authorised(question, charged) if setting["guarded"] else Standing()
        needed = bool(standing.reasons) or (self.operation.asks and self._needed(question, setting, standing.covered))
        if self.errand is not None:
            self.errand.note(question, standing.reasons or ([CONFIRMATION] if needed else []))
            return needed
        if not needed or self.call.dry_run:
            return needed
        way = self.asking.way(setting["way"])
        digest = self._digest(question)
        if not self._agreed(digest, way) or not spend(self.call.tx, self.given or "", self.call.stamp):
            raise NeedsConsent(question, digest, way, goes(self.call) if setting["guarded"] else "never")
        return True

    def _authorised(self, question: Question, charged: Owner) -> Standing:
        if question.spends is None and question.amount is not None and question.moves:
            check_frozen(self.call, charged, ())
        goes_on = self.errand is not None or self.call.dry_run
        return authorise(self.call, question.spends, question.record, goes_on, question.amount)

    def _needed(self, question: Question, setting: Row, covered: bool) -> bool:
        if setting["ask"] == 0:
            return False
        if self.operation.access == "destructive" or question.always:
            return True
        return not covered and question.amount is not None and self._too_much(question, question.amount, setting)

    def _too_much(self, question: Question, amount: Money, setting: Row) -> bool:
        """Whether an amount is above the limit, or what of it is new with all that moved unasked today. What is not is counted."""
        limit = DEFAULT_LIMIT if setting["usd_micros"] is None else setting["usd_micros"]
        tx, owner, day = self.call.tx, self.call.caller.owner, self.call.stamp[:10]
        rates = usd_rates(tx, self.call.now)
        newly = sum(usd_value(part, rates) for part in question.newly)
        if usd_value(amount, rates) > limit or (newly and newly + moved_unasked(tx, owner, day) > limit):
            return True
        if newly and not self.call.dry_run and self.errand is None:
            count_unasked(tx, owner, day, newly)
        return False

    def _agreed(self, digest: str, way: Way) -> bool:
        """Whether what was given is a yes to this, in the way it has to be given."""
        if self.given is None:
            return False
        sealed, _, rest = self.given.partition(".")
        return sealed == digest and not (way == "ask" and rest.endswith(".token"))

    def _digest(self, question: Question) -> str:
        amount = str(question.amount) if question.amount else None
        parts = [
            self.operation.name,
            self.call.caller.kind,
            self.call.caller.id,
            self.call.caller.company_id,
            question.record,
            amount,
            question.text,
        ]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class Seal:
    """Seals what was asked for ten minutes, with this installation's key.

    What is sealed for a form is no token and the other way round: `by` says which, token or form."""

    def __init__(self, key: str) -> None:
        self._fernet = Fernet(key.encode())

    def close(self, digest: str, now: datetime, by: str = "token", shown: dict[str, str] | None = None) -> str:
        """shown: the fields of the form beside the yes, which have to come back as they were."""
        parts = [by, digest, shown or {}, int(now.timestamp() * 1000)]
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return self._fernet.encrypt_at_time(text.encode(), int(now.timestamp())).decode()

    def made(self, token: str) -> bool:
        """Whether this installation sealed the token, whenever that was."""
        try:
            self._fernet.extract_timestamp(exact(token))
        except (InvalidToken, ValueError):
            return False
        return True

    def yes(self, token: str, now: datetime, by: str = "token") -> str:
        """The person's yes to what is sealed: its digest, what tells this yes from another to the same question, and how it
        was given. Invalid when the token is not one of ours for that way, or older than ten minutes."""
        try:
            way, digest, *_ = json.loads(
                self._fernet.decrypt_at_time(exact(token), LIFETIME_SECONDS, int(now.timestamp()))
            )
        except (InvalidToken, ValueError, TypeError):
            way, digest = None, ""
        if way != by:
            raise Invalid(
                {
                    "confirm": worded(
                        "is not a token of a confirmation_required answer from the last ten minutes; call again "
                        "without it"
                    )
                }
            )
        return f"{digest}.{hashlib.sha256(token.encode()).hexdigest()[:32]}.{by}"

    def shown(self, token: str) -> dict[str, str]:
        """The fields a form showed beside the yes, whenever that was; of a token that was made here."""
        return dict(self._opened(token)[2])

    def asked(self, token: str) -> tuple[str, datetime]:
        """The digest of what was asked, and when, of a token that was made here."""
        _, digest, _, asked_at = self._opened(token)
        return digest, datetime.fromtimestamp(asked_at / 1000, UTC)

    def _opened(self, token: str) -> list[Any]:
        parts: list[Any] = json.loads(self._fernet.decrypt(exact(token)))
        # What was sealed before the last upgrade does not say when.
        return parts if len(parts) == 4 else [*parts, 0]


def exact(token: str) -> bytes:
    """The token as bytes; ValueError when anything was added to it, which base64 would read over."""
    sealed = token.encode()
    if base64.urlsafe_b64encode(base64.urlsafe_b64decode(sealed)) != sealed:
        raise ValueError("not as it was sealed")
    return sealed
