"""The map as a film: an hour a step, as GIF, or as MP4 where ffmpeg is installed."""

import io
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from numpy.typing import NDArray
from PIL import Image

from sim.report.style import pinned_settings
from sim.studies.stills.moment import Shown
from sim.studies.stills.picture import draw_moment

FORMS: Final = ("gif", "mp4")
FFMPEG: Final = "ffmpeg"
DPI: Final = 90
MOST_STEPS: Final = 72
"""Pictures of a film, at most; of a longer case each stands for several hours."""
PER_SECOND: Final = 5
LAST: Final = 2000
"""Milliseconds for which the last picture stands."""
COLOURS: Final = 64
DARK: Final = 200
"""Brightness [0..255] below which something is drawn."""

Picture = NDArray[np.uint8]


def has_ffmpeg() -> bool:
    """Whether there is something that makes MP4."""
    return shutil.which(FFMPEG) is not None


def steps_of(shown: Shown) -> list[int]:
    """Moments of the film: whole hours, up to an hour after the last busy one."""
    frames = shown.frames
    last = shown.last_busy()
    per_hour = max(1, round(1.0 / (frames.hours[1] - frames.hours[0]))) if last else 1
    last = min(last + per_hour, len(frames.ends) - 1)
    hours = -(-(last + 1) // (per_hour * MOST_STEPS))
    step = per_hour * hours
    return [*range(step - 1, last, step), last]


def film_bytes(shown: Shown, title: str, form: str) -> bytes:
    """The film.

    Args:
        shown: what there is to show.
        title: of the case.
        form: one of :data:`FORMS`.

    Raises:
        OSError: when ffmpeg fails.
    """
    pictures = list(_pictures(shown, title))
    return _gif(pictures) if form == "gif" else _mp4(pictures)


def _pictures(shown: Shown, title: str) -> Iterator[Picture]:
    for frame in steps_of(shown):
        figure = draw_moment(shown, frame, title)
        figure.set_dpi(DPI)
        with pinned_settings():
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
        yield np.asarray(canvas.buffer_rgba())[..., :3].copy()


def _gif(pictures: Sequence[Picture]) -> bytes:
    """All in the colours of the one with the most in it, so that none changes its colour."""
    fullest = max(pictures, key=lambda one: int((one < DARK).sum()))
    colours = Image.fromarray(fullest).quantize(COLOURS)
    plain = Image.Dither.NONE
    every = [Image.fromarray(one).quantize(palette=colours, dither=plain) for one in pictures]
    pauses = [1000 // PER_SECOND] * (len(every) - 1) + [LAST]
    out = io.BytesIO()
    every[0].save(
        out, format="GIF", save_all=True, append_images=every[1:], duration=pauses, loop=0,
        optimize=True,
    )  # fmt: skip
    return out.getvalue()


def _mp4(pictures: Sequence[Picture]) -> bytes:
    """Through ffmpeg, which is given the pictures as they are, and gives back a whole file."""
    every = [one[: len(one) // 2 * 2, : one.shape[1] // 2 * 2] for one in pictures]
    high, wide, _ = every[0].shape
    every += [every[-1]] * (PER_SECOND * LAST // 1000)
    asked = [
        FFMPEG, "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{wide}x{high}",
        "-r", str(PER_SECOND), "-i", "-", "-pix_fmt", "yuv420p", "-fflags", "+bitexact",
        "-movflags", "frag_keyframe+empty_moov", "-f", "mp4", "-",
    ]  # fmt: skip
    made = subprocess.run(
        asked, input=b"".join(one.tobytes() for one in every), capture_output=True, check=False
    )
    if made.returncode:
        message = f"{FFMPEG}: {' '.join(made.stderr.decode(errors='replace').split())[:300]}"
        raise OSError(message)
    return made.stdout
