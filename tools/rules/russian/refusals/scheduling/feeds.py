"""Refusals and questions: scheduling feeds."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "give exactly one of kal_id, schedule_id and contract_id": (
        "укажите ровно одно: kal_id, schedule_id или contract_id"
    ),
    "End the secret address of feed {feed_id}, for good": "Навсегда закрыть секретный адрес ленты {feed_id}",
    "Calendar {id} is read from outside: subscribe to it where it comes from. Nothing was made or charged.": (
        "Календарь {id} читается извне: подпишитесь на него там, откуда он взят. Ничего не создано и не списано."
    ),
    (
        "No calendar program could read a feed: it is not known where this server is reached over HTTP. "
        "Who runs it serves with --http and names the address with: hiringhall http-url https://HOST. "
        "Nothing was made or charged."
    ): (
        "Ни одна программа-календарь не смогла бы прочитать ленту: неизвестно, где этот сервер доступен "
        "по HTTP. Тот, кто его обслуживает, запускает его с --http и указывает адрес командой: "
        "hiringhall http-url https://HOST. Ничего не создано и не списано."
    ),
    "You have {most_feeds} feeds already, the most allowed. End one first. Nothing was made or charged.": (
        "Лент у вас уже {most_feeds}, больше нельзя. Сначала закройте одну. Ничего не создано и не списано."
    ),
    "Feed {feed_id} was ended already, at {ended_at}. Nothing changed.": (
        "Лента {feed_id} уже закрыта: {ended_at}. Ничего не изменилось."
    ),
    "goes with schedule_id only; calendars and contracts have no open hours": (
        "подходит только вместе с schedule_id; у календарей и договоров нет часов приёма"
    ),
    "It shows the {of} {of_quoted}": "В ней видно: {of} {of_quoted}",
    "calendar feed": "лента календаря",
}
