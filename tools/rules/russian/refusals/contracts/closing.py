"""Refusals and questions: contracts closing."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "archives it": "отправляет его в архив",
    "{money} that is put aside goes back to who paid it": "отложенные деньги, {money}, возвращаются плательщику",
    "Archive contract {id} with all {count} paid places on it": (
        "Отправить в архив договор {id} со всеми оплачиваемыми местами ({count})"
    ),
    "restores it": "восстанавливает его",
    "the account was closed": "учётная запись закрыта",
    "they left the contract": "человек больше не в договоре",
    "Only an owner of {name} {does}.": "Только владелец ({name}) {does}.",
    "{title} has live sub-contracts: {listed}. Archive those first.": (
        "{title}: есть действующие вложенные договоры: {listed}. Сначала отправьте их в архив."
    ),
    "{title} has money that is not settled: {found}. Nothing changed.": (
        "{title}: есть деньги, по которым нет расчёта: {found}. Ничего не изменено."
    ),
    "{title} is not archived; it is {state_name}.": "{title}: не в архиве; состояние — {state_name}.",
    "Contract {id} {label}, which {name} is a part of, is archived; restore that first.": (
        "Договор {id} {label}, в который входит {name}, находится в архиве; сначала восстановите его."
    ),
    "The contract is called {label}": "Договор называется {label}",
    "; {places} on it end": "; на нём заканчивается: {places}",
    "Leave contract {id}": "Выйти из договора {id}",
    "Take {kind} {id} off contract {stand_id}": "Исключить из договора {stand_id}: {kind} {id}",
    "Only an owner of {name} takes others off it; leave user_id out to leave it yourself.": (
        "Исключать других может только владелец ({name}); чтобы выйти из него, не указывайте user_id."
    ),
    "You are": "Вы не состоите",
    "{kind} {id} is": "{kind} {id} не состоит",
    (
        "{who} not a member of {name}. What is only asked or applied for is taken back with "
        "remove_contract_participant, or answered with reply_to_participation_request."
    ): (
        "{who} в этом договоре: {name}. Приглашение или отклик без ответа отзывают с помощью "
        "remove_contract_participant или отвечают на них с помощью reply_to_participation_request."
    ),
    (
        "{title} is archived, and charges of your participant {waits} in it are pending or unpaid: an "
        "owner restores it and settles them first."
    ): (
        "{title} в архиве, и начисления вашего участника {waits} в нём ждут ответа или оплаты: сначала "
        "владелец восстанавливает договор и рассчитывается по ним."
    ),
    (
        "{title} needs an owner: make somebody else owner first (add_contract_user with role_id 1), or "
        "archive it (delete_contract). Nothing changed."
    ): (
        "{title}: нужен владелец. Сначала сделайте владельцем кого-то другого (add_contract_user, "
        "role_id 1) или отправьте договор в архив (delete_contract). Ничего не изменено."
    ),
    "They are called {name_of}": "Имя: {name_of}",
}
