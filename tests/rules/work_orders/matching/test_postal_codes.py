import pytest

from tools.work_orders.matching.rules.postal_codes import beginnings, postal_code, site_codes


@pytest.mark.parametrize(
    ("written", "code", "is_prefix"),
    [
        ("55401", "55401", False),
        (" 55401 ", "55401", False),
        ("sw1a 1aa", "SW1A1AA", False),
        ("110-001", "110001", False),
        ("554*", "554", True),
        ("EC*", "EC", True),
        ("LV-10*", "LV10", True),
        # Full-width and Arabic digits are digits.
        ("５５４０１", "55401", False),
        ("٥٥٤٠١", "55401", False),
    ],
)
def test_codes_are_compared_without_blanks_and_hyphens(written, code, is_prefix):
    found = postal_code(written)
    assert (found.code, found.is_prefix, found.written) == (code, is_prefix, written.strip())


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("5*", "at least 2 characters before the star"),
        ("*", "at least 2 characters before the star"),
        ("- -*", "at least 2 characters before the star"),
        ("55*01", "star that is not its end"),
        ("55**", "star that is not its end"),
        ("", "no postal code"),
        ("55401;55402", "no postal code"),
        ("5" * 21, "longer than 20"),
    ],
)
def test_what_is_no_code_is_refused_with_what_is_wrong(written, says):
    with pytest.raises(ValueError, match=says):
        postal_code(written)


def test_a_site_in_the_us_has_a_short_code_too():
    assert site_codes("US", "55401-1234") == ["554011234", "55401"]
    assert site_codes("US", "55401") == ["55401"]
    assert site_codes("DE", "10115-1234") == ["101151234"]
    assert site_codes("US", None) == []


def test_prefixes_are_tried_from_the_longest():
    assert beginnings(["55401"]) == ["55401", "5540", "554", "55"]
    assert beginnings([]) == []
