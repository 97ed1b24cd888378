"""Refusals and questions: contracts rules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is two letters of ISO 3166, such as DE": "две буквы по ISO 3166, например DE",
    "begins with the two letters of its country, such as FI20774740; other numbers are a business_id": (
        "начинается с двух букв страны, например FI20774740; другие номера — это business_id"
    ),
    "is no VAT number of {prefix}: its length or check digits do not fit": (
        "не номер НДС ({prefix}): длина или контрольные цифры не подходят"
    ),
    "needs vat_id: who charges VAT has a VAT number": "нужен vat_id: у того, кто начисляет НДС, есть номер НДС",
    "it is {state_name}, which is final; create_contract_event plans a new one": (
        "состояние — {state_name}, и оно окончательное; create_contract_event планирует новое"
    ),
    "it has not begun; until then a {states} one can be set to {state_name}": (
        "оно не началось; до начала из состояния {states} можно перевести в {state_name}"
    ),
    "it is {state_name} and paid; only what is unpaid is opened again": (
        "состояние — {state_name}, и оплата прошла; снова открывают только неоплаченное"
    ),
    "it is {state_name}; from there it can be set to {named}": (
        "состояние — {state_name}; из него можно перевести в: {named}"
    ),
    "There is no currency {currency!r}; there are {decimals}.": "Валюты {currency!r} нет; есть такие: {decimals}.",
    "A credit note needs the number of the bill that it corrects.": (
        "Кредит-ноте нужен номер счёта, который она исправляет."
    ),
    "Only a credit note corrects another bill; this one names {corrects}.": (
        "Только кредит-нота исправляет другой счёт; здесь указан {corrects}."
    ),
    "A credit note has a number of its own; {number} is the bill that it corrects.": (
        "У кредит-ноты свой номер; {number} — счёт, который она исправляет."
    ),
    "It is due on {due}, before it was issued on {issued}.": (
        "Срок оплаты — {due}, раньше даты выставления, {issued}."
    ),
    "Its period ends on {period}, before it begins on {other_period}.": (
        "Период заканчивается {period}, раньше своего начала, {other_period}."
    ),
    "An e-invoice is in a currency of ISO 4217, which {currency} is not; the bill is there as a PDF.": (
        "Электронная фактура бывает в валюте из ISO 4217, а {currency} не из неё; счёт есть в формате PDF."
    ),
    "An e-invoice needs the country of the {who}, as two letters.": (
        "Электронной фактуре нужна страна двумя буквами: {who}."
    ),
    "The VAT number of the {who}, {vat_id!r}, has to begin with the two letters of its country and has no blanks.": (
        "Номер НДС ({who}), {vat_id!r}, должен начинаться с двух букв страны и быть без пробелов."
    ),
    "An e-invoice needs a number of the seller: of VAT, of a register of businesses, or of this hall.": (
        "Электронной фактуре нужен номер продавца: номер НДС, номер в реестре предприятий или номер в этом сервисе."
    ),
    "buyer": "покупатель",
    "{number!r} is no number of a bill; it is one line of 1 to {longest_number} characters.": (
        "{number!r} — не номер счёта; это одна строка, знаков от 1 до {longest_number}."
    ),
    "An e-invoice has amounts of two places; {currency} has {decimals}.": (
        "В электронной фактуре суммы с двумя знаками после запятой; валюта {currency}: знаков {decimals}."
    ),
    "The country of the {who} is {country!r}, which is none of ISO 3166's two letters.": (
        "Страна ({who}) — {country!r}, а такого двухбуквенного кода в ISO 3166 нет."
    ),
    "{amount} has no price for {quantity}": "для суммы {amount} нет цены при количестве {quantity}",
    "a rate of VAT stands twice": "ставка НДС указана дважды",
    "net and VAT are not the sums of the rates": "сумма без НДС и НДС — не суммы по ставкам",
    "what is to be paid is not what the lines say": "сумма к оплате — не та, что следует из строк",
    "rounding is {rounding}; at most one smallest unit for each rate": (
        "округление — {rounding}; не больше одной наименьшей единицы на каждую ставку"
    ),
    "line {number}: {quantity} times {price} is {product}, not {net}": (
        "строка {number}: {quantity} на {price} — это {product}, а не {net}"
    ),
    "the lines at {percent} % add up to {sum}, not to {net}": "строки по {percent} % вместе дают {sum}, а не {net}",
    "{gross} at {percent} % is not {net} and {vat}": "{gross} по {percent} % — это не {net} и {vat}",
    "is no setting; there are {names} and position": "не настройка; есть {names} и position",
    "is one of {roundings}": "одно из этих: {roundings}",
    "is 1 to 24": "от 1 до 24",
    "is one of {quorums}": "одно из: {quorums}",
    "set_billing_details adds it, by whom it is about, for later bills.": (
        "Для следующих счетов их добавляет set_billing_details; вызывает его тот, о ком идёт речь."
    ),
    "The seller has no name.": "У продавца нет имени.",
    "The buyer has no name.": "У покупателя нет имени.",
    "The seller charges VAT and has no VAT number; add the number, or bill without VAT.": (
        "Продавец начисляет НДС, но номера плательщика НДС у него нет; добавьте номер или выставьте счёт без НДС."
    ),
    "A bill without lines is none.": "Счёта без строк не бывает.",
    "Line {number} {fault}.": "Строка {number}: {fault}.",
    "does not say what it is for": "не сказано, за что она",
    "is in another currency than the bill, which is in {currency}": "не в валюте счёта, а счёт в {currency}",
    "is {amount}; amounts are not negative, also those of a credit note": (
        "сумма {amount}; отрицательных сумм не бывает, в том числе в кредит-ноте"
    ),
    "has {minutes} minutes; leave them out where time does not matter": (
        "минут указано {minutes}; не указывайте их, если время не важно"
    ),
    "bears {percent} % of VAT; it is 0 or more, under 100, with at most two places": (
        "НДС {percent} %; он от 0 до 100, меньше 100, не больше двух знаков после запятой"
    ),
}
