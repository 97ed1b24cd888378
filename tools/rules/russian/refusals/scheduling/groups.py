"""Refusals and questions: scheduling groups."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "schedule {id} is your own; put sessions and people into it with add_schedule_event": (
        "расписание {id} ваше; добавляйте в него занятия и людей с помощью add_schedule_event"
    ),
    "not all of them are free": "свободны не все",
    "none of them is free": "никто не свободен",
    "The next times: {free}.": "Ближайшее время: {free}.",
    "No other time was found.": "Другого времени не нашлось.",
    "{kept}At {start} {whom} for {minutes} minutes ({said}). Nothing was booked or charged. {then}": (
        "{kept}Время {start}, {minutes} мин: {whom} ({said}). Запись не сделана, ничего не списано. {then}"
    ),
    "schedule {schedule_id} is none of schedule_ids": "расписания {schedule_id} нет в schedule_ids",
    "names {twice} twice": "называет дважды: {twice}",
    "are for mode any; leave them out": "только для mode=any; не указывайте это",
    "are {count} for {other_count} schedules; give one for each": (
        "указано {count}, расписаний {other_count}; дайте по одному на каждое"
    ),
    "all of them offer {shared}": "все предлагают: {shared}",
    "they share no length": "общей длительности у них нет",
    "schedule {twice} is named twice": "расписание {twice} названо дважды",
    "schedule {id} offers shifts (type 3); book_schedule takes one": (
        "в расписании {id} смены (тип 3); взять одну: book_schedule"
    ),
    "{minutes} minutes are not offered by schedule {named}; {lengths}": (
        "{minutes} мин не предлагается, расписание {named}; {lengths}"
    ),
    " and move into escrow for them{source}{worth}": " и перевести в удержание за них{source}{worth}",
    ", free of charge": ", бесплатно",
    " {sums}, together worth": " {sums}, вместе на сумму",
    ", to be paid later:{worth}": ", оплата позже:{worth}",
    ", from the balance of {payer},": ", с баланса ({payer}),",
    ", with what is prepaid,": ", из предоплаты,",
    "the total is {total}, and nothing is said of {currency}": "итого {total}, а для {currency} ничего не указано",
    "the total is {total}, more than {limit:f}": "итого {total}, больше, чем {limit:f}",
    " mode=possible books the others.": " mode=possible займёт остальные.",
    "{count} of the {of_all} starts of schedule {id} cannot be booked: {named}. Nothing was booked or charged.{hint}": (
        "В расписании {id} нельзя занять {count} из {of_all}: {named}. Запись не сделана, ничего не списано.{hint}"
    ),
    "is a schedule of shifts (type 3); book_schedule takes one of them": (
        "это расписание смен (тип 3); взять одну из них: book_schedule"
    ),
    "a slot of this schedule has {places}": "мест в одном окне этого расписания: {places}",
    " Nothing was booked. pay=later holds them for a short time meanwhile.": (
        " Запись не сделана. pay=later пока ненадолго удерживает эти времена."
    ),
    "Book schedules {ids} and {last} together on {start}": "Записаться сразу по расписаниям {ids} и {last} на {start}",
    "They are called {names}": "Названия: {names}",
    "schedule {id}: {reason}": "расписание {id}: {reason}",
    "{start} ({reason})": "{start} ({reason})",
    "You keep that time yourself: let go of it first with release_slot_hold ({named}). ": (
        "Вы сами удерживаете это время: сначала освободите его, release_slot_hold ({named}). "
    ),
    "Book schedule {id} {times}, every {weeks}, the first on {first}": (
        "Записаться по расписанию {id}: {times}, промежуток — {weeks}, первый раз {first}"
    ),
    "week": "неделя",
    "The last one is on {last}": "Последний раз: {last}",
    "Dates that are left out: {count}": "Пропущенных дат: {count}",
}
