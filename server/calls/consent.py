"""When the person is asked, and the seal that ties their yes to exactly what they were asked."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken

from store.calls.consents import asking_of, spend
from store.calls.usage import usd_rates
from store.database import Transaction
from store.types import utc_text
from tools.call import Caller, Question
from tools.errors import Invalid
from tools.operation import Operation
from tools.wallet.rules.wallet import usd_value

# Money up to this, in millionths of a dollar, moves without a question unless the operator says otherwise.
DEFAULT_LIMIT = 100_000_000
LIFETIME_SECONDS = 600


class NeedsConsent(Exception):
    """The operation stops here until the person has agreed to the question."""

    def __init__(self, question: Question, digest: str) -> None:
        super().__init__(question.text)
        self.question = question
        self.digest = digest


@dataclass(slots=True)
class Consent:
    """Asked by operations through call.confirm, within the transaction of one call.

    given: a yes as Seal.yes makes it. It is spent in the transaction, so it serves one call that happens."""

    tx: Transaction
    operation: Operation
    caller: Caller
    now: datetime
    given: str | None = None

    def __call__(self, question: Question) -> None:
        if self.operation.access not in ("destructive", "money") or not self._needed(question):
            return
        digest = self._digest(question)
        fits = self.given is not None and self.given.partition(".")[0] == digest
        if not fits or not spend(self.tx, self.given or "", utc_text(self.now)):
            raise NeedsConsent(question, digest)

    def _needed(self, question: Question) -> bool:
        if self.caller.kind == "nobody":
            return False
        row = asking_of(self.tx, self.caller.owner)
        if row is not None and not row["ask"]:
            return False
        if question.amount is None:
            return self.operation.access == "destructive"
        limit = DEFAULT_LIMIT if row is None or row["usd_micros"] is None else row["usd_micros"]
        above = usd_value(question.amount, usd_rates(self.tx, self.now)) > limit
        return above or self.operation.access == "destructive"

    def _digest(self, question: Question) -> str:
        amount = str(question.amount) if question.amount else None
        parts = [
            self.operation.name,
            self.caller.kind,
            self.caller.id,
            self.caller.company_id,
            question.record,
            amount,
            question.text,
        ]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class Seal:
    """Seals what was asked for ten minutes, with this installation's key."""

    def __init__(self, key: str) -> None:
        self._fernet = Fernet(key.encode())

    def close(self, digest: str, now: datetime) -> str:
        return self._fernet.encrypt_at_time(digest.encode(), int(now.timestamp())).decode()

    def made(self, token: str) -> bool:
        """Whether this installation sealed the token, whenever that was."""
        try:
            self._fernet.extract_timestamp(exact(token))
        except (InvalidToken, ValueError):
            return False
        return True

    def yes(self, token: str, now: datetime) -> str:
        """The person's yes to what is sealed: its digest, and what tells this yes from another to the same question."""
        return f"{self.open(token, now)}.{hashlib.sha256(token.encode()).hexdigest()[:32]}"

    def open(self, token: str, now: datetime) -> str:
        """The digest inside; Invalid when the token is not ours, or older than ten minutes."""
        try:
            return self._fernet.decrypt_at_time(exact(token), LIFETIME_SECONDS, int(now.timestamp())).decode()
        except (InvalidToken, ValueError, UnicodeError):
            raise Invalid(
                {
                    "confirm": "is not a token of a confirmation_required answer from the last ten minutes; call again without it"
                }
            ) from None


def exact(token: str) -> bytes:
    """The token as bytes; ValueError when anything was added to it, which base64 would read over."""
    sealed = token.encode()
    if base64.urlsafe_b64encode(base64.urlsafe_b64decode(sealed)) != sealed:
        raise ValueError("not as it was sealed")
    return sealed
