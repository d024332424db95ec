"""Who builds and shoots does so in the contested area: elsewhere the model has no towns."""

import pytest

from tests.scenario.small import Case


@pytest.mark.parametrize("town", ["mun_south", "mun_capital"])
@pytest.mark.parametrize("old", ["[mun_north, mun_hill]", "municipalities: [mun_hill]"])
def test_a_municipality_outside_the_contested_area_is_said(old, town, case: Case):
    case.replace("base.yaml", old, old.replace("mun_hill", town))
    said = [str(mistake) for mistake in case.mistakes()]
    assert any("lies outside the contested area" in line and town in line for line in said)
