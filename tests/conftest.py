"""Settings all tests share: generated inputs are the same in every round, however slow it is.

Every folder that a test writes has its tables held to their description.
"""

import pytest
from hypothesis import settings

from tests.browsers import browser
from tests.described import assert_described

__all__ = ["browser"]

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(autouse=True, scope="session")
def _tables_are_described():
    from sim.results import datapackage

    write = datapackage.datapackage_text

    def checked(folder, *scenario):
        text = write(folder, *scenario)
        assert_described(folder, text)
        return text

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(datapackage, "datapackage_text", checked)
        yield
