"""What has been learnt from answers: ids and codes by the name of the parameter that takes them.

A history refers to them by where they came from, so that it still means the same when steps are left out."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

KEPT = 60
FROM_A_LIST = 4
# Parameters that take what is learnt under another name.
SAME = {
    "worker_id": "user_id",
    "freelancer_id": "user_id",
    "person_id": "user_id",
    "provider_id": "user_id",
    "host_id": "user_id",
    "acting_user_id": "user_id",
    "payer_id": "user_id",
    "paid_by": "user_id",
    "creator_id": "user_id",
    "manager_id": "user_id",
    "billable_id": "user_id",
    "benefitable_id": "user_id",
    "ava_id": "file_id",
    "cv_id": "file_id",
    "kal_schedule_id": "schedule_id",
    "from_work_order_id": "work_order_id",
    "add_to_bundle_id": "bundle_id",
    "user_email": "email",
    "username": "email",
    "worker_uuid": "freelancer_uuid",
    "otp": "code",
    "calendar_id": "kal_id",
    "invite_token": "token",
}

# Movements of a purse count by themselves: theirs is no number of a transaction in a contract.
PURSES = {"list_wallet_transactions", "list_company_transactions"}
# Ids that people give a contract elsewhere: texts, where contract_id is a number.
PUBLIC_IDS = {"the_contract_id", "client_contract_id", "external_contract_id"}
# Codes of circles: what else is called group_id is a number.
WHOLE_NAMES = {"talent_pool_group_id"}
# What public_id is called by those who take it, by the noun of the object around it.
CODES = {
    "approval": "approval_id", "request": "approval_id", "approval_request": "approval_id", "mandate": "mandate_id",
    "open_call": "open_call_id", "application": "open_call_id", "hold": "hold_id", "slot_hold": "hold_id", "link": "link_id",
    "booking_link": "link_id",
}  # fmt: skip
EMAIL = re.compile(r"[\w.-]+@[\w.-]+\.\w+")


@dataclass(frozen=True, slots=True)
class Ref:
    """Something an earlier step answered: which step, where in its answer, and what it was then."""

    step: int
    path: str
    value: Any


class Known:
    """All that may be referred to."""

    def __init__(self) -> None:
        self._by_name: dict[str, deque[Ref]] = {}
        self._refs: dict[tuple[str, Any], Ref] = {}
        self._values: dict[tuple[int, str], Any] = {}
        self._told: dict[tuple[int, str], int] = {}
        # Names and values that are never referred to: whose they are must stay outside of everything.
        self.outside: set[tuple[str, Any]] = set()

    def told(self, value: Any) -> int | None:
        """The number of the actor who was answered this reference, or one inside."""
        if isinstance(value, list):
            value = value[0] if value else None
        if not isinstance(value, Ref):
            return None
        return self._told.get((value.step, value.path), self._told.get((value.step, "")))

    def learn(self, step: int, tool: str, answer: dict[str, Any], who: int | None = None) -> None:
        """Keep the ids in an answer, and who was answered."""
        if who is not None:
            self._told[step, ""] = who
        noun = singular(tool.split("_", 1)[-1])
        if tool in PURSES:
            answer = {
                ("movements" if name in ("transactions", "items") else name): part for name, part in answer.items()
            }
        self._walk(step, "", noun, answer)

    def learn_mail(self, step: int, number: int, body: str) -> None:
        """Keep the one-time codes and links that people are sent."""
        for index, word in enumerate(re.findall(r"\b\d{6}\b|[A-Za-z0-9_-]{24,}", body)):
            self.add(step, f"mail{number}.{index}", "code" if len(word) == 6 else "token", word)

    def belongs(self, step: int, path: str, who: int) -> None:
        """Note whose a thing is that nobody was told of."""
        self._told[step, path] = who

    def add(self, step: int, path: str, name: str, value: Any) -> Ref:
        self._values[step, path] = value
        name = SAME.get(name, name)
        found = self._refs.get((name, value))
        if found is not None:
            return found
        ref = Ref(step, path, value)
        self._refs[name, value] = ref
        if (name, value) in self.outside:
            return ref
        kept = self._by_name.setdefault(name, deque(maxlen=KEPT))
        kept.append(ref)
        return ref

    def has(self, name: str, value: Any) -> bool:
        """Whether somebody was told of this."""
        return (SAME.get(name, name), value) in self._refs

    def pairs(self) -> list[tuple[str, Any]]:
        return list(self._refs)

    def pick(self, name: str, random: Random) -> Ref | None:
        """Something that fits a parameter; what was learnt lately comes more often."""
        kept = self._by_name.get(SAME.get(name, name))
        if not kept:
            return None
        if random.random() < 0.5:
            return kept[-1 - min(int(random.expovariate(0.4)), len(kept) - 1)]
        return kept[random.randrange(len(kept))]

    def latest(self, name: str) -> Ref | None:
        """What was learnt last under that very name."""
        kept = self._by_name.get(name)
        return kept[-1] if kept else None

    def ref(self, name: str, value: Any) -> Any:
        """The reference to a value, else the value itself."""
        return self._refs.get((SAME.get(name, name), value), value)

    def resolved(self, value: Any) -> Any:
        """Arguments with what the references stand for in this run."""
        if isinstance(value, Ref):
            return self._values.get((value.step, value.path), value.value)
        if isinstance(value, dict):
            return {name: self.resolved(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.resolved(part) for part in value]
        return value

    def _walk(self, step: int, path: str, noun: str, part: Any) -> None:
        if isinstance(part, dict):
            for key, value in part.items():
                if isinstance(value, dict):
                    self._walk(step, f"{path}.{key}", singular(key), value)
                elif isinstance(value, list):
                    inner = noun if key in ("items", "results", "found") else singular(key)
                    for index, item in enumerate(value[:FROM_A_LIST]):
                        self._walk(step, f"{path}.{key}[{index}]", inner, item)
                elif value is not None and (name := _name(noun, key)):
                    self._keep(step, f"{path}.{key}", name, value)

    def _keep(self, step: int, path: str, name: str, value: Any) -> None:
        if name in PUBLIC_IDS:
            return
        if name == "email" and (not EMAIL.fullmatch(str(value)) or str(value).endswith(".local")):
            return
        self.add(step, path, name, value)
        if name.count("_") > 1 and name not in WHOLE_NAMES:
            # A saved_location_id is what location_id asks for.
            self.add(step, path, "_".join(name.split("_")[-2:]), value)


def private_ids(known: Known, tool: str, answer: dict[str, Any], names: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Ids of these names in an answer that others have been told of."""
    seen = Known()
    seen.learn(0, tool, answer)
    return [pair for pair in seen.pairs() if pair[0] in names and known.has(*pair)]


@cache
def _name(noun: str, key: str) -> str | None:
    """The parameter a value of an answer fits, by its key and the noun of the object around it."""
    if key == "public_id" and noun in CODES:
        return CODES[noun]
    if key in ("id", "uuid"):
        return (
            "user_id" if noun in ("user", "person", "worker", "freelancer", "host") and key == "id" else f"{noun}_{key}"
        )
    if key.endswith(("_id", "_uuid")) or key in ("email", "refresh_token"):
        return key
    if key == "token" and noun.endswith("verification_link"):
        return "verification_token"
    if key == "token" and noun == "booking_link":
        return "link_token"
    return None


@cache
def singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
