"""Mandates: what agents may spend without being asked."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Mandate {mandate}": "Полномочие {mandate}",
    "Mandate {mandate} {what}.": "Полномочие {mandate} {what}.",
    "was made: up to {total} may be spent under it": "выдано: по нему можно потратить до {total}",
    "is nearly used: {left} are left": "почти исчерпано: осталось {left}",
    "is used up": "исчерпано",
    "was revoked": "отозвано",
    "ended, as its time has passed": "закончилось: срок прошёл",
}
