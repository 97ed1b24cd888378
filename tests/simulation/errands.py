"""Errands: what somebody does with a record of a kind that plain chance seldom brings together with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from tests.simulation.errands_of.codes import ask_for_code, sign_in, use_code
from tests.simulation.errands_of.dispatching import dispatching
from tests.simulation.errands_of.field_sites import order_sites
from tests.simulation.errands_of.money import pay_outs
from tests.simulation.errands_of.order_content import order_content
from tests.simulation.errands_of.orders import own_orders
from tests.simulation.errands_of.visits import order_visits
from tests.simulation.errands_of.work_order_pay import work_order_pay
from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import UNVERIFIED, Actor
from tests.simulation.values import PASSWORD

Errand = Callable[[Scene], Chosen | None]


def account(scene: Scene) -> Chosen:
    who = scene.any_of([*scene.people.workers, *scene.people.admins, *scene.people.members])
    agent = scene.any_of(scene.people.agents)
    return scene.random.choice(
        (
            (who, "set_two_factor_method", {"method": "none", "password": PASSWORD}),
            (agent, "regenerate_agent_key", {}),
            (who, "set_two_factor_method", {"method": "google", "password": PASSWORD}),
            (agent, "switch_company", {"company_id": agent.company_id}),
            _of_the_operator(scene),
            _of_the_operator(scene),
            _withdrawal(scene),
            _withdrawal(scene),
        )
    )


def _withdrawal(scene: Scene) -> Chosen:
    who = scene.any_of([*scene.people.agents, *scene.people.workers])
    address = f"0x{scene.random.randrange(16**40):040x}"
    given = {"currency": "USDT", "amount": "5.50", "address": address, "network": "ethereum"}
    return who, "request_withdrawal", given


def _of_the_operator(scene: Scene) -> Chosen:
    """What only the company that runs the hall does."""
    boss = scene.people.admins[0]
    invoice = scene.one("SELECT id FROM balance_top_ups WHERE status = 1 ORDER BY id DESC LIMIT 4")
    if invoice is not None:
        return boss, "confirm_balance_top_up", {"top_up_id": scene.id("top_up_id", invoice["id"])}
    if scene.random.random() < 0.8:
        client = scene.any_of(scene.people.admins)
        return client, "request_balance_top_up", {"amount": "150.00"}
    return boss, "publish_agreement", {"title": "Offer", "text": "Again", "reason": "New terms"}


def people_of_company(scene: Scene) -> Chosen | None:
    """An admin invites, changes and takes out people of their company; who is invited says yes."""
    admin = scene.any_of(scene.people.admins)
    token = _invitation_sent(scene) if scene.random.random() < 0.3 else None
    if token is not None:
        return None, "accept_company_invitation", {"invitation_token": token}
    ours = [actor.id for actor in scene.people.actors if actor.kind == "person"]
    row = scene.one(
        f"""SELECT person_id FROM memberships WHERE company_id = ? AND deleted_at IS NULL
            AND person_id NOT IN ({", ".join(map(str, ours))}) ORDER BY id DESC LIMIT 5""",
        admin.company_id,
    )
    if row is None or scene.random.random() < 0.3:
        email = f"hand{scene.random.randrange(10_000)}@sim.test"
        if scene.random.random() < 0.3:
            words = {"password": PASSWORD, "confirm_password": PASSWORD, "company_name": "Eve and daughters"}
            return None, "create_user", {"email": email, "name": "Eve", **words}
        return admin, "create_user", {"email": email, "name": "Eve"}
    id = scene.id("user_id", row["person_id"])
    if scene.random.random() < 0.5:
        return admin, "update_user", {"user_id": id, "department": "Yard"}
    return admin, "delete_user", {"user_id": id}


def _invitation_sent(scene: Scene) -> str | None:
    rows = scene.raw.execute("SELECT payload FROM outbox WHERE topic = 'mail' ORDER BY id DESC LIMIT 12")
    found = (re.search(r"hh_join_[0-9a-f]+", row["payload"]) for row in rows)
    return next((match.group() for match in found if match), None)


def freelancer_papers(scene: Scene) -> Chosen | None:
    number = scene.random.randrange(len(scene.people.workers))
    worker = scene.people.workers[number]
    company = scene.random.choice((number % 4, (number + 1) % 4))
    client = scene.client(scene.people.agents[company].company_id or 0)
    offer = scene.one("SELECT template_uuid FROM agreement_templates WHERE kind = 'offer' AND is_current = 1")
    id = scene.id("user_id", worker.id)
    given: list[Chosen] = [
        (worker, "accept_freelancer_agreement", {"template_uuid": offer["template_uuid"] if offer else "", "freelancer_id": id}),
        (worker, "add_freelancer_tax_document", {"type": "INN", "tax_number": "500100732259", "freelancer_id": id}),
        (worker, "set_freelancer_tax_autopay", {"enabled": scene.random.random() < 0.5}),
        scene.call(worker, "set_freelancer_tax_status"),
        (client, "update_freelancer", {"freelancer_id": id, "note": "Careful"}),
        (scene.random.choice((worker, client)), "get_freelancer_verification_link", {"freelancer_id": id}),
        (client, "find_freelancer_by_phone", {"phone": f"+4915110000{number:03}"}),
    ]  # fmt: skip
    token, link = (
        scene.known.latest("verification_token"),
        scene.one(
            "SELECT person_id FROM verification_links WHERE used_at IS NULL AND replaced_at IS NULL ORDER BY id DESC LIMIT 1"
        ),
    )
    if token is not None and link is not None:
        whose = scene.people.of("person", link["person_id"])
        given.append((whose, "verify_freelancer", {
            "token": token, "first_name": "Ann", "last_name": "Lee", "birth_date": "1990-02-03",
            "document_type": "passport", "document_number": f"P{scene.random.randrange(10**7)}", "document_country": "DE",
        }))  # fmt: skip
    return scene.random.choice(given)


def requests(scene: Scene) -> Chosen | None:
    """Answer or take back a provider's request for an order."""
    row = scene.one(
        """SELECT r.id, r.work_order_id, r.person_id, w.company_id FROM work_order_requests r
           JOIN work_orders w ON w.id = r.work_order_id WHERE r.status = 'pending' ORDER BY r.id DESC LIMIT 6"""
    )
    if row is None:
        return None
    order, request = scene.id("work_order_id", row["work_order_id"]), scene.id("request_id", row["id"])
    if scene.random.random() < 0.4:
        return scene.people.of("person", row["person_id"]), "cancel_work_order_request", {"work_order_id": order}
    return (
        scene.client(row["company_id"]),
        "decline_work_order_request",
        {"work_order_id": order, "request_id": request},
    )


