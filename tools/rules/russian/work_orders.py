"""Work orders."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "work order {id} {title}": "наряд {id} {title}",
    "bundle {code} (work orders {numbers}; the first is {title})": "пакет {code} (наряды {numbers}; первый — {title})",
    "of before": "прежний",
    "at most {amount}": "не больше {amount}",
    "between {start} and {end} ({zone})": "между {start} и {end} ({zone})",
    "remote": "удалённо",
    "Your offer or request for {orders} is closed: {why}.": "Ваше предложение или просьба больше не действует ({orders}): {why}.",
    "the time to accept is over": "время на ответ истекло",
    "it was put into a bundle and is given together with others now": "теперь он в пакете и передаётся вместе с другими",
    "it left its bundle and is a draft again": "он вышел из пакета и снова черновик",
    "it was taken back": "его забрали обратно",
    "it is a draft again": "он снова черновик",
    "The automatic search for {orders} found nobody. It is a draft again, and nothing is held for it.": (
        "Автоматический поиск никого не нашёл: {orders}. Это снова черновик, деньги под него не удерживаются."
    ),
    "The automatic search for {orders} found nobody. It stays open: choose somebody, or change its terms.": (
        "Автоматический поиск никого не нашёл: {orders}. Наряд остаётся открытым: выберите исполнителя или измените условия."
    ),
    "The automatic search for {orders} has stopped before somebody was found. get_smart_dispatch_run says why.": (
        "Автоматический поиск остановлен, исполнитель не найден: {orders}. Причину скажет get_smart_dispatch_run."
    ),
    "it went to somebody else": "он достался другому исполнителю",
    "{company} took it back": "{company} забирает его обратно",
    "The company has seen your delay on {orders}.": "Компания знает о вашей задержке: {orders}.",
    "The new arrival is {eta}.": "Новое время прибытия: {eta}.",
    "{orders} is unfilled: no offer of it is open any more.": "{orders}: исполнитель не найден, открытых предложений больше нет.",
    "{who} declined the offer of {orders}: {reason}.": "{who} отклоняет предложение ({orders}): {reason}.",
    "schedule": "время",
    "distance": "расстояние",
    "pay": "оплата",
    "skills": "навыки",
    "scope": "объём работ",
    "other": "другое",
    "It is unfilled: no offer is open any more.": "Исполнитель не найден: открытых предложений больше нет.",
    "{who} asks for {orders} at its terms.": "{who} просит отдать на указанных условиях: {orders}.",
    "{who} asks for {orders} with a counter-offer.": "{who} просит отдать со встречным предложением: {orders}.",
    "{who} withdrew the request for {orders}.": "{who} отзывает просьбу: {orders}.",
    "Your request for {orders} has expired without an answer.": "Ваша просьба осталась без ответа и больше не действует: {orders}.",
    "Your request for {orders} was declined.": "Ваша просьба отклонена: {orders}.",
    "You were taken off {orders}: do not come.": "Вы больше не исполнитель ({orders}): не приезжайте.",
    "{who} dropped out of {orders}.": "{who} отказывается от работы: {orders}.",
    "You were removed from {orders}: do not come.": "Вас сняли с работы ({orders}): не приезжайте.",
    "{orders} asks for other qualifications now.": "{orders}: теперь нужна другая квалификация.",
    "{company} offers you {orders}: {about}.": "{company} предлагает вам {orders}: {about}.",
    "The offer stands until {until}.": "Предложение действует до {until}.",
    "You are assigned to {orders} of {company}: {about}.": "Вы назначены исполнителем ({orders}, {company}): {about}.",
    "{orders} of {company} is yours: {about}.": "{orders}, {company}: теперь ваш, {about}.",
    "{who} is assigned to {orders}: {about}.": "{who} — исполнитель ({orders}): {about}.",
    "{who} accepted {orders}: {about}.": "{who} берёт {orders}: {about}.",
    "{fields} of {orders} changed.": "{fields}: изменено, {orders}.",
    "It is now: {about}. The arrival is not agreed on any more.": (
        "Теперь так: {about}. О времени прибытия нужно договориться заново."
    ),
    "{orders} has other terms now: {fields}.": "{orders}: теперь другие условия, {fields}.",
    "{fields} of {orders} changed; its terms are the same.": "{fields}: изменено, {orders}; условия прежние.",
    "It is now: {about}.": "Теперь так: {about}.",
    "{company} called {orders} off: do not come.": "{company} отменяет {orders}: не приезжайте.",
    "You get a cancellation fee of {fee}.": "Вам положена плата за отмену: {fee}.",
    "{company} called {orders} off; your offer or request is closed.": (
        "{company} отменяет {orders}; ваше предложение или просьба больше не действует."
    ),
    "{fee} of cancellation fee for {orders} left the balance of the company, and the platform's fee on it.": (
        "С баланса компании списаны плата за отмену {fee} и сбор платформы с неё: {orders}."
    ),
    "{company} took {orders} back: you are not assigned any more, do not come.": (
        "{company} забирает обратно {orders}: вы больше не исполнитель, не приезжайте."
    ),
    "{orders} is approved: {amount} will be paid on {date}.": "{orders}: работа принята, {amount} будут выплачены {date}.",
    "{amount} for {orders} left the balance of the company.": "С баланса компании списано {amount}: {orders}.",
    "{amount} for {orders} is in your balance.": "На вашем балансе {amount}: {orders}.",
    "The cancellation fee of {orders}, {amount}, is in your balance.": "На вашем балансе плата за отмену {amount}: {orders}.",
    "The incident number of {orders} was taken off.": "Номер обращения убран: {orders}.",
    "The incident number of {orders} is {number} now.": "Номер обращения теперь {number}: {orders}.",
    "The work on {orders} is reported done: the company did it in your place.": (
        "Работа отмечена выполненной: {orders}. Компания сделала это за вас."
    ),
    "{who} reported the work on {orders} done. approve_work_order accepts it and releases the payment.": (
        "{who} сообщает, что работа выполнена: {orders}. approve_work_order принимает её и проводит оплату."
    ),
    "{orders} was sent back: {why}. Report it again by {until} (mark_work_order_complete), or the company may end it "
    "unpaid.": (
        "{orders}: возвращено, {why}. Сообщите о выполнении снова до {until} (mark_work_order_complete), иначе компания может "
        "завершить наряд без оплаты."
    ),
    "The scope of {orders} is noted as {status} now.": "Объём работ теперь отмечен как {status}: {orders}.",
    "{orders} has another contact: {who}.": "Новое контактное лицо: {who}, {orders}.",
    "A contact of {orders} changed: {who}.": "Данные контактного лица изменены: {who}, {orders}.",
    "{orders} has a contact less: {who}.": "Контактное лицо убрано: {who}, {orders}.",
    "{who} entered a parcel for {orders}: {item}, tracking number {tracking}.": (
        "{who} добавляет посылку ({orders}): {item}, номер отслеживания {tracking}."
    ),
    "The parcel {item} of {orders} changed.": "Данные посылки {item} изменены: {orders}.",
    "The parcel {item} of {orders} is {status} now.": "Посылка {item} теперь {status}: {orders}.",
    "waiting to be sent": "ждёт отправки",
    "on its way": "в пути",
    "delayed": "задерживается",
    "at its destination": "на месте",
    "The parcel {item} was taken off {orders}.": "Посылка {item} удалена: {orders}.",
    "{who} stored a signature for {orders}: {signer} signed.": "{who} добавляет подпись ({orders}): подписано, {signer}.",
    "The signature of {signer} was taken off {orders}.": "Подпись удалена ({signer}): {orders}.",
    "allow counter offers": "встречные предложения",
    "closing notes": "заметки о завершении",
    "confidential": "конфиденциальные сведения",
    "contacts": "контакты",
    "custom fields": "дополнительные поля",
    "estimated hours": "оценка в часах",
    "incident id": "номер обращения",
    "location": "место",
    "manager id": "управляющий",
    "qualifications": "квалификация",
    "require gps": "отметка по GPS",
    "require ontime": "приход вовремя",
    "service type id": "вид услуги",
    "standard instructions": "общие указания",
    "tasks": "задачи",
    "types of work": "виды работ",
    "complete": "выполненный",
    "incomplete": "невыполненный",
    "{who} has written about {orders}.": "{who} пишет: {orders}.",
    "{who} has answered about {orders}.": "{who} отвечает: {orders}.",
    "{who} checked in on {orders} at {at}.": "{who} на месте: {orders}, {at}.",
    "{who} checked out of {orders} at {at}, after {hours} h.": "{who} закончил визит: {orders}, {at}, часов: {hours}.",
    "The place they gave is {kilometres} km away from the site.": "Указанное место в {kilometres} км от объекта.",
    "The company checked you in on {orders} at {at}.": "Компания отметила ваше прибытие: {orders}, {at}.",
    "The company recorded your visit on {orders}: {start} to {end}, {hours} h.": (
        "Компания записала ваш визит: {orders}, с {start} до {end}, часов: {hours}."
    ),
    "Time log {log} of {orders}, {start}, {hours} h, was taken off by its provider.": (
        "Исполнитель убрал запись времени {log}: {orders}, {start}, часов: {hours}."
    ),
    "Your time log {log} of {orders}, {start}, {hours} h, was taken off by the company.": (
        "Компания убрала вашу запись времени {log}: {orders}, {start}, часов: {hours}."
    ),
    "{before} of time log {logs}, {orders}, is {after} now: its provider corrected it.": (
        "Исполнитель исправил запись времени {logs}, {orders}: было {before}, стало {after}."
    ),
    "Time logs {logs} of {orders} were corrected by their provider; the first from {before} to {after}.": (
        "Исполнитель исправил записи времени {logs}, {orders}; в первой было {before}, стало {after}."
    ),
    "{before} of your time log {logs}, {orders}, is {after} now: the company corrected it.": (
        "Компания исправила вашу запись времени {logs}, {orders}: было {before}, стало {after}."
    ),
    "Your time logs {logs} of {orders} were corrected by the company; the first from {before} to {after}.": (
        "Компания исправила ваши записи времени {logs}, {orders}; в первой было {before}, стало {after}."
    ),
    "{who} handed in {file} for {orders}.": "{who} сдаёт файл {file}: {orders}.",
    "{file} was added to {orders}.": "Добавлен файл {file}: {orders}.",
    "{file} was not accepted for {orders}: hand in another.": "Файл {file} не принят ({orders}): сдайте другой.",
    "{file} was taken off {orders}.": "Файл {file} убран: {orders}.",
    "Files of yours were taken off {orders}, with their folder {folder}.": (
        "Ваши файлы убраны вместе с папкой {folder}: {orders}."
    ),
    "The checklist of {orders} has another step, {step}. get_work_order_task shows it.": (
        "В списке шагов добавлен шаг {step}: {orders}. Его показывает get_work_order_task."
    ),
    "Step {step} of the checklist of {orders} counts as open again.": (
        "Шаг {step} из списка снова не выполнен: {orders}."
    ),
    "Step {step} of the checklist of {orders} was ticked off by the company.": (
        "Компания отметила шаг {step} из списка как выполненный: {orders}."
    ),
    "Step {step} of the checklist of {orders} changed. get_work_order_task shows it.": (
        "Шаг {step} из списка изменён: {orders}. Его показывает get_work_order_task."
    ),
    "Step {step} of the checklist of {orders} is not needed any more.": (
        "Шаг {step} из списка больше не нужен: {orders}."
    ),
    "The checklist of {orders} changed. list_work_order_tasks shows it.": (
        "Список шагов изменён: {orders}. Его показывает list_work_order_tasks."
    ),
    "{who} arrives for {orders} at {start}, until {end}.": "{who} приедет: {orders}, {start}, до {end}.",
    "The company confirmed your arrival for {orders}: {start}, until {end}.": (
        "Компания подтвердила ваше прибытие: {orders}, {start}, до {end}."
    ),
    "{who} is on the way to {orders}.": "{who} в пути: {orders}.",
    "About {minutes} minutes of road are left.": "Осталось ехать около {minutes} мин.",
    "{who} will be {minutes} minutes late for {orders}.": "{who} опаздывает на {minutes} мин: {orders}.",
    "They propose to arrive at {eta}.": "Предлагаемое время прибытия: {eta}.",
    "{who} reports a problem on {orders}: {problem}.": "{who} сообщает о затруднении ({orders}): {problem}.",
    "A problem of {orders} was taken back: {problem}.": "Сообщение о затруднении убрано ({orders}): {problem}.",
    "A problem of {orders} is settled: {problem}.": "Затруднение снято ({orders}): {problem}.",
    "A problem of {orders} is open again: {problem}.": "Затруднение снова открыто ({orders}): {problem}.",
    "The report of a problem on {orders} has changed: {problem}.": "Сообщение о затруднении изменено ({orders}): {problem}.",
    "running late": "опоздание",
    "provider canceled": "исполнитель отказался",
    "site not ready": "объект не готов",
    "no show": "никто не пришёл",
    "scope differs from the order": "работы не те, что в наряде",
    "pay disagreement": "спор об оплате",
    "safety": "безопасность",
    "cannot find a provider": "исполнитель не находится",
    "internal issue of the company": "внутренний вопрос компании",
    "platform help": "нужна помощь площадки",
    "A return visit is noted on {orders}: {reason}.": "Записан повторный визит ({orders}): {reason}.",
    "Return visit {revisit} of {orders} has changed.": "Повторный визит {revisit} изменён: {orders}.",
    "It took place.": "Он состоялся.",
    "Return visit {revisit} of {orders} was taken off.": "Повторный визит {revisit} убран: {orders}.",
    "Its time is {at}.": "Время: {at}.",
    "Nobody has checked in on {orders}: {who} was to be there by {at}, and has not said a word.": (
        "Никто не отметил прибытие ({orders}): {who}, самое позднее {at}, и ни слова."
    ),
}
