"""Errands with one-time codes and passwords: asking for a code, entering the one that came, signing in."""

from __future__ import annotations

import json
import re

from tests.simulation.moves import Chosen, Scene
from tests.simulation.values import PASSWORD


def ask_for_code(scene: Scene) -> Chosen:
    """Start something that a one-time code will end."""
    who = scene.any_of([*scene.people.workers, *scene.people.admins])
    fresh = f"new{scene.random.randrange(400)}@sim.test"
    worker = scene.any_of(scene.people.workers)
    return scene.random.choice(
        (
            (None, "request_login_code", {"email": who.name}),
            (who, "request_email_change", {"email": fresh}),
            (worker, "request_freelancer_contact_change", {"freelancer_id": worker.id, "phone": _phone(scene)}),
            (None, "register_agent", {"name": f"Agent {scene.random.randrange(1000)}", "email": fresh}),
            (scene.any_of(scene.people.agents), "start_freelancer_registration", {"phone": _phone(scene)}),
        )
    )


def use_code(scene: Scene) -> Chosen | None:
    """Enter the code that was sent last, at the place it was sent for."""
    now = scene.draw.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    row = scene.one(
        "SELECT address, purpose, detail FROM codes WHERE used_at IS NULL AND expires_at > ? ORDER BY id DESC LIMIT 5",
        now,
    )
    if row is None:
        return ask_for_code(scene)
    address, purpose = row["address"], row["purpose"]
    sent_to = row["detail"] if purpose == "email_change" else address
    code = _code_sent(scene, sent_to if "@" in sent_to else None)
    if code is None:
        return None
    if purpose == "login":
        return None, "log_in_with_code", {"email": address, "code": code}
    if purpose == "agent_email":
        return None, "verify_agent_email", {"email": address, "code": code}
    if purpose == "email_change":
        who = scene.people.of("person", int(address.split(":")[1]))
        return who, "confirm_email_change", {"email": sent_to, "otp": code}
    if purpose == "contact_change":
        worker = scene.people.of("person", int(address.split(":")[1]))
        return worker, "confirm_freelancer_contact_change", {"freelancer_id": worker.id, "code": code} if worker else {}
    return None


def _code_sent(scene: Scene, address: str | None) -> str | None:
    waiting = scene.raw.execute("SELECT payload FROM outbox WHERE state = 'waiting' ORDER BY id DESC LIMIT 12")
    mails = [(mail["to"].lower(), mail["body"]) for row in waiting if "body" in (mail := json.loads(row["payload"]))]
    delivered = scene.raw.execute("SELECT address, body FROM mailbox ORDER BY id DESC LIMIT 12")
    for to, body in [*mails, *((row["address"], row["body"]) for row in delivered)]:
        found = re.search(r"\b\d{6}\b", body)
        if found and (address is None or to == address.lower()):
            return found[0]
    return None


def sign_in(scene: Scene) -> Chosen:
    who = scene.any_of([*scene.people.workers, *scene.people.admins])
    if scene.random.random() < 0.6:
        return None, "log_in_with_password", {"username": who.name, "password": PASSWORD}
    token = scene.known.latest("refresh_token")
    if token is None:
        return who, "set_two_factor_method", {"method": scene.random.choice(("sms", "google")), "password": PASSWORD}
    return None, "refresh_token", {"refresh_token": token}


def _phone(scene: Scene) -> str:
    return f"+49152{scene.random.randrange(10**7, 10**7 + 9999)}"
