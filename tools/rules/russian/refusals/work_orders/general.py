"""Refusals and questions: work orders general."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is for admins of the order's company; leave it out": "только для администраторов компании наряда; не указывайте",
    "{acting_user_id} is no member of your company": "{acting_user_id} — не участник вашей компании",
    "Work order {id} is not assigned to you, so this is not yours to do.": (
        "Наряд {id} назначен не вам, поэтому делать это не вам."
    ),
    "Only an admin of the company may act in the name of another member.": (
        "Действовать от имени другого участника компании может только её администратор."
    ),
    (
        "Work order {id} has changed since you read it. Read it again, then repeat with the new "
        "correlation_id {correlation_id}."
    ): (
        "Наряд {id} изменился с тех пор, как вы его прочитали. Прочитайте его снова и повторите с новым "
        "correlation_id {correlation_id}."
    ),
    "{id} belongs to client {of_project}, not to client {client_id}": (
        "{id} относится к клиенту {of_project}, а не к клиенту {client_id}"
    ),
    "{id} is no service type of type of work {type_id}; it has {offered}": (
        "{id} — не вид услуги для вида работ {type_id}; есть: {offered}"
    ),
    "{id} is no member of your company": "{id} не входит в вашу компанию",
    "{id} manages no work orders any more": "{id} больше не управляет нарядами",
    "{id} is archived and takes no work orders": "{id} в архиве и не принимает нарядов",
    "there is no client {id} in your company": "в вашей компании нет клиента {id}",
    "{id} is inactive and takes no work orders": "{id} неактивен и не принимает нарядов",
    "your company has no tag {tag!r}": "у вашей компании нет метки {tag!r}",
    "{id} is not one of the reasons: {named}": "{id} нет среди причин: {named}",
    "there is no type of work {id}": "вида работ {id} нет",
    "needs types_of_work: it belongs to the primary one": "требует types_of_work: относится к основному виду работ",
    "there is no network {id} for you": "для вас нет сети {id}",
    "tags": "tags",
    "{task_id} is no step of work order {id}": "{task_id} — не шаг наряда {id}",
    "{task_id} is a step of type {kind}; this takes one of type {wanted}": (
        "{task_id} — шаг типа {kind}; здесь нужен тип {wanted}"
    ),
    "type of work": "вид работ",
    "a work order up to assigned": "наряд, не дальше назначенного",
    "a work order that is not approved, paid, canceled or deleted": "наряд, который не принят, не оплачен, не отменён и не удалён",
    "a work order that is not paid, canceled or deleted": "наряд, который не оплачен, не отменён и не удалён",
    "an order that is assigned to you": "наряд, назначенный вам",
    "an order that is not approved or called off yet": "наряд, который ещё не принят и не отменён",
    "{id} {name}": "{id} {name}",
}
