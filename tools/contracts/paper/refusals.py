"""Why a document is not made."""

from __future__ import annotations

from collections.abc import Sequence

from tools.errors import Refusal, Step

EXTRA = "pip install 'hiringhall[paper]'"


class NoPaper(Refusal):
    """This hall was installed without what makes documents."""

    code = "not_installed"

    def __init__(self, missing: ImportError) -> None:
        name = f" ({missing.name} is missing)" if missing.name else ""
        super().__init__(f"This hall makes no documents{name}. Whoever runs it adds that with: {EXTRA}.")


class FaultyInvoice(Refusal):
    """What was to be a bill is none, or none that can be an e-invoice; each fault as a sentence."""

    status = 409
    code = "faulty_invoice"

    def __init__(self, faults: Sequence[str], *, next: Sequence[str | Step] = ()) -> None:
        super().__init__(" ".join(faults), next=next)
        self.faults = tuple(faults)
