"""Refusals and questions: work orders records."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is a filter for {whose}": "это фильтр, он доступен для: {whose}",
    "needs a word": "нужно хотя бы одно слово",
    "is a filter for members of the company, on the assignee; companies are not rated": (
        "это фильтр по исполнителю для участников компании; компании не оцениваются"
    ),
    "must be assigned, unassigned, or your own number": "должно быть assigned, unassigned или вашим номером",
    "must be assigned, unassigned, or the number of a provider": (
        "должно быть assigned, unassigned или номером исполнителя"
    ),
    "{unknown}: a work order has {fields}": "{unknown}: поля наряда — {fields}",
    "nothing is kept for {key} under {name!r}; keep it with sticky true": (
        "ничего не сохранено, список {key}, имя {name!r}; сохраните с помощью sticky true"
    ),
    "is needed with sticky: the name under which the filters are kept": (
        "требуется вместе со sticky: имя, под которым сохраняются фильтры"
    ),
    "must be one of {tabs} to keep filters for it": (
        "должно быть одним из этих, чтобы сохранять для него фильтры: {tabs}"
    ),
    "providers": "исполнители",
    "members of the company": "участники компании",
}
