"""Refusals and questions: staffing."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "inquiry": "запрос на подбор",
    "give exactly one of the_contract_id and id": "укажите ровно одно из двух: the_contract_id или id",
    "Your company is the {side} of this contract; only the company that manages it changes or ends it.": (
        "Роль вашей компании в этом договоре: {side}; меняет или расторгает его только компания, которая его ведёт."
    ),
    "several companies have a contract of that name with you; give id instead, one of {ids}": (
        "договор с таким названием с вами есть у нескольких компаний; укажите вместо этого id, один из: {ids}"
    ),
    "staffing contract": "договор на персонал",
    "is the other side as well; a contract has a client and a vendor": (
        "является и другой стороной; у договора есть заказчик и подрядчик"
    ),
    "End staffing contract {id} with {last} as its last day": (
        "Расторгнуть договор на персонал {id}, последний день — {last}"
    ),
    "take it out of the records": "убрать его из записей",
    "Take staffing contract {id} out of the records": "Убрать договор на персонал {id} из записей",
    "{names}, for good": "{names}, окончательно",
    "needs an id or a name besides the title": "кроме должности нужен номер (id) или имя (name)",
    "Its name and client: {public_id}, {client_company_name}": (
        "Название и заказчик: {public_id}, {client_company_name}"
    ),
    "has at most 2 decimals": "не больше 2 знаков после запятой",
    "there is no user {seller_id} in your company; list_users shows them": (
        "в вашей компании нет пользователя {seller_id}; их показывает list_users"
    ),
    (
        "there is no person {id} that you can name by the number alone, or none of that exact name; a "
        "name alone records a new one"
    ): "человека {id} нельзя назвать одним номером, или нет никого с точно таким именем; одно имя записывает нового",
    "is taken by another contract of your company": "уже занято другим договором вашей компании",
    "is the client as well; a contract has two sides, so name another client or vendor": (
        "является и заказчиком; у договора две стороны, поэтому назовите другого заказчика или подрядчика"
    ),
    "Cancel inquiry {id} with its {open_ones} open positions, for good": (
        "Окончательно отменить запрос на подбор {id}; открытых позиций: {open_ones}"
    ),
    "Its title: {title}": "Название: {title}",
    "Cancel position {id} of inquiry {inquiry_id}, for good": (
        "Окончательно отменить позицию {id} запроса на подбор {inquiry_id}"
    ),
    "{unit} has at most {decimals} decimals": "{unit}: знаков после запятой не больше {decimals}",
    " by contract {contract}": " (договор {contract})",
    "Position {position} is {stage}{by}; a contract fills one that is {open_positions}.": (
        "Позиция {position}: состояние — {stage}{by}; договор закрывает позицию в состоянии {open_positions}."
    ),
    "Contract {public} is terminated and cannot be changed; create_staffing_contract records a new one.": (
        "Договор {public} расторгнут, изменить его нельзя; create_staffing_contract записывает новый."
    ),
    "Contract {public} is {status} already; with delete_record true it is only taken out of the records.": (
        "Договор {public}: состояние уже {status}; с delete_record true он только убирается из записей."
    ),
    "contract {public_id}, id {id}": "договор {public_id}, id {id}",
    "contract {id}": "договор {id}",
    "The inquiry is cancelled; nothing can be added to it.": (
        "Запрос на подбор отменён; добавить в него ничего нельзя."
    ),
    "The inquiry has {count} positions, the most there can be.": (
        "В запросе на подбор наибольшее возможное число позиций: {count}."
    ),
    "The inquiry is cancelled already; nothing changed.": "Запрос на подбор уже отменён; ничего не изменилось.",
    "Filled and under contract: {named}. Cancel the open positions one by one instead.": (
        "Закрыто договором: {named}. Вместо этого отмените открытые позиции по одной."
    ),
    "The position is cancelled already.": "Позиция уже отменена.",
    (
        "The position is filled by {contract}, and is not cancelled any more. "
        "terminate_staffing_contract before the contract's start opens it again."
    ): (
        "Позиция закрыта ({contract}) и больше не отменяется. terminate_staffing_contract до начала "
        "договора открывает её снова."
    ),
    "The position is {stage}; it cannot be changed.": "Состояние позиции — {stage}; изменить её нельзя.",
    "The position is {stage}; from there it can go to: {allowed}, not to {wanted}.": (
        "Состояние позиции — {stage}; из него можно перейти в: {allowed}, но не в {wanted}."
    ),
    "must be later than job_start": "должно быть позже, чем job_start",
    "lies in the past": "уже в прошлом",
    (
        "there is no company {id} that you can name so; your own, those it made and those of your "
        "contracts go by number alone, any other by its number and its exact {name} together"
    ): (
        "компанию {id} так назвать нельзя; свою, созданные ею и компании ваших договоров называют одним "
        "номером, любую другую — номером вместе с точным значением {name}"
    ),
    "company {id} is '{name}'; give one of the two, or both alike": (
        "компания {id} — это '{name}'; укажите одно из двух или оба одинаково"
    ),
    "position {position} ({contract})": "позиция {position} ({contract})",
}
