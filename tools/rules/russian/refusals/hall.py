"""Refusals and questions: the hall itself: calls, arguments, files."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "It is the fee of {tool}. Nothing happened.": "Это плата за {tool}. Ничего не произошло.",
    "is not a token of a confirmation_required answer from the last ten minutes; call again without it": (
        "не является токеном из ответа confirmation_required за последние десять минут; вызовите снова без него"
    ),
    "{name} has access {access}; {via} runs only {other_via}. Call run_{access}.": (
        "{name}: вид доступа — {access}; {via} выполняет только {other_via}. Вызовите run_{access}."
    ),
    "reads only": "только читает",
    "serves other toolsets": "обслуживает другие группы инструментов",
    "{name} is not served here: this server or connection {why}.": (
        "{name} здесь не выполняется: этот сервер или соединение {why}."
    ),
    "The same was done meanwhile under its key {key!r}, as call {call_id}. Nothing more happened.": (
        "То же самое тем временем сделано по его ключу {key!r}, вызов {call_id}. Больше ничего не произошло."
    ),
    "The idempotency_key {key!r} was used for another call of {tool}. Nothing happened; use a new key.": (
        "Ключ {key!r} (idempotency_key) уже использован в другом вызове {tool}. Ничего не произошло; "
        "возьмите новый ключ."
    ),
    "By now this needs a person's yes from the approval desk. Nothing happened; call it again, and it waits there.": (
        "Теперь для этого нужно согласие человека из очереди одобрений. Ничего не произошло; вызовите "
        "снова, и это будет ждать там."
    ),
    (
        "What this would do has changed since it was started, and nobody has agreed to it: {question} "
        "Nothing happened; call it again."
    ): (
        "То, что при этом произойдёт, изменилось с момента запуска, и согласия на это никто не давал: "
        "{question} Ничего не произошло; вызовите снова."
    ),
    "Something went wrong on our side; nothing happened.": (
        "Что-то пошло не так на нашей стороне; ничего не произошло."
    ),
    "{why} {refused}": "{why} {refused}",
    (
        "It is not known yet whether the payment went through. The call did not happen. If it did, the "
        "operator credits it; do not sign another before get_wallet was looked at."
    ): (
        "Пока неизвестно, прошёл ли платёж. Вызов не выполнен. Если платёж прошёл, оператор зачислит "
        "его; не подписывайте другой, пока не посмотрите get_wallet."
    ),
    "That payment is being settled. Nothing happened; call again with the same payment.": (
        "Этот платёж сейчас проводится. Ничего не произошло; вызовите снова с тем же платежом."
    ),
    "{unavailable} Nothing happened.{more}": "{unavailable} Ничего не произошло.{more}",
    "Something went wrong on our side. Nothing happened and nothing was charged; the same call may work later.": (
        "Что-то пошло не так на нашей стороне. Ничего не произошло и ничего не списано; тот же вызов "
        "может сработать позже."
    ),
    "The call took too long and was stopped. Nothing happened; ask for less and try again.": (
        "Вызов длился слишком долго и остановлен. Ничего не произошло; запросите меньше и попробуйте снова."
    ),
    (
        "{unavailable} It may have happened. With an idempotency_key the same call can be sent again: it "
        "is done once, and what was done is answered. Without one look at the record first."
    ): (
        "{unavailable} Возможно, это произошло. С idempotency_key тот же вызов можно отправить снова: он "
        "выполняется один раз, а в ответе будет то, что сделано. Без него сначала посмотрите саму запись."
    ),
    "Too many such calls wait at the moment. Nothing happened.": (
        "Сейчас ждёт слишком много таких вызовов. Ничего не произошло."
    ),
    "What worked on the files of this call ended before it was done. Nothing happened. Try again, with less at "
    "once should it happen again.": (
        "Процесс, который обрабатывал файлы этого вызова, прервался, не закончив работу. Ничего не произошло. "
        "Попробуйте ещё раз; если это повторится, передайте за один раз меньше."
    ),
    " The operator can find out more with: hiringhall doctor.": (
        " Оператор может узнать больше командой: hiringhall doctor."
    ),
    "Too many calls: at most {amount} a second. Nothing happened.": (
        "Слишком много вызовов: не больше {amount} в секунду. Ничего не произошло."
    ),
    "Too many calls: at most {amount} a minute. Nothing happened.": (
        "Слишком много вызовов: не больше {amount} в минуту. Ничего не произошло."
    ),
    "Too many calls: at most {amount} an hour. Nothing happened.": (
        "Слишком много вызовов: не больше {amount} в час. Ничего не произошло."
    ),
    "Too many calls: at most {amount} a day. Nothing happened.": (
        "Слишком много вызовов: не больше {amount} в день. Ничего не произошло."
    ),
    "The money held for this was released or paid meanwhile. Nothing happened; look at the record again.": (
        "Удержанные для этого деньги тем временем возвращены или выплачены. Ничего не произошло; "
        "посмотрите запись снова."
    ),
    "is no address": "не является адресом",
    "has a fragment": "содержит фрагмент (#)",
    "holds a user name": "содержит имя пользователя",
    "has the scheme {scheme}": "схема адреса — {scheme}",
    "is http, which only an address of the person's own machine may be": (
        "схема http допустима только для адреса собственного компьютера человека"
    ),
    "names no host": "не называет хост",
    "Log in again with scopes {scopes}.": "Войдите снова с правами {scopes}.",
    "Log in again with scope {scope}.": "Войдите снова с правом {scope}.",
    "is not https": "не https",
    "has more than a host, where programs would not look for what describes it": (
        "содержит не только имя хоста, а там программы не станут искать его описание"
    ),
    "The question was closed without an answer.": "Вопрос закрыт без ответа.",
    "The person did not agree.": "Человек не дал согласия.",
    "{said} Nothing happened and nothing was charged; ask them what they want instead. {who_decides}": (
        "{said} Ничего не произошло и ничего не списано; спросите, что нужно вместо этого. {who_decides}"
    ),
    (
        "How the person is asked is set by whoever runs the server (hiringhall serve --confirm "
        "token|ask|auto, or for one caller hiringhall confirmation OWNER --by token|ask, --above AMOUNT) "
        "or the client (header X-Hiringhall-Confirm: token|ask), never by an argument."
    ): (
        "Как спрашивать человека, решает тот, кто ведёт сервер (hiringhall serve --confirm "
        "token|ask|auto, или для одного вызывающего hiringhall confirmation OWNER --by token|ask, "
        "--above AMOUNT), или программа клиента (заголовок X-Hiringhall-Confirm: token|ask), но не поле "
        "вызова."
    ),
    "Go ahead": "Выполнить",
    "Yes, do exactly this.": "Да, сделать именно это.",
    (
        "The question came back declined at once, before anybody can have read it, so nobody was asked. "
        "Nothing happened and nothing was charged. The same call again is asked once more; where tokens "
        "count it is answered with a token if that question too reaches nobody. Ask the person yourself "
        "before passing one. {who_decides}"
    ): (
        "Вопрос вернулся отклонённым сразу, раньше, чем кто-либо мог его прочитать, так что никого не "
        "спросили. Ничего не произошло и ничего не списано. При том же вызове вопрос задаётся ещё раз; "
        "там, где принимаются токены, ответом будет токен, если и этот вопрос ни до кого не дойдёт. "
        "Спросите человека сами, прежде чем передавать токен. {who_decides}"
    ),
    "call {by} again": "вызовите {by} снова",
    "call {by} with tool {tool},": "вызовите {by} с инструментом {tool}",
    "This client declines questions before anybody can have read them, so a token takes their place. ": (
        "Эта программа отклоняет вопросы раньше, чем кто-либо может их прочитать, поэтому вместо них служит токен. "
    ),
    (
        "{first}The person must agree first: {question} Ask them; after a yes, {call} within ten minutes "
        "with the same arguments and this confirm token, as next shows it. Nothing has happened yet."
    ): (
        "{first}Сначала нужно согласие человека: {question} Спросите его; после согласия {call} в "
        "течение десяти минут с теми же аргументами и этим токеном confirm, как показывает next. Пока "
        "ничего не произошло."
    ),
    "What moves.": "Сколько переводится.",
    "Who gets it.": "Кто это получит.",
    (
        "The person must agree first: {question} They have to be asked by a question of the client, and "
        "this client shows none. Nothing happened. {who_decides}"
    ): (
        "Сначала нужно согласие человека: {question} Спросить его должна программа-клиент, а эта "
        "программа вопросов не показывает. Ничего не произошло. {who_decides}"
    ),
    "must be a list of field names": "должно быть списком имён полей",
    "must be a whole number": "должно быть целым числом",
    "must be an object": "должно быть объектом",
    "is not known here": "здесь неизвестно",
    "it stands inside another: {place}": "находится внутри другого: {place}",
    "must be {expected}": "должно быть: {expected}",
    "must be more than {least}": "должно быть больше {least}",
    "must be at least {least}": "должно быть не меньше {least}",
    "must be less than {most}": "должно быть меньше {most}",
    "must be at most {most}": "должно быть не больше {most}",
    "must look like {pattern}": "должно иметь вид {pattern}",
    "must have at least {count}": "нужно не меньше: {count}",
    "must have at most {count}": "можно не больше: {count}",
    "is not a parameter": "не является параметром",
    "must be text of 1 to {length} characters": "должно быть текстом длиной от 1 до {length} знаков",
    "cannot empty {name!r}; it can empty {able}": "нельзя очистить: {name!r}; можно очистить: {able}",
    "cannot be": "так быть не может",
    "is given and cleared; do one of the two": "и передано, и очищается; сделайте что-то одно",
    'is required; null empties nothing, pass clear: ["{name}"] for that': (
        'обязательно; null ничего не очищает, для этого передайте clear: ["{name}"]'
    ),
    "are nested deeper than {max_depth} levels": "вложенность больше {max_depth} уровней",
    "hold more than {max_values} values": "значений больше {max_values}",
    "takes {names}": "принимаются: {names}",
    "did you mean {near}? It {taken}": "может быть, {near}? Здесь {taken}",
    "did you mean {near}?": "может быть, {near}?",
    "it {taken}": "здесь {taken}",
    "holds {name}, which is no number": "содержит {name}, а это не число",
    "send a list, such as {one}": "отправьте список, например {one}",
    "send an object, such as {one}": "отправьте объект, например {one}",
    "was sent as text that names {twice!r} twice; send each once": (
        "отправлено текстом, в котором {twice!r} названо дважды; отправьте каждое по одному разу"
    ),
    "was sent as text; {send}": "отправлено текстом; {send}",
    "was sent as text; {sends}": "отправлено текстом; {sends}",
    "was sent as text, and too much of it; {send}": "отправлено текстом, и его слишком много; {send}",
    "name {named!r} as tool again; {tool} is named already, so leave it out": (
        "снова называют инструмент ({named!r} в поле tool); {tool} уже назван, поэтому уберите это"
    ),
    "is required: {choices}": "обязательно: {choices}",
    "is required: the name of an operation; you gave it as {name}": (
        "обязательно: имя операции; оно пришло как {name}"
    ),
    "is required: the name of an operation": "обязательно: имя операции",
    'must be an object with the operation\'s own arguments, such as {{"limit": 5}}': (
        'должно быть объектом с аргументами самой операции, например {{"limit": 5}}'
    ),
    "is given twice and not alike; send it once, in arguments": (
        "передано дважды и по-разному; отправьте один раз, в arguments"
    ),
    "are wrapped too often; send them as they are": "обёрнуты слишком много раз; отправьте их как есть",
    "must be text: the name of an operation": "должно быть текстом: имя операции",
    "is no number in use; write it with + and the country code, such as {example}": (
        "такого номера не бывает; пишите его с + и кодом страны, например {example}"
    ),
    "is no number in use in the country of +{code}": "такого номера не бывает в стране с кодом +{code}",
    "must be a phone number with its country code, such as {example}": (
        "должно быть номером телефона с кодом страны, например {example}"
    ),
    "is too short for its country": "слишком короткий номер для своей страны",
    "is too long for its country": "слишком длинный номер для своей страны",
    "has no country code that exists": "нет существующего кода страны",
    "has no country code that exists; a number is written such as {example}": (
        "нет существующего кода страны; номер пишется так: {example}"
    ),
    "has the sign {sign}: give one number and nothing else, such as {example}": (
        "есть знак {sign}: укажите один номер и больше ничего, например {example}"
    ),
    "has letters: give one number and nothing else, such as {example}": (
        "есть буквы: укажите один номер и больше ничего, например {example}"
    ),
    "unknown currency {currency!r}; known: {known}": "неизвестная валюта {currency!r}; известные: {known}",
    "not a finite number": "не конечное число",
    "{currency} has at most {decimals} decimals": "{currency}: знаков после запятой не больше {decimals}",
    "too large": "слишком большое",
    " Agents use {instead}.": " Агенты используют {instead}.",
    "{why} It needs a person's session, not an agent's key.{hint}": (
        "{why} Для этого нужен сеанс человека, а не ключ агента.{hint}"
    ),
    "file": "файл",
    "there is no version of that width; there are: {widths}": "версии такой ширины нет; есть: {widths}",
    "none, it is no picture": "никаких, это не изображение",
    "content of this file": "содержимое этого файла",
    "{needed} is needed; the purse of {payer} has {available} available, {missing} too little. {effect}": (
        "Нужно {needed}; в кошельке ({payer}) доступно {available}, не хватает {missing}. {effect}"
    ),
    "There is no {named} that you can see.": "Не найдено или вам не видно: {named}.",
    "nothing to seal with": "нечем запечатать",
    "is not a cursor of this list with these filters; leave it out to start again": (
        "не курсор этого списка с этими фильтрами; опустите его, чтобы начать сначала"
    ),
    "must be one of {decimals}": "должно быть одним из: {decimals}",
    "must be a date YYYY-MM-DD between the years 1900 and 2200": (
        "должно быть датой YYYY-MM-DD между 1900 и 2200 годом"
    ),
    "must be a time of day HH:MM between 00:00 and 24:00": "должно быть временем суток HH:MM от 00:00 до 24:00",
    "{named} is no IANA time zone{near}{more}": "{named} — не часовой пояс IANA{near}{more}",
    "{named} is no currency here{near}; {known}": "{named} — здесь не валюта{near}; {known}",
    "must be an http(s) address of at most 500 characters": "должно быть адресом http(s) не длиннее 500 символов",
    "must be a moment as text, such as 2026-11-21T09:00:00+01:00": (
        "должно быть моментом в виде текста, например 2026-11-21T09:00:00+01:00"
    ),
    "needs an offset, such as {example}, if it is meant in {zone}": (
        "нужно смещение, например {example}, если имеется в виду пояс {zone}"
    ),
    "must lie between the years 1970 and 2200": "должно быть между 1970 и 2200 годом",
    "is a day, YYYY-MM-DD, without a time: {day}": "это день YYYY-MM-DD без времени: {day}",
    'must be a decimal number as text, such as "81.00"': (
        'должно быть десятичным числом в виде текста, например "81.00"'
    ),
    "must be 0 or more, without a sign": "должно быть 0 или больше, без знака",
    "must be more than 0": "должно быть больше 0",
    "must be an e-mail address of at most 255 characters": "должно быть адресом почты не длиннее 255 символов",
    "must be an IANA time zone such as Europe/Berlin": "должно быть часовым поясом IANA, например Europe/Berlin",
    "{named} is no IANA time zone; did you mean {one}?": "{named} — не часовой пояс IANA; имелось в виду {one}?",
    ", such as Europe/Berlin": ", например Europe/Berlin",
    "Close your account for good": "Закрыть вашу учётную запись навсегда",
    "Your data was put together less than an hour ago; read that file with get_file, or wait {wait} seconds.": (
        "Ваши данные собраны меньше часа назад; прочитайте тот файл с помощью get_file или подождите {wait} с."
    ),
    "Gives up {money}": "Отказ от денег: {money}",
    (
        "The account cannot be closed yet. Still open: {sentence}. End the work and the appointments, "
        "hand companies over (update_user makes another admin) and contracts (add_contract_user makes "
        "another owner), and withdraw the money or give it up."
    ): (
        "Учётную запись пока нельзя закрыть. Ещё открыто: {sentence}. Завершите работы и встречи, "
        "передайте компании (update_user назначает другого администратора) и договоры (add_contract_user "
        "назначает другого владельца) и выведите деньги или откажитесь от них."
    ),
    "{money} in the purse": "{money} в кошельке",
    "is one of {toolsets}": "одно из: {toolsets}",
    "Cancel the queued job {job_id} of {tool}": "Отменить задачу {job_id} в очереди ({tool})",
    "Job {job_id} is {state}; only a queued one can be cancelled.": (
        "Задача {job_id}: состояние — {state}; отменить можно только ту, что в очереди."
    ),
    "job": "задача в очереди",
    "To {payee}": "Получатель: {payee}",
    "must be an https address": "должно быть адресом https",
    "must have the port {https}, or one from {first_free_port} on": (
        "порт должен быть {https} или не меньше {first_free_port}"
    ),
    "must lead to a server on the internet, not to this machine or a private network": (
        "должно вести на сервер в интернете, а не на эту машину или в частную сеть"
    ),
    "is no address such as https://hall.example.com": "не адрес вида https://hall.example.com",
    "must begin with https: the secrets of calendar feeds stand in it": (
        "должно начинаться с https: в нём секреты лент календаря"
    ),
    "{first} is after {last}": "{first} позже, чем {last}",
    "is before {names}": "раньше, чем {names}",
    'must be a decimal number of the digits 0 to 9, such as "81.00"': (
        'должно быть десятичным числом из цифр 0–9, например "81.00"'
    ),
    "has too many digits": "слишком много цифр",
    "is out of bounds (at most {most_digits} digits before the point and {most_places} behind it)": (
        "вне допустимого (цифр до точки не больше {most_digits}, после неё — {most_places})"
    ),
    "must be an e-mail address of at most {most_characters} characters": (
        "должно быть адресом почты, символов не больше {most_characters}"
    ),
    "has more than {most_bytes_of_name} bytes before the @, which no mail server takes": (
        "перед @ больше байтов, чем {most_bytes_of_name}; такого не принимает ни один почтовый сервер"
    ),
    "must be an e-mail address such as ann@example.com": "должно быть адресом почты, например ann@example.com",
    "has an offset and no time; send both": "есть смещение, но нет времени; передайте оба",
    "must be an ISO 8601 moment with offset": "должно быть моментом ISO 8601 со смещением",
    "{fault}, such as {example}": "{fault}, например {example}",
    "is no moment there is; it must be like {example}": "такого момента не бывает; нужно так: {example}",
    "{type!r} is no type of change": "{type!r} — не тип изменения",
    "is {mime_type}; accepted: {kinds}": "тип — {mime_type}; принимается: {kinds}",
    "at most {most_files_a_call} files a call; there are {count}": (
        "файлов за вызов не больше {most_files_a_call}; сейчас {count}"
    ),
    "is not readable": "не читается",
    "your files would take {used} KiB; at most {quota_bytes} KiB are allowed": (
        "ваши файлы заняли бы {used} КиБ; разрешено не больше {quota_bytes} КиБ"
    ),
    "there is no file {file_id} of yours": "у вас нет файла {file_id}",
    "file {file_id} is a {kind}; wanted: {kinds}": "файл {file_id}: тип — {kind}; нужно: {kinds}",
    "has {more} KiB; at most {largest} KiB are allowed": "размер — {more} КиБ; разрешено не больше {largest} КиБ",
    "is not a readable {kind} by its content{seen}. Accepted: {accepted}": (
        "по содержимому не читается ({kind}){seen}. Принимаются: {accepted}"
    ),
    "has {entries} parts; at most {most_entries} are allowed": (
        "число частей — {entries}; разрешено не больше {most_entries}"
    ),
    "unpacks to {more} KiB; at most {most_unpacked} KiB are allowed": (
        "после распаковки — {more} КиБ; разрешено не больше {most_unpacked} КиБ"
    ),
    "has parts that lie over each other": "есть части, которые перекрывают друг друга",
    "; it is {type}": "; это {type}",
    "pass at least one of image, images, video, videos, docs, job, schedule, event": (
        "передайте хотя бы одно из: image, images, video, videos, docs, job, schedule, event"
    ),
    "this address takes no more such mail today": "на этот адрес сегодня таких писем больше не отправляют",
    "you have caused {count} mails to such addresses in 24 hours, the most allowed": (
        "по вашим действиям за 24 часа на такие адреса отправлено столько писем, сколько разрешено ({count})"
    ),
    "{count} mails to such addresses were caused from your network address within the hour, the most allowed": (
        "с вашего сетевого адреса за час на такие адреса отправлено столько писем, сколько разрешено ({count})"
    ),
    "this hall sends no more mail to such addresses today": (
        "сегодня эта площадка больше не отправляет писем на такие адреса"
    ),
    "; near it: {names}": "; похожие: {names}",
    "must not hold a user name or password": "не должен содержать имя пользователя или пароль",
    "is a HEIC, HEIF or AVIF picture, which is not taken; send it as JPEG": (
        "снимок в формате HEIC, HEIF или AVIF, такие не принимаются; отправьте его как JPEG"
    ),
}
