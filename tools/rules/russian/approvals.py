"""Freezes and acts that wait for a yes."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Freeze {id}": "Остановка {id}",
    "{who} froze all payments: {why}. An admin lifts it with unfreeze_payments.": (
        "{who}: остановлены все платежи, причина {why}. Администратор снимает это с помощью unfreeze_payments."
    ),
    "{who} stopped {agent}: {why}. An admin lifts it with unfreeze_payments.": (
        "{who}: остановлен {agent}, причина {why}. Администратор снимает это с помощью unfreeze_payments."
    ),
    "{who} froze payments to {payee}: {why}. An admin lifts it with unfreeze_payments.": (
        "{who}: остановлены платежи для {payee}, причина {why}. Администратор снимает это с помощью unfreeze_payments."
    ),
    "{who} lifted the freeze of all payments.": "{who}: платежи снова разрешены.",
    "{who} let {agent} work again.": "{who}: {agent} снова может работать.",
    "{who} lifted the freeze of payments to {payee}.": "{who}: платежи для {payee} снова разрешены.",
    "Request {id}": "Запрос {id}",
    "{who} asks for a yes: {what} It waits until {until}; approve_request or decline_request with approval_id {id}.": (
        "{who} просит согласия: {what} Ожидает до {until}; approve_request или decline_request с approval_id {id}."
    ),
    "They add: {note}": "Добавлено: {note}",
    "Approved and carried out, request {id}: {what}": "Одобрено и выполнено, запрос {id}: {what}",
    "Declined, request {id}: {what} {why}": "Отклонено, запрос {id}: {what} {why}",
    "Nobody answered in time, request {id}: {what}": "Никто не ответил вовремя, запрос {id}: {what}",
    "Taken back, request {id}: {what}": "Отозвано, запрос {id}: {what}",
    "It cannot be carried out any more, request {id}: {what}": "Выполнить больше нельзя, запрос {id}: {what}",
}
