"""Things that are counted, by their English name: as they follow 1, 2 and 5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COUNTED: Mapping[str, Sequence[str]] = {
    "booking": ("запись", "записи", "записей"),
    "character": ("символ", "символа", "символов"),
    "day": ("день", "дня", "дней"),
    "event": ("событие", "события", "событий"),
    "item": ("элемент", "элемента", "элементов"),
    "notice": ("уведомление", "уведомления", "уведомлений"),
    "order": ("заказ", "заказа", "заказов"),
    "paid place": ("оплачиваемое место", "оплачиваемых места", "оплачиваемых мест"),
    "provider": ("исполнитель", "исполнителя", "исполнителей"),
    "schedule": ("расписание", "расписания", "расписаний"),
    "seat": ("место", "места", "мест"),
    "talent pool group": ("группа пула исполнителей", "группы пула исполнителей", "групп пула исполнителей"),
    "time": ("раз", "раза", "раз"),
    "week": ("неделя", "недели", "недель"),
    "work order": ("наряд", "наряда", "нарядов"),
}


def form(number: int) -> int:
    """Which form follows a number: 1 место, 2 места, 5 мест."""
    if number % 100 in range(11, 15):
        return 2
    return 0 if number % 10 == 1 else 1 if number % 10 in (2, 3, 4) else 2
