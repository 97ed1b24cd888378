"""What the environment says of outside calendars, and what is said when it is set wrongly."""

from __future__ import annotations

import pytest

from server.workers.outside.settings import configured_outside

NAMES = ("CALENDAR_HOSTS", "CALENDAR_MINUTES", "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "GOOGLE_URL")


@pytest.fixture
def say(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(f"HIRINGHALL_{name}", raising=False)

    def say(**said: str):
        for name, value in said.items():
            monkeypatch.setenv(f"HIRINGHALL_{name}", value)
        return configured_outside()

    return say


def test_nothing_said_is_no_private_host_a_quarter_of_an_hour_and_no_google(say):
    said = say()
    assert (said.private_hosts, said.minutes, said.google) == (frozenset(), 15, None)


def test_hosts_are_named_with_ports_by_commas_or_blanks(say):
    said = say(CALENDAR_HOSTS="dav.home.arpa:5232, NAS:80 10.0.0.7:443")
    assert said.private_hosts == {"dav.home.arpa:5232", "nas:80", "10.0.0.7:443"}


def test_google_is_googles_own_unless_elsewhere_is_named(say):
    client = say(GOOGLE_CLIENT_ID="a", GOOGLE_CLIENT_SECRET="b").google
    assert (client.provider, client.token_url) == ("google", "https://oauth2.googleapis.com/token")
    client = say(GOOGLE_URL="http://127.0.0.1:9/").google
    assert (client.consent_url, client.api_url) == ("http://127.0.0.1:9/auth", "http://127.0.0.1:9/calendar/v3")
    assert say(GOOGLE_CLIENT_ID="sandbox").google.provider == "sandbox"


@pytest.mark.parametrize(
    "said",
    [
        {"CALENDAR_MINUTES": "0"},
        {"CALENDAR_MINUTES": "soon"},
        {"CALENDAR_HOSTS": "dav.home.arpa"},
        {"CALENDAR_HOSTS": "https://dav.home.arpa:5232"},
        {"GOOGLE_CLIENT_ID": "a"},
    ],
)
def test_what_is_set_wrongly_is_said(say, said):
    with pytest.raises(ValueError, match="HIRINGHALL_"):
        say(**said)
