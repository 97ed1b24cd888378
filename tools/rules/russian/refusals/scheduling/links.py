"""Refusals and questions: scheduling links."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Calendar {kal_id} was itself imported and is read-only here. Link one of your own.": (
        "Календарь {kal_id} сам импортирован извне, здесь его можно только читать. Свяжите один из своих."
    ),
    (
        "Calendar {id} is linked to it in this direction already, by link {link_id}, which works. "
        "Nothing was changed or charged."
    ): (
        "Календарь {id} уже связан с ним в этом направлении, связь {link_id}, и она работает. Ничего не "
        "изменено и не списано."
    ),
    "Link {id} leads to that calendar already: disconnect one of the two.": (
        "Связь {id} уже ведёт к этому календарю: отключите одну из двух."
    ),
    (
        "Calendar {id} is linked to it in this direction already, by link {known_id}, which is {status}. "
        "Nothing was changed or charged."
    ): (
        "Календарь {id} уже связан с ним в этом направлении, связь {known_id}, состояние — {status}. "
        "Ничего не изменено и не списано."
    ),
    "You have {most_links} links to outside calendars, the most allowed. Disconnect one first.": (
        "Связей с внешними календарями у вас {most_links}, больше нельзя. Сначала отключите одну."
    ),
    "You have {most_calendars} calendars already, the most allowed, and an import makes one.": (
        "Календарей у вас уже {most_calendars}, больше нельзя, а импорт создаёт ещё один."
    ),
    (
        "This server has no Google client. Its operator can set {client_variable} and "
        "{client_secret_variable}. A Google calendar's secret iCalendar address can be imported without."
    ): (
        "У этого сервера нет клиента Google. Оператор может задать {client_variable} и "
        "{client_secret_variable}. Секретный адрес iCalendar календаря Google можно импортировать и без "
        "этого."
    ),
    (
        "Google has to lead back to this server, and it is not known where it is reached over HTTP. Who "
        "runs it names the address with: hiringhall http-url https://HOST."
    ): (
        "Google должен вернуть вас на этот сервер, а где он доступен по HTTP, неизвестно. Тот, кто его "
        "обслуживает, указывает адрес командой: hiringhall http-url https://HOST."
    ),
    "Stop {more} by link {link_id} of calendar {kal_id}": "Прекратить {more}: связь {link_id}, календарь {kal_id}",
    "Link {link_id} was disconnected already, at {disconnected_at}. Nothing changed.": (
        "Связь {link_id} уже отключена: {disconnected_at}. Ничего не изменилось."
    ),
    "The outside calendar is called {summary}": "Название внешнего календаря: {summary}",
    "link {link_id} is an {direction}; leave direction out, or name that": (
        "направление связи {link_id}: {direction}; не указывайте direction или назовите это направление"
    ),
    "importing": "импорт",
    "exporting": "экспорт",
    "link": "связь",
    (
        "You have not allowed this server to see your Google calendars yet. get_google_calendar_auth_url "
        "gives the address where you do."
    ): (
        "Вы ещё не разрешили этому серверу видеть ваши календари Google. get_google_calendar_auth_url "
        "даёт адрес, где это можно сделать."
    ),
    "Your consent is for reading only. Give it again for both ways with get_google_calendar_auth_url.": (
        "Ваше согласие только на чтение. Дайте его снова для обоих направлений с помощью get_google_calendar_auth_url."
    ),
    "as of {listed_at}": "(список от {listed_at})",
    "; they have not been listed yet": "; их список ещё не получен",
    "is none of your Google calendars {age}: take one of get_calendar_sync_settings": (
        "такого нет среди ваших календарей Google {age}: возьмите один из get_calendar_sync_settings"
    ),
    "is a calendar you may only read there; import it, or take another one": (
        "этот календарь вы можете там только читать; импортируйте его или возьмите другой"
    ),
    "must have at most {longest_address} characters": "знаков должно быть не больше {longest_address}",
}
