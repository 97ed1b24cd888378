"""Refusals and questions: work orders catalog."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    ", retired; an admin brings it back with active true": (
        ", выведено из употребления; администратор возвращает с active true"
    ),
    "Your company already has a {noun} {name!r} (number {id}{retired}); use it, or choose another name.": (
        "У вашей компании уже есть {noun} {name!r} (номер {id}{retired}); используйте это или выберите другое название."
    ),
    "your company has no custom field {id}": "у вашей компании нет настраиваемого поля {id}",
    (
        "Your company has {most_entries} entries of this kind, retired ones too, and that is the most; "
        "rename one that is retired."
    ): (
        "У вашей компании наибольшее число записей этого вида, вместе с выведенными из употребления: "
        "{most_entries}; переименуйте одну из выведенных."
    ),
    "there is no type of work {given}": "нет вида работ {given}",
    "{given} stands under another one itself; types of work have two levels": (
        "{given} само стоит под другим; у видов работ два уровня"
    ),
    "values.dependency.id": "values.dependency.id",
    "must not be blank": "не должно быть пустым",
    "values.{field}": "values.{field}",
    "needs id and operator; an empty object takes it away": "нужны id и operator; пустой объект убирает это",
    "field {id} depends on this one already": "поле {id} уже зависит от этого",
    "your company has none of number {id}": "у вашей компании нет такого под номером {id}",
    "names {both}, who is to be added too": "указан человек {both}, которого нужно и добавить",
    "there is no active provider {person}": "нет активного исполнителя {person}",
    "Networks of company {company_id} are not yours to see; leave company_id out.": (
        "Сети компании {company_id} вам не видны; не указывайте company_id."
    ),
    "{person} is no member of your company": "{person} — не участник вашей компании",
    "there is no provider {person} to block": "нет исполнителя {person}, которого можно заблокировать",
    "blocked provider": "заблокированный исполнитель",
    "Work orders hold values of {name!r}, so it stays of type {type}; retire it (active false) and define another one.": (
        "В нарядах есть значения поля {name!r}, поэтому его тип остаётся прежним: {type}; выведите поле "
        "из употребления (active false) и создайте другое."
    ),
    "Work orders hold values of {name!r}, so its options stay: {gone}. Options may be added.": (
        "В нарядах есть значения поля {name!r}, поэтому его варианты остаются: {gone}. Новые варианты можно добавить."
    ),
    "must be one of {kinds}": "должно быть одним из: {kinds}",
    "is needed for a predefined field: what may be chosen": (
        "обязательно для поля с готовыми вариантами (predefined): из чего можно выбирать"
    ),
    "is for predefined fields": "подходит только для полей с готовыми вариантами (predefined)",
    "must be another field": "должно быть другим полем",
    "is left out with is_set": "не указывается при is_set",
    "is needed with {operator}": "обязательно при операторе {operator}",
    "must be at most 100 percent, with at most 2 decimals": (
        "должно быть не больше 100 процентов, не больше 2 знаков после запятой"
    ),
    "is no field of a {noun}; it has {own}": "не поле записи этого вида ({noun}); её поля: {own}",
    "is needed for a new {noun}": "обязательно для новой записи ({noun})",
    "must name what is to change: {own}": "должно называть то, что меняется: {own}",
    "stays as it is": "остаётся как есть",
    "must be private: the marketplace is the same for all companies": (
        "должно быть закрытым: площадка одна для всех компаний"
    ),
    "Work orders that name no network are listed to {name!r}; make another network the default first.": (
        "Наряды без указанной сети показываются в сети {name!r}; сначала сделайте основной другую сеть."
    ),
    "is for private networks; the marketplace holds every active provider": (
        "подходит для закрытых сетей; на площадке есть все активные исполнители"
    ),
    "cannot be a network that is retired": "не может быть сетью, выведенной из употребления",
    "stays as it is: an entry is about one person": "остаётся как есть: запись относится к одному человеку",
    "is needed: the number of the person": "обязательно: номер человека",
    "must be at most {longest} characters long for a tag": "для метки не длиннее {longest} знаков",
    "stays as it is; make a new type of work instead": "остаётся как есть; создайте вместо этого новый вид работ",
    "stays as it is; make a new service type instead": "остаётся как есть; создайте вместо этого новый вид услуги",
}
