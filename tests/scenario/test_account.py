"""The account of a force: entries that together send more people than are free at that hour."""

import pytest

from tests.scenario.small import Case

FIRST = '{at: "2022-07-31 12:00", who: police, does: deploy, where: {gate: 100}, notice: 30 min}'
# The force has 200 people who can be sent.
SECOND = '  second: {at: "2022-07-31 %s", who: police, %s}\n'

TOO_MANY = [
    ("13:00", "does: deploy, where: {hill: 101}", "where"),
    ("13:00", "does: deploy, where: [hill, north], n: 101", "n"),
    ("12:00", "does: raid, where: hill, n: 101", "n"),
    ("13:00", "does: install, where: hill, n: 150", "n"),
    ("11:45", "does: raid, where: hill, n: 101", "n"),
]
ENOUGH = [
    ("13:00", "does: deploy, where: {hill: 100}"),
    ("06:30", "does: raid, where: hill, n: 200, lasting: 2 h"),
    ("13:00", "does: deploy, where: hill"),
]


def entries(case: Case, *more: str, first: str = FIRST) -> list[tuple[str, str]]:
    old = f"  police_to_the_gate:\n    {FIRST}\n"
    case.replace("base.yaml", old, f"  police_to_the_gate:\n    {first}\n" + "".join(more))
    return [(mistake.key, mistake.message) for mistake in case.mistakes()]


@pytest.mark.parametrize(("at", "does", "key"), TOO_MANY)
def test_two_entries_do_not_send_the_same_people(case: Case, at, does, key):
    [(path, message)] = entries(case, SECOND % (at, does))
    later = "police_to_the_gate" if at < "12:00" else "second"
    assert path == f"timeline.{later}.{key if later == 'second' else 'where'}"
    assert "sends more than are free then: " in message
    assert "of the 200 of police" in message
    other = "second" if at < "12:00" else "police_to_the_gate"
    assert message.endswith(f"the others are sent by {other}")


@pytest.mark.parametrize(("at", "does"), ENOUGH)
def test_who_is_free_can_be_sent(case: Case, at, does):
    assert entries(case, SECOND % (at, does)) == []


@pytest.mark.parametrize(
    ("back", "at", "is_right"),
    [
        ("", "14:00", False),
        ("withdraw", "13:00", False),  # they leave in this step
        ("withdraw", "14:00", True),
        ("withdraw, where: gate", "14:00", True),
        ("withdraw, where: hill", "14:00", False),
        ("withdraw, notice: 2 h", "14:00", False),
    ],
)
def test_people_come_back_when_they_are_withdrawn(case: Case, back, at, is_right):
    taken = SECOND % (at, "does: deploy, where: {hill: 150}")
    back = f'  back: {{at: "2022-07-31 13:00", who: police, does: {back}}}\n' if back else ""
    assert (entries(case, back, taken) == []) is is_right


@pytest.mark.parametrize(("lasting", "is_right"), [("30 min", True), ("2 h", False)])
def test_people_come_back_when_their_time_is_over(case: Case, lasting, is_right):
    first = FIRST.replace("}", "}, lasting: " + lasting, 1)
    taken = SECOND % ("14:00", "does: deploy, where: {hill: 150}")
    assert (entries(case, taken, first=first) == []) is is_right


def test_reactions_are_not_counted_since_they_need_not_come(case: Case):
    reaction = "  more: {when: rung >= 3, who: police, does: raid, where: hill, n: 200}\n"
    assert entries(case, reaction) == []
