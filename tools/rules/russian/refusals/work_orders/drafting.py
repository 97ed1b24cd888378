"""Refusals and questions: work orders drafting."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is needed, as {why}: the IANA zone of the site, such as {some}": (
        "обязательно, так как {why}: часовой пояс объекта по IANA, например {some}"
    ),
    "your company has no saved location {id}": "у вашей компании нет сохранённого места {id}",
    "pay.{kind}_ids": "pay.{kind}_ids",
    "your company has no {kind} {id}": "у вашей компании такого нет: {kind} {id}",
    "must be at most 100 percent": "должно быть не больше 100 процентов",
    "neither address nor times tell it": "его не видно ни по адресу, ни по времени",
    "is the short form of types_of_work; give one of the two": "краткая форма types_of_work; укажите одно из двух",
    "bundle {code} of {count} work orders": "пакет {code} (нарядов: {count})",
    "Work order {id} is called {title}": "Наряд {id} называется {title}",
    "must be unique: {more} has it already": "должно быть уникальным; такое значение уже есть здесь: {more}",
    "{field_id} is no custom field of this work order": "{field_id} — не настраиваемое поле этого наряда",
    "is hidden: field {field_id} rules it out": "скрыто: его исключает поле {field_id}",
    "{fields}custom_field_id": "{fields}custom_field_id",
    "{id} is not on this work order; leave id out to add": "{id} нет в этом наряде; чтобы добавить новое, уберите id",
    "{custom_field_id} is no custom field of this work order": (
        "{custom_field_id} — не настраиваемое поле этого наряда"
    ),
    "are at most {max_contacts} on one work order; these would be {total}": (
        "не больше {max_contacts} на один наряд; получится {total}"
    ),
    "{task} is not on this work order": "{task} нет в этом наряде",
    "custom_fields[{number}].custom_field_id": "custom_fields[{number}].custom_field_id",
    "work order {other}": "наряд {other}",
    "another work order": "другой наряд",
    "are at most {max_tags} on one work order; these would be {total}": (
        "не больше {max_tags} на один наряд; получится {total}"
    ),
    "needs an email or a phone": "нужен адрес электронной почты или телефон",
    "your company has no template {template_id}": "у вашей компании нет шаблона {template_id}",
    "Your company already has a template {name!r} (number {id}); choose another name.": (
        "У вашей компании уже есть шаблон {name!r} (номер {id}); выберите другое название."
    ),
    "give at least one default, or from_work_order_id": (
        "укажите хотя бы одно значение по умолчанию или from_work_order_id"
    ),
    "template": "шаблон",
    (
        "Your company already has a saved location {name!r} (number {id}); choose another name for "
        "location.save_as, or use that one with mode saved."
    ): (
        "У вашей компании уже есть сохранённое место {name!r} (номер {id}); выберите другое название для "
        "location.save_as или используйте то место с mode saved."
    ),
    "is needed: a short name of the job (or a template_id that gives one)": (
        "обязательно: краткое название работы (или template_id, в котором оно есть)"
    ),
    "is for mode custom: only an address or coordinates can be kept": (
        "подходит для mode custom: сохранить можно только адрес или координаты"
    ),
    "cannot be emptied once the work order has left draft": "нельзя очистить, когда наряд уже не черновик",
    "open in draft only; from then on it is changed with": "открыто только в черновике; потом это меняет",
    "open in draft only; back with": "открыто только в черновике; вернуть в него можно с помощью",
    "the provider is checked in and checks out first": "исполнитель на месте и сначала отмечает уход",
    "somebody has been on site; unlocked by": "кто-то уже был на месте; снимает запрет",
    "unlocked by": "снимает запрет",
    "nothing changes it any more": "этого уже ничто не меняет",
}
