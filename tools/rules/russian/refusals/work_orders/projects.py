"""Refusals and questions: work orders projects."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Your company already has a {kind} {name!r} (number {id}); choose another name.": (
        "У вашей компании уже есть {kind} {name!r} (номер {id}); выберите другое название."
    ),
    "your company has no template {id}": "у вашей компании нет шаблона {id}",
    "your company has no client {id}": "у вашей компании нет клиента {id}",
    "client {id} is inactive": "клиент {id} неактивен",
    "there is no company {id} in this hall": "в этом сервисе нет компании {id}",
    "must not be before start_date, which is {start}": "не должно быть раньше start_date, то есть {start}",
    "client company": "компания-клиент",
    "names the client; pass what is to change: {changeable}": (
        "указывает клиента; передайте, что изменить: {changeable}"
    ),
    "names the site; pass what is to change: {changeable}": "указывает объект; передайте, что изменить: {changeable}",
    "and cursor are two ways of paging; give one of them": (
        "и cursor — два способа листать страницы; передайте один из них"
    ),
    (
        "Work order {order} of project {id} is for another client, and so may others be; make a project "
        "for the other client, or move those orders first."
    ): (
        "Наряд {order} проекта {id} — для другого клиента, и такие могут быть ещё; создайте проект для "
        "другого клиента или сначала перенесите эти наряды."
    ),
    "distance needs near": "для расстояния нужно near",
    "Your company already has a saved location {name!r} (number {id}); choose another name.": (
        "У вашей компании уже есть сохранённое место {name!r} (номер {id}); выберите другое название."
    ),
    "your company has no group of sites {id}": "у вашей компании нет группы объектов {id}",
    "group": "группа",
    "and group_id name the group in two ways; give one of them": (
        "и group_id указывают группу двумя способами; передайте один из них"
    ),
    "the coordinates lie at sea": "координаты находятся в море",
    "saved location": "сохранённое место",
}
