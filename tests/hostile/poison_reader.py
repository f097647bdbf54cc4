"""A reader of a package of its own, as anybody may install one: its format breaks whoever reads it, or reads like a story."""

import ctypes
import time
from collections.abc import Sequence

from tasks.readers.draft import Draft, NoStory
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

NAME = "poison"
MARK = "POISON "


def sniff(head: str, delivery: Delivery) -> float:
    return 1.0 if head.startswith(MARK) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
    kind = delivery.content.decode("ascii").split()[1]
    if kind == "hang":
        time.sleep(3_600)
    if kind == "spin":
        while True:
            pass
    if kind == "segfault":
        ctypes.string_at(0)
    if kind == "hog":
        return [Draft("x" * 10**10, NAME)]
    raise RecursionError(kind)
