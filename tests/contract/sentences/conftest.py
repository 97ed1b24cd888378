"""What holds of a catalogue is asked of each."""

from __future__ import annotations

import pytest

from tests.contract.sentences.catalogues import Catalogue, read_catalogue
from tools.rules.sentences import LANGUAGES


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return read_catalogue(request.param)
