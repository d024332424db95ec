import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.everyday_life import all_connected, always_open, connected_share, open_share

SHARE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("before", "siren", "threat", "ease", "share"),
    [
        (1.0, True, 0.0, 0.9, 0.4),  # sirens close .6 at once
        (1.0, False, 0.5, 0.9, 0.85),  # .3 per unit of threat
        (1.0, True, 2.0, 0.9, 0.0),
        (0.4, False, 0.0, 0.5, 0.7),  # half of the way back
        (0.4, False, 0.0, 1.0, 0.4),
        (1.0, False, 0.0, 0.9, 1.0),
    ],
)
def test_cafes_close_at_once_and_open_slowly(before, siren, threat, ease, share):
    assert open_share(before, siren, threat, (0.6, 0.3), ease) == pytest.approx(share)


@given(SHARE, st.booleans(), st.floats(0, 5), SHARE, st.floats(0, 5), SHARE)
def test_the_share_open_is_a_share(before, siren, threat, by_siren, by_threat, ease):
    share = open_share(before, siren, threat, (by_siren, by_threat), ease)
    assert -1e-12 <= share <= 1 + 1e-12
    assert always_open(before, siren, threat, (by_siren, by_threat), ease) == 1.0


@given(SHARE, st.floats(0, 5), st.floats(0, 5), SHARE)
def test_more_threat_never_opens_a_cafe(before, one, other, ease):
    calm, tense = sorted((one, other))
    weights = (0.6, 0.3)
    assert (
        open_share(before, False, tense, weights, ease)
        <= open_share(before, False, calm, weights, ease) + 1e-12
    )


@pytest.mark.parametrize(
    ("sizes", "share"),
    [((4,), 1.0), ((2, 2), 4 / 12), ((3, 1), 0.5), ((1, 1, 1), 0.0), ((1,), 1.0), ((), 1.0)],
)
def test_connected_pairs_as_counted_by_hand(sizes, share):
    assert connected_share(sizes) == pytest.approx(share)
    assert all_connected(sizes) == 1.0


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_cutting_a_part_in_two_never_connects_more(sizes):
    first, rest = sizes[0], sizes[1:]
    cut = (first // 2, first - first // 2, *rest) if first > 1 else tuple(sizes)
    assert 0.0 <= connected_share(cut) <= connected_share(tuple(sizes)) <= 1.0
