"""Refusals and questions: agents."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "must have at least 1 visible character": "нужен хотя бы 1 видимый знак",
    "suspend": "приостановить",
    "lift": "снять приостановку",
    "ban": "заблокировать",
    "End agent {agent_id} for good; its key opens nothing any more": (
        "Окончательно отключить агента {agent_id}; его ключ больше ничего не откроет"
    ),
    "The hall's operator suspended agent {agent_id}, and only the operator lifts that.": (
        "Агент {agent_id} приостановлен оператором сервера, и только оператор снимает приостановку."
    ),
    "The agent is called {name}": "Имя агента: {name}",
    "Agent {id} is {status} for good. Nothing changed.": (
        "Агент {id}: состояние окончательное — {status}. Ничего не изменилось."
    ),
    "agent of your company": "агент вашей компании",
    "active agent": "активный агент",
    "The address of this account is not proven yet, so its password opens nothing. Sign in with a mailed code first.": (
        "Адрес этой учётной записи ещё не подтверждён, поэтому её пароль ничего не открывает. Сначала "
        "войдите по коду из письма."
    ),
    "create_field_access_token, called without code": "create_field_access_token, вызванный без code",
    "is needed for grant_type {grant_type}": "нужно для grant_type {grant_type}",
    "name at least one field to change": "назовите хотя бы одно поле, которое нужно изменить",
    "The code is not right for this address, was used already or has run out. Tries left: 0.": (
        "Код не подходит к этому адресу, уже использован или истёк. Осталось попыток: 0."
    ),
    "Replace the API key {api_key_prefix}... of agent {id}; it stops at once": (
        "Заменить ключ API {api_key_prefix}... агента {id}; прежний сразу перестаёт действовать"
    ),
    (
        "Only an admin of the company registers agents that act for it; ask one. An agent with a company "
        "of its own is registered without signing in."
    ): (
        "Агентов, которые действуют от имени компании, регистрирует только её администратор; попросите "
        "его. Агент с собственной компанией регистрируется без входа."
    ),
    "The agent's name: {name}": "Имя агента: {name}",
    "making it active": "активация",
    "suspending it": "приостановка",
    "lifting a suspension": "снятие приостановки",
    "banning it": "блокировка навсегда",
    ", which is final": ", и это окончательно",
    "; {words} does not apply": "; {words} сейчас нельзя",
    "the agent is {status}{stands}": "состояние агента — {status}{stands}",
    "This agent is {status}; its key cannot be replaced.": (
        "Состояние этого агента — {status}; его ключ заменить нельзя."
    ),
    "The key was replaced {keys_a_day} times within a day; again in {wait} seconds.": (
        "Замен ключа за сутки: {keys_a_day}. Следующая возможна через {wait} с."
    ),
    "delete": "удалить",
    "Delete schedule {schedule_id} for good; open requests on it end": (
        "Окончательно удалить расписание {schedule_id}; открытые запросы к нему завершатся"
    ),
    (
        "{title} has confirmed or paid bookings ahead: events {named}. Call them off with decline_event, "
        "or wait until they are over."
    ): (
        "{title}: впереди подтверждённые или оплаченные записи, события {named}. Отмените их с помощью "
        "decline_event или подождите, пока они пройдут."
    ),
    "The schedule is called {label}": "Название расписания: {label}",
    "{end} must be later than start, {start}": "{end} должно быть позже, чем start, {start}",
    "calendar": "календарь",
    "The client, its secret, the user name or the password is wrong.": (
        "Неверны клиент, его секрет, имя пользователя или пароль."
    ),
}
