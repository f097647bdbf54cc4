"""What is usual of each provider: bounds come from its own earlier runs, and only warn."""

from expectations.checks import is_within_bounds
from expectations.expectation import Expectation, Owner, WholeSuite
from warehouse.codes import Severity

PROVIDERS = WholeSuite(
    "providers",
    (
        Expectation(
            name="providers_not_silent",
            column="silent_hours",
            severity=Severity.WARNING,
            owner=Owner.PROVIDERS,
            reason="A feed that has stopped looks like a quiet day until somebody asks",
            fault="Nothing has come from a provider for far longer than usual",
            remedy="Look whether its source still answers and its credentials still hold; then ask the provider",
            check=is_within_bounds("silent_hours"),
        ),
        Expectation(
            name="providers_volume_usual",
            column="stories",
            severity=Severity.WARNING,
            owner=Owner.PROVIDERS,
            reason="A flood is an archive sent by mistake or a reader that splits too much; a drop is a feed cut off half way",
            fault="A provider has sent far more or far fewer stories than usual",
            remedy="Compare the newest deliveries with earlier ones; ask the provider if they are complete",
            check=is_within_bounds("stories"),
        ),
        Expectation(
            name="providers_fresh",
            column="late_hours",
            severity=Severity.WARNING,
            owner=Owner.PROVIDERS,
            reason="Stories that come late are old news when they are read, and the delay hides in no count",
            fault="Stories of a provider come far later after their publication than usual",
            remedy="Look whether the source is read as often as before; then ask the provider",
            check=is_within_bounds("late_hours"),
        ),
        Expectation(
            name="providers_dates_usual",
            column="undated_share",
            severity=Severity.WARNING,
            owner=Owner.INGEST,
            reason="Where dates go missing at once the provider has changed its layout or its metadata",
            fault="The share of stories without a date is far from what is usual of a provider",
            remedy="Compare a new item with an old one, and teach the reader where the date stands now",
            check=is_within_bounds("undated_share"),
        ),
        Expectation(
            name="providers_datelines_usual",
            column="without_dateline_share",
            severity=Severity.WARNING,
            owner=Owner.INGEST,
            reason="Where datelines go missing at once the layout has changed, and places may be read as actors",
            fault="The share of stories without a dateline is far from what is usual of a provider",
            remedy="Compare a new item with an old one, and add the shape of its dateline to the rules",
            check=is_within_bounds("without_dateline_share"),
        ),
        Expectation(
            name="providers_languages_usual",
            column="language_share",
            severity=Severity.WARNING,
            owner=Owner.PROVIDERS,
            reason="A service in another language has been added to the feed, or the language is read wrongly",
            fault="The share of stories in another language is far from what is usual of a provider",
            remedy="Ask the provider for the service in English alone, or correct the reader",
            check=is_within_bounds("language_share"),
        ),
        Expectation(
            name="providers_measures_usual",
            column="measures_share",
            severity=Severity.WARNING,
            owner=Owner.EXTRACTION,
            reason="Where measures drop at once the rules no longer read this provider; where they leap, a rule fires on all",
            fault="The share of stories with a measure is far from what is usual of a provider",
            remedy="Run `sanctionwire explain` on a new story, and see which rule answered and which did not",
            check=is_within_bounds("measures_share"),
        ),
    ),
)
