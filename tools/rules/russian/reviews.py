"""Reviews of paid work."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{work} is over: until {until} you can say with create_review how it was with {who}. Neither side sees what the "
    "other wrote before both have written, or that time is over.": (
        "Работа {work} закончена: до {until} можно написать через create_review, каково было с {who}. Ни одна сторона не "
        "видит отзыва другой, пока не написали обе или не вышел срок."
    ),
    "Until {until} you can still say with create_review how {work} was with {who}.": (
        "До {until} ещё можно написать через create_review, какой была работа {work} с {who}."
    ),
    "What you and {who} wrote of each other about {work} can be read now.": (
        "То, что вы и {who} написали друг о друге о работе {work}, теперь можно прочитать."
    ),
    "What was written about {work} with {who} can be read now: the time for reviews is over.": (
        "То, что написано о работе {work} с {who}, теперь можно прочитать: срок для отзывов вышел."
    ),
    "{who} replied to what you wrote about {work}.": "{who} отвечает на ваш отзыв о работе {work}.",
    "The operator looked at a reported review about {work} and took it out; nobody reads it any more.": (
        "Оператор рассмотрел жалобу на отзыв о работе {work} и убрал его; больше его никто не читает."
    ),
    "The operator looked at a reported review about {work}; it stays as it is.": (
        "Оператор рассмотрел жалобу на отзыв о работе {work}; отзыв остаётся как есть."
    ),
    "The operator took out review {number}, which you had reported.": (
        "Оператор убрал отзыв {number}, на который вы пожаловались."
    ),
    "The operator looked at review {number}, which you had reported; it stays as it is.": (
        "Оператор рассмотрел отзыв {number}, на который вы пожаловались; он остаётся как есть."
    ),
    "Review {number}": "Отзыв {number}",
    "The operator put a review about {work} back; it can be read again.": (
        "Оператор вернул отзыв о работе {work}; его снова можно прочитать."
    ),
}
