"""Refusals and questions: work orders matching."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "choose another provider, or another time with update_work_order": (
        "выберите другого исполнителя или другое время через update_work_order"
    ),
    "take another request, or agree on another time": "примите другой запрос или договоритесь о другом времени",
    "choose another time, or free the provider with unassign_work_order": (
        "выберите другое время или освободите исполнителя через unassign_work_order"
    ),
    "agree on another arrival, or leave new_eta out": (
        "договоритесь о другом времени прибытия или не передавайте new_eta"
    ),
    "cannot have work order {id}": "не может получить наряд {id}",
    "{otherwise}; an admin of the company may go on with {switch}": (
        "{otherwise}; администратор компании может продолжить с {switch}"
    ),
    "{text}: {met}. Ways on: {ways}": "{text}: {met}. Что можно сделать: {ways}",
    "Only an admin of the company may ignore conflicts; leave ignore_conflicts out.": (
        "Не учитывать накладки по времени может только администратор компании; уберите ignore_conflicts."
    ),
    "talent pool": "пул исполнителей",
    "at most {most_people} people at once; these are {count}": (
        "не больше {most_people} человек за раз; здесь их {count}"
    ),
    "territory": "зона",
    "GeoJSON positions are [longitude, latitude]": "позиции GeoJSON — это [longitude, latitude]",
    "has no coordinates": "не содержит координат",
    "has more than {most_corners} corners; simplify it": "углов больше, чем {most_corners}; упростите",
    "must be a GeoJSON Polygon or MultiPolygon: {{type, coordinates}}, or one Feature with it": (
        "нужен Polygon или MultiPolygon в формате GeoJSON: {{type, coordinates}}, или один Feature с ним"
    ),
    "a polygon is a list of rings, each a list of positions: [[[-93.3, 44.9], ...]]": (
        "многоугольник — это список колец, каждое из которых — список позиций: [[[-93.3, 44.9], ...]]"
    ),
    "a ring is a list of positions: [[-93.3, 44.9], ...]": "кольцо — это список позиций: [[-93.3, 44.9], ...]",
    "{position} is no position; {order_hint}": "{position} — не позиция; {order_hint}",
    "; latitude and longitude seem swapped": "; широта и долгота, похоже, переставлены",
    "[{longitude:g}, {latitude:g}] has a latitude beyond 90 degrees{hint}: {order_hint}": (
        "[{longitude:g}, {latitude:g}]: широта больше 90 градусов{hint}: {order_hint}"
    ),
    "[{longitude:g}, {latitude:g}] has a longitude beyond 180 degrees; {order_hint}": (
        "[{longitude:g}, {latitude:g}]: долгота больше 180 градусов; {order_hint}"
    ),
    "a ring needs at least three different corners": "в кольце должно быть не меньше трёх разных углов",
    "goes round a pole or the whole earth; draw it as parts": "охватывает полюс или всю Землю; начертите по частям",
    "is no area: {in_words}. Draw it so that no border crosses another": (
        "не является областью: {in_words}. Начертите так, чтобы границы не пересекались"
    ),
    "has no area: its corners lie on one line": "не имеет площади: все углы лежат на одной прямой",
    "{text!r}... is longer than {longest} characters": (
        "{text!r}... слишком длинный текст, знаков не больше: {longest}"
    ),
    "{text!r} has a star that is not its end; write 554* for all that begin with 554": (
        "{text!r}: звёздочка стоит не в конце; напишите 554* для всех, что начинаются с 554"
    ),
    "{text!r} needs at least {shortest_prefix} characters before the star": (
        "{text!r}: перед звёздочкой нужно знаков не меньше {shortest_prefix}"
    ),
    "{text!r} is no postal code: letters, digits, blanks and hyphens, such as 55401 or SW1A 1AA": (
        "{text!r} — не почтовый индекс: буквы, цифры, пробелы и дефисы, например 55401 или SW1A 1AA"
    ),
    "its border crosses itself": "граница пересекает саму себя",
    "its border touches itself": "граница касается самой себя",
    "a hole lies outside of it": "вырез лежит вне области",
    "a hole lies within another": "один вырез лежит внутри другого",
    "its holes cut it into parts": "вырезы делят область на части",
    "its borders cross each other": "границы пересекают друг друга",
    "{said} at [{at}]": "{said}, место: [{at}]",
}
