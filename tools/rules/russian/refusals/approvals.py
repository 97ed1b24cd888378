"""Refusals and questions: approvals."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "in another session than the one that asked": "в другом сеансе, не в том, из которого он сделан",
    "by {who}": "решение принимает {who}",
    "You asked for {public_id} yourself: it is decided {where}. Nothing happened.": (
        "Запрос {public_id} сделан вами. Решается он так: {where}. Ничего не произошло."
    ),
    "Only a person decides, in a session of their own: {who}. Nothing happened.": (
        "Решает только человек, в собственном сеансе: {who}. Ничего не произошло."
    ),
    "An agent never {act}; an admin of its company does.": (
        "Агент никогда этого не делает: {act}. Это делает администратор его компании."
    ),
    "Only an admin of the company {act}.": "Это делает только администратор компании: {act}.",
    "Request {public_id} is decided by {who}. Nothing happened.": (
        "По запросу {public_id} решение принимает {who}. Ничего не произошло."
    ),
    "request": "запрос",
    "Request {public_id} goes above a spending limit, to which only an admin says yes. Nothing happened.": (
        "Запрос {public_id} превышает предел расходов, а на это даёт согласие только администратор. "
        "Ничего не произошло."
    ),
    (
        "It is no longer what you agreed to. Then: {preview_text} Now: {after_preview_text} Nothing "
        "happened; agree to version {version} or decline."
    ): (
        "Это уже не то, на что вы согласились. Тогда: {preview_text} Теперь: {after_preview_text} Ничего "
        "не произошло; согласитесь на версию {version} или отклоните."
    ),
    "payments to {whom}": "платежи, получатель {whom}",
    "all payments of {owner}": "все платежи, плательщик {owner}",
    "Frozen: {what} are stopped by freeze {id} ({reason}). Nothing happened; an admin lifts it with unfreeze_payments.": (
        "Заморожено: {what}. Их останавливает заморозка {id} ({reason}). Ничего не произошло; "
        "администратор снимает её с помощью unfreeze_payments."
    ),
    "No mandate covers this, and nobody is there who could approve it. {why_not} Nothing happened.": (
        "Это не покрыто никаким полномочием, и некому это одобрить. {why_not} Ничего не произошло."
    ),
    "Frozen: {owner} cannot commit this now. Nothing happened; ask them.": (
        "Заморожено: {owner} сейчас не может взять это на себя. Ничего не произошло; спросите там."
    ),
    "Request {public_id} is at the last step, {step} of {steps}.": (
        "Запрос {public_id} на последнем шаге, {step} из {steps}."
    ),
    "Request {public_id} was handed on {most_handed} times already.": (
        "Запрос {public_id} больше передать нельзя, число передач: {most_handed}."
    ),
    "it": "её",
    "either it or next_step, not both and not neither": "либо это, либо next_step: ровно одно из двух",
    "person {user_id} decides about it already": "пользователь {user_id} уже решает по нему",
    "person {user_id} is no member of the company": "пользователь {user_id} не участник компании",
    "person {user_id} asked for it and cannot decide": (
        "это запрос пользователя {user_id}, и решать по нему этот пользователь не может"
    ),
    " as call {call_id}": " (вызов {call_id})",
    "Request {public_id} is {status}{carried}; it waits no more. Nothing happened.": (
        "Запрос {public_id}: состояние — {status}{carried}; он больше не ждёт. Ничего не произошло."
    ),
    (
        "Request {public_id} has version {version} by now, not {other_version}: {preview_text} Nothing "
        "happened; read it and decide about that one."
    ): (
        "Версия запроса {public_id} теперь {version}, а не {other_version}: {preview_text} Ничего не "
        "произошло; прочитайте её и решите по ней."
    ),
    "lifts a freeze": "снимает заморозку",
    "comes with target agent, and only with it": "указывается с target agent, и только с ним",
    "comes with target payee, and only with it": "указывается с target payee, и только с ним",
    " at {lifted_at} by person {lifted_by}": " {lifted_at}, пользователь {lifted_by}",
    "Freeze {id} was lifted before{since}.": "Заморозка {id} уже снята{since}.",
    "An agent stops only itself: target agent with its own agent_id. A member of the company stops anything.": (
        "Агент останавливает только себя: target agent и собственный agent_id. Участник компании может "
        "остановить что угодно."
    ),
    "freeze": "заморозка",
    "goes with the other of the two": "указывается вместе со вторым из двух",
    "mandate": "полномочие",
    "every agent of the company": "любой агент компании",
    "agent {id}": "агент {id}",
    "Let {whom} spend up to": "Разрешить тратить: {whom}, не больше",
    "Mandates are people's to take back.": "Полномочия отзывает только человек.",
    "Revoke mandate {public_id}; nothing can be spent under it any more": (
        "Отозвать полномочие {public_id}; по нему больше ничего нельзя потратить"
    ),
    "A mandate is a person's to give.": "Полномочие выдаёт только человек.",
    " since {since}": " с {since}",
    "Mandate {public_id} is {standing}{when}. Nothing changed.": (
        "Полномочие {public_id}: состояние — {standing}{when}. Ничего не изменилось."
    ),
    "Only an admin of the company, or whoever granted it, revokes a mandate.": (
        "Полномочие отзывает только администратор компании или тот, кто его выдал."
    ),
    "Only an admin gives mandates for the company.": "Полномочия от имени компании выдаёт только администратор.",
    "Agent {agent_id} has ended for good. No mandate was made.": (
        "Агент {agent_id} окончательно отключён. Полномочие не выдано."
    ),
    "{left} of {total} are left": "Осталось {left} из {total}",
    "there is no {type} {id}": "такого нет: {type} {id}",
    "The nearest mandate, {nearest}, does not cover it ({bounds}).": (
        "Ближайшее полномочие, {nearest}, этого не покрывает ({bounds})."
    ),
    "There is no mandate for this agent.": "Для этого агента полномочия нет.",
    "{bound}: {wanted} wanted, {left} allowed or left": "{bound}: нужно {wanted}, разрешено или осталось {left}",
    "sets the approval policy": "задаёт правила одобрения",
    "are no members: {strangers}": "не участники: {strangers}",
    "are no members: {away}": "не участники: {away}",
    "nobody stands in for themself": "никто не замещает самого себя",
    "comes after from": "должно быть позже, чем from",
    "The policy has version {version} by now, not {other_version}. Nothing was changed; read it again.": (
        "Версия правил теперь {version}, а не {other_version}. Ничего не изменено; прочитайте их снова."
    ),
    "The arguments were sealed with another key of this hall and cannot be read any more. Have it asked for again.": (
        "Аргументы запечатаны другим ключом этого сервера, и прочитать их больше нельзя. Попросите "
        "сделать запрос заново."
    ),
    "The same was declined as {public_id} and is refused until {blocked_until}: {decline_reason}. Nothing happened.": (
        "То же самое уже отклонено как {public_id}, и до {blocked_until} в этом отказано: "
        "{decline_reason}. Ничего не произошло."
    ),
    "{most_pending} acts of yours wait for a yes already. Take some back with withdraw_request first.": (
        "Ваших действий уже ждёт согласия: {most_pending}. Сначала отзовите часть с помощью withdraw_request."
    ),
    "Only an admin lists all requests of the company; to_decide and asked_by_me are yours.": (
        "Все запросы компании показываются только администратору; to_decide и asked_by_me — ваши."
    ),
    "operation": "операция",
    "cannot be lowered in {tool}; approve it as it is or decline it": (
        "нельзя уменьшить в {tool}; одобрите как есть или отклоните"
    ),
    "whatever moves money": "всё, что переводит деньги",
    "For {kinds}": "На что: {kinds}",
    "From now on": "С этого момента",
    "From {valid_from}": "С {valid_from}",
    "until {valid_until}": "до {valid_until}",
    "until it is revoked": "пока не отозвано",
    "Nobody is asked again for what it covers": "О том, что оно покрывает, больше никого не спрашивают",
    "anybody": "кто угодно",
    "{shown} and {more} more": "{shown} и ещё {more}",
    "any is nobody in particular: leave it out": "any — никто конкретно: уберите это",
    "{bound} is more than the total of {total}": "{bound} больше общей суммы {total}",
    "any stands alone: what is named beside it changes nothing": (
        "any указывается отдельно: то, что названо рядом, ничего не меняет"
    ),
    "has to be after valid_from, {valid_from}": "должно быть позже, чем valid_from, {valid_from}",
    "At most {per_call} a call": "Не больше {per_call} за вызов",
    "At most {per_day} a day (UTC)": "Не больше {per_day} в день (UTC)",
    "At most {max_uses} times": "Число использований: не больше {max_uses}",
    "which {type} is needed": "укажите, кто именно: {type}",
    "has passed; it is {created_at}": "уже прошло; сейчас {created_at}",
    "is at most {days} days after valid_from, {valid_from}": (
        "не позже чем через {days} дн. после valid_from, {valid_from}"
    ),
    "the last step decides about any amount, so it has no up_to_usd": (
        "последний шаг решает о любой сумме, поэтому у него нет up_to_usd"
    ),
    "every step but the last has up_to_usd": "у каждого шага, кроме последнего, есть up_to_usd",
    "up_to_usd rises from step to step": "up_to_usd растёт от шага к шагу",
    "person {user_id} decides at no step of the chain": (
        "пользователь {user_id} не принимает решений ни на одном шаге цепочки"
    ),
    "person {user_id} decides up to {most} USD, and {asked} USD are asked for": (
        "пользователь {user_id}, предел решений: {most} USD; запрошено: {asked} USD"
    ),
    "{type} {id}": "{type} {id}",
}
