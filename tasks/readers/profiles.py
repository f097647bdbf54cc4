"""How single providers use a format, by the rows of `seeds/reference/provider_profiles.csv`."""

from warehouse.reference import read_reference


def profile(format_name: str, provider: str | None, field: str, rule: str) -> tuple[str, ...]:
    """Return the values of a rule for a field, in the order of the table; none for a provider without a profile."""
    name = (provider or "").casefold()
    return tuple(
        row["value"]
        for row in read_reference("provider_profiles")
        if (row["format"], row["provider"].casefold(), row["field"], row["rule"]) == (format_name, name, field, rule)
    )
