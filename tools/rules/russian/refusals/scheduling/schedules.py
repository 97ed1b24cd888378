"""Refusals and questions: scheduling schedules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{why}, for working hours of a contract": "{why}, для рабочих часов по договору",
    "{title} was agreed for participant {id}, who is {state_name}; nothing of it changes any more.": (
        "{title}: согласовано для участника договора {id}, его состояние — {state_name}; здесь больше "
        "ничего не меняется."
    ),
    (
        "{title} holds the hours of participant {id} of contract {contract_id}: they change by the "
        "person's word, or by that of a member with write level {speaks}."
    ): (
        "{title} содержит рабочие часы участника {id} договора {contract_id}: они меняются по слову "
        "самого человека или кого-то с уровнем записи (write) {speaks}."
    ),
    "{title} is an offer of the other side; answer it with reply_to_participation_request.": (
        "{title} — предложение другой стороны; ответьте на него с помощью reply_to_participation_request."
    ),
    "nothing would change": "ничего не изменится",
    "change the rules": "менять правила",
    "its owner": "владелец расписания",
    (
        "{title} has version {version} now, not {other_version}: {by} changed it at {updated_at}. Read "
        "it again and repeat the change."
    ): (
        "{title}: версия сейчас {version}, а не {other_version}; кто изменил: {by}, когда: {updated_at}. "
        "Прочитайте заново и повторите изменение."
    ),
    (
        "Schedule {id} has unpaid bookings in {currency}: its currency cannot become {other_currency} "
        "before they are paid or cancelled."
    ): (
        "В расписании {id} есть неоплаченные записи в валюте {currency}: сменить валюту на "
        "{other_currency} нельзя, пока они не оплачены или не отменены."
    ),
    "this schedule was not made from another one, so there is none to follow": (
        "это расписание создано не из другого, поэтому следовать нечему"
    ),
    "Delete schedule {schedule_id}: open requests in it end and are refunded, confirmed bookings stay": (
        "Удалить расписание {schedule_id}: открытые запросы в нём завершатся с возвратом денег, "
        "подтверждённые записи останутся"
    ),
    "give people roles": "давать людям роли",
    "a schedule has one owner": "у расписания один владелец",
    "at most {most_open} people can be asked at a time; take some off, or wait for their answers": (
        "одновременно можно приглашать не больше {most_open} человек; уберите кого-нибудь или дождитесь ответов"
    ),
    "to agreed working hours only observers (6) can be added": (
        "к согласованным рабочим часам можно добавлять только наблюдателей (6)"
    ),
    "is the owner and keeps role 1 with levels 2/3; hand the schedule over first": (
        "это владелец, у него остаётся роль 1 с уровнями 2/3; сначала передайте расписание"
    ),
    "only the owner can make another owner": "только владелец может назначить другого владельца",
    "would get levels {read}/{write}, above your own {access_read}/{access_write}": (
        "получит уровни {read}/{write}, выше ваших {access_read}/{access_write}"
    ),
    "turned a role in it down and can be asked again from {again} on": (
        "роль в нём отклонена; предложить снова можно с {again}"
    ),
    "To take others off {name} you need write level 3; yours is {own}.": (
        "{name}: чтобы исключать других, нужен уровень записи (write) 3; у вас — {own}."
    ),
    "Take {kind} {id} ({roles}) off schedule {schedule_id}": (
        "Убрать из расписания {schedule_id}: {kind} {id} ({roles})"
    ),
    "user {id} in {name}": "пользователь {id}, {name}",
    "{title} belongs to {kind} {id}. Hand it over with add_schedule_users (role 1) first, or delete it.": (
        "{title}: владелец — {kind} {id}. Сначала передайте его с помощью add_schedule_users (роль 1) или удалите."
    ),
    "is named twice": "указано дважды",
    "is required with a price": "обязательно, если указана цена",
    "needs parent_id, the schedule whose rules are followed": "нужен parent_id — расписание, чьим правилам следовать",
    "try out other rules": "пробовать другие правила",
    "follows the rules of parent_id, which a preview has none of; leave it out": (
        "следует правилам parent_id, а в предпросмотре его нет; не указывайте"
    ),
    "give schedule_id, or owner_slug and slug": "укажите schedule_id или owner_slug и slug",
    (
        "{title} holds the agreed working hours of participant {participant_id} in contract "
        "{contract_id} and cannot be deleted while they take part."
    ): (
        "{title} содержит согласованные рабочие часы участника {participant_id} договора {contract_id}; "
        "удалить его нельзя, пока участие продолжается."
    ),
    "You are asked to be {roles} ({role_id}) of schedule {schedule_id}, not {roles_roles}.": (
        "Вам предлагают роль {roles} ({role_id}) в расписании {schedule_id}, а не {roles_roles}."
    ),
    "Whoever asked you may no longer give that role in schedule {id}; its owner can ask you again.": (
        "Тот, кто вас пригласил, больше не может давать эту роль в расписании {id}; его владелец может "
        "пригласить вас снова."
    ),
    "open question about a role in schedule": "открытый вопрос о роли в расписании",
    "There are {most_schedules} schedules of this owner already, the most allowed. Delete one first.": (
        "У этого владельца уже наибольшее разрешённое число расписаний: {most_schedules}. Сначала удалите одно."
    ),
    "is the contract's": "определяет договор",
    "is hour: work on a contract is paid by the hour": "это hour: работа по договору оплачивается по часам",
    "is true: working hours of a contract are for its people": "это true: рабочие часы договора — для его людей",
    "is the contract's calendar": "это календарь договора",
}
