"""Refusals and questions: work orders checklist."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Remove an alert address": "Убрать адрес оповещения",
    "{act} from step {task_id} of work order {id}": "{act} из шага {task_id} наряда {id}",
    "Remove {count} alert address(es)": "Убрать адреса оповещения ({count} шт.)",
    "Not mailed any more: {emails}": "Больше не получают писем: {emails}",
    "alert": "адрес оповещения",
    "Step {id} ({description}) needs {needs}: {tool} completes it.": (
        "Шаг {id} ({description}) ещё ждёт: {needs}. Его выполняет {tool}."
    ),
    "Step {id} is complete as it is; to make another of it, set status incomplete with the same call.": (
        "Шаг {id} уже выполнен как есть; чтобы сделать его другим, задайте status incomplete в том же вызове."
    ),
    "Only the company sets a step back; what completed it by itself can be undone where it was done.": (
        "Снова открыть шаг может только компания; то, что выполнило его само собой, можно отменить там, "
        "где это сделано."
    ),
    "must not be blank: say how the job ended": "не должно быть пустым: скажите, чем закончилась работа",
    "goes with close-out notes (type {type}) only": "подходит только для заметок о завершении (тип {type})",
    "step": "шаг",
    "{name} is read-only: it keeps the value it was given when the work order was made.": (
        "{name}: только для чтения, остаётся значение, заданное при создании наряда."
    ),
    "Whether a field is shown is the company's to say.": "Показывать ли поле, решает компания.",
    "of this work order": "в этом наряде",
    "is needed; an empty text empties the field": "обязательно; пустой текст очищает поле",
    "is for fields of the company: the provider sees their own in any case": (
        "подходит для полей компании: свои исполнитель видит в любом случае"
    ),
    "custom field": "дополнительное поле",
    "{task_id} is named twice": "{task_id} названо дважды",
    "name at least one thing to change, such as status": "назовите хотя бы одно, что меняется, например status",
    "What a step asks for is the company's to change; you may set its status, and closing_notes of close-out notes.": (
        "То, что требуется на шаге, меняет компания; вы можете задать его status, а для заметок о "
        "завершении — closing_notes."
    ),
    "This custom field is the company's to fill in.": "Это дополнительное поле заполняет компания.",
    "assigned": "назначен",
    "would be one more than the {max_tags} tags a work order may have; remove one first": (
        "будет на одну больше, чем допустимо меток у наряда ({max_tags}); сначала уберите одну"
    ),
    "or name is needed: which tag of the company": "или name обязательно: какая из меток компании",
    "on this work order": "в этом наряде",
    "goes without tag_id, and create_missing with name": "указывается без tag_id, а create_missing — вместе с name",
    "tag": "метка",
    "Remove step {task_id} from the checklist of work order {work_order_id}": (
        "Убрать шаг {task_id} из списка шагов наряда {work_order_id}"
    ),
    "Step {task_id} is complete; while the work order is assigned, what was done stays on its checklist.": (
        "Шаг {task_id} выполнен; пока наряд назначен, сделанное остаётся в его списке шагов."
    ),
    "name at least one thing to change: status, or what the step asks for": (
        "назовите хотя бы одно, что меняется: status или то, что требуется на шаге"
    ),
    "The step is {description}": "Шаг: {description}",
    "{id} ({name})": "{id} ({name})",
}
