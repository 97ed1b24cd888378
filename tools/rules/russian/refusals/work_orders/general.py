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
    "{id} is no member of your company": "{id} не входит в вашу компанию",
    "{id} manages no work orders any more": "{id} больше не управляет нарядами",
    "{id} is archived and takes no work orders": "{id} в архиве и не принимает нарядов",
    "there is no client {id} in your company": "в вашей компании нет клиента {id}",
    "{id} is inactive and takes no work orders": "{id} неактивен и не принимает нарядов",
    "{id} is not one of the reasons: {named}": "{id} нет среди причин: {named}",
    "there is no type of work {id}": "вида работ {id} нет",
    "needs types_of_work: it belongs to the primary one": "требует types_of_work: относится к основному виду работ",
    "there is no network {id} for you": "для вас нет сети {id}",
    "tags": "tags",
    "type of work": "вид работ",
}
