"""Where the margin broke a line: what tells the lines of one wrapped title from lines that stand by themselves."""

from collections.abc import Sequence


def is_broken_by_margin(line: str, following: str, width: int) -> bool:
    """Tell whether the next line's first word had no room left on this one, so that the two are one sentence."""
    first, *_ = following.split() or [""]
    return bool(first) and len(line.rstrip()) + 1 + len(first) > width


def runs(lines: Sequence[str], width: int) -> list[list[str]]:
    """Return the lines in runs, each one title or sentence that the margin alone broke."""
    found: list[list[str]] = []
    for at, line in enumerate(lines):
        if at and is_broken_by_margin(lines[at - 1], line, width):
            found[-1].append(line)
        else:
            found.append([line])
    return found
