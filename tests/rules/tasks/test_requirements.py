from __future__ import annotations

import pytest

from tools.tasks.rules.requirements import Document, Readiness, blocks_payment, issues

READY = Readiness(registered=True, verified=True, country="RU", has_tax_number=True, has_phone=True)
OFFER = Document("u-offer", "Offer", "https://hall.test/offer")
NDA = Document("u-nda", "NDA", "https://hall.test/nda")


def changed(**facts) -> Readiness:
    return Readiness(**{**{name: getattr(READY, name) for name in READY.__dataclass_fields__}, **facts})


@pytest.mark.parametrize(
    ("ready", "advertising", "names"),
    [
        (READY, True, []),
        (changed(registered=False), False, ["registration_required"]),
        (changed(verified=False), False, ["verification"]),
        (changed(unsigned_agreement=OFFER), False, ["agreement_required"]),
        (changed(unsigned_documents=[NDA, NDA]), False, ["acceptance_files_required"] * 2),
        (changed(has_tax_number=False), False, []),
        (changed(has_tax_number=False), True, ["advertising_details_required"]),
        (changed(has_tax_number=False, country="FR"), True, []),
        (changed(has_tax_number=False, has_phone=False, country="FR"), True, ["advertising_details_required"]),
        (
            Readiness(False, False, None, False, False, OFFER, None, False, [NDA]),
            True,
            [
                "registration_required",
                "agreement_required",
                "verification",
                "acceptance_files_required",
                "advertising_details_required",
            ],
        ),
    ],
)
def test_all_open_issues_come_at_once(ready: Readiness, advertising: bool, names: list[str]):
    found = issues(ready, advertising=advertising)
    assert [issue.name for issue in found] == names
    assert all(issue.reason and issue.settle_with for issue in found)


@pytest.mark.parametrize(("signed_before", "code"), [(True, "forced_update"), (False, "first_signature")])
def test_an_agreement_is_signed_first_or_again(signed_before: bool, code: str):
    [issue] = issues(changed(unsigned_agreement=OFFER, signed_before=signed_before), advertising=False)
    assert issue.data == {"url": OFFER.url, "template_uuid": "u-offer", "code": code}
    assert issue.settle_with == "accept_freelancer_agreement"


@pytest.mark.parametrize(
    ("country", "missing", "tool"),
    [
        ("RU", ["tax_number"], "add_freelancer_tax_document"),
        ("FR", ["tax_number", "phone"], "request_freelancer_contact_change"),
    ],
)
def test_ad_details_depend_on_the_country(country: str, missing: list[str], tool: str):
    ready = changed(country=country, has_tax_number=False, has_phone=country == "RU" and True)
    [issue] = issues(ready, advertising=True)
    assert issue.data == {"missing": missing}
    assert issue.settle_with == tool


def test_verification_does_not_keep_a_new_task_from_being_paid_and_ad_details_are_asked_for_with_the_label():
    ready = Readiness(False, False, "RU", False, False, OFFER, None, False, [NDA])
    assert [issue.name for issue in issues(ready, advertising=True) if blocks_payment(issue)] == [
        "registration_required",
        "agreement_required",
        "acceptance_files_required",
    ]
