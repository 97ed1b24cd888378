"""Things that are counted, by their English name: as they follow 1, 2 and 5."""

from __future__ import annotations

from collections.abc import Mapping

COUNTED: Mapping[str, tuple[str, str, str]] = {
    "day": ("день", "дня", "дней"),
    "notice": ("уведомление", "уведомления", "уведомлений"),
    "provider": ("исполнитель", "исполнителя", "исполнителей"),
    "seat": ("место", "места", "мест"),
    "work order": ("наряд", "наряда", "нарядов"),
}
