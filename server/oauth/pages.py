"""The pages as HTML: plain, without script, readable by a screen reader, framed by nobody."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import HTMLResponse

from server.oauth.rules.scopes import KINDS, TOOLSET
from server.oauth.words import said

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}"
    "label{display:block;margin:.8rem 0 .2rem}label.tick{margin:.4rem 0}"
    "input:not([type=checkbox]),select{font:inherit;padding:.45rem;width:100%;box-sizing:border-box}"
    "button{font:inherit;padding:.5rem 1.2rem;margin:1rem .6rem 0 0}"
    "fieldset{margin:1.2rem 0;border:1px solid}"
    ":focus-visible{outline:3px solid Highlight;outline-offset:2px}"
    "[role=alert]{border-inline-start:.35rem solid;padding:.3rem .8rem}"
    "bdi{font-weight:bold;overflow-wrap:anywhere}"
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()


@dataclass(frozen=True, slots=True)
class Form:
    """What every form of a page sends besides its own fields. to: where the form may lead on to (a source of CSP)."""

    action: str
    csrf: str
    to: str

    def fields(self, act: str) -> str:
        return f'<input type="hidden" name="csrf" value="{_e(self.csrf)}"><input type="hidden" name="act" value="{_e(act)}">'


@dataclass(frozen=True, slots=True)
class App:
    """Who asks: as it calls itself, and where it is led back to."""

    name: str
    host: str


def headers(to: str = "") -> dict[str, str]:
    """Without a referrer for other sites: with none at all browsers would not say either where a form was sent from."""
    form_action = f"'self' {to}".strip()
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; form-action {form_action}; "
        "base-uri 'none'; frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def told(language: str, title: str, text: str, status: int) -> HTMLResponse:
    """A page that only says something."""
    body = f"<h1>{_e(said(language, title))}</h1><p>{_e(text)}</p>"
    return _page(language, said(language, title), body, status)


def sign_in_page(
    language: str, form: Form, app: App, filled: Mapping[str, str], problem: str | None, status: int = 200
) -> HTMLResponse:
    """Where a person says who they are. filled: email and request_id once a code was sent, has_code where they have one, second
    once a factor is asked for."""
    body = [f"<h1>{_e(said(language, 'sign in to'))}</h1>", _about(language, app), _alert(problem)]
    if not filled.get("second"):
        body.append(_by_code(language, form, filled))
    body.append(_by_password(language, form, filled))
    body.append(f"<p>{_e(said(language, 'no account'))}</p>")
    return _page(language, said(language, "sign in"), "".join(body), status, form.to)


def _by_code(language: str, form: Form, filled: Mapping[str, str]) -> str:
    email = _e(filled.get("email", ""))
    address = (
        f'<label for="email">{_e(said(language, "e-mail"))}</label>'
        f'<input id="email" name="email" type="email" autocomplete="email" maxlength="100" required value="{email}">'
    )
    has_code = bool(filled.get("request_id") or filled.get("has_code"))
    asks = "" if has_code else " autofocus"
    other = "" if has_code else f'<button name="has_code" value="yes">{_e(said(language, "have code"))}</button>'
    parts = [
        f"<h2>{_e(said(language, 'by code'))}</h2>",
        f'<form method="post" action="{_e(form.action)}">{form.fields("send")}{address.replace(" required", f" required{asks}")}',
        f"<button>{_e(said(language, 'send code'))}</button>{other}</form>",
    ]
    if has_code:
        parts += [
            f'<p role="status">{_e(said(language, "code sent"))}</p>' if filled.get("request_id") else "",
            f'<form method="post" action="{_e(form.action)}">{form.fields("code")}',
            f'<input type="hidden" name="email" value="{email}">',
            f'<input type="hidden" name="request_id" value="{_e(filled.get("request_id", ""))}">',
            f'<label for="code">{_e(said(language, "code"))}</label>',
            '<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" minlength="6" maxlength="6" '
            "required autofocus>",
            f"<button>{_e(said(language, 'sign in'))}</button></form>",
        ]
    return "".join(parts)


def _by_password(language: str, form: Form, filled: Mapping[str, str]) -> str:
    second = ""
    if filled.get("second"):
        second = (
            f'<p role="status">{_e(said(language, "second asked"))}</p>'
            f'<label for="second">{_e(said(language, "second code"))}</label>'
            '<input id="second" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" required '
            "autofocus>"
        )
    return (
        f"<h2>{_e(said(language, 'by password'))}</h2>"
        f'<form method="post" action="{_e(form.action)}">{form.fields("password")}{second}'
        f'<label for="username">{_e(said(language, "user name"))}</label>'
        f'<input id="username" name="username" autocomplete="username" maxlength="255" required '
        f'value="{_e(filled.get("username", ""))}">'
        f'<label for="password">{_e(said(language, "password"))}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" maxlength="255" required>'
        f"<button>{_e(said(language, 'sign in'))}</button></form>"
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked for. companies: by id, those they may choose; chosen: the first shown. caps: whether they may set
    what is spent a day; toolsets: all there are."""

    person: str
    companies: Mapping[str, str]
    chosen: str
    scopes: Sequence[str]
    toolsets: Sequence[str]
    caps: bool


