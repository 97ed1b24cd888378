"""Payment methods and payouts of freelancers."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "card": "карта",
    "wallet": "криптокошелёк",
    "bank account": "банковский счёт",
    "The company {company} asks you to add a {noun} to be paid on. Enter it yourself under {link} with "
    "confirm_payout_method by {until}; give its number to nobody. Not expected? Do nothing, and it lapses.": (
        "Компания {company} просит добавить способ выплаты ({noun}). Введите данные сами по ссылке {link} с помощью "
        "confirm_payout_method до {until}; никому не сообщайте номер. Не ждали этого? Ничего не делайте, и просьба потеряет силу."
    ),
    "The {noun} {number} was added to your payment methods. Not you? Remove it with {delete} and change your password.": (
        "К вашим способам выплаты добавлено: {noun} {number}. Это не вы? Удалите с помощью {delete} и смените пароль."
    ),
    "The company {company} took back that you add a {noun} from your payment methods.": (
        "Компания {company} отозвала просьбу добавить способ выплаты ({noun})."
    ),
    "The company {company} removed the {noun} {number} from your payment methods.": (
        "Компания {company} удалила из ваших способов выплаты: {noun} {number}."
    ),
    "The {noun} {number} was removed from your payment methods. Not you? Change your password.": (
        "Из ваших способов выплаты удалено: {noun} {number}. Это не вы? Смените пароль."
    ),
    "Your card {number} {why}, so nothing is paid to it any more. Add another payment method: request_payout_method_code "
    "comes first.": (
        "Ваша карта {number} {why}, поэтому на неё больше ничего не выплачивается. Добавьте другой способ выплаты: сначала "
        "request_payout_method_code."
    ),
    "has expired": "просрочена",
    "was blocked": "заблокирована",
    "Your {noun} {number} was verified by the operator and can be paid to now.": (
        "Проверено оператором: {noun} {number}. Теперь на этот способ можно выплачивать."
    ),
    "Payout {id}": "Выплата {id}",
    "Payout {id} of {amount} to the {noun} {number} from the balance": (
        "Выплата {id} на {amount} с баланса ({noun} {number})"
    ),
    "Payout {id} of {amount} to the {noun} {number} for task {task}": (
        "Выплата {id} на {amount} за задание {task} ({noun} {number})"
    ),
    "{payout} has to wait: {why}. It is tried again by itself from {again}.": (
        "{payout} ждёт: {why}. Следующая попытка будет сама, с {again}."
    ),
    "{payout} was handed over and is on its way.": "{payout} передана и уже в пути.",
    "{payout} was created and is handed over next.": "{payout} создана и будет передана следующей.",
    "{payout} has arrived: {paid}.": "{payout} дошла: {paid}.",
    "{fee} were the fee.": "Комиссия составила {fee}.",
    "{payout} arrived only in part: {paid}; {back} are back on the balance.": (
        "{payout} дошла лишь частично: {paid}; {back} снова на балансе."
    ),
    "{tool} sends it again.": "{tool} отправляет её снова.",
    "{tool} sends the rest.": "{tool} отправляет остаток.",
    "{payout} was declined; {back} are back on the balance.": "{payout} отклонена; {back} снова на балансе.",
    "Payout {id} of {amount} to the bank account {number} was put into a payment file: the bank carries it out on {day} in "
    "the name of {name}, as {reference}.": (
        "Выплата {id} на {amount} на банковский счёт {number} включена в платёжный файл: банк исполнит её {day} от имени {name}, "
        "номер {reference}."
    ),
    "{amount} of task {task} could not be sent to your {noun} {number} by itself and stay on your "
    "balance. {why} Send them with create_task_payout.": (
        "{amount} за задание {task} не удалось выплатить автоматически ({noun} {number}), они остаются на "
        "вашем балансе. {why} Выплатите их с помощью create_task_payout."
    ),
}
