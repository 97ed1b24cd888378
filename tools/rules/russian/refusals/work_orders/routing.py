"""Refusals and questions: work orders routing."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Contract a provider for {numbered} for at most": "Нанять исполнителя ({numbered}), не больше чем за",
    "a counter-offer of this provider is pending": "встречное предложение этого исполнителя ждёт ответа",
    "the terms have changed since the provider saw them": "условия изменились с тех пор, как исполнитель их видел",
    "person {user_id} {name}": "пользователь {user_id} {name}",
    "person {user_id} has no pending counter-offer for work order {id}": (
        "у пользователя {user_id} нет ожидающего встречного предложения по наряду {id}"
    ),
    "Offer {numbered} to {count} providers{and_hold}": "Предложить ({numbered}), исполнителей: {count}{and_hold}",
    "{text}; nothing was changed{why}": "{text}; ничего не изменено{why}",
    "bundle of work order {work_order_id}": "пакет наряда {work_order_id}",
    "Dissolve bundle {code} of {count} work orders; all of them go back to draft": (
        "Расформировать пакет {code} (нарядов: {count}); все они снова станут черновиками"
    ),
    ". Repeat with accept_warnings true to go on": ". Чтобы продолжить, повторите с accept_warnings true",
    "bundle {id} is gone": "пакета {id} больше нет",
    "must all be in one bundle; now {where}": "все должны быть в одном пакете; сейчас: {where}",
    "Bundle {code} is {word}; only one nobody is assigned to can be extended.": (
        "Пакет {code}: состояние — {word}; расширить можно только пакет, у которого нет исполнителя."
    ),
    "draft, published or routed": "черновик (draft), опубликован (published) или предложен (routed)",
    "bundle": "пакет",
    "{field}.category_id": "{field}.category_id",
    "must be at most {money} for {name}": "должно быть не больше {money}, категория {name}",
    "must be a percentage with at most 2 decimals": "должно быть процентом, не больше 2 знаков после запятой",
    'must be a percentage as text, such as "10" or "-5"': (
        'должно быть процентом в виде текста, например "10" или "-5"'
    ),
    "needs a service window; set one with update_work_order": (
        "требует окна времени; задайте его с помощью update_work_order"
    ),
    "Offer {numbered} to {count} provider(s){and_hold}": "Предложить ({numbered}), исполнителей: {count}{and_hold}",
    "{text}; the order stays as it is{stretches}": "{text}; наряд остаётся как есть{stretches}",
    "The providers are {people}": "Исполнители: {people}",
    "Drop {count} requirement(s) of work order {work_order_id}": "Убрать требований: {count}, наряд {work_order_id}",
    "as a worker you may only ask about yourself": "как исполнитель вы можете спрашивать только о себе",
    "give either rule_id, or all true to drop every rule": (
        "передайте либо rule_id, либо all true, чтобы убрать все требования"
    ),
    "The requirements are {named}": "Требования: {named}",
    "draft, published or routed: requirements are frozen once assigned": (
        "черновик (draft), опубликован (published) или предложен (routed): после назначения исполнителя "
        "требования не меняются"
    ),
    "give either rule_id with the fields to change, or selection_rule, not both or none": (
        "передайте либо rule_id и поля для изменения, либо selection_rule; не оба и не пустоту"
    ),
    "type, operator, value, required and weight go with rule_id only": (
        "type, operator, value, required и weight передают только вместе с rule_id"
    ),
    "the order already has a {type} rule named {name}": "у наряда уже есть требование типа {type} с именем {name}",
    "of work order {order_id}": "наряда {order_id}",
    "rule": "требование",
    "yourself": "вы сами",
    "person {provider_id}": "пользователь {provider_id}",
    "Take {who} off {numbered} for good": "Снять исполнителя насовсем ({numbered}): {who}",
    "Work order {id} is not assigned to you, so you cannot drop out of it.": (
        "Наряд {id} назначен не вам, поэтому отказаться от него нельзя."
    ),
    "is needed to drop out": "требуется, чтобы отказаться",
    "{reason_id} is not one of the company's reasons": "{reason_id} нет среди причин компании",
    "is for the company: where the order goes is not yours to say": (
        "только для компании: куда перейдёт наряд, решаете не вы"
    ),
    "{fault}; choose one of: {listed}": "{fault}; выберите из: {listed}",
    "the request asks for other terms than the order's": "в просьбе другие условия, чем в наряде",
    "person {person_id} {name}": "пользователь {person_id} {name}",
    "of work order {id}": "наряда {id}",
    "you cannot have work order {id}": "наряд {id} вам недоступен",
    "pending request of yours for work order {id}": "ожидающая ваша просьба о наряде {id}",
    (
        "you are not free for work order {id}: {what}. Make room for it, or ask for another time with "
        "request_work_order and a counter_offer where the order is published, or decline"
    ): (
        "вы заняты для наряда {id}: {what}. Освободите время, попросите другое время с помощью "
        "request_work_order и counter_offer, если наряд опубликован, или откажитесь"
    ),
    "must be true: accepting binds you to the pay terms shown in get_work_order": (
        "должно быть true: согласие обязывает вас соблюдать условия оплаты, показанные в get_work_order"
    ),
    "Offer {numbered} to person {user_id}{and_hold}": "Предложить ({numbered}) пользователю {user_id}{and_hold}",
    "open offer of work order {id} to person": "открытое предложение наряда {id} пользователю",
    "Only an admin of the company may route with force; leave force out.": (
        "Предлагать с force может только администратор компании; уберите force."
    ),
    "The provider is called {name}": "Имя исполнителя: {name}",
    "an open offer": "открытое предложение",
    "Work order {id} was given to somebody else a moment ago; trying again does not help.": (
        "Наряд {id} только что передан другому исполнителю; повторять бесполезно."
    ),
    (
        "Work order {id} and work order {source_id} of the same bundle came to overlap, so nobody can do "
        "both. Nothing changed; move one with update_work_order or take it out with unbundle_work_orders."
    ): (
        "Наряды {id} и {source_id} из одного пакета теперь пересекаются по времени, и сделать оба не "
        "может никто. Ничего не изменилось; перенесите один из них с помощью update_work_order или "
        "уберите из пакета с помощью unbundle_work_orders."
    ),
    "some of those chosen may not have it": "некоторым из выбранных его дать нельзя",
    "nobody of those chosen may have it": "никому из выбранных его дать нельзя",
    "nobody of {count} people looked at is eligible: {named}": "никто из рассмотренных ({count}) не подходит: {named}",
    "nobody to look at": "рассматривать некого",
    "other visits take the time": "время занято другими выездами",
    "assign_work_order with ignore_conflicts true": "assign_work_order с ignore_conflicts true",
    "route_work_order with force true": "route_work_order с force true",
    "update_work_order with ignore_conflicts true": "update_work_order с ignore_conflicts true",
    "acknowledge_provider_delay with ignore_conflicts true": "acknowledge_provider_delay с ignore_conflicts true",
    "; of person {id}, {what}": "; пользователь {id}: {what}",
    "{kind} {id}": "{kind} {id}",
    "something else": "другое дело",
    "{what} needs the room: its visit may come any time from {start} to {end}": (
        "{what}: нужно место, выезд может быть когда угодно, {start} — {end}"
    ),
    "{what} takes the time from {start} to {end} (30 minutes of travel are counted before and after)": (
        "{what}: занято время {start} — {end} (до и после учитывается 30 минут пути)"
    ),
    "you accepted this offer before": "вы уже приняли это предложение",
    "you declined this offer": "вы отклонили это предложение",
    "this offer has expired": "срок этого предложения истёк",
    "the company took this offer back": "компания отозвала это предложение",
    "this offer was closed": "это предложение закрыто",
    " It is published: ask for it with request_work_order.": (
        " Он опубликован: попросить его можно с помощью request_work_order."
    ),
    "(open ones: {waiting})": "(открытые: {waiting})",
    "a delay the provider reported and nobody has acknowledged yet": (
        "опоздание, о котором сообщил исполнитель и которое ещё не подтверждено"
    ),
    "a service window that has not begun": "окно обслуживания, которое ещё не началось",
    "{id} in {code}": "{id}: {code}",
}
