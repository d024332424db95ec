"""What is worked out again only when what it is worked out from has been replaced."""

from collections.abc import Callable
from operator import is_
from typing import Any


class Latest:
    """A function that remembers its latest result, as long as it is asked about the same objects.

    These must be replaced when they change, and never be changed in place.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        """Args: what works it out."""
        self._function = function
        self._of: tuple[Any, ...] = ()
        self._found: Any = None

    def __call__(self, *of: Any) -> Any:
        """The result for some objects, at least one."""
        if not self._of or not all(map(is_, of, self._of)):
            self._of, self._found = of, self._function(*of)
        return self._found
