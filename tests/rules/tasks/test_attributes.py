from __future__ import annotations

import pytest

from tools.tasks.rules.attributes import Attribute, Option, filled_in

ATTRIBUTES = {
    6: Attribute(6, "Topic", "text", required=True),
    9: Attribute(9, "Format", "select", (Option(26, "Видео", "Video"), Option(27, "Звук", "Audio"))),
    78: Attribute(
        78, "3D types", "multiselect", (Option(59, "Low poly", "Low poly"), Option(63, "Текстурирование", "Texturing"))
    ),
}


def test_text_and_options_are_taken_in_either_language():
    chosen = filled_in(ATTRIBUTES, [{"id": 6, "value": " Spring "}, {"id": 9, "value": "video"}])
    assert chosen == [
        {"id": 6, "values": [{"title": "Spring"}]},
        {"id": 9, "values": [{"id": 26, "title": "Видео", "title_en": "Video"}]},
    ]


def test_a_multiselect_takes_several_texts_once_each():
    chosen = filled_in(
        ATTRIBUTES, [{"id": 6, "value": "x"}, {"id": 78, "values": ["Texturing", "low poly", "Texturing"]}]
    )
    assert [value["id"] for value in chosen[1]["values"]] == [63, 59]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (
            [{"id": 6, "value": "x"}, {"id": 5, "value": "x"}],
            "5 is not an attribute of this service; its attributes: 6 Topic",
        ),
        ([{"id": 9, "value": "Video"}], "6 (Topic) is required"),
        ([{"id": 6, "value": "x"}, {"id": 6, "value": "y"}], "comes twice"),
        ([{"id": 6, "value": "  "}], "needs a value"),
        ([{"id": 6, "value": "x"}, {"id": 9, "value": "Smell"}], "no option 'Smell'; its options: Video, Audio"),
        ([{"id": 6, "value": "x"}, {"id": 9, "values": ["Video", "Audio"]}], "takes one value"),
        ([{"id": 6, "value": "x" * 2001}], "at most 2000"),
    ],
)
def test_a_wrong_attribute_says_what_would_be_right(given, fault):
    with pytest.raises(ValueError) as no:
        filled_in(ATTRIBUTES, given)
    assert fault in str(no.value)


def test_all_faults_are_told_at_once():
    with pytest.raises(ValueError) as no:
        filled_in(ATTRIBUTES, [{"id": 5, "value": "x"}, {"id": 9, "value": "Smell"}])
    assert str(no.value).count(";") >= 2
    assert "required" in str(no.value)
