"""Items of a definition of done and the steps of a work order that they become."""

from __future__ import annotations

from tools.work_orders.rules.proof_steps import step_of, steps_by_key


def item(key: str, text: str = "A word", evidence: str = "text", count: int = 1) -> dict[str, object]:
    return {"key": key, "text": text, "evidence": evidence, "count": count, "required": 1}


def test_every_item_but_a_position_becomes_a_step() -> None:
    kinds = ("photo", "file", "text", "link", "gps")
    found = [step_of(item("a", evidence=kind)) for kind in kinds]
    assert [step["type_id"] if step else None for step in found] == [6, 5, 10, 10, None]
    assert step_of(item("a", count=3)) == {
        "group": "onsite", "type_id": 10, "label": "A word (3 of them)", "required": True,
    }  # fmt: skip


def test_steps_are_known_by_type_and_label_and_of_several_alike_by_their_order() -> None:
    items = [
        item("first"),
        item("spot", evidence="gps"),
        item("second"),
        item("third"),
        item("photo", evidence="photo"),
    ]
    steps = [
        {"id": 9, "type_id": 6, "label": "Named anew"},
        {"id": 8, "type_id": 10, "label": "A word"},
        {"id": 7, "type_id": 10, "label": "A word"},
    ]
    assert steps_by_key(items, steps) == {"first": 7, "second": 8}
