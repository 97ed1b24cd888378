"""Refusals and questions: contracts general."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{told} can change that.": "Кто может это изменить: {told}.",
    "Its owner can change that.": "Это может изменить владелец.",
    "yours is {read}": "у вас — {read}",
    "you are no member of it": "вы не его участник",
    "To {to} of {name} needs read level {read}; {have}. {who_helps}": (
        "Чтобы {to} ({name}), нужен уровень чтения (read) {read}; {have}. {who_helps}"
    ),
    "{title} was archived at {deleted_at}; nothing in it changes until an owner restores it.": (
        "{title} в архиве с {deleted_at}; ничего в нём не меняется, пока владелец его не восстановит."
    ),
    "yours is {write}": "у вас {write}",
    "To {to} in {name} needs write level {write}; {have}. {who_helps}": (
        "Чтобы {to} ({name}), нужен уровень записи (write) {write}; {have}. {who_helps}"
    ),
    "participant": "участник договора",
    "contract": "договор",
    "comes to {money}, and all {what} of one contract to {most} at most; {there} are there already": (
        "получается {money}; наибольшая сумма одного договора ({what}) — {most}, из неё уже есть {there}"
    ),
    "charges": "начисления",
    "deposits": "депозиты",
    "time is charged only while it is confirmed": "время начисляется, только пока участие подтверждено",
    "Participant {id} is {state_name}: {why}.": "Участник {id}: состояние — {state_name}; {why}.",
    "is needed: this participant has no price and the contract no settings.rate. Give the amount, or set a rate first": (
        "нужно указать: у этого участника нет цены, а у договора нет settings.rate. Укажите сумму или "
        "сначала задайте ставку"
    ),
    "{to} of your own": "{to} для себя",
    "{to} of others": "{to} для других",
    "lies in the future; in {timezone} it is {today}": "в будущем; в часовом поясе {timezone} сейчас {today}",
    (
        "{day_minutes} minutes are the most for one day; {other_day_minutes} are charged for {day} "
        "already, so at most {left} more fit"
    ): (
        "минут за один день не больше {day_minutes}; за {day} уже начислено {other_day_minutes}, так что "
        "осталось не больше {left}"
    ),
    "charge time": "начислять время",
    "the invited person has to accept first": "сначала должен согласиться приглашённый",
    "a member with write level 5 has to accept first": "сначала должен согласиться кто-то с уровнем записи (write) 5",
}
