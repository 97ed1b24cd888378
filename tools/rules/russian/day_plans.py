"""What people are told of their route of a day."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Your route of {date} for {company} ({zone}): {route}.": "Ваш маршрут на {date}, {company} ({zone}): {route}.",
    "The times of your route of {date} for {company} changed ({zone}): {route}.": (
        "Время в вашем маршруте на {date} изменилось, {company} ({zone}): {route}."
    ),
    "{company} offers you a route on {date} ({zone}): {route}.": "{company} предлагает вам маршрут на {date} ({zone}): {route}.",
    "{time} work order {id} {title}": "{time} наряд {id} {title}",
    "and {stops} more": "и ещё {stops}",
    "Not yours any more: {orders}.": "Больше не ваши: {orders}.",
    "work orders {numbers}": "наряды {numbers}",
    "The plan of {date} is carried out: {orders} for {people}.": "План на {date} исполнен: {orders}, {people}.",
}
