"""Refusals and questions: work orders day plans."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    " Its newest successor is {public_id}.": " Его последнее продолжение: {public_id}.",
    "Day plan {public_id} is {status}, so {tool} does not go on with it.{more}": (
        "План дня {public_id}: состояние — {status}, поэтому {tool} с ним не работает.{more}"
    ),
    "day plan": "план дня",
    (
        "Work orders of day plan {public_id} have changed since it was made: {named}. Nothing was "
        "assigned. Leave them out with skip_changed true, or plan again with replan_day."
    ): (
        "Наряды из плана дня {public_id} изменились после его составления: {named}. Ничего не назначено. "
        "Пропустите их (skip_changed true) или составьте план заново с помощью replan_day."
    ),
    "Nothing was assigned.": "Ничего не назначено.",
    " and hold": " и удержать",
    "Offer {count} work orders to {people} providers{held_now}": (
        "Предложить наряды ({count}) исполнителям ({people}){held_now}"
    ),
    "Contract {count} providers for {rows} work orders for at most": (
        "Нанять исполнителей ({count}) на наряды ({rows}) за сумму не больше"
    ),
    "has nothing left to assign: {count} orders changed, and the rest stays as it is": (
        "больше не содержит того, что можно назначить: изменилось нарядов — {count}, остальное остаётся как есть"
    ),
    "It is the plan of {date}; the providers are {people}": "Это план на {date}; исполнители: {people}",
    "The work orders are {rows}": "Наряды: {rows}",
    "work order {id} is to begin at {start}: less than two hours are left to accept it. Assign the plan without offer": (
        "начало наряда {id} — {start}: на согласие остаётся меньше двух часов. Назначьте план без предложения (offer)"
    ),
    "Work order {id} has no coordinates, so nobody knows how far it is. Set them, or pass place.": (
        "У наряда {id} нет координат, поэтому расстояние неизвестно. Задайте их или укажите place."
    ),
    "is needed, or a work_order_id that says it": "обязательно, или укажите work_order_id, из которого это видно",
    "must be after start": "должно быть позже start",
    "must be at most 72 hours after start": "должно быть не позже чем через 72 часа после start",
    "is over: nobody can come any more": "уже в прошлом: прийти уже никто не может",
    "can no longer be carried out: {named}. Nothing was assigned": (
        "больше не выполнимо: {named}. Ничего не назначено"
    ),
    "has no known home any more": "больше нет известного места проживания",
    "cannot be visited any more": "посетить больше нельзя",
    "work order {id} is not among the orders of this plan": "наряда {id} нет среди нарядов этого плана",
    "is not one of your company's": "не принадлежит вашей компании",
    "is a draft; set include_drafts true to plan drafts too": (
        "пока черновик; задайте include_drafts true, чтобы планировать и черновики"
    ),
    "is {display}, so there is nobody to look for": "в состоянии {display}, поэтому искать для него некого",
    "work order {id} {fault}": "наряд {id} {fault}",
    "at most {most_orders} orders, with those of their bundles; these are {count}": (
        "нарядов не больше {most_orders}, считая и остальные из их пакетов; здесь их {count}"
    ),
    "{given} has a priority already": "у наряда {given} уже есть приоритет",
    "cannot be planned for": "нельзя включить в план",
    "no open order touches that day": "на этот день не приходится ни одного открытого наряда",
    "there is nobody to do them": "их некому выполнить",
    (
        "Without coordinates nobody knows the way, so these are left out: {nowhere}. Set latitude and "
        "longitude with update_work_order_location."
    ): (
        "Без координат путь неизвестен, поэтому эти пропущены: {nowhere}. Задайте latitude и longitude с "
        "помощью update_work_order_location."
    ),
    (
        "The day and its usual hours are those of {time_zone}, the company's zone, but the sites are in "
        "{zones}: pass time_zone."
    ): (
        "День и его обычные часы взяты по часовому поясу компании, {time_zone}, а объекты находятся в "
        "поясах {zones}: укажите time_zone."
    ),
    "{what}: {orders} orders and {people} people were found{more}": (
        "{what}: найдено нарядов — {orders}, людей — {people}{more}"
    ),
    "is over in {zone}: today is {today}": "уже в прошлом в часовом поясе {zone}: сегодня {today}",
    "{date_from} is after {date_to}": "{date_from} позже, чем {date_to}",
    "{fault} (date_to)": "{fault} (date_to)",
    "is before date_from": "раньше, чем date_from",
    "person in that plan": "человек в этом плане",
    "person {id} is not among the people of this plan": "человека {id} нет в этом плане",
    "The best plan changes more than {max_points} points allow: {needed} are needed. Nothing was kept.": (
        "Лучший план меняет больше, чем допустимо (баллов: {max_points}): нужно {needed}. Ничего не сохранено."
    ),
    "person {id} is named twice, or fell out by the same call": (
        "человек {id} назван дважды или выбывает по этому же вызову"
    ),
    "only routes that can be done are compared": "сравниваются только выполнимые маршруты",
    "may not have it": "не может его взять",
    "begins it outside its window": "начинает его вне отведённого времени",
    "person {id} ": "человек {id} ",
    " (order {id})": " (наряд {id})",
    "not every order stands exactly once": "не каждый наряд стоит ровно один раз",
    "has no times": "остаётся без времени",
    "is home too soon": "слишком рано оказывается дома",
    "works outside the work time": "работает вне рабочего времени",
    "has wrong sums": "получает неверные суммы",
    "has too many stops": "получает слишком много остановок",
    "travels too long": "слишком долго в пути",
    "loses what is kept": "теряет то, что закреплено",
    "a bundle is torn apart": "пакет разорван",
    "cannot be there in time": "не успевает туда вовремя",
    "is not free for it": "в это время не имеет свободных часов",
    "leaves late for it": "выезжает туда с опозданием",
    "a plan that cannot be carried out was made: {wrong}": "составлен план, который нельзя выполнить: {wrong}",
    "the route of person {id} cannot be done": "маршрут человека {id} невыполним",
    "a search starts from routes that can be done": "поиск начинается с выполнимых маршрутов",
    "a unit fits where it was found to fit": "единица подходит туда, где для неё найдено место",
    "It is not known where these people start from, so they are left out: {homeless}.": (
        "Неизвестно, откуда начинают эти люди, поэтому они не учтены: {homeless}."
    ),
}
