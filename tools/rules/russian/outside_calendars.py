"""What is wrong with calendars elsewhere, as their owners hear it."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The address leads on and on: more than {most} redirects.": (
        "Адрес уводит всё дальше: перенаправлений больше {most}."
    ),
    "The server leads from https to an address without it.": "Сервер перенаправляет с https на адрес без него.",
    "The server packs its answer in a way that was not asked for.": "Сервер сжимает ответ не так, как его просили.",
    "The address leads to no server on the internet.": "По этому адресу в интернете сервера нет.",
    "There was no whole answer within {seconds} seconds.": "Полный ответ не пришёл за {seconds} с.",
    "The server could not be reached, or broke off.": "Сервер недоступен или оборвал связь.",
    "It is too large: more than {most} MB.": "Он слишком большой: больше {most} МБ.",
    "What opens it cannot be read any more: disconnect it and connect it again.": (
        "То, чем он открывается, больше не читается: отключите его и подключите снова."
    ),
    "This server has no Google client any more; its operator can set one.": (
        "У этого сервера больше нет клиента Google; его может задать оператор."
    ),
    "The server answered {status}.": "Сервер ответил {status}.",
    "Nothing can be written to an iCalendar address.": "По адресу iCalendar ничего записать нельзя.",
    "The server wants a sign-in ({status}): use the calendar's secret address, or connect_caldav_calendar.": (
        "Сервер требует входа ({status}): используйте секретный адрес календаря или connect_caldav_calendar."
    ),
    "There is nothing at the address ({status}).": "По этому адресу ничего нет ({status}).",
    "Google no longer accepts the consent: give it again with get_google_calendar_auth_url.": (
        "Google больше не принимает согласие: дайте его снова через get_google_calendar_auth_url."
    ),
    "It has more than {most:,} appointments.": "В нём встреч больше {most:,}.",
    "Google answered {status}.": "Google ответил {status}.",
    "Google did not take the answer. Ask for a new address and open it once.": (
        "Google не принял ответ. Запросите новый адрес и откройте его один раз."
    ),
    "Google answered {status} when it was asked for access.": "Google ответил {status} на запрос доступа.",
    "Google answered {status} when the consent was withdrawn.": "Google ответил {status} на отзыв согласия.",
    "The account may not write to that calendar.": "Этой учётной записи нельзя писать в тот календарь.",
    "Google asks to wait (403).": "Google просит подождать (403).",
    "Google does not allow it to that account: give the consent again, with all rights.": (
        "Google не разрешает этого той учётной записи: дайте согласие снова, со всеми правами."
    ),
    "Google knows no such calendar any more ({status}).": "Google больше не знает такого календаря ({status}).",
    "The server's answer is no CalDAV that can be read.": "Ответ сервера не читается как CalDAV.",
    "The server answered {status} to {method}.": "Сервер ответил {status} на {method}.",
    "The server names no calendars of that account.": "Сервер не называет календарей этой учётной записи.",
    "There is no calendar for appointments at the address any more.": "По этому адресу больше нет календаря встреч.",
    "The address answers, but not as a CalDAV server does.": "Адрес отвечает, но не как сервер CalDAV.",
    "The server does not take the user name and password. Make an app password there and connect again.": (
        "Сервер не принимает имя пользователя и пароль. Создайте там пароль приложения и подключите снова."
    ),
    "The server does not allow it to that account ({method}).": (
        "Сервер не разрешает этого той учётной записи ({method})."
    ),
    "There is no CalDAV calendar at the address ({status}).": "По этому адресу нет календаря CalDAV ({status}).",
    "It is not known yet which calendar of the account is meant.": (
        "Ещё не известно, какой календарь учётной записи имеется в виду."
    ),
    "There was no whole answer in time.": "Полный ответ не пришёл вовремя.",
    "The calendar takes too long to read, so nothing of it was read. Link one that holds fewer appointments.": (
        "Календарь читается слишком долго, поэтому из него ничего не прочитано. Подключите такой, где встреч меньше."
    ),
    "The calendar needs too much memory to read, so nothing of it was read. Link one that holds fewer appointments.": (
        "Для чтения календаря нужно слишком много памяти, поэтому из него ничего не прочитано. Подключите "
        "такой, где встреч меньше."
    ),
    "The calendar could not be read. It will be tried again; if that does not help, link another export of it.": (
        "Календарь не удалось прочитать. Будет новая попытка; если она не поможет, подключите другую его выгрузку."
    ),
    "Link the secret address in iCal format, which usually ends in .ics and needs no sign-in.": (
        "Подключите секретный адрес в формате iCal: обычно он кончается на .ics и не требует входа."
    ),
    "Something else than a calendar came: BEGIN:VCALENDAR stands nowhere in it. {secret}": (
        "Пришёл не календарь: в нём нигде нет BEGIN:VCALENDAR. {secret}"
    ),
    "Nothing came: the file is empty. {secret}": "Ничего не пришло: файл пуст. {secret}",
    "A web page came, perhaps a login page, not a calendar. {secret}": (
        "Пришла веб-страница, возможно страница входа, а не календарь. {secret}"
    ),
    "The calendar came as JSON (jCal), which is not read here. Link its address as text/calendar (.ics).": (
        "Календарь пришёл как JSON (jCal), здесь это не читается. Подключите его адрес в виде text/calendar (.ics)."
    ),
    "JSON came, not a calendar; perhaps a message of an error. {secret}": (
        "Пришёл JSON, а не календарь; возможно, сообщение об ошибке. {secret}"
    ),
    "An XML document came, not a calendar. {secret}": "Пришёл документ XML, а не календарь. {secret}",
    "Contacts came (a vCard), not a calendar. Link the address of the calendar.": (
        "Пришли контакты (vCard), а не календарь. Подключите адрес календаря."
    ),
    "The calendar is larger than {most} MB. Link one that holds fewer past appointments.": (
        "Календарь больше {most} МБ. Подключите такой, где прошедших встреч меньше."
    ),
    "The calendar breaks off before its end, so nothing of it was read. It will be tried again.": (
        "Календарь обрывается раньше конца, поэтому из него ничего не прочитано. Будет новая попытка."
    ),
    "{what} came, not the text of a calendar. Link the address of the iCalendar file itself.": (
        "Вместо текста календаря пришло: {what}. Подключите адрес самого файла iCalendar."
    ),
    "A file compressed with gzip": "файл, сжатый gzip",
    "A ZIP archive": "архив ZIP",
    "A PDF document": "документ PDF",
    "A picture": "картинка",
    "A database": "база данных",
    "The calendar is written in an encoding that could not be read. Have it exported as UTF-8.": (
        "Календарь записан в кодировке, которую не удалось прочитать. Выгрузите его в UTF-8."
    ),
    "The calendar has more than {most:,} parts, or parts within parts without end. Link one that holds "
    "fewer appointments.": (
        "В календаре частей больше {most:,}, или части вложены друг в друга без конца. Подключите такой, где "
        "встреч меньше."
    ),
    "The calendar has more than {most:,} lines. Link one with fewer appointments.": (
        "В календаре строк больше {most:,}. Подключите такой, где встреч меньше."
    ),
    "The calendar has more than {most:,} appointments in the period that is imported. Link one that holds fewer.": (
        "В календаре за период, который загружается, встреч больше {most:,}. Подключите такой, где их меньше."
    ),
    "The calendar's repeating appointments are too many or too frequent to work out. Link one that holds fewer.": (
        "Повторяющихся встреч в календаре слишком много, или они слишком часты. Подключите такой, где их меньше."
    ),
    "It could not be read.": "Его не удалось прочитать.",
    "It could not be written.": "В него не удалось записать.",
    "It has more than {most:,} appointments in the period that is read.": (
        "За период, который читается, в нём встреч больше {most:,}."
    ),
    "The account has no calendars for appointments.": "В учётной записи нет календарей встреч.",
    "The account has {count} calendars: name one of them as external_calendar_id and connect again: {names}.": (
        "В учётной записи несколько календарей ({count}): назовите один из них как external_calendar_id и "
        "подключите снова: {names}."
    ),
    "The account has no one calendar {name}: name one of them as external_calendar_id and connect again: {names}.": (
        "В учётной записи нет одного календаря {name}: назовите один из этих как external_calendar_id и "
        "подключите снова: {names}."
    ),
}
