"""Refusals and questions: work orders pay."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Work order {id} is not assigned to you, so this is not yours to see.": (
        "Наряд {id} назначен не вам, поэтому видеть это вы не можете."
    ),
    "The {noun} {id} was written by somebody else; only its author corrects it.": (
        "Автор здесь не вы ({noun} {id}); исправляет только автор."
    ),
    "What becomes of {noun} {id} is for the company to decide; you may correct what it says.": (
        "Решение здесь за компанией ({noun} {id}); вы можете исправить содержание."
    ),
    "Change": "Изменить",
    "Put": "Добавить",
    "{verb} bonus {bonus_id} on work order {id}": "{verb}: премия {bonus_id}, наряд {id}",
    "Only the provider of work order {work_order_id} takes something off their pay.": (
        "Только исполнитель наряда {work_order_id} может снизить свою оплату."
    ),
    "the company has no expense category {category_id}": "у компании нет категории расходов {category_id}",
    "{verb} expense {id} of work order {row_id}": "{verb}: расход {id}, наряд {row_id}",
    "Approve": "Одобрить",
    "Deny": "Отклонить",
    "Take back the approval of": "Отозвать одобрение",
    "{id} is no file of this work order": "{id} — не файл этого наряда",
    "names one file twice": "называет один файл дважды",
    "is needed: {name} wants a receipt, uploaded to the order before": (
        "требуется: для {name} нужен чек, заранее загруженный в наряд"
    ),
    "goes with status approved only": "бывает только со status approved",
    "is needed to decide, and alone: what it says is corrected by its author apart": (
        "требуется для решения, и без других полей: содержание отдельно исправляет автор"
    ),
    "or a field to correct is needed: decide it or correct it": (
        "или поле для исправления требуется: примите решение или внесите исправление"
    ),
    "expense": "расход",
    "{kind}_id": "{kind}_id",
    "your company has no {kind} {id} in use": "у вашей компании это не используется: {kind} {id}",
    "is for fixed ones; this {kind} is {modifier} percent": (
        "только для твёрдых сумм; здесь проценты ({kind}): {modifier}"
    ),
    "{more} increase {id} of work order {row_id}": "{more}: доплата {id}, наряд {row_id}",
    "or one of amount, units, reason is needed: decide it or correct it": (
        "или одно из полей amount, units, reason требуется: примите решение или внесите исправление"
    ),
    "Accept": "Одобрить",
    "increase": "доплата",
    "Pay work order {id} out now": "Выплатить сейчас за наряд {id}",
    "It left the company's balance at approval": "Сумма списана с баланса компании при приёмке",
    "Apply": "Применить",
    "Announce": "Объявить",
    "{verb} penalty {penalty_id} on work order {id}": "{verb}: удержание {penalty_id}, наряд {id}",
    "is needed to apply a penalty to an order that is assigned or done": (
        "требуется, чтобы применить удержание к наряду, который назначен или выполнен"
    ),
    "from there it goes to {ways}": "отсюда можно перейти в: {ways}",
    "The {noun} {id} is {state}, so it cannot become {wanted}: {hint}.": (
        "Состояние — {state} ({noun} {id}), поэтому перейти в {wanted} нельзя: {hint}."
    ),
    "its author may correct it, then it waits for a decision again": (
        "автор может исправить, тогда снова ожидается решение"
    ),
    "that is final": "это окончательно",
    "The {noun} {id} is {state}; only {editable} ones are corrected. Ask for another instead.": (
        "Состояние — {state} ({noun} {id}); исправлять можно только в состояниях: {editable}. Вместо "
        "этого подайте новую просьбу."
    ),
    "is for kind amount; this increase is {kind}, given as units": (
        "только для вида amount; здесь вид доплаты {kind}, его передают в units"
    ),
    "is needed for {kind}": "требуется для вида {kind}",
    "must be more than 0 and at most {most_units}": "должно быть больше 0 и не больше {most_units}",
    "must be a whole number of devices": "должно быть целым числом устройств",
    "has at most 4 decimals": "не больше 4 знаков после запятой",
    "makes it come to {total}; a claim is more than 0": "даёт в сумме {total}; должно быть больше 0",
    "makes it come to {total}; a claim is at most {most_amount}": (
        "даёт в сумме {total}; можно не больше {most_amount}"
    ),
    "comes to {total}; this category allows at most {most} a claim": (
        "составляет {total}; в этой категории за раз допускается не больше {most}"
    ),
    "is {approved}; the claim comes to {total}": "составляет {approved}; запрошено {total}",
    "is {off}; the pay it is taken from comes to {left}": (
        "составляет {off}; оплата, из которой это вычитается, — {left}"
    ),
    "must be more than 0 and at most {most_amount}": "должно быть больше 0 и не больше {most_amount}",
    "{kind} does not fit {type} pay; {fits} do": "{kind} не подходит для типа оплаты {type}; подходят: {fits}",
    "{kind} does not fit {type} pay; only {fits} does": (
        "{kind} не подходит для типа оплаты {type}; подходит только {fits}"
    ),
    "is for additional hours or devices; this increase is an amount": (
        "только для дополнительных часов или устройств; эта доплата — сумма денег"
    ),
    "is needed for an increase of kind amount": "требуется для доплаты вида amount",
    "rates and maximum that are not lower": "ставки и максимум не ниже прежних",
    "a cancellation fee that is not lower": "плата за отмену не ниже прежней",
    "payment that is not later": "оплата не позже прежней",
    "Change the pay of work order {id}": "Изменить оплату наряда {id}",
    "Work order {work_order_id} has no pay yet; {tool} sets it.": (
        "У наряда {work_order_id} ещё нет оплаты; её задаёт {tool}."
    ),
    "name at least one of {terms}": "укажите хотя бы одно из: {terms}",
    "is needed, with base: the order has no pay yet": "требуется вместе с base: у наряда ещё нет оплаты",
    "must be able to come to {least} at least, now {most}": (
        "должно позволять оплату не меньше: {least}, сейчас {most}"
    ),
    "more than 0": "больше 0",
    " and hold more of the company's balance:": " и удержать ещё с баланса компании:",
    "{type} pay to stay {type}: the type changes in draft only": (
        "чтобы вид оплаты остался прежним ({type}): он меняется только в черновике"
    ),
    "{lost}: the provider accepted the terms there are": "{lost}: исполнитель принял прежние условия",
}
