"""Refusals and questions: work orders logistics."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The {what} of work order {id} are for its company and the provider it is assigned to.": (
        "Наряд {id}: эти сведения ({what}) — только для его компании и назначенного исполнителя."
    ),
    "an order that is assigned or work done": "наряд, который назначен или по которому работа выполнена",
    "Remove contact {contact_id} from work order {id}": "Убрать контакт {contact_id} из наряда {id}",
    "Work order {id} has {max_contacts} contacts, which is the most; change or delete one first.": (
        "Контактов у наряда {id} уже {max_contacts}, больше нельзя; сначала измените или удалите один."
    ),
    "names the contact; pass what is to change: {fields}": "называет контакт; укажите и то, что меняется: {fields}",
    "The contact is {who}": "Контактное лицо: {who}",
    "or phone is needed: a contact is somebody who can be reached": (
        "или phone обязательно: контакт — это тот, с кем можно связаться"
    ),
    "contact": "контакт",
    "shipment": "посылка",
    "is needed for carrier other: who carries it": "обязательно для перевозчика other: кто доставляет",
    "goes with carrier other; this one is {carrier_name}": "подходит для перевозчика other; здесь — {carrier_name}",
    "goes with status delivered; this one is {status}": "подходит для status delivered; здесь — {status}",
    "is needed": "обязательно",
    "or city is needed": "или city обязательно",
    "must be the two letters of a country, such as US": "нужны две буквы кода страны, например US",
    "Shipment {shipment_id} is {before}; from there it can become {allowed}, not {after}.": (
        "Посылка {shipment_id}: состояние — {before}; после него возможно {allowed}, а не {after}."
    ),
    "must not lie in the future; arrival is when it is expected": (
        "не должно быть в будущем; ожидаемое время — это arrival"
    ),
    "is needed for direction {elsewhere}: the address it goes to": (
        "обязательно для direction {elsewhere}: адрес, куда идёт посылка"
    ),
    "goes with direction {elsewhere}; this one goes {direction}": (
        "подходит для direction {elsewhere}; здесь — {direction}"
    ),
    "has {count} bytes; at most {most_bytes} are allowed": (
        "размер в байтах — {count}; допустимо не больше {most_bytes}"
    ),
    "is neither a PNG in base64 nor the text of an SVG": "не PNG в base64 и не текст SVG",
    "is {found}, not {wanted}; leave format out to have it detected": (
        "это {found}, а не {wanted}; уберите format, чтобы он определился сам"
    ),
    "is an SVG that draws nothing": "это SVG, в котором ничего не нарисовано",
    "declares a document type or entities; leave the DOCTYPE out": (
        "объявляет тип документа или сущности; уберите DOCTYPE"
    ),
    "holds the processing instruction {target}; leave it out": "содержит инструкцию обработки {target}; уберите её",
    "has the event handler {attribute}": "содержит обработчик событий {attribute}",
    "points outside itself with {attribute}": "ссылается наружу через {attribute}",
    "is neither base64 nor the text of an SVG": "не base64 и не текст SVG",
    "cannot be decoded as a PNG": "не удаётся прочитать как PNG",
    "is an SVG that is not in UTF-8": "это SVG не в UTF-8",
    "is no proper XML: {errorstring} in line {lineno}": "неправильный XML: {errorstring}, строка {lineno}",
    "is no SVG: its outermost element must be svg with xmlns={svg}": (
        "не SVG: внешним элементом должен быть svg с xmlns={svg}"
    ),
    "has more than {most_elements} elements, or more than {deepest} inside each other": (
        "содержит больше элементов, чем {most_elements}, или глубина вложения больше {deepest}"
    ),
    "holds the element {element}, which a signature has no use for; keep to plain lines": (
        "содержит элемент {element}, который подписи не нужен; используйте только простые линии"
    ),
    "has {width} x {height} pixels; at most {most} million are allowed": (
        "размер в пикселях — {width} x {height}; допустимо не больше {most} млн"
    ),
    "is a moving picture; one still picture is wanted": "движущаяся картинка; нужна одна неподвижная",
    "goes with mode saved; leave it out, or choose that mode": (
        "относится к mode saved; не передавайте или выберите этот режим"
    ),
    "is the saved location's own with mode saved; leave it out": (
        "берётся из сохранённого места при mode saved; не передавайте"
    ),
    "must be left out for mode remote": "не передаётся при mode remote",
    "shipments": "посылки",
    "Remove shipment {shipment_id} from work order {id}": "Удалить посылку {shipment_id} из наряда {id}",
    "Shipment {shipment_id} was entered by somebody else: you may remove what you entered.": (
        "Посылка {shipment_id} внесена кем-то другим: удалять можно то, что внесено вами."
    ),
    "names the parcel; pass what is to change: {fields}": "называет посылку; укажите и то, что меняется: {fields}",
    "In it is {item}": "В ней: {item}",
    "Its tracking number is {tracking}": "Её номер отслеживания: {tracking}",
    "Work order {id} has {most_shipments} shipments, which is the most; delete those that are wrong.": (
        "Посылок у наряда {id} уже {most_shipments}, больше нельзя; удалите ошибочные."
    ),
    "signatures": "подписи",
    "Delete signature {signature_id} of work order {id}": "Удалить подпись {signature_id} наряда {id}",
    "Work order {id} has {most_signatures} signatures, which is the most; delete those that are wrong.": (
        "Подписей у наряда {id} уже {most_signatures}, больше нельзя; удалите ошибочные."
    ),
    "Signature {id} was stored by somebody else: you may delete what you stored.": (
        "Подпись {id} сохранена кем-то другим: удалять можно то, что сохранено вами."
    ),
    "must not lie in the future": "не должно быть в будущем",
    "It was signed by {signer}": "Кто подписывает: {signer}",
    "signature": "подпись",
    "an order that is neither approved nor called off": "наряд, который не принят и не отменён",
    "an order that is still assigned: reported work keeps its evidence, unless the company deletes it": (
        "наряд, который ещё назначен: у сданной работы доказательства остаются, если их не удалит компания"
    ),
}
