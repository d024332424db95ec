"""What a finished folder says of the study that is asked for again, so that it need not be made."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sim.experiment.versions import code_digest, versions
from sim.results.files import digest_of_file, write_file
from sim.results.ownership import MANIFEST, Record, Study, read_record

SENTENCES: Final = "sentences.txt"


def write_told(folder: Path, sentences: Sequence[str]) -> None:
    """Keep what is said of a study beside its tables."""
    write_file(folder / SENTENCES, "\n".join(sentences) + "\n")


def made_by(language: str) -> dict[str, Any]:
    """What a manifest says beside what was asked, so that it is known what made a folder."""
    return {"language": language, "code": code_digest()}


def told_before(folder: Path, study: Study, language: str) -> list[str] | None:
    """What was said of a study when its folder was made; None where it has to be made.

    It need not be where today's code and versions made it in the same language with Ibar's own
    model, and every file is as it was written: then the same bytes would come of it.
    """
    record = read_record(folder / MANIFEST)
    if record is None or (record.study, record.asked) != (study.name, dict(study.asked)):
        return None
    made = {"versions": versions(), **made_by(language)}
    if "build" in record.content or any(record.content.get(n) != one for n, one in made.items()):
        return None
    if SENTENCES not in record.files or not _is_whole(folder, record):
        return None
    return (folder / SENTENCES).read_text("utf-8").splitlines()


def _is_whole(folder: Path, record: Record) -> bool:
    """Whether every file is there, and is what was written."""
    return all(
        (folder / name).is_file() and digest in (None, digest_of_file(folder / name))
        for name, digest in record.files.items()
    )
