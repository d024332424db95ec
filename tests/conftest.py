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
def _folders_are_written_without_trial_runs():
    """What has no effect is not looked for in each of hundreds of folders, with seven runs more.

    Commands in processes of their own look for it, as does ``tests/experiment/test_no_effect.py``.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.studies.run.study.no_effect", lambda *_: None)
        yield


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
