"""What people are told of their route of a day."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Your route of {date} for {company} ({zone}): {route}.": "Reittisi päivälle {date}, {company} ({zone}): {route}.",
    "The times of your route of {date} for {company} changed ({zone}): {route}.": (
        "Reittisi ajat päivälle {date} ovat muuttuneet, {company} ({zone}): {route}."
    ),
    "{company} offers you a route on {date} ({zone}): {route}.": (
        "{company} tarjoaa sinulle reittiä päivälle {date} ({zone}): {route}."
    ),
    "{time} work order {id} {title}": "{time} työtilaus {id} {title}",
    "and {stops} more": "ja vielä {stops}",
    "Not yours any more: {orders}.": "Ei enää sinulla: {orders}.",
    "work orders {numbers}": "työtilaukset {numbers}",
    "The plan of {date} is carried out: {orders} for {people}.": "Päivän {date} suunnitelma on toteutettu: {orders}, {people}.",
}
