"""What a provider sends is compared with what the same provider usually sends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from expectations.drift import Compared, Delivered, compare
from expectations.suites.providers import PROVIDERS

START = datetime(2026, 3, 1, tzinfo=UTC)


def hourly(provider: str = "AFP", runs: int = 12, **values: object) -> list[Delivered]:
    usual = Delivered("", provider, START, stories=60, without_dateline=6, with_measures=12, hours_late=0.5)
    usual = replace(usual, **values)
    return [replace(usual, run_id=f"run_{n:02}", last_seen_at=START + timedelta(hours=n)) for n in range(runs)]


def outside(history: list[Delivered], now: datetime | None = None) -> list[str]:
    newest = history[-1]
    compared = compare(history, newest.run_id, now or newest.last_seen_at)
    return [one.told for one in compared if is_outside(one)]


def is_outside(one: Compared) -> bool:
    lowest, highest = one.bounds.lowest, one.bounds.highest
    return (lowest is not None and one.value < lowest) or (highest is not None and one.value > highest)


def with_newest(history: list[Delivered], **values: object) -> list[Delivered]:
    return [*history[:-1], replace(history[-1], **values)]


def test_a_run_like_the_others_is_as_usual():
    assert outside(hourly()) == []


def test_every_figure_is_compared_and_judged():
    figures = {one.figure for one in compare(hourly(), "run_11", START + timedelta(hours=11))}
    assert figures == {expectation.column for expectation in PROVIDERS.expectations}


def test_nothing_for_six_hours_from_a_provider_that_sends_every_hour():
    history = hourly()
    late = history[-1].last_seen_at + timedelta(hours=6)
    assert outside(history, late) == ["AFP: nothing for 6 h, usually every 60 min (median of 11 gaps)"]


def test_a_silence_is_measured_by_the_providers_own_gaps():
    daily = [replace(run, last_seen_at=START + timedelta(days=n)) for n, run in enumerate(hourly("Weekly", 12))]
    assert outside(daily, daily[-1].last_seen_at + timedelta(days=2)) == []


def test_a_silent_provider_is_told_though_another_one_sent_the_newest_run():
    afp, ap = hourly("AFP")[:9], hourly("AP", 20)
    history = sorted([*afp, *ap], key=lambda run: run.run_id)
    assert outside(history) == ["AFP: nothing for 11 h, usually every 60 min (median of 8 gaps)"]


def test_a_flood():
    assert outside(with_newest(hourly(), stories=600, without_dateline=60, with_measures=120)) == [
        "AFP: 600 stories, usually 60 (median of 11 runs)"
    ]


def test_a_drop():
    assert outside(with_newest(hourly(), stories=4, without_dateline=0, with_measures=1)) == [
        "AFP: 4 stories, usually 60 (median of 11 runs)"
    ]


def test_a_share_without_dateline_that_doubles():
    assert outside(with_newest(hourly(stories=200, without_dateline=20), without_dateline=42)) == [
        "AFP: 21% of 200 stories without a dateline, usually 10% (median of 11 runs)"
    ]
    assert outside(with_newest(hourly(stories=200, without_dateline=20), without_dateline=30)) == []


def test_dates_that_go_missing_another_language_and_rules_that_fall_dumb():
    assert outside(with_newest(hourly(), undated=20)) == ["AFP: 33% of 60 stories without a date, usually 0% (median of 11 runs)"]
    assert outside(with_newest(hourly(), not_english=30)) == [
        "AFP: 50% of 60 stories in another language than English, usually 0% (median of 11 runs)"
    ]
    assert outside(with_newest(hourly(stories=200, with_measures=60), with_measures=3)) == [
        "AFP: 2% of 200 stories with a measure, usually 30% (median of 11 runs)"
    ]


def test_stories_that_come_two_days_late():
    assert outside(with_newest(hourly(), hours_late=49.0)) == [
        "AFP: stories come 2 days late, usually 30 min (median of 11 runs)"
    ]


def test_too_few_runs_say_nothing():
    assert outside(with_newest(hourly(runs=8), stories=9_000)) == []


def test_a_providers_name_cannot_act_in_a_sentence():
    history = hourly("A\u202eFP" + "x" * 200)
    (told,) = outside(history, history[-1].last_seen_at + timedelta(hours=6))
    assert told.startswith("A[U+202E]FPxxx")
    assert len(told) < 130
