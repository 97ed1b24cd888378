"""Refusals and questions: providers."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "there is no project {id} in your company": "в вашей компании нет проекта {id}",
    "{tier_id} is no tier of this group; its tiers are {known}": (
        "{tier_id} — не уровень этой группы; её уровни: {known}"
    ),
    "no provider who takes work: {named}": "не исполнитель, принимающий работу: {named}",
    "blocked, by your company or by themselves: {named}": (
        "заблокировано вашей компанией или самим исполнителем: {named}"
    ),
    "talent pool group": "группа пула исполнителей",
    "preferred provider group": "группа предпочтительных исполнителей",
    "project": "проект",
    "member": "участник",
    "provider": "исполнитель",
    "a member has at most {most_notes} notes; these would be {before}": (
        "заметок об участнике не больше {most_notes}; а так было бы {before}"
    ),
    "Delete a note on provider {provider_id} in talent pool {talent_pool_id}": (
        "Удалить заметку об исполнителе {provider_id} в пуле исполнителей {talent_pool_id}"
    ),
    "There are notes of these names already: {taken}. set_provider_attribute_value changes the value of one.": (
        "Заметки с такими именами уже есть: {taken}. set_provider_attribute_value меняет значение заметки."
    ),
    "Note {name}": "Заметка {name}",
    "attribute": "атрибут",
    "must be from 0 to 5": "должно быть от 0 до 5",
    "is a service territory, which delete_service_territory deletes": (
        "это зона обслуживания, её удаляет delete_service_territory"
    ),
    "Delete talent pool group {uuid} for good": "Удалить группу пула исполнителей {uuid} навсегда",
    (
        "Automatic dispatch is offering work from this group: {open_offers} of its offers are open. "
        "Delete the group when they have ended."
    ): (
        "Автоматический поиск предлагает работу этой группе: открытых предложений {open_offers}. Удалите "
        "группу, когда они закончатся."
    ),
    (
        "A running automatic search asks the groups of project {project_id}, tier by tier. Delete the "
        "group when it has ended."
    ): (
        "Идёт автоматический поиск: он опрашивает группы проекта {project_id} уровень за уровнем. "
        "Удалите группу, когда он закончится."
    ),
    "names the group; pass what is to change: {changeable}": "называет группу; укажите, что изменить: {changeable}",
    "Its tiers and its {members} memberships end, with the notes on members": (
        "Её уровни и членства ({members}) прекращаются, вместе с заметками об участниках"
    ),
    "Group {name}": "Группа {name}",
    "Take provider {provider_id} out of {groups}": "Исключить исполнителя {provider_id}: {groups}",
    "The notes kept on them there are deleted": "Заметки о нём там удаляются",
    "Provider {name}": "Исполнитель {name}",
    "Project {project_id} has a {noun} {name!r} already: {uuid}.": (
        "В проекте {project_id} уже есть {noun} {name!r}: {uuid}."
    ),
    (
        "Tiers that would be removed have people in them: {named}. Name the tiers that stay, or pass "
        "remove_members: true to take their people out, with the notes on them."
    ): (
        "На уровнях, которые были бы удалены, есть люди: {named}. Назовите уровни, которые остаются, или "
        "передайте remove_members: true, чтобы убрать этих людей вместе с заметками о них."
    ),
    "give either the tier, or remove_from_project: true to take the person out of the whole project": (
        "укажите уровень или remove_from_project: true, чтобы убрать человека из всего проекта"
    ),
    "Your company has a preferred provider group of that name already: {id} {name!r}.": (
        "У вашей компании уже есть группа предпочтительных исполнителей с таким именем: {id} {name!r}."
    ),
    "Group {group_id} is full: it holds {most_members} people.": (
        "Группа {group_id} заполнена: людей в ней не больше {most_members}."
    ),
    "there is no provider {user_id} who takes work": "исполнителя {user_id}, который берёт работу, нет",
    (
        "Provider {user_id} is blocked, by your company or by themselves, and cannot be added. An admin "
        "lifts a block of the company with set_company_catalog_entry, kind blocked_provider."
    ): (
        "Исполнитель {user_id} заблокирован вашей компанией или по собственному решению, и добавить его "
        "нельзя. Блокировку компании снимает администратор с помощью set_company_catalog_entry, kind "
        "blocked_provider."
    ),
    "Take {shown} out of preferred provider group {group_id}": (
        "Убрать из группы предпочтительных исполнителей {group_id}: {shown}"
    ),
    "Providers taken out: {count} of {members}": "Убрано будет исполнителей: {count} из {members}",
    "there is no type of work {unknown}": "вида работы {unknown} нет",
    "there is no company {nobody}": "компании {nobody} нет",
    "is no group or service territory of this project": "не группа и не зона обслуживания этого проекта",
    "{foreign} is no tier of this group; its tiers are {known}": (
        "{foreign} — не уровень этой группы; её уровни: {known}"
    ),
    "is that of attributes[{first}]": "то же, что в attributes[{first}]",
    "a group keeps at most {most}; these would be {count}": "в группе не больше {most}; а так было бы {count}",
    "is needed: half a coordinate is no place; give both or neither": (
        "нужно: половина координат — не место; укажите обе или ни одной"
    ),
    "{country!r} is no country of ISO 3166-1, such as US": "{country!r} — не код страны ISO 3166-1, например US",
    "{id} is no tier of this group; its tiers are {items}": "{id} — не уровень этой группы; её уровни: {items}",
    "is needed for a new tier": "нужно для нового уровня",
    "{id} is in the list twice": "{id} встречается в списке дважды",
    "{order} is that of tiers[{orders}]; give each tier its own": (
        "{order} — то же, что в tiers[{orders}]; дайте каждому уровню своё"
    ),
    "is that of tiers[{keys}]; give each tier its own": "то же, что в tiers[{keys}]; дайте каждому уровню своё",
    "{id} {name!r}: {count}": "{id} {name!r}: {count}",
}