def qualifications(scene: Scene) -> Chosen | None:
    row = scene.one(
        """SELECT r.id, r.work_order_id, w.company_id FROM work_order_qualification_rules r
           JOIN work_orders w ON w.id = r.work_order_id ORDER BY r.id DESC LIMIT 6"""
    )
    if row is None:
        draft = scene.one("SELECT id, company_id FROM work_orders WHERE status = 1 ORDER BY id DESC LIMIT 4")
        if draft is None:
            return None
        return scene.client(draft["company_id"]), "create_work_order_qualification", {
            "work_order_id": scene.id("work_order_id", draft["id"]),
            "rules": [{"type": "jobs_completed", "operator": ">=", "value": "0", "name": "New"}],
        }  # fmt: skip
    names = {
        "work_order_id": scene.id("work_order_id", row["work_order_id"]),
        "rule_id": scene.id("rule_id", row["id"]),
    }
    client = scene.client(row["company_id"])
    if scene.random.random() < 0.5:
        return client, "update_work_order_qualification", {**names, "value": "2"}
    return client, "delete_work_order_qualification", names


def late(scene: Scene) -> Chosen | None:
    row = scene.one(
        """SELECT e.work_order_id, w.company_id FROM work_order_etas e JOIN work_orders w ON w.id = e.work_order_id
           WHERE w.status = 3 AND e.condition = 'delayed' AND e.delay_acknowledged = 0 LIMIT 6"""
    )
    if row is None:
        return None
    order = scene.id("work_order_id", row["work_order_id"])
    return scene.client(row["company_id"]), "acknowledge_provider_delay", {"work_order_id": order, "note": "Seen"}


def task_papers(scene: Scene) -> Chosen | None:
    row = scene.one("SELECT id, company_id, worker_id FROM tasks WHERE state NOT IN (6, 8) ORDER BY id DESC LIMIT 10")
    if row is None:
        return None
    task, client = scene.id("task_id", row["id"]), scene.client(row["company_id"])
    worker = scene.id("user_id", row["worker_id"])
    return scene.random.choice(
        (
            (client, "attach_task_file", {
                "type": 5, "task_id": task, "file_name": "rights.txt", "content_base64": "aGVsbG8gd29ybGQ=",
            }),
            (client, "check_task_requirements", {"task_id": task, "freelancer_id": worker}),
            (client, "get_task", {"task_id": task}),
            (scene.people.of("person", row["worker_id"]), "get_task", {"task_id": task}),
            (client, "list_task_messages", {"task_id": task}),
        )
    )  # fmt: skip


