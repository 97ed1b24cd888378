"""Refusals and questions: orders."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is not active any more": "больше не действует",
    "is no order type of your company": "нет такого типа заказов у вашей компании",
    " and more": " и другие",
    "active order types": "действующие типы заказов",
    "order types": "типы заказов",
    "the {kind} are {codes}{more}": "{kind}: {codes}{more}",
    "there are no {kind} yet": "{kind}: пока нет",
    "belongs to no user of your company": "не принадлежит ни одному пользователю вашей компании",
    "order type": "тип заказа",
    "order": "заказ",
    "has to be unique, and order {other} has this value": (
        "должно быть уникальным, а у заказа {other} уже есть это значение"
    ),
    "you have no file {id}; upload_files gives numbers": "у вас нет файла {id}; номера даёт upload_files",
    "take {size} bytes together; at most {most_bytes} are allowed": (
        "занимают вместе байтов: {size}; допустимо не больше {most_bytes}"
    ),
    "is nested deeper than {most_depth} levels": "вложено глубже, чем допустимо, уровней: {most_depth}",
    "holds a number that is out of bounds": "содержит число вне допустимых пределов",
    "begins like JSON and is none": "начинается как JSON, но им не является",
    "names the order; pass what is to change: {names}": "указывает заказ; добавьте, что изменить: {names}",
    "{name!r} is no field of this type; it has {known}": "{name!r} — не поле этого типа; его поля: {known}",
    "is needed with field_filters and sort_field": "нужно указать вместе с field_filters и sort_field",
    "{name} holds JSON, which has no order": "{name} содержит JSON, у которого нет порядка",
    "the values of {name} in {told}{more} do not fit; change those orders first": (
        "значения поля {name} не подходят: {told}{more}; сначала измените эти заказы"
    ),
    "{name} holds values in {orders}": "{name}: значения есть, {orders}",
    "{lost}; pass drop_values true to remove fields with their values": (
        "{lost}; укажите drop_values true, чтобы удалить поля вместе со значениями"
    ),
    "names the order type; pass what is to change: name, active or field_definitions": (
        "указывает тип заказа; добавьте, что изменить: name, active или field_definitions"
    ),
    "{code!r} is taken by the order type {name!r}": "{code!r} — уже код типа заказа {name!r}",
    "{own!r} is the code of another order; leave it out to get the next number": (
        "{own!r} — код другого заказа; не указывайте его, чтобы получить следующий номер"
    ),
    "must be an e-mail address, or an empty text": "должно быть адресом почты или пустым текстом",
    "is no field of this order type; it has {names}": "не является полем этого типа заказа; поля: {names}",
    "is required and cannot be emptied": "обязательно, и очистить его нельзя",
    "is required; the order has none yet": "обязательно; у заказа его ещё нет",
    "{name!r} must begin with a letter and hold letters of a to z, digits and underscores, at most 64": (
        "имя поля {name!r}: начинается с буквы, содержит буквы от a до z, цифры и подчёркивания, не больше 64"
    ),
    "{name} is defined {times} times; each name stands once": (
        "имя {name} определено несколько раз: {times}; каждое имя может стоять один раз"
    ),
    "does not go with files; each order has its own": "не подходит для файлов; у каждого заказа они свои",
    "goes with fields of type string only; this one is {type}": (
        "подходит только для полей типа string; здесь тип {type}"
    ),
    "go with fields of type string only; this one is {type}": (
        "подходят только для полей типа string; здесь тип {type}"
    ),
    "name {twice!r} twice": "дважды называют {twice!r}",
    "{long!r} has more than the {longest} characters that a value may have": (
        "{long!r}: символов больше, чем допускает значение, {longest}"
    ),
    "is needed with {operator}; without a value: empty, filled": (
        "нужно указать для {operator}; без значения: empty, filled"
    ),
    "{name} holds JSON, which can only be empty or filled": (
        "{name} содержит JSON, для него возможны только empty или filled"
    ),
    "{name} is {type}; {operator} goes with numbers, dates and datetimes": (
        "{name}: тип — {type}; {operator} подходит для чисел, дат и дат со временем"
    ),
    "{name} is {type}; contains goes with strings": "{name}: тип — {type}; contains подходит для строк",
    "are no files": "это не файлы",
    "is no text": "это не текст",
    "are several": "их несколько",
    "must be one of {options}{more}": "должно быть одно из: {options}{more}",
    "takes at most {most_values} values; there are {count}": (
        "принимает значений не больше {most_values}; указано {count}"
    ),
    "must lie between the years 1900 and 2200": "должно быть между 1900 и 2200 годом",
    "must be text": "должно быть текстом",
    "has {count} characters; at most {longest} are allowed": "символов: {count}; допустимо не больше {longest}",
    'must be a number, such as 12.5 or "12.50"': 'должно быть числом, например 12.5 или "12.50"',
    "must be true or false": "должно быть true или false",
    "must be an ISO 8601 moment with offset, such as {example}": (
        "должно быть моментом по ISO 8601 со смещением, например {example}"
    ),
    "needs {more}, such as {example}": "не хватает: {more}, например {example}",
    "is a day without a time: {day}": "это день без времени: {day}",
    "must be the number of a file, from upload_files": "должно быть номером файла, который даёт upload_files",
    "takes one value, not a list of {count}": "принимает одно значение, а не список (значений: {count})",
    "an offset": "смещение",
    "a time with an offset": "время со смещением",
    "{named} and {more} more": "{named} и ещё {more}",
}
