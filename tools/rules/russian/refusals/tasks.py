"""Refusals and questions: tasks."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The task is called {title}": "Название задания: {title}",
    "{tool} is a step of the company that ordered {name}; you are its freelancer.": (
        "{tool} — шаг компании-заказчика ({name}); вы в нём фрилансер."
    ),
    "Two companies gave the uuid {uuid} to a task; use task_id.": (
        "Две компании присвоили заданию uuid {uuid}; используйте task_id."
    ),
    "is not the uuid of task {task_id}; pass one of the two": "не uuid задания {task_id}; передайте одно из двух",
    (
        "{name} is an advertising service without ad contracts, so it is not paid. If the ads are shown "
        "in Russia, pay with adv_data: get_own_ad_details has the contract of whoever advertises itself, "
        "list_ad_contracts those with others. If they are not, pay with ads_outside_russia true."
    ): (
        "{name} — рекламная услуга без рекламных договоров, поэтому оплаты нет. Если реклама "
        "показывается в России, платите с adv_data: договор того, кто рекламирует себя, показывает "
        "get_own_ad_details, договоры с другими — list_ad_contracts. Если нет, платите с "
        "ads_outside_russia true."
    ),
    "unknown contracts: {unknown}": "неизвестные договоры: {unknown}",
    "names a contract twice": "один договор указан дважды",
    "{name} names its ad contracts already; leave adv_data out.": (
        "{name}: рекламные договоры уже указаны; не передавайте adv_data."
    ),
    "does not go together with adv_data; choose one": "не сочетается с adv_data; выберите одно",
    "ad customer": "заказчик рекламы",
    "ad contract": "рекламный договор",
    (
        "The external id {external_id} belongs to a contract with other content. Contracts never change: "
        "add another one under another id, or leave it out."
    ): (
        "Внешний номер {external_id} принадлежит договору с другим содержанием. Договоры никогда не "
        "меняются: добавьте новый под другим номером или не указывайте номер."
    ),
    "is a number of digits only, such as 7733228841": "состоит только из цифр, например 7733228841",
    "{region_number!r} is no OKSM number of a country, such as 428": (
        "{region_number!r} — не номер страны по ОКСМ, такой как 428"
    ),
    "{external_id} is the uuid of a customer there is already; take an identifier of your own.": (
        "{external_id} — uuid уже существующего заказчика; возьмите собственный номер."
    ),
    (
        "The external id {external_id} belongs to a customer with other content; different: {differs}. "
        "Customers never change: add another one under another id."
    ): (
        "Внешний номер {external_id} принадлежит заказчику с другими данными; различаются: {differs}. "
        "Заказчики никогда не меняются: добавьте нового под другим номером."
    ),
    "ad contract behind the task": "рекламный договор, задание",
    "Proposal {changeset_id} is not open; the open one is {id}. Look at it before you agree.": (
        "Предложение {changeset_id} не открыто; открыто предложение {id}. Посмотрите его, прежде чем соглашаться."
    ),
    "is empty": "пусто",
    "the terms are these already": "условия уже такие",
    "pass at least one term that should differ": "передайте хотя бы одно условие, которое должно измениться",
    "nothing would change: {what}": "ничего не изменится: {what}",
    "Answer the dispute about task {id}: {decision}": "Ответить на спор о задании {id}: {decision}",
    "Propose other terms for task {id}": "Предложить другие условия для задания {id}",
    "goes only with a dispute about terms, from state 2; {name} is {state}": (
        "только для спора об условиях, из состояния 2; {name}: состояние — {state}"
    ),
    "The freelancer is {payee}": "Фрилансер: {payee}",
    "A document for another company": "Документ для другой компании",
    "A document for every company": "Документ для всех компаний",
    "is not a document": "это не документ",
    "cannot be combined with company_id": "не сочетается с company_id",
    "is not base64": "это не base64",
    "pass file_id, or file_name together with content_base64": (
        "передайте file_id или file_name вместе с content_base64"
    ),
    "goes without file_name and content_base64: either a stored file or a new one": (
        "указывается без file_name и content_base64: либо сохранённый файл, либо новый"
    ),
    "file of yours with the id": "ваш файл с номером",
    "Accept the work on task {id}": "Принять работу по заданию {id}",
    "The money is set aside until it is paid": "Деньги удерживаются до оплаты",
    "{total} become payable": "К оплате будет {total}",
    "Set aside for task {id}": "Удержать для задания {id}:",
    "{effect} Add money, then try again.": "{effect} Пополните баланс и попробуйте снова.",
    "{act} and set aside": "{act} и удержать",
    "The company cannot set aside what {name} costs at the new price now; its terms stay as they are.": (
        "Компания сейчас не может удержать сумму по новой цене ({name}); условия остаются прежними."
    ),
    "The terms of {name} stay as they are.": "Условия остаются прежними: {name}.",
    "{name} stays {stays}.": "{name}: состояние по-прежнему {stays}.",
    "{worker_id} is not a freelancer of the company's team (list_freelancers)": (
        "{worker_id} — не фрилансер из команды компании (list_freelancers)"
    ),
    "{category_id} is not a service (list_services)": "{category_id} — не услуга (list_services)",
    "Delete task group {group_id}; its {task_count} tasks stay, without the group": (
        "Удалить группу заданий {group_id}; её задания ({task_count}) останутся без группы"
    ),
    "The company has a task group '{title}' already: group {taken}. Use it, or choose another title.": (
        "У компании уже есть группа заданий '{title}': группа {taken}. Используйте её или выберите другое название."
    ),
    "task group": "группа заданий",
    "must be in the future; now is {now}": "должно быть в будущем; сейчас {now}",
    "does not go together with share_commission; choose one": "не сочетается с share_commission; выберите одно",
    "is required with compensate_worker_service_fee": "обязательно вместе с compensate_worker_service_fee",
    "is not a freelancer of the company's team; invite_freelancer adds them": (
        "не фрилансер из команды компании; его добавляет invite_freelancer"
    ),
    "unknown: {ids}; ids come from {source}": "неизвестны: {ids}; номера даёт {source}",
    "the freelancer has not signed up yet; see get_insurance_info": (
        "фрилансер ещё не зарегистрировался; смотрите get_insurance_info"
    ),
    "the service cannot be insured; see get_insurance_info": (
        "услугу нельзя застраховать; смотрите get_insurance_info"
    ),
    "is not the uuid of freelancer {id}; pass one of the two": "не uuid фрилансера {id}; передайте одно из двух",
    (
        "The uuid {uuid} belongs to task {id}, which was ordered with other content. Leave uuid out or "
        "use a new one; nothing was created."
    ): (
        "uuid {uuid} принадлежит заданию {id}, заказанному с другим содержанием. Не указывайте uuid или "
        "возьмите новый; ничего не создано."
    ),
    "from the money set aside": "из удержанных денег",
    "from the company's balance": "с баланса компании",
    "Pay at once, without delivery or review,": "Сразу, без сдачи и проверки работы, заплатить",
    "{name} is not paid.": "Не оплачено: {name}.",
    "For task {id}, {source}": "За задание {id}, {source}",
    "For task {id}": "За задание {id}",
    "{name} cannot be taken up yet. {told}": "{name}: приступить пока нельзя. {told}",
    "{unknown} is not a state; known: {known}": "{unknown} — не состояние; известные: {known}",
    "is more than price_to ({highest})": "больше, чем price_to ({highest})",
    "is less than price_from ({lowest})": "меньше, чем price_from ({lowest})",
    "is not the freelancer of {name}; that is {id}": "не фрилансер этого задания ({name}); фрилансер: {id}",
    "it ends unpaid": "оно завершится без оплаты",
    "the freelancer has to agree, or may contest it": "фрилансер должен согласиться или может это оспорить",
    "Reject task {id}, which is {state}: {effect}": "Отклонить задание {id}, состояние — {state}: {effect}",
    "Agree that the work on task {id} was rejected: it ends unpaid and the freelancer receives nothing": (
        "Согласиться с отказом принять работу по заданию {id}: оно завершится без оплаты, и фрилансер ничего не получит"
    ),
    "is no customer of your company; its uuid or external id is in list_ad_customers": (
        "это не заказчик вашей компании; его uuid или внешний номер есть в list_ad_customers"
    ),
    "your own company is in get_own_ad_details": "ваша собственная компания — в get_own_ad_details",
    "{parent} is no contract of your company; see list_ad_contracts": (
        "{parent} — не договор вашей компании; посмотрите list_ad_contracts"
    ),
    "is the customer as well; the two have to be different": "это же и заказчик; стороны должны быть разными",
    "is required for an addendum: the contract it belongs to": (
        "обязательно для дополнительного соглашения: договор, к которому оно относится"
    ),
    "is required for a customer of {legal_type} ({kind})": "обязательно для заказчика с типом {legal_type} ({kind})",
    "a customer in Russia is known by its inn instead": "клиента в России определяет его inn",
    "is required for legal entities: form and full name; for a person pass fio": (
        "обязательно для юридических лиц: форма и полное название; для человека передайте fio"
    ),
    "is required for individuals and entrepreneurs: full name; for a legal entity pass full_opf": (
        "обязательно для физических лиц и предпринимателей: полное имя; для юридического лица передайте full_opf"
    ),
    "name at least one contract in end_contracts, or leave adv_data out": (
        "укажите хотя бы один договор в end_contracts или не передавайте adv_data"
    ),
    "with several contracts each needs a sum": "если договоров несколько, для каждого нужна сумма",
    "the contracts sum up to {total}, more than the price of {price}": (
        "сумма договоров — {total}, больше цены {price}"
    ),
    "{id} ({title}) has no option {text!r}; its options: {possible}": (
        "{id} ({title}): нет варианта {text!r}; варианты: {possible}"
    ),
    "{id} is not an attribute of this service; its attributes: {known}": (
        "{id} — не параметр этой услуги; её параметры: {known}"
    ),
    "{id} ({title}) comes twice": "{id} ({title}): указано дважды",
    "{id} ({title}) needs a value": "{id} ({title}): нужно значение",
    "{id} ({title}) takes one value": "{id} ({title}): только одно значение",
    "{id} ({title}) takes at most {max_value} characters": "{id} ({title}): знаков не больше {max_value}",
    "propose_terms needs a price or a deadline": "для propose_terms нужна цена или срок",
    "goes only with propose_terms": "только вместе с propose_terms",
    "goes only with propose_terms and return_to_work": "только вместе с propose_terms и return_to_work",
    "the terms of work in progress": "условия начатой работы",
    "a rejection": "отказ",
    "this dispute is about {about}; possible: {answers}": "предмет этого спора: {about}; возможные ответы: {answers}",
    "{key} is proved by {wanted}": "{key}: для подтверждения требуется {wanted}",
    "it is already paid": "уже оплачено",
    "the freelancer has already turned it down": "фрилансер уже отказался",
    "it is already rejected": "уже отклонено",
    (
        "it is already rejected; waiting for the freelancer: confirm_task_rejection (ends it) or "
        "start_task_dispute (contests it)"
    ): "уже отклонено; ждём фрилансера: confirm_task_rejection (завершает) или start_task_dispute (оспаривает)",
    "its payment is being processed": "его оплата проводится",
    "answer the dispute first: reply_to_task_dispute": "сначала ответьте на спор: reply_to_task_dispute",
    "a change proposal is open: cancel_task_changes first": (
        "открыто предложение изменений: сначала cancel_task_changes"
    ),
    "the work is not delivered yet; pay_new_task pays a new task without delivery": (
        "работа ещё не сдана; pay_new_task оплачивает новое задание без сдачи"
    ),
    "the work is not delivered yet": "работа ещё не сдана",
    "accept the delivered work first: accept_task": "сначала примите сданную работу: accept_task",
    "its payment is being processed: wait, and do not pay again": (
        "его оплата проводится: подождите и не платите снова"
    ),
    "it is already paid; nothing was debited again": "уже оплачено; повторно ничего не списано",
    "the work is delivered: accept_task, then pay_task": "работа сдана: accept_task, затем pay_task",
    "the work is accepted: pay_task": "работа принята: pay_task",
    "its deadline has not passed: request_task_changes sets another one": (
        "его срок не прошёл: другой ставит request_task_changes"
    ),
    "its deadline has passed: extend_task_deadline": "его срок прошёл: extend_task_deadline",
    "a proposal is open already: cancel_task_changes first": "предложение уже открыто: сначала cancel_task_changes",
    "task {task_id} is {state}{more}. {tool} needs {any_of}. ": (
        "задание {task_id}: состояние — {state}{more}. Для {tool} нужно состояние {any_of}. "
    ),
    "It waits for the other side.": "Оно ждёт другую сторону.",
    "Possible now: {allowed}.": "Сейчас возможно: {allowed}.",
    "Nothing moves it any more.": "Его состояние больше не меняется.",
    "It moves on by itself.": "Дальше оно движется само.",
    "{tool} is the freelancer's own step: only they can call it": (
        "{tool} — собственный шаг фрилансера: вызвать это может только он"
    ),
    (
        "{tool} is the freelancer's step, and the company lacks the right act_for_freelancers. The "
        "freelancer can call it, or the operator grants the right with set_company_terms."
    ): (
        "{tool} — шаг фрилансера, а у компании нет права act_for_freelancers. Вызвать это может "
        "фрилансер, или оператор даёт право с помощью set_company_terms."
    ),
    "the company wants to insure this task: true agrees, false starts it without insurance": (
        "компания хочет застраховать это задание: true — согласие, false — начать без страховки"
    ),
    "{name} is to be proved first: {named}. submit_evidence hands a piece in.": (
        "Сначала нужны подтверждения, {name}: {named}. submit_evidence передаёт подтверждение."
    ),
    "this task wants a report: pass report or report_file_ids": (
        "для этого задания нужен отчёт: передайте report или report_file_ids"
    ),
    "unknown: {named}; only your own files can be attached": "неизвестно: {named}; приложить можно только свои файлы",
    "a photo: pass file_id of an image, from upload_files": "снимок: передайте file_id изображения из upload_files",
    "a file: pass file_id, from upload_files": "файл: передайте file_id из upload_files",
    "a position: pass latitude and longitude": "место: передайте latitude и longitude",
    "a link: pass url": "ссылка: передайте url",
    "a text: pass text": "текст: передайте text",
    "{key} ({have} of {count}, {evidence})": "{key} ({have} из {count}, {evidence})",
    "{id} ({title}) is required": "{id} ({title}): обязательно",
    "upload_files; only your own can be attached": "upload_files; приложить можно только свои",
    "The freelancer has not taken up the invite and given their details yet.": (
        "Фрилансер ещё не принял приглашение и не указал свои данные."
    ),
    "The freelancer's identity is not confirmed yet.": "Личность фрилансера ещё не подтверждена.",
    "To start the task, the freelancer has to sign the offer agreement.": (
        "Чтобы начать задание, фрилансер должен подписать договор оферты."
    ),
    "The freelancer has to accept the document '{title}' for this task.": (
        "Для этого задания фрилансер должен принять документ '{title}'."
    ),
    "taxpayer number (INN)": "номер налогоплательщика (ИНН)",
    "taxpayer number or phone (one is enough)": "номер налогоплательщика или телефон (достаточно одного)",
    "Labelled advertising has to name the freelancer's {wanted}.": (
        "В маркированной рекламе должны быть данные фрилансера: {wanted}."
    ),
    "{id} {known}": "{id} {known}",
    "{id} {known}, {own}": "{id} {known}, {own}",
}