def suggestions(scene: Scene) -> Chosen | None:
    """Suggest a change of somebody's profile, vote on it, take it back."""
    row = scene.one(
        """SELECT id, author_type, author_id, person_id FROM profile_corrections
           WHERE status = 'pending' AND deleted_at IS NULL ORDER BY id DESC LIMIT 6"""
    )
    if row is None or scene.random.random() < 0.3:
        person = scene.id("user_id", scene.any_of(scene.people.workers).id)
        who = scene.any_of([*scene.people.workers, *scene.people.admins])
        return (
            who,
            "create_profile_correction",
            {"user_id": person, "city": scene.random.choice(("Graz", "Linz", "Wels"))},
        )
    id = scene.id("correction_id", row["id"])
    author = scene.people.of(row["author_type"], row["author_id"])
    return scene.random.choice(
        (
            (author, "delete_many_profile_corrections", {"ids": [id]}),
            (author, "delete_profile_correction", {"correction_id": id}),
            scene.call(
                scene.any_of(scene.people.admins),
                "vote_on_profile_correction",
                correction_id=id,
                user_id=row["person_id"],
            ),
        )
    )


def places(scene: Scene) -> Chosen | None:
    client = scene.client(scene.any_of(scene.people.agents).company_id or 0)
    row = scene.one("SELECT id FROM saved_locations WHERE company_id = ? ORDER BY id DESC LIMIT 5", client.company_id)
    if row is None or scene.random.random() < 0.5:
        return client, "create_saved_location", {
            "name": f"Store {scene.random.randrange(10_000)}", "country": "US", "address1": "1 Main St", "city": "Austin",
            "state": "TX", "zip": "78701",
        }  # fmt: skip
    return client, "get_saved_location", {"location_id": scene.id("location_id", row["id"])}


def contacts(scene: Scene) -> Chosen | None:
    row = scene.one("SELECT owner_id, person_id FROM contacts WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 8")
    if row is None or scene.random.random() < 0.3:
        one, other = scene.random.sample(scene.people.workers, 2)
        return one, "add_contact", {"email": other.name}
    who, id = scene.people.of("person", row["owner_id"]), scene.id("user_id", row["person_id"])
    if scene.random.random() < 0.5:
        return who, "set_contact_pin", {"user_id": id}
    return who, "update_contact", {"user_id": id, "label": "Ann from the yard"}


def bundles(scene: Scene) -> Chosen | None:
    row = scene.one(
        """SELECT m.work_order_id, w.company_id FROM work_order_bundle_members m JOIN work_orders w ON w.id = m.work_order_id
           ORDER BY m.work_order_id DESC LIMIT 6"""
    )
    if row is None:
        return None
    order = scene.id("work_order_id", row["work_order_id"])
    return scene.client(row["company_id"]), "delete_work_order_bundle", {"work_order_id": order}


def leave(scene: Scene) -> Chosen | None:
    """Somebody goes: out of a hall, a team, a search."""
    chance = scene.random.random()
    if chance < 0.15:
        return scene.any_of([*scene.people.workers, *scene.people.admins]), "log_out", {}
    if chance < 0.2:
        company = scene.people.agents[1].company_id or 0
        return scene.client(company), "remove_freelancer", {"freelancer_id": scene.people.workers[UNVERIFIED].id}
    row = scene.one(
        """SELECT p.id, p.inquiry_id, i.company_id FROM inquiry_positions p JOIN inquiries i ON i.id = p.inquiry_id
           WHERE p.stage IN ('draft', 'pending', 'search_in_progress') ORDER BY p.id DESC LIMIT 5"""
    )
    if row is None:
        return None
    client, position = scene.client(row["company_id"]), scene.id("position_id", row["id"])
    inquiry = scene.id("inquiry_id", row["inquiry_id"])
    if scene.random.random() < 0.5:
        wish = {"title": scene.random.choice(("Developer", "Tester")), "allocation": scene.random.randint(10, 100)}
        return (
            client,
            "update_inquiry_position",
            {"inquiry_id": f"{row['inquiry_id']}", "position_id": position, **wish},
        )
    return scene.call(client, "cancel_inquiry_position", position_id=position, inquiry_id=inquiry)


def templates(scene: Scene) -> Chosen | None:
    """Keep an order as a template, and look at it."""
    row = scene.one("SELECT id, company_id FROM work_order_templates ORDER BY id DESC LIMIT 4")
    if row is not None and scene.random.random() < 0.5:
        return (
            scene.client(row["company_id"]),
            "get_work_order_template",
            {"template_id": scene.id("template_id", row["id"])},
        )
    order = scene.one("SELECT id, company_id FROM work_orders ORDER BY id DESC LIMIT 8")
    if order is None:
        return None
    return scene.client(order["company_id"]), "create_work_order_template", {
        "name": f"Round {scene.random.randrange(10_000)}", "from_work_order_id": scene.id("work_order_id", order["id"]),
    }  # fmt: skip


