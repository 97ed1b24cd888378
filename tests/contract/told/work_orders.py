"""Whom the operations on work orders tell."""

from __future__ import annotations

from tests.contract.telling import Scenario
from tests.contract.work_orders import (
    assigning,
    checklist,
    content,
    dispatching,
    drafting,
    life,
    logistics,
    offering,
    pay,
    planning,
    visits,
)

SCENARIOS: dict[str, Scenario] = {
    **drafting.SCENARIOS,
    **offering.SCENARIOS,
    **assigning.SCENARIOS,
    **dispatching.SCENARIOS,
    **life.SCENARIOS,
    **logistics.SCENARIOS,
    **visits.SCENARIOS,
    **pay.SCENARIOS,
    **checklist.SCENARIOS,
    **content.SCENARIOS,
    **planning.SCENARIOS,
}
NOBODY_ELSE = {
    **checklist.NOBODY_ELSE,
    "create_attachment_folder": "an empty folder says nothing yet; whoever may sees it in the list, and files in it are told of",
    **dispatching.NOBODY_ELSE,
    "plan_day": "a proposal of the company's own, which changes nothing",
    "replan_day": "a proposal of the company's own, which changes nothing",
    "create_company_tag": "tags are the company's own; the people on its orders see none",
    "set_company_catalog_entry": "the lists a company chooses from are its own; whoever chooses reads them, and nobody is told"
    " that a company does not work with them",
    "create_work_order": "a draft is seen by its company alone",
    "publish_work_order": "providers find it in their lists; nobody is written to about every listing",
    "create_work_order_template": "templates are the company's own, and make nothing by themselves",
    "create_saved_location": "saved locations are the company's own; orders copy them",
    "create_project": "projects are the company's own lists; whoever manages one finds it in list_projects",
    "create_client_company": "a client is a record of the company's own: nobody is invited, a linked company neither",
    "update_project": "projects are the company's own lists; whoever manages one finds it in list_projects",
    "update_client_company": "a client is a record of the company's own: nobody is invited, a linked company neither",
    "update_saved_location": "saved locations are the company's own; orders keep what they copied",
}
