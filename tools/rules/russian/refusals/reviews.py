"""Refusals and questions: reviews."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "finished and paid {noun}": "законченная и оплаченная работа ({noun})",
    "review": "отзыв",
    "No report of review {review_id} is open.": "Открытых жалоб на отзыв {review_id} нет.",
    "a whole number": "целое число",
    "a number with at most 2 decimals": "число не более чем с 2 знаками после запятой",
    "Review {review_id} is {status}.": "Отзыв {review_id}: состояние — {status}.",
    "is one of {bounds}": "одно из: {bounds}",
    "is {steps} from {low} to {high}": "это {steps} от {low} до {high}",
    "is needed: about_type and about_id go together": "нужно: about_type и about_id указываются вместе",
    "A reply is a person's own word.": "Ответ — собственное слово человека.",
    "Review {review_id} was taken out by the operator; there is nothing to reply to.": (
        "Отзыв {review_id} убран оператором; отвечать не на что."
    ),
    "Review {review_id} has a reply, of {replied_at}; it stays as it is.": (
        "У отзыва {review_id} уже есть ответ от {replied_at}; он остаётся как есть."
    ),
    "Review {review_id} could be replied to until {until}.": "Ответить на отзыв {review_id} можно было до {until}.",
    "holds nothing that can be read": "не содержит ничего, что можно прочитать",
    "Review {review_id} is your own side's; others report it.": (
        "Отзыв {review_id} — вашей же стороны; жалуются на него другие."
    ),
    "Review {review_id} was taken out by the operator already.": "Отзыв {review_id} уже убран оператором.",
    "You reported review {review_id} at {created_at}; the operator has not decided yet.": (
        "Ваша жалоба на отзыв {review_id} подана {created_at}; оператор ещё не решил."
    ),
    "{most_a_day} reports a day are the most; the operator reads each.": (
        "Жалоб в день не больше {most_a_day}; оператор читает каждую."
    ),
    "is rated by the side that {more}; you are the other one": "оценивает та сторона, которая {more}; вы — другая",
    "is needed with overall {overall}: say what went wrong, in {fewest_signs} signs or more": (
        "нужно при overall {overall}: напишите, что пошло не так, символов не меньше {fewest_signs}"
    ),
    "pays": "платит",
    "{what} can no longer be reviewed: {more}.": "{what}: отзыв уже нельзя написать, {more}.",
    "The reviews of {what} were revealed at {at} and stay as they are.": (
        "Отзывы ({what}) открыты {at} и остаются как есть."
    ),
    (
        "Person {written_by_id} of your company has written this review; an agent does not write over "
        "it. They can write it anew themselves."
    ): (
        "Этот отзыв от пользователя {written_by_id} вашей компании; агент его не переписывает. Автор "
        "может написать его заново."
    ),
    "all that was paid for it went back": "всё, что за это заплачено, возвращено",
    "that was possible until {due}": "это было можно до {due}",
    "{kind} {id}": "{kind} {id}",
}
