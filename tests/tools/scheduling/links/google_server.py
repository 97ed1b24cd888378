"""A small Google on this machine, after the public documentation of OAuth 2.0 and of the Calendar API v3."""

from __future__ import annotations

import base64
import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

CLIENT, CLIENT_SECRET = "client-1.apps.example", "client-secret-4f1c"
LISTING = "https://www.googleapis.com/auth/calendar.calendarlist.readonly"


@dataclass
class Google:
    """One account and its calendars. withdrawn: its consents count no more. fails: a status that every request gets."""

    port: int = 0
    withdrawn: bool = False
    fails: int | None = None
    page: int = 100
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    grants: dict[str, str] = field(default_factory=dict)
    access: set[str] = field(default_factory=set)
    revoked: list[str] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    calendars: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    oldest_token: int = 0
    _steps: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reset(self) -> None:
        """As it was at first, with a main calendar and one that can only be read."""
        self.__init__(port=self.port)  # type: ignore[misc]
        self.calendars = {
            "eva@example.com": {
                "summary": "eva@example.com",
                "primary": True,
                "accessRole": "owner",
                "timeZone": "UTC",
            },
            "holidays@group": {"summary": "Holidays", "accessRole": "reader", "timeZone": "Europe/Berlin"},
        }
        self.events = {id: {} for id in self.calendars}

    def allow(self, url: str, without: str = "") -> dict[str, str]:
        """The person opens the address and agrees; what they are led back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert (asked["code_challenge_method"], asked["access_type"]) == ("S256", "offline")
        code = f"code-{len(self.codes) + 1}"
        scopes = " ".join(scope for scope in asked["scope"].split() if scope != without)
        self.codes[code] = {**asked, "scope": scopes}
        return {"state": asked["state"], "code": code, "scope": scopes}

    def put(self, id: str, start: str, end: str, /, calendar: str = "eva@example.com", **more: Any) -> None:
        """An event that somebody makes or changes there."""
        times = {"start": {"dateTime": start, "timeZone": "UTC"}, "end": {"dateTime": end, "timeZone": "UTC"}}
        item = {"id": id, "iCalUID": f"{id}@google.com", "status": "confirmed", "summary": "Dentist", **times, **more}
        self._keep(calendar, item)

    def cancel(self, id: str, calendar: str = "eva@example.com") -> None:
        self._keep(calendar, {"id": id, "iCalUID": self.events[calendar][id]["iCalUID"], "status": "cancelled"})

    def live(self, calendar: str = "eva@example.com") -> list[dict[str, Any]]:
        return [item for item in self.events[calendar].values() if item["status"] != "cancelled"]

    def _keep(self, calendar: str, item: dict[str, Any]) -> dict[str, Any]:
        self._steps += 1
        kept = {**item, "etag": f'"{self._steps}"', "_step": self._steps}
        self.events[calendar][item["id"]] = kept
        return kept

    async def token(self, request: Request) -> Response:
        given = {name: str(value) for name, value in (await request.form()).items()}
        self.requests.append(("POST", f"/token {given.get('grant_type')}"))
        if (given.get("client_id"), given.get("client_secret")) != (CLIENT, CLIENT_SECRET):
            return JSONResponse({"error": "invalid_client"}, 401)
        if given["grant_type"] == "refresh_token":
            if self.withdrawn or given["refresh_token"] not in self.grants:
                return JSONResponse({"error": "invalid_grant"}, 400)
            return self._tokens(given["refresh_token"])
        asked = self.codes.pop(given["code"], None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != given["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        refresh = f"refresh-{given['code']}"
        self.grants[refresh] = asked["scope"]
        return self._tokens(refresh, refresh_token=refresh, scope=asked["scope"])

    def _tokens(self, refresh: str, **more: str) -> Response:
        access = f"access-{refresh}-{len(self.access)}"
        self.access.add(access)
        return JSONResponse({"access_token": access, "expires_in": 3599, "token_type": "Bearer", **more})

    async def revoke(self, request: Request) -> Response:
        token = str((await request.form())["token"])
        self.revoked.append(token)
        return JSONResponse({}, 200 if self.grants.pop(token, None) else 400)

    async def api(self, request: Request) -> Response:
        path = request.url.path.removeprefix("/calendar/v3")
        self.requests.append((request.method, path))
        if self.fails is not None:
            return JSONResponse({"error": {"code": self.fails, "errors": [{"reason": "backendError"}]}}, self.fails)
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.access or self.withdrawn:
            return JSONResponse({"error": {"code": 401}}, 401)
        if path == "/users/me/calendarList":
            return self._page(request, [{"id": id, **row} for id, row in self.calendars.items()], None)
        if "id" in request.path_params and request.path_params["id"] not in self.calendars:
            return JSONResponse({"error": {"code": 404}}, 404)
        id = request.path_params["id"]
        if path.startswith("/users/me/calendarList/"):
            return JSONResponse({"id": id, **self.calendars[id]})
        if self.calendars[id]["accessRole"] == "reader" and request.method != "GET":
            return JSONResponse({"error": {"code": 403, "errors": [{"reason": "requiredAccessLevel"}]}}, 403)
        if request.method == "GET":
            return self._list(request, id)
        return await self._write(request, id)

    def _list(self, request: Request, calendar: str) -> Response:
        asked = request.query_params
        items = list(self.events[calendar].values())
        since = asked.get("syncToken")
        if since is not None:
            assert not {"timeMin", "timeMax", "iCalUID", "orderBy", "q", "updatedMin"} & set(asked)
            if int(since) < self.oldest_token:
                return JSONResponse({"error": {"code": 410, "errors": [{"reason": "fullSyncRequired"}]}}, 410)
            items = [item for item in items if item["_step"] > int(since)]
        elif asked.get("showDeleted") != "true":
            items = [item for item in items if item["status"] != "cancelled"]
        if "iCalUID" in asked:
            items = [item for item in items if item["iCalUID"] == asked["iCalUID"]]
        if "timeMin" in asked:
            first, last = asked["timeMin"][:19], asked["timeMax"][:19]
            items = [item for item in items if _at(item["end"]) > first and _at(item["start"]) < last]
        return self._page(request, items, str(self._steps))

    def _page(self, request: Request, items: list[dict[str, Any]], token: str | None) -> Response:
        first = int(request.query_params.get("pageToken", "0"))
        shown = [{k: v for k, v in item.items() if k != "_step"} for item in items[first : first + self.page]]
        told: dict[str, Any] = {"kind": "calendar#events", "items": shown}
        if first + self.page < len(items):
            told["nextPageToken"] = str(first + self.page)
        elif token is not None:
            told["nextSyncToken"] = token
        return JSONResponse(told)

    async def _write(self, request: Request, calendar: str) -> Response:
        known = self.events[calendar]
        if request.method == "POST":
            item = await request.json()
            if any(each["iCalUID"] == item["iCalUID"] for each in known.values()):
                return JSONResponse({"error": {"code": 409, "errors": [{"reason": "duplicate"}]}}, 409)
            return JSONResponse(self._keep(calendar, {**item, "id": f"made{self._steps + 1}"}))
        id = request.path_params["event"]
        if id not in known:
            return JSONResponse({"error": {"code": 404}}, 404)
        if request.method == "DELETE":
            if known[id]["status"] == "cancelled":
                return JSONResponse({"error": {"code": 410, "errors": [{"reason": "deleted"}]}}, 410)
            self.cancel(id, calendar)
            return Response(status_code=204)
        item = await request.json()
        return JSONResponse(self._keep(calendar, {**item, "id": id, "iCalUID": known[id]["iCalUID"]}))


def _at(time: dict[str, str]) -> str:
    return (time.get("dateTime") or f"{time['date']}T00:00:00")[:19]


@contextmanager
def google() -> Iterator[Google]:
    """It runs beside the tests."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = Google(port=int(listening.getsockname()[1]))
        events = "/calendar/v3/calendars/{id}/events"
        app = Starlette(
            routes=[
                Route("/token", server.token, methods=["POST"]),
                Route("/revoke", server.revoke, methods=["POST"]),
                Route("/calendar/v3/users/me/calendarList", server.api),
                Route("/calendar/v3/users/me/calendarList/{id}", server.api),
                Route(events, server.api, methods=["GET", "POST"]),
                Route(events + "/{event}", server.api, methods=["PUT", "DELETE"]),
            ]
        )
        running = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        yield server
        running.should_exit = True
        thread.join(5)
