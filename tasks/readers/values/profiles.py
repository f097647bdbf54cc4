"""How single providers use a format, where the format leaves it open: `seeds/reference/provider_profiles.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass

from warehouse.reference import read_reference, split_cell


@dataclass(frozen=True)
class Habit:
    """What a provider does with a field: a rule that a reader knows by name, and the rule's value."""

    rule: str
    value: str


def habits(format_name: str, provider: str | None, field: str) -> Iterator[Habit]:
    """Yield what a provider does with a field in a format, in the order of the table; nothing if it does as the format says."""
    wanted = (provider or "").casefold()
    for row in read_reference("provider_profiles"):
        names = (name.casefold() for name in split_cell(row["provider"]))
        if row["format"] == format_name and row["field"] == field and wanted in names:
            yield Habit(row["rule"], row["value"])


def profile(format_name: str, provider: str | None, field: str, rule: str) -> tuple[str, ...]:
    """Return the values of one rule for a field."""
    return tuple(habit.value for habit in habits(format_name, provider, field) if habit.rule == rule)


def time_zone(format_name: str, provider: str | None) -> str | None:
    """Return the zone of the times that a provider writes without one."""
    return next(iter(profile(format_name, provider, "time_zone", "zone")), None)
