"""What a new case is asked: each question in plain words, its option, its default, what is right.

The same answers are taken from options, all mistakes at once, or on a terminal one by one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from os.path import relpath
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.cli.exit_codes import InputError
from sim.cli.new_case import LIKE, Case, first_hour, words_of
from sim.cli.new_roles import Known, roles
from sim.importers.names import slug

_ID: Final = re.compile(r"[a-z][a-z0-9_]*")
_WORDS: Final = re.compile(r"\w[\w ,.'-]{0,80}")
_RESERVED: Final = frozenset(
    {"club", "council", "town_police", "riot_police", "guard", "mediator", "others"}
    | {"west_bank", "east_bank", "west_market", "east_market", "old_bridge", "mill", "barracks"}
)
"""Names that the pattern has given away."""
_HOURS: Final = (time(6, 15), time(23, 45))
"""First and last hour at which it may begin, on the first of three days that begin at 6:00."""


class Question(NamedTuple):
    """One thing that is asked.

    Attributes:
        name: of the option and of the answer; ``name`` is the short name of the case.
        asks: the question.
        default: what holds where nothing is answered, as written.
        read: the answer from the text, or a ValueError that says what would be right.
        metavar: form of the option.
    """

    name: str
    asks: str
    default: str
    read: Callable[[str], Any]
    metavar: str


def _short(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("must be of small letters, digits and _, such as my_town")
    return text


def _words(text: str) -> str:
    if not _WORDS.fullmatch(text):
        raise ValueError("write some words without quotation marks, such as Old Town")
    return text


def _communities(text: str) -> tuple[str, str]:
    people = [slug(word) for word in text.split(",")]
    if len(people) != 2 or len(set(people)) != 2 or not all(map(_ID.fullmatch, people)):
        raise ValueError("write two names that differ, such as amber,blue")
    taken = sorted(_RESERVED & set(people))
    if taken:
        raise ValueError(f"{taken[0]} is the name of something else; choose another")
    return people[0], people[1]


def _like(text: str) -> str:
    if text not in LIKE:
        raise ValueError(f"write one of {', '.join(LIKE)}")
    return text


def _day(text: str) -> str:
    wrong = 'is not a day; write "YYYY-MM-DD", such as 2030-05-04'
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(wrong) from None
    if day.isoformat() != text or not 1900 <= day.year < 2199:
        raise ValueError(wrong)
    return text


def _hour(text: str) -> str:
    first, last = (one.isoformat("minutes") for one in _HOURS)
    if not re.fullmatch(r"\d\d:[0-5]\d", text) or not first <= text <= last:
        raise ValueError(f"write an hour of the day from {first} to {last}, such as 12:30")
    return text


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"write a whole number from {least} to {most}")
        return int(text)

    return read


def _people(text: str) -> tuple[int, int]:
    read = _number(100, 500_000)
    numbers = text.split(",")
    if len(numbers) != 2:
        raise ValueError("write two numbers of people, such as 15000,14000")
    return read(numbers[0].strip()), read(numbers[1].strip())


_MARCH: Final = "march"
QUESTIONS: Final = (
    Question("place", "Where is it?", "", _words, "WORDS"),
    Question("name", "A short name for the files", "", _short, "NAME"),
    Question("communities", "Which two communities face each other?", "amber,blue", _communities,
             "ONE,TWO"),
    Question("people", "How many people has each?", "15000,14000", _people, "N,N"),
    Question("meet", "Where do they face each other: the name of the bridge, square or road?",
             "Old bridge", _words, "WORDS"),
    Question("like", "What happens?", _MARCH, _like, "KIND"),
    Question("date", "On which day does it begin?", "2030-05-04", _day, "YYYY-MM-DD"),
    Question("hour", "At which hour does the first thing happen?", "", _hour, "HH:MM"),
    Question("police", "How many special police can come?", "150", _number(1, 100_000), "N"),
    Question("keepers", "How many peacekeepers or soldiers can stand between them? 0 for none",
             "200", _number(0, 100_000), "N"),
)  # fmt: skip
"""Everything that is asked, in order."""


OF_A_CASE: Final = ("like", "date", "hour")
"""What the tables of a world do not depend on."""
FIXED: Final = ("people", "police", "keepers")
"""What the tables of a world say that is there already."""


def case_of(
    said: Mapping[str, str | None], world: Known | None = None, folder: Path = Path()
) -> Case:
    """A case from options; what is not said has its default.

    Args:
        said: options.
        world: the world that it is to have; None where the invented town is written for it.
        folder: where its scenario will stand.

    Raises:
        InputError: with every mistake.
    """
    if world is not None:
        return _in_world(dict(said), world, folder)
    answers: dict[str, Any] = {}
    wrong: list[str] = []
    for one in QUESTIONS:
        text = said.get(one.name)
        text = _default(one, {"like": _MARCH, **_said(said)}) if text is None else text
        try:
            answers[one.name] = one.read(text)
        except ValueError as error:
            option = "" if one.name == "name" else f"--{one.name} "
            wrong.append(f"{option}{text}: {error}")
    if wrong:
        raise InputError("\n".join(wrong))
    return Case(**answers)


def _in_world(said: dict[str, str | None], world: Known, folder: Path) -> Case:
    """A case in a world that is there already: people, forces and sites are those of its tables."""
    fixed = [f"--{name}" for name in FIXED if said.get(name) is not None]
    if fixed:
        message = f"{', '.join(fixed)}: the tables of {world.folder} say it; change it there"
        raise InputError(message)
    known = dict(said) | {name: "100,100" if name == "people" else "1" for name in FIXED}
    meets = {key: one.id for one in reversed(world.meetings) for key in (one.name, one.id)}
    case = case_of(dict(suggested(world)) | {k: v for k, v in known.items() if v is not None})
    wrong = [
        f"--communities {name}: is no community of {world.folder / 'population'}.csv; "
        f"it has {', '.join(world.communities)}"
        for name in case.communities
        if name not in world.communities
    ]
    wrong += [
        f"--communities {name}: is an id of {world.folder} too; rename one of the two"
        for name in case.communities
        if name in world.ids
    ]
    if case.meet not in meets:
        wrong.append(f"--meet {case.meet}: is no site of {world.folder / 'sites'}.csv; "
                     f"it has {', '.join(one.id for one in world.meetings)}")  # fmt: skip
    if wrong:
        raise InputError("\n".join(wrong))
    part = roles(world, case.communities, meets[case.meet], blocks=case.like == "blockade")
    one, two = case.communities
    return case._replace(
        people=(world.people(one), world.people(two)),
        police=world.strength(*part.sent),
        keepers=world.strength(part.guard, "peacekeepers"),
        roles=part,
        world=Path(relpath(world.folder, folder)).as_posix(),
    )


def suggested(world: Known) -> Mapping[str, str]:
    """What a world suggests where nothing is said: its two largest communities, its first site."""
    return {
        "communities": ",".join(world.communities[:2]),
        "meet": world.meetings[0].id,
    }


def ask(
    said: Mapping[str, str | None],
    answer: Callable[[str], str],
    tell: Callable[[str], None],
    world: Known | None = None,
    folder: Path = Path(),
    *,
    skip: Sequence[str] = (),
) -> Case:
    """A case from answers; what an option says already is not asked, and what is wrong once more.

    Args:
        said: options.
        answer: puts a question and returns what is typed.
        tell: shows a line.
        world: the world that it is to have; what its tables say is not asked.
        folder: where its scenario will stand.
        skip: names of questions that are not asked.

    Raises:
        InputError: when there are no more answers.
    """
    known = dict(said)
    tell("Enter keeps what stands in brackets; every answer can be changed in the files later.")
    hints = {} if world is None else suggested(world)
    skipped = {*skip, *(FIXED if world is not None else ())}
    for one in QUESTIONS:
        if one.name in skipped:
            continue
        if one.name == "like" and known.get("like") is None:
            tell("\n".join(f"  {like}: {words_of(like)}" for like in LIKE))
        while known.get(one.name) is None:
            default = hints.get(one.name) or _default(one, known)
            known[one.name] = _answered(one, default, answer, tell)
    return case_of(known, world, folder)


def _answered(
    one: Question, default: str, answer: Callable[[str], str], tell: Callable[[str], None]
) -> str | None:
    """What is typed to a question; None once it has been told that this is no answer to it."""
    try:
        text = answer(f"{one.asks} [{default}] ").strip() or default
    except EOFError:
        raise InputError("no more answers; nothing is written") from None
    try:
        one.read(text)
    except ValueError as error:
        tell(f"  {text}: {error}")
        return None
    return text


def _said(options: Mapping[str, str | None]) -> dict[str, str]:
    return {name: text for name, text in options.items() if isinstance(text, str)}


def _default(one: Question, known: Mapping[str, str | None]) -> str:
    """What holds where nothing is said; place and short name follow from each other."""
    if one.name == "place":
        return (known.get("name") or "my_town").replace("_", " ").capitalize()
    if one.name == "name":
        words = re.sub(r"[^a-z0-9]+", "_", (known.get("place") or "").lower()).strip("_")
        return words if _ID.fullmatch(words) else "my_town"
    if one.name == "hour" and known.get("like") in LIKE:
        return first_hour(str(known["like"]))
    return one.default
