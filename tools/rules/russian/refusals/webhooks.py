"""Refusals and questions: webhooks."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "webhook endpoint": "адрес вебхука",
    "webhook": "вебхук",
    "is not before until": "не раньше, чем until",
    "is not after since": "не позже, чем since",
    "webhook delivery": "отправка вебхука",
    "The company has {most_endpoints} webhook endpoints already, the most allowed. Change or delete one.": (
        "У компании уже наибольшее разрешённое число вебхуков: {most_endpoints}. Измените или удалите один из них."
    ),
    "or status, name, events, signature or in_order is required: nothing would change": (
        "или status, name, events, signature либо in_order обязательно: иначе ничего не изменится"
    ),
    "{name} has the fields {payload}, not {payload_join}": "{name}: поля — {payload}, а не {payload_join}",
    "1 event that waits is dropped": "1 ожидающее событие не будет отправлено",
    "{pending} events that wait are dropped": "ожидающие события не будут отправлены, всего {pending}",
    "Delete the webhook: no event is sent there any more, and its secret is lost": (
        "Удалить вебхук: события туда больше не отправляются, а его секрет пропадёт"
    ),
    "Its server: {host_of}": "Его сервер: {host_of}",
    "Delivery {id} is a test: send another one.": "Отправка {id} — проверочная: отправьте другую.",
    "The webhook of delivery {id} was deleted.": "Вебхук отправки {id} удалён.",
    "Webhook {id} is {status}: nothing is sent there. Enable it first.": (
        "Вебхук {id}: состояние — {status}, туда ничего не отправляется. Сначала включите его."
    ),
    "goes with failed_since; deliveries know their webhook": (
        "указывается с failed_since; отправки сами знают свой вебхук"
    ),
    "must be an https or http address": "должно быть адресом с https или http",
    "{most_tests} tests were sent within the hour, the most allowed. Try later.": (
        "За час отправлено наибольшее разрешённое число проверок: {most_tests}. Попробуйте позже."
    ),
}
