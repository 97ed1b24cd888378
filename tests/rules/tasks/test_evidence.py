"""What proves that work is done."""

import pytest

from tools.rules.places import Point
from tools.tasks.rules.evidence import DoneItem, Piece, fault, metres, missing, place_ok, standings


@pytest.mark.parametrize(
    ("distance", "accuracy", "ok"),
    [(190, None, True), (230, 40, True), (240, 40, True), (230, 20, False), (400, 5000, False), (300, 5000, True)],
)
def test_a_place_may_be_off_by_what_is_allowed_and_at_most_a_hundred_metres_of_accuracy(distance, accuracy, ok):
    assert place_ok(distance, 200, accuracy) is ok


def test_metres_are_counted_from_point_to_point():
    assert metres(Point(60.0, 24.0), Point(60.001, 24.0)) == 111


FITS = {
    "photo": Piece(file_kind="image"),
    "file": Piece(file_kind="document"),
    "gps": Piece(position=True),
    "link": Piece(url=True),
    "text": Piece(text=True),
}


@pytest.mark.parametrize("kind", FITS)
def test_each_kind_of_item_takes_its_own_kind_of_piece_and_says_what_it_wants(kind):
    item = DoneItem("front", "The front", kind)
    assert fault(item, FITS[kind]) is None
    refused = [fault(item, piece) for name, piece in FITS.items() if name != kind and (kind, name) != ("file", "photo")]
    assert all(text is not None and text.startswith("front is proved by") for text in refused)
    assert fault(item, Piece()) is not None


def test_an_image_is_a_file_too_but_a_document_is_no_photo():
    assert fault(DoneItem("all", "All", "file"), FITS["photo"]) is None
    assert fault(DoneItem("all", "All", "photo"), FITS["file"]) is not None


ITEMS = (DoneItem("front", "F", "photo", count=2), DoneItem("spot", "S", "gps"), DoneItem("note", "N", "text", False))


def test_only_required_items_with_too_few_pieces_are_missing():
    assert [(one.item.key, one.have) for one in missing(ITEMS, ["front", "spot"])] == [("front", 1)]
    assert missing(ITEMS, ["front", "front", "spot"]) == []
    assert [one.complete for one in standings(ITEMS, ["front", "front", "front"])] == [True, False, False]


def test_a_photo_may_bring_a_position_and_nothing_brings_more_than_it_is():
    there = Piece(file_kind="image", position=True)
    assert fault(DoneItem("front", "F", "photo"), there) is None
    assert fault(DoneItem("all", "A", "file"), there) is not None
    assert fault(DoneItem("page", "P", "link"), Piece(url=True, text=True)) is not None
