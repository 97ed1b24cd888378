"""Refusals and questions: contracts time."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "see the recordings of others": "видеть записи времени других",
    (
        "Another clock runs since {start_at}: time log {id} on contract {contract_id} {label}. One "
        "person has one; stop it first."
    ): (
        "Уже идёт другой учёт времени, начало {start_at}: запись времени {id}, договор {contract_id} "
        "{label}. У одного человека может идти только один; сначала остановите его."
    ),
    "No clocks run on {name} (settings.trackable is off); create_participant_charge takes minutes by hand.": (
        "Учёт времени не ведётся: {name} (settings.trackable выключено); create_participant_charge "
        "записывает минуты вручную."
    ),
    "Participant {id} has no rate, and {name} no settings.rate: time would have no price.": (
        "У участника {id} нет ставки, и settings.rate не задано ({name}): у времени не было бы цены."
    ),
    "Event {event_id} was called off.": "Событие {event_id} отменено.",
    "event of this contract": "событие этого договора",
    " of {minutes} minutes": " ({minutes} мин)",
    ", and with it charge {event_id} of {money_of}": ", а вместе с ней начисление {event_id}, {money_of}",
    "Throw away time recording {time_log_id}{minutes}{with_it}": (
        "Удалить запись времени {time_log_id}{minutes}{with_it}"
    ),
    "what is paid stays in the books": "оплаченное остаётся в учёте",
    "There is no contract that you can track time on: you need a confirmed place on one.": (
        "Нет договора, по которому вы можете вести учёт времени: нужно подтверждённое место в договоре."
    ),
    "you have several places there, of which start_participant_timer takes one: {named}": (
        "у вас там несколько мест, из которых start_participant_timer берёт одно: {named}"
    ),
    "throw away recordings of others": "удалять записи времени других",
    "Time log {id} was thrown away already, at {updated_at}.": "Запись времени {id} уже удалена, {updated_at}.",
    "what is approved stays until somebody with write level 4{who} deletes it, which takes the recording with it": (
        "принятое остаётся, пока его не удалит кто-то с write level 4{who}; вместе с ним удаляется и запись времени"
    ),
    "Its charge {event_id} is {name}: {why}.": "Начисление {event_id} по ней: состояние — {name}; {why}.",
    "{contract_id} {label} (participant {participant_id})": "{contract_id} {label} (участник {participant_id})",
    "says which one is meant: {named}": "указывает, что имеется в виду: {named}",
    "time log": "запись времени",
    "confirmed place of yours on contract": "ваше подтверждённое место по договору",
    "The last one was stopped at {end_at}{thrown_away}.": "Последний остановлен {end_at}{thrown_away}.",
    "No clock runs for participant {participant_id}. {told}": (
        "У участника {participant_id} учёт времени не идёт. {told}"
    ),
    "None has run yet.": "Ни одного ещё не было.",
    " and thrown away": " и удалён",
    "when it had run as long as it may": "предел времени учёта",
    "must lie between the start, {start}, and {until}, {latest}": (
        "должно быть в пределах: начало, {start} — {until}, {latest}"
    ),
    "run the clock": "вести учёт времени",
    "stop the clock": "остановить учёт времени",
    "now": "сейчас",
}
