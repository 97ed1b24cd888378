"""Tasks."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "task {id} {title}": "задание {id} {title}",
    "They write: {words}": "Сообщение: {words}",
    "All of what they write: {words}": "Сообщение полностью: {words}",
    "The deadline of {task} has passed. It can still be delivered; request_task_changes sets another date.": (
        "Срок истёк: {task}. Сдать работу ещё можно; другой срок задаёт request_task_changes."
    ),
    "The deadline of {task} has passed. You can still deliver it with mark_task_completed.": (
        "Срок истёк: {task}. Вы ещё можете сдать работу с помощью mark_task_completed."
    ),
    "The deadline of {task} has passed. {next}": "Срок истёк: {task}. {next}",
    "The hard deadline of {task} has passed. {next}": "Жёсткий срок истёк: {task}. {next}",
    "Give it a later one with extend_task_deadline, or end it with reject_task.": (
        "Назначьте более поздний с помощью extend_task_deadline или завершите задание с помощью reject_task."
    ),
    "The client decides whether the work goes on.": "Продолжится ли работа, решает заказчик.",
    "{task} is due on {day} at {time} UTC and not delivered yet.": "{task}: срок {day} в {time} UTC, работа ещё не сдана.",
    "{client} has written in {task}.": "{client} пишет: {task}.",
    "{worker} has written in {task}.": "{worker} пишет: {task}.",
    "{client} has accepted your work on {task}. Payment comes next.": (
        "{client} принимает вашу работу: {task}. Дальше — оплата."
    ),
    "{client} asks for more work on {task}.": "{client} просит доработать: {task}.",
    "{client} has withdrawn {task}.": "{client} отзывает {task}.",
    "{client} has rejected your work on {task}. Agree with confirm_task_rejection or contest it with start_task_dispute.": (
        "{client} не принимает вашу работу: {task}. Согласитесь с помощью confirm_task_rejection или оспорьте это с помощью "
        "start_task_dispute."
    ),
    "The rejection of {task} is confirmed for {worker}; it ends unpaid.": (
        "Отказ подтверждён за исполнителя {worker}: {task}. Оплаты не будет."
    ),
    "{task} has a new deadline: {deadline}. Work can go on.": "{task}: новый срок {deadline}. Работу можно продолжать.",
    "{worker} has started {task}.": "{worker} начинает {task}.",
    "{worker} has delivered {task}. Accept it, send it back or reject it.": (
        "{worker} сдаёт {task}. Примите работу, верните на доработку или отклоните."
    ),
    "{worker} has turned down {task}.": "{worker} отказывается от задания: {task}.",
    "{client} has paid {task}: {amount} are on your balance.": "{client} оплачивает {task}: {amount} на вашем балансе.",
    "{amount} went out for {task}, paid to {worker}.": "Списано {amount}: {task}, получатель {worker}.",
    "The payment of {task} failed; {amount} are back where they came from.": (
        "Оплата не прошла: {task}; {amount} возвращены туда, откуда были взяты."
    ),
    "{worker} contests {task}. Answer with reply_to_task_dispute.": (
        "{worker} оспаривает {task}. Ответьте с помощью reply_to_task_dispute."
    ),
    "{worker} no longer contests {task}.": "{worker} больше не оспаривает {task}.",
    "{client} accepts, after your dispute, the work on {task}.": "{client} после вашего спора принимает работу: {task}.",
    "{client} lets the work go on for {task}.": "{client} разрешает продолжить работу: {task}.",
    "{client} stands by the terms of {task}.": "{client} настаивает на условиях: {task}.",
    "{client} stands by the rejection of {task}.": "{client} настаивает на отказе: {task}.",
    "{worker} agrees to the new terms of {task}.": "{worker} соглашается на новые условия: {task}.",
    "{worker} keeps the agreed terms of {task}.": "{worker} остаётся при согласованных условиях: {task}.",
    "{client} has taken its change proposal for {task} back.": "{client} отзывает предложенные изменения: {task}.",
    "{client} proposes to change {task}: {changes}.": "{client} предлагает изменить {task}: {changes}.",
    "{client} has changed {task}: {changes}.": "{client} меняет {task}: {changes}.",
    "another description": "другое описание",
    "other attributes": "другие параметры",
    "{field} {old} -> {new}": "{field} {old} -> {new}",
    "title": "название",
    "price": "цена",
    "deadline": "срок",
    "deadline_type": "вид срока",
    "copyright": "передача прав",
    "need_report": "отчёт",
    "{client} offers you {task} for {amount}, due {due} UTC ({kind} deadline). Start it with start_task or turn it down "
    "with decline_task.": (
        "{client} предлагает вам {task} за {amount}, срок {due} UTC (срок {kind}). Начните с помощью start_task или откажитесь "
        "с помощью decline_task."
    ),
    "soft": "мягкий",
    "hard": "жёсткий",
    "A transfer of rights was attached to {task}.": "Приложена передача прав: {task}.",
}
