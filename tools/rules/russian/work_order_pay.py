"""The pay of work orders."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The pay for {orders} rose: at most {amount} for the work now.": (
        "Оплата выросла ({orders}): теперь за работу не больше {amount}."
    ),
    "{amount} more": "ещё {amount}",
    "{units} more hours": "ещё часов: {units}",
    "{units} more devices": "ещё устройств: {units}",
    "Your company entered increase {id} for you, {more}, on {orders}.": "Компания внесла за вас доплату {id}, {more}: {orders}.",
    "{who} asks for more pay, {more} (increase {id}), on {orders}.": "{who} просит доплату, {more} (доплата {id}): {orders}.",
    "Increase {id}, {more}, on {orders} is accepted.": "Доплата {id}, {more}, одобрена: {orders}.",
    "Increase {id}, {more}, on {orders} is declined.": "Доплата {id}, {more}, отклонена: {orders}.",
    "Increase {id} on {orders} was corrected by its author: {more}.": "Доплату {id} исправил её автор, {more}: {orders}.",
    "Your company entered expense {id} of {total} for you on {orders}.": "Компания внесла за вас расход {id} на {total}: {orders}.",
    "{who} claims {total} (expense {id}) on {orders}.": "{who} просит возместить {total} (расход {id}): {orders}.",
    "Expense {id} on {orders} is approved: {amount} of {total}.": "Расход {id} одобрен, {amount} из {total}: {orders}.",
    "Expense {id} of {total} on {orders} is denied.": "Расход {id} на {total} отклонён: {orders}.",
    "The approval of expense {id} of {total} on {orders} was taken back; it waits again.": (
        "Одобрение расхода {id} на {total} отозвано, он снова ждёт решения: {orders}."
    ),
    "Expense {id} on {orders} was corrected by its author: {total}. It waits for a decision.": (
        "Расход {id} исправил его автор, теперь {total}; он ждёт решения: {orders}."
    ),
    "{who} takes {amount} off the pay for {orders}.": "{who} снижает свою оплату на {amount}: {orders}.",
    "The bonus {name}, {amount}, counts for your pay for {orders}.": "Премия {name}, {amount}, входит в вашу оплату: {orders}.",
    "The bonus {name}, {amount}, is promised for {orders}; it does not count yet.": (
        "Обещана премия {name}, {amount}; пока она не засчитана: {orders}."
    ),
    "The penalty {name}, {amount}, is taken off your pay for {orders}.": (
        "Удержание {name}, {amount}, вычтено из вашей оплаты: {orders}."
    ),
    "The penalty {name}, {amount}, may be taken off your pay for {orders}; it is not now.": (
        "Возможно удержание {name}, {amount}; сейчас оно не вычтено: {orders}."
    ),
}
