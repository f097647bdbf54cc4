"""How single providers use a format, where the format leaves it open: `seeds/reference/provider_profiles.csv`."""

from dataclasses import dataclass

from warehouse.reference import read_reference, split_cell


@dataclass(frozen=True)
class Profile:
    """One habit: the field it bears on, the rule that a reader knows by name, and the rule's value."""

    field: str
    rule: str
    value: str


def profile(format_name: str, provider: str | None, field: str) -> Profile | None:
    """Return what a provider does with a field in a format, or None if it does as the format says."""
    wanted = (provider or "").casefold()
    for row in read_reference("provider_profiles"):
        names = (name.casefold() for name in split_cell(row["provider"]))
        if row["format"] == format_name and row["field"] == field and wanted in names:
            return Profile(field, row["rule"], row["value"])
    return None


def time_zone(format_name: str, provider: str | None) -> str | None:
    """Return the zone of the times that a provider writes without one."""
    found = profile(format_name, provider, "time_zone")
    return found.value if found else None
