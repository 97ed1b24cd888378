"""Refusals and questions: scheduling availability."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "you have no role in it": "у вас нет в нём роли",
    "To {to} in {name} needs write level {write}; {have}. Its owner can change that.": (
        "Для этого нужен уровень write {write}: {to}, {name}; {have}. Изменить это может владелец."
    ),
    "Only its owner may {to} {name}.": "Это может только владелец: {to}, {name}.",
    "Schedule {schedule_id} was deleted already, at {deleted_at}. Nothing changed.": (
        "Расписание {schedule_id} уже удалено: {deleted_at}. Ничего не изменилось."
    ),
    "Calendar {kal_id} is imported from outside and read-only here. Use another one.": (
        "Календарь {kal_id} импортирован извне, здесь его можно только читать. Используйте другой."
    ),
    "Calendar {kal_id} belongs to contract {contract_id}: schedules in it need write level 3 there; yours is {write}.": (
        "Календарь {kal_id} относится к договору {contract_id}: для расписаний в нём нужен там уровень "
        "write 3; ваш уровень: {write}."
    ),
    "Another schedule of yours has the slug {slug}. {free} is free. Nothing was saved or charged.": (
        "У другого вашего расписания уже есть slug {slug}. Свободно: {free}. Ничего не сохранено и не списано."
    ),
    "there is no skill {skill_id}": "навыка {skill_id} нет",
    "there is no person {id}": "пользователя {id} нет",
    "there is no participant {id}": "участника {id} нет",
    "{utc_text} must be after start, {utc_text_text}": "{utc_text} должно быть позже start: {utc_text_text}",
    "skill {skill_id} is named twice": "навык {skill_id} назван дважды",
    "you have no file {named}": "у вас нет файла {named}",
    "there is no calendar {named} of yours": "у вас нет календаря {named}",
    "is not a cursor of this list; leave it out to start again": (
        "не курсор этого списка; не указывайте его, чтобы начать сначала"
    ),
    "{end} must be after {names}, {start}": "{end} должно быть позже, чем {names}: {start}",
    "the range is at most {longest_range_days} days; ask for the rest in another call": (
        "промежуток — не больше {longest_range_days} дн.; остальное запросите другим вызовом"
    ),
    "{to_time} is earlier in the day than from_time, {from_time}": (
        "{to_time} раньше в течение дня, чем from_time: {from_time}"
    ),
    "this schedule offers {lengths} minutes; longer time is several slots in a row": (
        "длительность в этом расписании, в минутах: {lengths}; более долгое время — это несколько окон подряд"
    ),
}
