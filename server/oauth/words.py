"""What the pages say, in the language they are read in."""

from __future__ import annotations

from tools.rules.sentences import Sentence, read, say

WORDS: dict[str, Sentence] = {
    "sign in": say("Sign in"),
    "sign in to": say("Sign in to {hall}", hall="Hiring Hall"),
    "app wants": say("The app {app} wants to act for you here."),
    "an app": say("An app without a name"),
    "leads to": say(
        "When you are done, you are led back to {host}. Anybody can give an app any name: look at this address."
    ),
    "by code": say("With a code by e-mail"),
    "e-mail": say("E-mail address"),
    "send code": say("Send me a code"),
    "have code": say("I have a code already"),
    "code sent": say("If this address has an account, a code is on its way to it. It is valid for 10 minutes."),
    "code": say("Code"),
    "by password": say("With a password"),
    "user name": say("User name or e-mail address"),
    "password": say("Password"),
    "second code": say("Six digits of your second factor"),
    "second asked": say(
        "Your account asks for a second factor. Enter the digits that were texted to you or that your app shows, and "
        "your password once more."
    ),
    "no account": say("No account yet? Ask the assistant to join with register_account, then come back."),
    "allow": say("Allow"),
    "deny": say("Do not allow"),
    "allow title": say("Allow this app?"),
    "you are": say("You are signed in as {name}."),
    "somebody else": say("Sign in as somebody else"),
    "company": say("It acts for"),
    "yourself": say("yourself, without a company"),
    "may": say("What it may do"),
    "read": say("Read what you may see"),
    "write": say("Create and change things"),
    "destructive": say("Cancel, remove and end things"),
    "money": say("Move and commit money"),
    "only toolsets": say("Only in these parts (none ticked: in all)"),
    "cap": say("Most that may be spent a day, in USD (blank: leave as it is)"),
    "cap covers": say("This is the cap on the purse of the company or person it acts for, whoever spends."),
    "still asked": say("Before money above your limit moves or something ends for good, you are still asked."),
    "ends it": say(
        "It stays signed in for 90 days after its last use. list_my_sessions shows it, end_my_session ends it."
    ),
    "nothing ticked": say("Tick at least one thing that it may do."),
    "old request": say(
        "This page is too old or was opened in another way than by the app. Go back to the app and connect again."
    ),
    "form lost": say(
        "This form was not sent from the page that you were shown, so nothing happened. Cookies have to be allowed. "
        "Go back to the app and connect again."
    ),
    "framed": say("This page is not shown within another. Open it by the app itself."),
    "unknown app": say("This app is not known here"),
    "forget login": say(
        "The app signs in with a registration that this server does not have. Remove the login that your app has "
        "stored for this server and connect again."
    ),
    "wrong request": say("The app asked in a way that this server cannot answer"),
    "wrong redirect": say(
        "The app wants you led back to an address that is not among its own, so you are not. Remove the login that "
        "your app has stored for this server and connect again."
    ),
    "too many": say("Too many requests. Try again in a minute."),
    "later": say("This cannot be done now. Try again in a minute."),
    "refused": say("Not done: {why}"),
    "wrong code": say("The code is not right for this address, was used already or has run out."),
    "wrong password": say("The user name, the password or the digits are wrong."),
    "second needed": say("This account has a second factor: sign in with your password below."),
    "wait": say("Too many tries. Wait {seconds} seconds."),
}


def said(language: str, name: str, /, **values: object) -> str:
    """A text of the pages in a language."""
    return read(WORDS[name].using(**values), language)
