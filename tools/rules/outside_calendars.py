"""What the operator of a hall says of outside calendars: which hosts inside may be read, how often, and Google's client."""

from __future__ import annotations

from dataclasses import dataclass

# The variables, as refusals and the doctor name them.
HOSTS_VARIABLE = "HIRINGHALL_CALENDAR_HOSTS"
MINUTES_VARIABLE = "HIRINGHALL_CALENDAR_MINUTES"
CLIENT_VARIABLE = "HIRINGHALL_GOOGLE_CLIENT_ID"
CLIENT_SECRET_VARIABLE = "HIRINGHALL_GOOGLE_CLIENT_SECRET"
GOOGLE_VARIABLE = "HIRINGHALL_GOOGLE_URL"
CALLBACK_PATH = "/google/callback"
# The client id with which consents are given to a stand-in of this server's own, and nothing leaves the machine.
SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class GoogleClient:
    """This server as Google knows it, and where Google is. The addresses are Google's own unless the operator named others.

    The sandbox's consent is given by this server itself: its consent_url is empty."""

    client_id: str
    client_secret: str
    consent_url: str = "https://accounts.google.com/o/oauth2/v2/auth"
    token_url: str = "https://oauth2.googleapis.com/token"
    revocation_url: str = "https://oauth2.googleapis.com/revoke"
    api_url: str = "https://www.googleapis.com/calendar/v3"

    @property
    def provider(self) -> str:
        """What its consents are stored as."""
        return SANDBOX if self.client_id == SANDBOX else "google"


@dataclass(frozen=True, slots=True)
class OutsideCalendars:
    """The operator's settings. private_hosts: 'host:port' inside a private network that calendars may be read from, over
    http too. minutes: how long a calendar is left alone between two looks."""

    private_hosts: frozenset[str] = frozenset()
    minutes: int = 15
    google: GoogleClient | None = None


NOTHING_SAID = OutsideCalendars()
