"""The items of a JSON delivery, whatever envelope they came in, and what becomes of them together."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from tasks.readers.draft import Draft, NoStory
from tasks.readers.errors import UnreadableError

MAX_ENVELOPES = 5  # objects and arrays around an item


def items_of(value: object, is_item: Callable[[object], bool], depth: int = 0) -> Iterator[object]:
    """Yield the items in a value, in order; beside items in an array also what is none, so that it is not lost in silence."""
    if is_item(value):
        yield value
    elif depth < MAX_ENVELOPES and isinstance(value, Mapping):
        for entry in value.values():
            if isinstance(entry, Mapping | list):
                yield from items_of(entry, is_item, depth + 1)
    elif depth < MAX_ENVELOPES and isinstance(value, list):
        has_items = any(map(is_item, value))
        for entry in value:
            if has_items:
                yield entry
            else:
                yield from items_of(entry, is_item, depth + 1)


def gathered(outcomes: Iterable[Draft | NoStory], format_name: str) -> list[Draft | NoStory]:
    """Return the outcomes with the drafts numbered. Raise UnreadableError if there is no draft, with all reasons."""
    numbered: list[Draft | NoStory] = []
    for position, outcome in enumerate(outcomes):
        numbered.append(replace(outcome, position=position) if isinstance(outcome, Draft) else outcome)
    refusals = [outcome for outcome in numbered if isinstance(outcome, NoStory)]
    if len(refusals) < len(numbered):
        return numbered
    if not refusals:
        raise UnreadableError("empty", f"the {format_name} delivery holds no item; check what was sent")
    if len(refusals) == 1:
        raise UnreadableError(refusals[0].reason_code, refusals[0].reason)
    reasons = "; ".join(dict.fromkeys(refusal.reason for refusal in refusals))
    raise UnreadableError(refusals[0].reason_code, f"none of the {len(refusals)} items is a story: {reasons}")
