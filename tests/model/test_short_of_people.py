"""Who is not free cannot be sent: the log says how many were, and what did not happen."""

import pytest

from tests.model.worlds import started

BARE = "timeline.police_to_the_gates=null"
TAKEN = (
    "timeline.all_out={at: '2022-07-31 06:00', who: special_police, does: deploy, "
    "where: jarinje_crossing, n: %d}"
)
WHEN = "when: all_out, who: special_police"
STRENGTH = 400


def after(entry, left):
    """A model in which so many special police are left when a reaction wants some."""
    taken = TAKEN % (STRENGTH - left)
    model = started(BARE, taken, f"timeline.wanted={{{WHEN}, {entry}}}", ticks=3)
    return {event.kind: event for event in model.events if event.source == "special_police"}


@pytest.mark.parametrize(
    ("entry", "kinds"),
    [
        ("does: raid, where: leposavic, n: 60, arrests: 5", {"raid", "arrest"}),
        ("does: install, where: leposavic, n: 60", {"installed"}),
        ("does: deploy, where: leposavic, n: 60", set()),
        ("does: deploy, where: {leposavic: 60}", set()),
    ],
)
def test_what_needs_people_is_done_with_those_who_are_free_or_not_at_all(entry, kinds):
    enough, few, none = after(entry, 60), after(entry, 20), after(entry, 0)
    assert "short_of_people" not in enough
    assert few["short_of_people"].says == "wanted: 20 of the 60 asked for are free"
    assert few["short_of_people"].people == 20
    assert none["short_of_people"].says == "wanted: nobody is free to go"
    for kind in kinds:
        assert kind in enough
        assert kind in few
        assert kind not in none
    if kinds & {"raid", "installed"}:
        assert few[next(iter(kinds - {"arrest"}))].people == 20


def test_a_number_left_open_takes_who_is_free():
    entry = "does: deploy, where: leposavic"
    assert "short_of_people" not in after(entry, 20)
    assert after(entry, 0)["short_of_people"].says == "wanted: nobody is free to go"


@pytest.mark.parametrize(
    ("where", "n"),
    [("[jarinje_crossing, brnjak_crossing]", ", n: 41"),
     ("{jarinje_crossing: 1, brnjak_crossing: 40}", "")],
)  # fmt: skip
def test_reserves_arrive_to_the_last_person(where, n):
    entry = "timeline.more={at: '2022-07-31 06:00', who: special_police, does: reinforce, where: "
    model = started(f"{entry}{where}{n}}}")
    assert sum(post.n for post in model.core.state.posts if not post.unit) == 41
