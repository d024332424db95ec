import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.statements import Audience, Strengths, reading, unread
from sim.terms.statements import CONTENTS, content_of_code

STRENGTHS = Strengths(0.5, 0.3, 0.2, 0.2, 0.2, 0.4)
US, OTHERS, TO_US = {"aimed": True}, {"opposed": True}, {"addressed": True}


def audience(regard, aimed=False, addressed=False, opposed=False):
    return Audience(regard, aimed, addressed, opposed)


@pytest.mark.parametrize(
    ("content", "regard", "stands", "found"),
    [
        ("threat", -0.8, US, 0.4),  # .5 * .8: the other side threatens us
        ("threat", 0.8, US, 0.4),  # and somebody we trust who does
        ("threat", 0.8, OTHERS, 0.0),  # our own leader threatens the others
        ("demand", -0.5, US, 0.15),
        ("demand", -0.5, OTHERS, 0.0),
        ("blame", -0.5, US, 0.1),  # they blame us
        ("blame", 0.5, OTHERS, 0.1),  # ours blame them
        ("blame", 0.5, US, 0.0),
        ("blame", -0.5, OTHERS, 0.0),
        ("condemnation", 0.5, US, -0.1),  # told off by somebody we like
        ("condemnation", -0.5, US, 0.1),
        ("condemnation", 0.5, OTHERS, 0.0),
        ("support", 0.5, US, -0.1),
        ("support", -0.5, OTHERS, 0.1),  # somebody we dislike stands by them
        ("support", -0.5, US, 0.0),
        ("reassurance", 0.5, TO_US, -0.2),
        ("reassurance", -0.5, TO_US, 0.2),  # it backfires
        ("reassurance", 0.5, US, 0.0),
        ("warning", 0.5, TO_US, 0.0),  # it is believed, or not
        ("neutral", -1.0, US, 0.0),
    ],
)
def test_what_is_said_is_read_by_who_hears_it_from_whom(content, regard, stands, found):
    assert reading(content, audience(regard, **stands), STRENGTHS) == pytest.approx(found)
    assert unread(content, audience(regard, **stands), STRENGTHS) == 0.0


@given(st.sampled_from(CONTENTS), st.floats(-1, 1), st.booleans(), st.booleans(), st.booleans())
def test_a_reading_is_never_more_than_its_strength(content, regard, aimed, addressed, opposed):
    found = reading(content, audience(regard, aimed, addressed, opposed), STRENGTHS)
    assert abs(found) <= getattr(STRENGTHS, content, 0.0)


@pytest.mark.parametrize(
    ("code", "content"),
    [("138", "threat"), ("112", "blame"), ("1123", "blame"), ("111", "condemnation"),
     ("100", "demand"), ("027", "reassurance"), ("026", "neutral"), ("055", "reassurance"),
     ("051", "support"), ("010", "neutral"), ("172", "neutral"), ("", "neutral")],
)  # fmt: skip
def test_what_a_code_most_often_says(code, content):
    assert content_of_code(code) == content
