from decimal import Decimal

import pytest

from tools.rules.ratings import hundredths, mean


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], None),
        (["4.5"], "4.50"),
        (["5", "4", "4"], "4.33"),
        (["4.5", "4.75", "4.5", "4.5"], "4.56"),
        (["1", "2"], "1.50"),
    ],
)
def test_a_rating_is_the_mean_of_all_scores_half_up(scores, expected):
    kept = [hundredths(Decimal(score)) for score in scores]
    assert mean(sum(kept), len(kept)) == (None if expected is None else Decimal(expected))
