"""Whom the operations on specialists tell."""

from __future__ import annotations

from tests.contract.telling import CODE, Expected, Scenario, Watch, told
from tests.hall import TestCaller


async def suggested(watch: Watch) -> tuple[TestCaller, TestCaller, int]:
    ann, ben = await watch.hall.person("ann@work.test"), await watch.hall.person("ben@work.test")
    made = await ben.call("create_profile_correction", user_id=ann.id, city="Oulu")
    return ann, ben, made["correction"]["id"]


async def somebody_suggests(watch: Watch) -> Expected:
    ann, ben = await watch.hall.person("ann@work.test"), await watch.hall.person("ben@work.test")
    await watch.act(ben, "create_profile_correction", user_id=ann.id, city="Oulu")
    return {told(ann, "profile_correction", "inbox", "mail")}


async def one_changes_ones_own(watch: Watch) -> Expected:
    ann = await watch.hall.person("ann@work.test")
    await watch.act(ann, "create_profile_correction", user_id=ann.id, city="Oulu")
    return set()


async def the_owner_decides(watch: Watch) -> Expected:
    ann, ben, id = await suggested(watch)
    await watch.act(ann, "vote_on_profile_correction", correction_id=id, vote=True)
    return {told(ben, "profile_correction", "inbox", "mail")}


async def one_is_taken_back(watch: Watch) -> Expected:
    ann, ben, id = await suggested(watch)
    await watch.act(ben, "delete_profile_correction", correction_id=id)
    return {told(ann, "profile_correction", "inbox")}


async def several_are_taken_back(watch: Watch) -> Expected:
    ann, ben, id = await suggested(watch)
    more = await ben.call("create_profile_correction", user_id=ann.id, education="School")
    await watch.act(ben, "delete_many_profile_corrections", ids=[id, more["correction"]["id"]])
    return {told(ann, "profile_correction", "inbox")}


async def somebody_joins(watch: Watch) -> Expected:
    await watch.act(watch.hall.nobody(), "register_account", email="new@work.test", terms="accepted", name="Newcomer")
    return {told("new@work.test", CODE, "mail")}


SCENARIOS: dict[str, Scenario] = {
    "create_profile_correction": somebody_suggests,
    "create_profile_correction of one's own profile": one_changes_ones_own,
    "vote_on_profile_correction": the_owner_decides,
    "delete_profile_correction": one_is_taken_back,
    "delete_many_profile_corrections": several_are_taken_back,
    "register_account": somebody_joins,
}
NOBODY_ELSE: dict[str, str] = {}
