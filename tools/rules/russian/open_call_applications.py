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
    "{person} has changed their application for {call}.": "{person}: заявка изменена: {call}.",
    "{person} has taken back their application for {call}.": "{person}: заявка отозвана: {call}.",
}
