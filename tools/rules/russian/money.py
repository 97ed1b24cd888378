"""Purses, top-ups, withdrawals, limits, payouts and agents."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The operator cancelled top-up {id} over {amount}, invoice {invoice}; nothing was credited.": (
        "Оператор отменил пополнение {id} на {amount}, счёт {invoice}; ничего не зачислено."
    ),
    "Top-up {id} was cancelled: its invoice was not paid in {days}. Nothing was credited.": (
        "Пополнение {id} отменено: его счёт не оплачен за {days}. Ничего не зачислено."
    ),
    "Company {id} {name} asked for a top-up of {amount}. When the money has arrived: confirm_balance_top_up with "
    "top_up_id {top_up}.": (
        "Компания {id} {name} запросила пополнение на {amount}. Когда деньги поступят: confirm_balance_top_up с "
        "top_up_id {top_up}."
    ),
    "Top-up {id}": "Пополнение {id}",
    "{amount} were credited for invoice {invoice}.": "По счёту {invoice} зачислено {amount}.",
    "{amount} came into your purse: {what}.": "В ваш кошелёк поступило {amount}: {what}.",
    "deposit {hash} on {network}{below}": "депозит {hash} в сети {network}{below}",
    ", and {rest} of the chain's smallest units, below ours, are not counted": (
        ", а {rest} наименьших единиц сети, меньше нашей, не учитываются"
    ),
    "{available} are available in your purse, less than the {threshold} below which you wanted to be told.": (
        "В вашем кошельке доступно {available}: меньше, чем {threshold}, ниже которых вы просили сообщить."
    ),
    "Purse in {currency}": "Кошелёк в {currency}",
    "Withdrawal {id}": "Вывод {id}",
    "Withdrawal {id} is final: {amount} went to {address}, and {fee} were the network's fee.": (
        "Вывод {id} завершён: {amount} отправлено на {address}, комиссия сети составила {fee}."
    ),
    "Withdrawal {id} of {amount} to {address} did not happen: {why}. {whole} are available again.": (
        "Вывод {id} на сумму {amount} на {address} не состоялся: {why}. Снова доступно {whole}."
    ),
    "the network refused transaction {hash}": "сеть отклонила транзакцию {hash}",
    "Spending limit a {period}": "Предел расходов за {period}",
    "call": "вызов",
    "day": "день",
    "month": "месяц",
    "{money} are worth": "{money} — это",
    "{tool} costs": "{tool} стоит",
    "The limit of {limit} USD a {period} of {owner} refused {tool}: {what} {price} USD, and {left} USD are left. "
    "set_spending_limit changes it.": (
        "Предел {limit} USD за {period} ({owner}) не пропустил {tool}: цена {price} USD, а осталось {left} USD. "
        "Изменить его можно с помощью set_spending_limit."
    ),
    "Reason given: {reason}.": "Названная причина: {reason}.",
    "Agent {id} was ended for good; its key opens nothing any more.": (
        "Агент {id} окончательно отключён; его ключ больше ничего не открывает."
    ),
    "Agent {id} is {status} now: its deposit is enough.": "Состояние агента {id} теперь {status}: его депозита достаточно.",
    "Agent {id} was suspended by the operator.": "Оператор приостановил агента {id}.",
    "Agent {id} may act again; the operator lifted its suspension.": (
        "Агент {id} снова может действовать; оператор снял приостановку."
    ),
    "Agent {id} was banned for good by the operator.": "Оператор окончательно заблокировал агента {id}.",
    "Agent {id} was suspended by an admin, person {admin}.": "Администратор, пользователь {admin}, приостановил агента {id}.",
    "Agent {id} may act again; an admin, person {admin}, lifted its suspension.": (
        "Агент {id} снова может действовать; администратор, пользователь {admin}, снял приостановку."
    ),
    "Agent {id} was registered and waits for its deposit.": "Агент {id} зарегистрирован и ждёт депозита.",
    "Agent {id} was registered for the company by person {person} {name} and waits for its deposit.": (
        "Агент {id} зарегистрирован для компании пользователем {person} {name} и ждёт депозита."
    ),
    "The API key of agent {id} was replaced; the one that began with {prefix} opens nothing any more. If nobody of you did "
    "it, suspend_company_agent stops the agent.": (
        "Ключ API агента {id} заменён; тот, что начинался с {prefix}, больше ничего не открывает. Если это не кто-то из вас, "
        "suspend_company_agent остановит агента."
    ),
    "{sums} came into the purse of agent {id} {name} after it was ended, and is in yours now.": (
        "В кошелёк агента {id} {name} уже после его закрытия поступили деньги: {sums}. Теперь они в вашем кошельке."
    ),
    "payment with a call, {hash} on {network}": "платёж вместе с вызовом, {hash}, сеть {network}",
}
