"""Refusals and questions: scheduling holds."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "It begins now, so it cannot be kept; book it at once or take a later one. Nothing changed.": (
        "Оно начинается сейчас, удержать его нельзя; запишитесь сразу или выберите более позднее. Ничего не изменилось."
    ),
    (
        "Hold {hold_id} is a place that became free and is kept for you until {expires_at}; others wait "
        "for it, so it cannot be kept longer. Nothing changed."
    ): (
        "Удержание {hold_id} — освободившееся место, которое удерживается для вас до {expires_at}; его "
        "ждут другие, поэтому дольше удерживать нельзя. Ничего не изменилось."
    ),
    "Hold {hold_id} is kept until {latest_expiry} already, at most. Nothing changed.": (
        "Удержание {hold_id} уже действует до {latest_expiry}, дольше нельзя. Ничего не изменилось."
    ),
    "The time at {start} of schedule {id} has room for {seats} now: book it. Nothing was charged.": (
        "Во время {start} в расписании {id} теперь есть места: {seats}. Запишитесь. Ничего не списано."
    ),
    "You are in {count} lines already, the most allowed. Leave one first.": (
        "Вы уже стоите в очередях, всего {count}, больше нельзя. Сначала выйдите из одной."
    ),
    "As many guests as may already wait from your network address. Try later, or sign in.": (
        "С вашего сетевого адреса уже ждёт столько гостей, сколько можно. Попробуйте позже или войдите."
    ),
    "has no waiting lists": "листов ожидания нет",
    "this schedule offers {lengths} minutes": "длительность в этом расписании, в минутах: {lengths}",
    "it has {seats}": "мест: {seats}",
    "is less than 20 minutes away: nobody waits for it any more": "осталось меньше 20 минут: этого уже никто не ждёт",
    "Entry {entry_id} is {status} already. Nothing changed.": (
        "Место в очереди {entry_id}: состояние уже {status}. Ничего не изменилось."
    ),
    "place in a waiting list": "место в листе ожидания",
    "of that token": "по этому токену",
    (
        "of that token, open to you in this schedule (one for a single address: sign in with it, or name it as guest in "
        "book_schedule, which says what is free),"
    ): (
        "по этому токену, открытая вам в этом расписании (если она для одного адреса: войдите с ним или назовите его "
        "гостем в book_schedule, и свободное время будет названо)"
    ),
    "You have booked {own} of its {places} places yourself; there is nothing to wait for. Nothing was charged.": (
        "Вы сами заняли мест: {own} из {places}; ждать нечего. Ничего не списано."
    ),
}
