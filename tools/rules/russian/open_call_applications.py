"""Applications for open calls, and calls that were stopped."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{agent} has prepared your application for {call}. It is sent only when you send it.": (
        "{agent}: подготовлена ваша заявка: {call}. Она уйдёт, только когда вы её отправите."
    ),
    "{person} has applied for {call}. New since you were mailed: {count}.": (
        "{person}: новая заявка: {call}. Новых с прошлого письма: {count}."
    ),
    "New applications for {call} that wait for a decision: {count}.": (
        "Новые заявки, которые ждут решения: {count} ({call})."
    ),
    "{person} has changed their application for {call}.": "{person}: заявка изменена: {call}.",
    "{person} has taken back their application for {call}.": "{person}: заявка отозвана: {call}.",
    "{call} is held back until whoever runs this hall has looked at it; its money stays set aside.": (
        "{call}: публикация остановлена, пока её не проверит владелец сервиса; деньги остаются зарезервированы."
    ),
    "{call} is held back until whoever runs this hall has looked at it; your application waits.": (
        "{call}: публикация остановлена, пока её не проверит владелец сервиса; ваша заявка ждёт."
    ),
    "The operator has looked at {call}: it goes on as before. {reason}": (
        "Проверено владельцем сервиса: {call}. Всё продолжается как прежде. {reason}"
    ),
    "{call} goes on; your application counts again once you send it again, until {until}.": (
        "{call}: приём продолжается. Ваша заявка снова в силе, когда вы отправите её заново, до {until}."
    ),
    "{call} goes on; your application counts as before.": "{call}: приём продолжается, ваша заявка действует как прежде.",
    "The operator has looked at {call}, which you reported: it goes on. {reason}": (
        "Проверено по вашей жалобе: {call}. Публикация продолжается. {reason}"
    ),
    "The operator has looked at {call}, which you reported: it stays. {reason}": (
        "Проверено по вашей жалобе: {call}. Публикация остаётся. {reason}"
    ),
    "The operator has taken {call} away. {reason}": "Снято владельцем сервиса: {call}. {reason}",
    "The operator has taken {call} away, which you reported. {reason}": "Снято по вашей жалобе: {call}. {reason}",
    "The operator lets {call} pass: it may be published. {reason}": (
        "Разрешено владельцем сервиса: {call}. Можно публиковать. {reason}"
    ),
    "Why: {words}": "Причина: {words}",
}
