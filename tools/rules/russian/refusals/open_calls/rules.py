"""Refusals and questions: open calls rules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "from {least} {more}": "от {least} {more}",
    "is below what the call pays: {bounds}": "ниже того, что платят по набору: {bounds}",
    "is above what the call pays, and it takes no higher price: {bounds}": (
        "выше того, что платят по набору, а более высокие цены не принимаются: {bounds}"
    ),
    "{key} ({label}) is needed": "нужно указать {key} ({label})",
    "{key} is no question of this call": "в этом наборе нет вопроса {key}",
    "is needed: {bounds}": "нужно указать: {bounds}",
    "{most} or more": "{most} или больше",
    "on": "и выше",
    "to {most}": "до {most}",
    "declared twice: {twice}": "объявлено дважды: {twice}",
    "placeholders that are not declared: {undeclared}": "необъявленные поля для подстановки: {undeclared}",
    "declared, but in no text: {unused}": "объявлено, но нет ни в одном тексте: {unused}",
    "is no blank of this template": "не является полем для заполнения в этом шаблоне",
    "must be a number": "должно быть числом",
    "must be a date YYYY-MM-DD": "должно быть датой YYYY-MM-DD",
    "must be one of {options}": "должно быть одно из: {options}",
    "{name} is a choice without options": "{name} — выбор без вариантов",
    "is required: {label}": "обязательно: {label}",
    "goes around near: pass near with latitude and longitude": (
        "считается вокруг near: укажите near с latitude и longitude"
    ),
    "distance needs near: the place that distances go from": (
        "для distance нужен near: место, от которого считаются расстояния"
    ),
    "match needs query: the words that calls are compared with": (
        "для match нужен query: слова, с которыми сравниваются наборы"
    ),
    "is needed with min_price, min_per_hour and the order pay_per_hour: amounts do not mix": (
        "нужно указать при min_price, min_per_hour и порядке pay_per_hour: суммы в разных валютах не смешиваются"
    ),
    "lies before start_from": "раньше, чем start_from",
    "nobody has applied before it is published.": "до публикации никто не подаёт заявок.",
    "people still apply.": "заявки ещё подают.",
    "it takes no further applications; decide on those there are, or publish it again.": (
        "новых заявок он не принимает; решите по имеющимся или опубликуйте его снова."
    ),
    "it was stopped until whoever runs the hall has looked at it. It can be called off.": (
        "он остановлен, пока его не посмотрит оператор. Его можно отменить."
    ),
    "every seat is taken. Accepted work is ended by itself, each task or work order on its own.": (
        "все места заняты. Принятая работа завершается отдельно: каждое задание или наряд сам по себе."
    ),
    "its time ran out and the money is back. A copy makes a new one.": (
        "его время вышло, деньги вернулись. Копия создаёт новый."
    ),
    "it was called off and the money is back. A copy makes a new one.": (
        "он отменён, деньги вернулись. Копия создаёт новый."
    ),
    "{name} is {status}: {why}": "{name}: состояние — {status}; {why}",
    "{key} is given twice": "{key}: указано дважды",
}
