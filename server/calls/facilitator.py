"""The operator's facilitator: checks and settles payments that come with calls (x402)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.workers.outgoing import certificates
from tools.rules.chains import Facilitator
from tools.wallet.rules.call_payments import VERSION, Payment

if TYPE_CHECKING:
    import httpx

PATIENCE_SECONDS = 30.0
MOST_BYTES = 256 * 1024


class NoAnswer(Exception):
    """The facilitator did not answer, or with what is no answer. Whatever was asked may have happened."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a facilitator says of a payment. transaction: its hash; reason: why it did not go through."""

    success: bool
    transaction: str
    reason: str


class Settling:
    """Asks one facilitator."""

    def __init__(self, facilitator: Facilitator, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._facilitator = facilitator
        self._transport = transport

    async def fault_of(self, payment: Payment) -> str | None:
        """Why a payment would not go through; None when it would. Moves nothing."""
        answer = await self._asked("verify", payment)
        if answer.get("isValid") is True:
            return None
        return _short(answer.get("invalidReason") or answer.get("invalidMessage") or "not valid")

    async def settle(self, payment: Payment) -> Settled:
        """Let the payment happen."""
        answer = await self._asked("settle", payment)
        if not isinstance(answer.get("success"), bool):
            raise NoAnswer("an answer without success")
        reason = _short(answer.get("errorReason") or answer.get("errorMessage") or "")
        return Settled(answer["success"], _short(answer.get("transaction") or ""), reason)

    async def _asked(self, act: str, payment: Payment) -> dict[str, Any]:
        import httpx

        body = {"x402Version": VERSION, "paymentPayload": payment.whole, "paymentRequirements": payment.asked}
        key = self._facilitator.key
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            async with httpx.AsyncClient(
                transport=self._transport,
                timeout=PATIENCE_SECONDS,
                verify=certificates(),
                trust_env=False,
                follow_redirects=False,
            ) as client:
                response = await client.post(f"{self._facilitator.url}/{act}", json=body, headers=headers)
            answer = response.json() if len(response.content) <= MOST_BYTES else None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NoAnswer(type(error).__name__) from None
        except ValueError:
            raise NoAnswer(f"status {response.status_code} without JSON") from None
        if not isinstance(answer, dict) or response.status_code >= 500:
            raise NoAnswer(f"status {response.status_code}")
        return answer


def _short(text: Any) -> str:
    return " ".join(str(text).split())[:200]
