"""Refusals and questions: contracts members."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    " since {answered_at}": " с {answered_at}",
    "Participant {id} is {state_name}{at}; that answer stands. Nothing changed.": (
        "Участник {id}: состояние — {state_name}{at}; этот ответ остаётся. Ничего не изменено."
    ),
    "You are participant {id} as {role} already, {state_name}; answer false to this one.": (
        "Вы уже участник {id}, роль {role}, состояние — {state_name}; на это ответьте false."
    ),
    "change its terms": "изменять его условия",
    "Only members of {name} have a place for it in their list.": (
        "Место в своём списке есть только у тех, кто состоит в договоре: {name}."
    ),
    "participant {id}": "участник {id}",
    "settings.{kept} of {name} is set by an owner alone. Nothing changed.": (
        "settings.{kept}: это задаёт только владелец ({name}). Ничего не изменено."
    ),
    "{title} stays in {currency}: it has {named}{more}. A contract in {other_currency} is made with create_contract.": (
        "{title}: валюта остаётся {currency}, потому что уже есть: {named}{more}. Договор в "
        "{other_currency} создаёт create_contract."
    ),
    "{title} gives credit while somebody owes or is owed: {named}. Settle that first.": (
        "{title}: кредит действует, пока кто-то должен или кому-то должны: {named}. Сначала рассчитайтесь."
    ),
    "Charges of {approved} are approved in {name} already; its ceiling cannot be {amount}. Nothing changed.": (
        "Начислений уже принято на {approved} ({name}); предельная сумма не может быть {amount}. Ничего не изменено."
    ),
    "is {privacy}, but private is true, which means 0; give one of them": (
        "равно {privacy}, но private — true, а это значит 0; укажите что-то одно"
    ),
    "is 0, but private is false; give one of them": "равно 0, но private — false; укажите что-то одно",
    "there is no skill {missing}": "нет такого навыка: {missing}",
    "was withdrawn or replaced": "отозвано или заменено",
    "is {state_name}": "состояние — {state_name}",
    ", since {answered_at}": ", с {answered_at}",
    "Proposal {id} {what}{at}. Nothing changed.": "Предложение {id}: {what}{at}. Ничего не изменено.",
    "proposed change {id} of participant {place_id}": "предложенное изменение {id}, участник {place_id}",
    "make sub-contracts": "создавать вложенные договоры",
    (
        "Contract {id} has a ceiling of {ceiling}; its sub-contracts have {money} already, so {left} is "
        "left and {amount} is too much. Nothing changed."
    ): (
        "Договор {id}: предельная сумма — {ceiling}; у вложенных договоров уже {money}, так что осталось "
        "{left}, и {amount} — слишком много. Ничего не изменено."
    ),
    (
        "The live sub-contracts of contract {id} have ceilings of {below} together; its own cannot be "
        "{amount}. Nothing changed."
    ): (
        "Предельные суммы действующих договоров, вложенных в договор {id}, вместе дают {below}; его "
        "собственная не может быть {amount}. Ничего не изменено."
    ),
    "contracts go {deepest} levels deep at most, and contract {parent_id} is on the last": (
        "уровней вложенности договоров не больше {deepest}, и договор {parent_id} — на последнем"
    ),
    "the schedule's price is {price}": "цена расписания — {price}",
    "was {currency}": "указана валюта {currency}",
    "is that of the schedule_id; give one or the other": "уже следует из schedule_id; укажите что-то одно",
    "there is no schedule to follow; pass schedule_id to copy one": (
        "нет расписания, которому можно следовать; чтобы скопировать расписание, передайте schedule_id"
    ),
    "schedule {id} is neither yours nor theirs": "расписание {id} не ваше и не этого человека",
    "schedule {id} is no working hours (type 2)": "расписание {id} — не рабочие часы (тип 2)",
    "schedule {id} has a price per slot; work is paid by the hour": (
        "в расписании {id} цена задана за приём, а не за час; работу оплачивают по часам"
    ),
    "{named}; {name} is in {currency}, and nothing is converted": (
        "{named}; {name}: валюта — {currency}, и ничего не пересчитывается"
    ),
    "schedule {id} is not theirs; name one of {user}": (
        "расписание {id} не этого человека; укажите то, владелец которого {user}"
    ),
    "At most {new_addresses_a_day} addresses a day can be invited. People you know by number still can.": (
        "Адресов в день можно пригласить не больше {new_addresses_a_day}. Людей, чей номер вы знаете, "
        "приглашать по-прежнему можно."
    ),
    "give exactly one of user_id and email": "укажите ровно одно: user_id или email",
    "is your own address; pass your user_id": "это ваш собственный адрес; передайте свой user_id",
    "there is no person {user_id}; invite by email instead": "пользователя {user_id} нет; пригласите по эл. почте",
    "invite people": "приглашать людей",
    "rename a role": "переименовывать роль",
    "Take back the open request about participant {participant_id} of contract {contract_id}": (
        "Отозвать открытый запрос об участнике {participant_id}, договор {contract_id}"
    ),
    "it takes no applications": "он не принимает отклики",
    "To invite somebody to {name} needs write level 5; {how}.": (
        "Чтобы приглашать ({name}), нужен уровень записи (write) 5; {how}."
    ),
    "works": "работает",
    "is asked to work": "приглашён к работе",
    "Participant {id} {does} on {name} as {role} already: {state_name}.": (
        "Участник {id} уже {does}: {name}, роль {role}; состояние — {state_name}."
    ),
    "Participant {id} is {state_name}; it takes a new invitation (add_contract_participant). Nothing changed.": (
        "Участник {id}: состояние — {state_name}; нужно новое приглашение (add_contract_participant). "
        "Ничего не изменено."
    ),
    "Participant {id} of the same person is {role} already. Nothing changed.": (
        "У того же пользователя уже есть место: участник {id}, роль {role}. Ничего не изменено."
    ),
    "take back an invitation": "отозвать приглашение",
    (
        "Participant {participant_id} is {state_name}; only what is not answered yet can be taken back. "
        "remove_contract_user takes off who works on it."
    ): (
        "Участник {participant_id}: состояние — {state_name}; отозвать можно только то, на что ещё нет "
        "ответа. Того, кто уже работает, исключает remove_contract_user."
    ),
    "The role is called {role}": "Роль называется {role}",
    "the person it is for": "тот, кому это предназначено",
    "a member of {name} with write level 5": "кто-то с уровнем записи (write) 5 ({name})",
    "This is answered by {who}, not by you: the side that asked does not answer. Nothing changed.": (
        "На это отвечает {who}, а не вы: сторона, от которой идёт запрос, не отвечает. Ничего не изменено."
    ),
    "no own rate": "своей ставки нет",
    "{price} an hour": "{price} в час",
    ", at most {hours_limit} hours a week": ", часов в неделю не больше: {hours_limit}",
    (
        "The terms of participant {id} have version {terms_version} now, not {other_terms_version}: "
        "{rate}{limit}, hours in schedule {schedule_id}. Nothing was answered; read them and answer "
        "again."
    ): (
        "Версия условий участника {id} теперь {terms_version}, а не {other_terms_version}: "
        "{rate}{limit}, часы в расписании {schedule_id}. Ответ не дан; прочитайте условия и ответьте ещё "
        "раз."
    ),
    "{end} must be after start, {start}": "{end} должно быть позже start, {start}",
    "see the people": "видеть людей",
    "give people access": "давать людям доступ",
    "Only an owner of {name} makes owners, or takes that role from one.": (
        "Делать владельцем или снимать эту роль может только владелец ({name})."
    ),
    "{name_of} ({last}) is the only owner of {name}; make somebody else owner (role_id 1) first. Nothing changed.": (
        "{name_of} ({last}) — единственный владелец: {name}; сначала сделайте владельцем кого-то другого "
        "(role_id 1). Ничего не изменено."
    ),
    "Levels {read}/{write} are above your own {stand_read}/{stand_write} in {name}.": (
        "Уровни {read}/{write} выше ваших, {stand_read}/{stand_write} ({name})."
    ),
    "there is no agent {id}": "агента {id} нет",
    "there is no person {id}; invite by e-mail with add_contract_participant": (
        "пользователя {id} нет; пригласите по эл. почте с помощью add_contract_participant"
    ),
    "participant {id} ({money})": "участник {id} ({money})",
    "nobody; add_contract_participant invites somebody": "никого нет; приглашает add_contract_participant",
    "charge {id}": "начисление {id}",
    "deposit {id}": "депозит {id}",
}
