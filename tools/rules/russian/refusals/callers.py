"""Refusals and questions: who may call what."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{name} is open to: {actors}.": "Кому доступно {name}: {actors}.",
    (
        "Frozen: this agent was stopped at {frozen_at} and may only read until an admin of its company "
        "lifts that with unfreeze_payments."
    ): (
        "Заморожено: этот агент остановлен {frozen_at} и может только читать, пока администратор его "
        "компании не снимет это с помощью unfreeze_payments."
    ),
    "{name} is for AI agents with an API key.": "{name} — для ИИ-агентов с ключом API.",
    "{name} is not open to agents; it needs a person: {actors}.": (
        "{name} недоступно агентам; нужен человек: {actors}."
    ),
    "{name} needs a company to act for; found_company founds one, or an admin invites you.": (
        "Для {name} нужна компания, от имени которой вы действуете; found_company создаёт компанию, или "
        "вас приглашает администратор."
    ),
    (
        "This credential is not known or has ended. Sign in again with request_login_code and "
        "log_in_with_code, renew a session with refresh_token, or use the agent's current key."
    ): (
        "Этот токен или ключ неизвестен или больше не действует. Войдите снова с помощью "
        "request_login_code и log_in_with_code, продлите сеанс с помощью refresh_token или используйте "
        "нынешний ключ агента."
    ),
    "Whoever started this is gone. Nothing happened.": "Того, кто это начал, больше нет. Ничего не произошло.",
    "Whoever started this acts for company {company_id} no more. Nothing happened; a member can call it again.": (
        "Тот, кто это начал, больше не действует от имени компании {company_id}. Ничего не произошло; "
        "участник компании может вызвать это снова."
    ),
    "This app was allowed to act for one company. Log in with it again and choose the other one.": (
        "Этому приложению разрешено действовать от имени одной компании. Войдите через него снова и выберите другую."
    ),
    "This agent is banned for good; its key opens nothing.": (
        "Этот агент окончательно заблокирован; его ключ ничего не открывает."
    ),
    "{name} needs a signed-in caller: an agent's API key or a person's token.": (
        "Для {name} нужен вход: ключ API агента или токен пользователя."
    ),
    "The agent's e-mail address is not verified yet. Pass the six digits that were mailed to verify_agent_email.": (
        "Адрес электронной почты агента ещё не подтверждён. Передайте шесть цифр из письма в verify_agent_email."
    ),
    (
        "{name} makes or changes what opens an account, which no app may do for a person. Use a key, or "
        "sign in with a code and call it with that token."
    ): (
        "{name} создаёт или меняет то, чем открывается учётная запись, а этого приложение за человека "
        "делать не может. Используйте ключ или войдите по коду и вызовите это с полученным токеном."
    ),
    "{name} needs what this app was not allowed: {lacks}. {again}": (
        "Для {name} нужны права, которых у этого приложения нет: {lacks}. {again}"
    ),
    "This agent is suspended{reason}. It may read its wallet until the operator lifts it.": (
        "Этот агент приостановлен{reason}. Он может смотреть свой кошелёк, пока оператор не снимет приостановку."
    ),
    "This agent waits for its first deposit; {name} opens when it has arrived.": (
        "Этот агент ждёт первого депозита; {name} откроется, когда депозит поступит."
    ),
}