def consent_page(
    language: str, form: Form, app: App, asked: Asked, problem: str | None, status: int = 200
) -> HTMLResponse:
    """Where a person says what the app may do."""
    body = [
        f"<h1>{_e(said(language, 'allow title'))}</h1>",
        _about(language, app),
        f"<p>{_marked(language, 'you are', name=asked.person)}</p>",
        _alert(problem),
        f'<form method="post" action="{_e(form.action)}">{form.fields("decide")}',
        _company(language, asked),
        f"<fieldset><legend>{_e(said(language, 'may'))}</legend>",
        "".join(_tick(f"scope-{kind}", kind, said(language, kind)) for kind in KINDS if kind in asked.scopes),
        "</fieldset>",
        _toolsets(language, asked),
        _cap(language) if asked.caps and "money" in asked.scopes else "",
        f"<p>{_e(said(language, 'still asked'))} {_e(said(language, 'ends it'))}</p>",
        f'<button name="answer" value="allow">{_e(said(language, "allow"))}</button>',
        f'<button name="answer" value="deny" formnovalidate>{_e(said(language, "deny"))}</button></form>',
        f'<form method="post" action="{_e(form.action)}">{form.fields("other")}',
        f"<button>{_e(said(language, 'somebody else'))}</button></form>",
    ]
    return _page(language, said(language, "allow title"), "".join(body), status, form.to)


def _company(language: str, asked: Asked) -> str:
    choices = "".join(
        f'<option value="{_e(id)}"{" selected" if id == asked.chosen else ""}>{_e(name)}</option>'
        for id, name in asked.companies.items()
    )
    return f'<label for="company">{_e(said(language, "company"))}</label><select id="company" name="company">{choices}</select>'


def _toolsets(language: str, asked: Asked) -> str:
    """Folded away where the app named none: most people leave it so."""
    named = {scope.removeprefix(TOOLSET) for scope in asked.scopes if scope.startswith(TOOLSET)}
    ticks = "".join(_tick(f"toolset-{name}", f"{TOOLSET}{name}", name, name in named) for name in asked.toolsets)
    return (
        f"<details{' open' if named else ''}><summary>{_e(said(language, 'only toolsets'))}</summary>"
        f"<fieldset><legend>{_e(said(language, 'only toolsets'))}</legend>{ticks}</fieldset></details>"
    )


def _cap(language: str) -> str:
    return (
        f'<label for="cap">{_e(said(language, "cap"))}</label>'
        '<input id="cap" name="cap" inputmode="decimal" maxlength="20" pattern="[0-9]+([.][0-9]{1,6})?" '
        f'aria-describedby="cap-covers"><p id="cap-covers">{_e(said(language, "cap covers"))}</p>'
    )


def _tick(id: str, value: str, text: str, ticked: bool = True) -> str:
    return (
        f'<label class="tick" for="{_e(id)}"><input type="checkbox" id="{_e(id)}" name="scope" value="{_e(value)}"'
        f"{' checked' if ticked else ''}> {_e(text)}</label>"
    )


def _about(language: str, app: App) -> str:
    wants = _marked(language, "app wants", app=app.name or said(language, "an app"))
    leads = _marked(language, "leads to", host=app.host)
    return f"<p>{wants}</p><p>{leads}</p>"


def _marked(language: str, name: str, /, **values: str) -> str:
    """A text with words of others in it, which stand apart and keep their own direction of writing."""
    text = said(language, name, **{place: f"{{{place}}}" for place in values})
    return _e(text).format(**{place: f"<bdi>{_e(value)}</bdi>" for place, value in values.items()})


def _alert(problem: str | None) -> str:
    return f'<p role="alert">{_e(problem)}</p>' if problem else ""


def _page(language: str, title: str, body: str, status: int, to: str = "") -> HTMLResponse:
    text = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{_e(title)} - Hiring Hall</title>'
        f"<style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )
    return HTMLResponse(text, status, headers(to))


_e = html.escape
