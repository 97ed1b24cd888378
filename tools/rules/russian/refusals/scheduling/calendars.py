"""Refusals and questions: scheduling calendars."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Calendar {kal_id} was deleted already, at {deleted_at}. Nothing changed.": (
        "Календарь {kal_id} уже удалён: {deleted_at}. Ничего не изменилось."
    ),
    "you do not belong to it": "вы в нём не участвуете",
    "{title} belongs to contract {contract_id}: changing it needs write level 5 there; {have}.": (
        "{title} относится к договору {contract_id}: для изменения нужен там уровень write 5; {have}."
    ),
    "Only its owner may change {name}.": "Изменять может только владелец: {name}.",
    "give kal_id, or owner_slug and slug": "укажите kal_id или owner_slug и slug",
    "booking page": "страница записи",
    "bookable schedule": "расписание для записи",
    "You have {most_calendars} calendars already, the most allowed. Use one of them.": (
        "Календарей у вас уже {most_calendars}, больше нельзя. Используйте один из них."
    ),
    "{title} is imported from outside: only label and settings.blocks_time can be changed here, not {refused}.": (
        "{title}: импортировано извне, здесь можно изменить только label и settings.blocks_time, но не {refused}."
    ),
    "somebody outside": "кто-то вне системы",
    "{title} belongs to {whose} and cannot be your main calendar; choose one of your own.": (
        "{title}: принадлежность — {whose}, поэтому не может быть вашим основным календарём; выберите один из своих."
    ),
    (
        "must be true: {name} belongs to contract {contract_id}, whose people alone see it; offer "
        "bookable time in a calendar of your own"
    ): (
        "должно быть true: {name} относится к договору {contract_id}, и видят это только его люди; "
        "предлагайте время для записи в своём календаре"
    ),
    "this is your main calendar; make another one the main one instead": (
        "это ваш основной календарь; вместо этого сделайте основным другой"
    ),
    "Another calendar of yours has the slug {slug}. {free} is free. Nothing was saved or charged.": (
        "У другого вашего календаря уже есть slug {slug}. Свободно: {free}. Ничего не сохранено и не списано."
    ),
    "{title} has {booked} confirmed or paid, ": "{title}: {booked} (подтверждено или оплачено), ",
    "Delete calendar {id} with {schedules} and {events}": "Удалить календарь {id}, а с ним {schedules} и {events}",
    " and give back {listed}": " и вернёт {listed}",
    "{count} upcoming bookings that are": "предстоящих записей {count}",
    "one upcoming booking that is": "одна предстоящая запись",
    "{text}from {first} to {last}. cancel_bookings true would call {more} off{back}.": (
        "{text}первая {first}, последняя {last}. cancel_bookings true отменит {more}{back}."
    ),
    "{title} belongs to contract {contract_id} and goes with it: delete_contract archives both.": (
        "{title} относится к договору {contract_id} и уходит вместе с ним: delete_contract отправляет в "
        "архив и то и другое."
    ),
    "{title} is your main calendar. Make another one the main one first: update_calendar with is_default true.": (
        "{title} — ваш основной календарь. Сначала сделайте основным другой: update_calendar с is_default true."
    ),
    "Besides, {listed} goes back": "Кроме того, возвращается {listed}",
    ", cancel {counted}": ", отменить {counted}",
    "The calendar is called {label}": "Название календаря: {label}",
    "them": "их",
    "{until} must be after start, {begin}": "{until} должно быть позже start: {begin}",
    "the range is at most {most} days": "промежуток — не больше {most} дн.",
}
