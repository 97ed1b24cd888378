"""The states of a freelance task by number: whoever names a task's state takes its name from here."""

from __future__ import annotations

from enum import IntEnum

from tools.rules.sentences import numbered


class State(IntEnum):
    """The source's numbers, kept because people know tasks by them; 7, 9, 10 and 15 were never given out."""

    UNCONFIRMED = 1
    IN_PROGRESS = 2
    CLIENT_REVIEW = 3
    PENDING_PAYMENT = 4
    COMPLETED = 5
    DECLINED_BY_CONTRACTOR = 6
    REJECTED_BY_CLIENT = 8
    AWAITING_REJECTION_CONFIRMATION = 11
    PAYMENT_QUEUED = 12
    DISPUTE_INITIATED = 13
    CLIENT_APPROVAL = 14
    CHANGE_APPROVAL = 16

    @property
    def title(self) -> str:
        return self.name.lower()

    @property
    def told(self) -> str:
        """As a refusal or a question tells it: 'in_progress (2)'."""
        return numbered(self.title, self.value)

    def __str__(self) -> str:
        return str(self.told)


STATE_BY_NAME = {state.title: state for state in State}
FINAL = frozenset({State.COMPLETED, State.DECLINED_BY_CONTRACTOR, State.REJECTED_BY_CLIENT})
