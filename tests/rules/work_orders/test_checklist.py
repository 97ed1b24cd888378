"""Which steps an act concerns."""

import pytest

from tools.work_orders.rules.checklist import concerned

STEP = {
    "task_group": "onsite", "position": 1, "status": "incomplete", "custom_field_id": None, "folder_id": None,
    "attachment_id": None, "signature_id": None, "shipment_id": None,
}  # fmt: skip
STEPS = [
    {**STEP, "id": 1, "type_id": 3},
    {**STEP, "id": 2, "type_id": 7, "custom_field_id": 70},
    {**STEP, "id": 3, "type_id": 7, "custom_field_id": 71},
    {**STEP, "id": 4, "type_id": 5, "folder_id": 50},
    {**STEP, "id": 5, "type_id": 6, "folder_id": 50},
    {**STEP, "id": 6, "type_id": 6},
    {**STEP, "id": 7, "type_id": 11, "task_group": "post"},
    {**STEP, "id": 8, "type_id": 11},
    {**STEP, "id": 9, "type_id": 12},
    {**STEP, "id": 10, "type_id": 13, "attachment_id": 130},
    {**STEP, "id": 21, "type_id": 3, "status": "complete"},
    {**STEP, "id": 22, "type_id": 7, "custom_field_id": 70, "status": "complete"},
    {**STEP, "id": 24, "type_id": 5, "folder_id": 50, "status": "complete"},
    {**STEP, "id": 27, "type_id": 11, "signature_id": 110, "status": "complete"},
    {**STEP, "id": 28, "type_id": 11, "signature_id": 111, "status": "complete"},
    {**STEP, "id": 29, "type_id": 12, "shipment_id": 120, "status": "complete"},
]


@pytest.mark.parametrize(
    ("types", "task_id", "ref", "to_complete", "to_reopen"),
    [
        ([3], None, {}, [1], [21]),
        ([4], None, {}, [], []),
        ([3], 1, {}, [1], []),
        ([4], 1, {}, [], []),
        ([7], None, {"custom_field_id": 70}, [2], [22]),
        ([7], None, {"custom_field_id": 71}, [3], []),
        ([5, 6], None, {"folder_id": 50}, [4, 5], [24]),
        ([5, 6], None, {"folder_id": 51}, [], []),
        ([5, 6], 6, {"folder_id": 50, "attachment_id": 9}, [6], []),
        ([5, 6], None, {"folder_id": 50, "attachment_id": 9}, [4, 5], [24]),
        ([13], None, {"attachment_id": 130}, [10], []),
        ([13], None, {"attachment_id": 131}, [], []),
        ([11], None, {"signature_id": 110}, [8], [27]),
        ([11], 7, {"signature_id": 110}, [7], []),
        ([11], 27, {"signature_id": 110}, [], [27]),
        ([12], None, {"shipment_id": 120}, [9], [29]),
        ([12], None, {"shipment_id": 121}, [9], []),
    ],
)
def test_an_act_concerns_the_steps_that_are_about_it(types, task_id, ref, to_complete, to_reopen):
    assert [task["id"] for task in concerned(STEPS, "incomplete", types, task_id, ref)] == to_complete
    assert [task["id"] for task in concerned(STEPS, "complete", types, task_id, ref)] == to_reopen