def sessions(scene: Scene) -> Chosen | None:
    """A host adds a session by hand; people take its seats."""
    row = scene.one(
        """SELECT id, kal_schedule_id, start_at FROM events
           WHERE slot = 'session' AND status_id = 200 AND start_at > ? ORDER BY id DESC LIMIT 3""",
        scene.draw.now.isoformat(),
    )
    if row is not None and scene.random.random() < 0.7:
        return scene.any_of(scene.people.workers), "book_schedule", {
            "schedule_id": scene.id("schedule_id", row["kal_schedule_id"]), "event_id": scene.id("event_id", row["id"]),
            "seats": scene.random.choice((1, 1, 2)), "pay": "balance",
        }  # fmt: skip
    mine = scene.one("SELECT id, owner_id FROM schedules WHERE owner_type = 'person' AND deleted_at IS NULL LIMIT 12")
    if mine is None:
        return None
    return scene.people.of("person", mine["owner_id"]), "add_schedule_event", {
        "schedule_id": scene.id("schedule_id", mine["id"]), "label": "Workshop", "start": scene.draw.moment(), "capacity": 3,
    }  # fmt: skip


def own_schedules(scene: Scene) -> Chosen | None:
    """An agent's own availability, and who else serves a schedule."""
    agent: Actor = scene.any_of(scene.people.agents)
    row = scene.one(
        """SELECT id FROM schedules WHERE owner_type = 'agent' AND owner_id = ? AND deleted_at IS NULL
           ORDER BY id DESC LIMIT 3""",
        agent.id,
    )
    if scene.random.random() < 0.2:
        seen = scene.one("SELECT id FROM schedules WHERE deleted_at IS NULL AND private = 0 ORDER BY id DESC LIMIT 9")
        who = scene.any_of([*scene.people.workers, *scene.people.agents])
        return (who, "get_schedule", {"schedule_id": scene.id("schedule_id", seen["id"])}) if seen else None
    if scene.random.random() < 0.3:
        asked = scene.one(
            "SELECT schedule_id, user_id FROM schedule_role_invitations WHERE declined_at IS NULL ORDER BY id DESC LIMIT 6"
        )
        who = scene.people.of("person", asked["user_id"]) if asked else None
        if asked and who:
            tool = scene.random.choice(("accept_schedule_role", "accept_schedule_role", "decline_schedule_role"))
            return who, tool, {"schedule_id": scene.id("schedule_id", asked["schedule_id"])}
    if scene.random.random() < 0.3:
        user = scene.one("SELECT schedule_id, user_id FROM schedule_users WHERE role_id <> 1 ORDER BY id DESC LIMIT 6")
        who = scene.people.of("person", user["user_id"]) if user else None
        return (
            (who, "remove_schedule_user", {"schedule_id": scene.id("schedule_id", user["schedule_id"])})
            if who
            else None
        )
    if row is None:
        kal = scene.one("SELECT id FROM calendars WHERE owner_type = 'agent' AND owner_id = ?", agent.id)
        start = (scene.draw.now + timedelta(days=1)).isoformat()
        return agent, "create_agent_schedule", {
            "kal_id": scene.id("kal_id", kal["id"]) if kal else 1, "settings": ["mon-fri 09:00-17:00"], "start": start,
        }  # fmt: skip
    id = scene.id("schedule_id", row["id"])
    tool = scene.random.choice(("update_agent_schedule", "get_agent_schedule", "delete_agent_schedule"))
    return agent, tool, {"schedule_id": id, **({"private": False} if tool.startswith("update") else {})}


ERRANDS: tuple[Errand, ...] = (
    ask_for_code, use_code, use_code, sign_in, account, people_of_company, freelancer_papers, freelancer_papers, requests,
    qualifications, late, task_papers, suggestions, places, contacts, own_schedules,
    bundles, leave, templates, sessions, own_orders, own_orders, pay_outs, pay_outs,
)  # fmt: skip


# Around one visit: the days before it, the visit, its papers and its pay.
FIELD_WORK: tuple[Errand, ...] = (
    order_visits, order_visits, order_visits, order_visits, work_order_pay, work_order_pay, order_content, order_content,
    order_sites, dispatching, dispatching, dispatching,
)  # fmt: skip


def field_work(scene: Scene) -> Chosen | None:
    return scene.random.choice(FIELD_WORK)(scene)


def errand(scene: Scene) -> Chosen | None:
    return scene.random.choice(ERRANDS)(scene)
