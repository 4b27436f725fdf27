"""How an action says no."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grants.models import Event


class Refused(Exception):
    """A move that is not allowed now. Its text is one or more plain sentences for the person who tried."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class Discarded(Refused):
    """The decision is gone: somebody has discarded the draft meanwhile."""

    def __init__(self) -> None:
        super().__init__("Somebody has discarded this draft meanwhile. The diary keeps that it was.")


class Overtaken(Refused):
    """Somebody saved the same fields since this person opened the page."""

    def __init__(self) -> None:
        super().__init__(
            "This has been saved since you opened it, in another window or by somebody else. Nothing you typed is lost."
        )


class Stale(Overtaken):
    """The same, where the diary tells it: `events` say who, when and what. With `revision` saving again puts this
    person's text in their place."""

    def __init__(self, events: Sequence["Event"], *, revision: int) -> None:
        super().__init__()
        self.events = events
        self.revision = revision
