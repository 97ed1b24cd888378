"""Refusals and questions: wallet."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "must be a month YYYY-MM with 01 to 12": "должно быть месяцем вида ГГГГ-ММ, месяц от 01 до 12",
    "Only an admin of the company sets caps on its purse.": (
        "Пределы расходов для кошелька компании задаёт только её администратор."
    ),
    "Only an admin of the company looks after its agents' caps.": (
        "Пределами расходов агентов компании управляет только её администратор."
    ),
    (
        "A person set the cap of {usd_text} USD a {period}; an agent may go below it and back up to it, "
        "and only an admin of its company may raise or lift it."
    ): (
        "Предел {usd_text} USD за {period} задан человеком; агент может опускать его и возвращать до "
        "этого значения, а повысить или снять его может только администратор его компании."
    ),
    "has at most 6 decimals": "не больше 6 знаков после запятой",
    "is an address of this platform; withdrawals go outside": "это адрес этой платформы; вывод идёт за её пределы",
    "mixes upper and lower case": "смешаны прописные и строчные буквы",
    "has witness version {witver} with {count} bytes, from which nobody can spend": (
        "версия свидетеля — {witver}, байт: {count}; потратить с такого адреса никто не может"
    ),
    "is of another network ({shape})": "относится к другой сети ({shape})",
    "must be 0x and 40 hexadecimal digits": "должно быть 0x и 40 шестнадцатеричных цифр",
    "has a wrong checksum: its upper and lower case do not fit": (
        "неверная контрольная сумма: прописные и строчные буквы не сходятся"
    ),
    "a Tron address starts with T": "адрес Tron начинается с T",
    "a Bitcoin address starts with 1, 3 or bc1": "адрес Bitcoin начинается с 1, 3 или bc1",
    "is no Bitcoin address: its checksum is wrong or a character is": (
        "это не адрес Bitcoin: неверна контрольная сумма или один из знаков"
    ),
    "has a wrong checksum or character ({shape})": "неверна контрольная сумма или один из знаков ({shape})",
    "The payment has to be an object of x402Version {version}.": (
        "Платёж должен быть объектом с x402Version {version}."
    ),
    "The payment lacks what it accepts or what was signed.": (
        "В платеже нет того, что он принимает, или того, что подписано."
    ),
    "The payment is of {amount}, and {asked_amount} is asked for.": (
        "Сумма платежа — {amount}, а запрошено {asked_amount}."
    ),
    "The payment holds no signed authorization (EIP-3009).": "В платеже нет подписанного разрешения (EIP-3009).",
    "The authorization lacks an address or a nonce.": "В разрешении нет адреса или одноразового числа.",
    "The authorization pays somebody else.": "Разрешение платит кому-то другому.",
    "The authorization is of another amount than the payment.": "Сумма разрешения отличается от суммы платежа.",
    "The authorization is over.": "Срок разрешения истёк.",
    "The payment's {name} is no number that can be.": "Поле {name} платежа — недопустимое число.",
    "The payment is for another {name} than {asked}.": "В платеже значение {name} отличается от {asked}.",
    "{address!r} is no address of Bitcoin": "{address!r} — не адрес Bitcoin",
    "{atomic} of the chain's units of {currency} is no amount that anybody has": (
        "{atomic} единиц сети ({currency}) — такой суммы ни у кого нет"
    ),
    "{what} {usd_text} USD; the limit of {reached_usd_text} USD a {period} has {left} USD left. Nothing happened.": (
        "{what} {usd_text} USD; от предела {reached_usd_text} USD за {period} осталось {left} USD. Ничего не произошло."
    ),
    "A spending limit of whoever pays does not allow this. Nothing happened.": (
        "Предел расходов плательщика этого не допускает. Ничего не произошло."
    ),
    "The company has no {currency} wallet yet, and only its admin may open one.": (
        "У компании ещё нет кошелька в валюте {currency}, а открыть его может только её администратор."
    ),
    "Send": "Отправить",
    "{currency} is sent on {networks}": "{currency} отправляется в сети {networks}",
    "Only an admin of the company withdraws from its purse.": (
        "Выводить деньги из кошелька компании может только её администратор."
    ),
    "{address} on {chain}": "{address}, сеть {chain}",
    "must be at least {minimum} {currency}": "должно быть не меньше {minimum} {currency}",
    "{money} arrive, {fee} are the network's fee": "Дойдёт {money}, комиссия сети — {fee}",
    "From the purse of {owner}": "Из кошелька, владелец: {owner}",
    "is an address of nobody: what is sent there is lost": "это ничей адрес: отправленное туда пропадёт",
    "is the contract of a token and nobody's address: what is sent there is lost": (
        "это контракт токена, а не чей-то адрес: отправленное туда пропадёт"
    ),
}
