"""How what each provider sent compares with what it usually sends: the frame of the suite `providers`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from expectations.history import Bounds, Usual, share_bounds, silence_bounds, usual_of, volume_bounds
from expectations.inert import visible
from expectations.moments import in_utc

SECONDS_AN_HOUR = 3600
HOURS_A_DAY = 24
LONGEST_NAME = 60  # characters of a provider's name in a sentence


@dataclass(frozen=True)
class Delivered:
    """What one provider sent in one run. `hours_late` is the median from publication to receipt, None without dates."""

    run_id: str
    provider: str
    last_seen_at: datetime
    stories: int
    undated: int = 0
    without_dateline: int = 0
    not_english: int = 0
    with_measures: int = 0
    hours_late: float | None = None


@dataclass(frozen=True)
class Compared:
    """One figure of one provider, the bounds that its history gives, and both as a sentence."""

    provider: str
    figure: str
    value: float | None
    bounds: Bounds
    told: str


@dataclass(frozen=True)
class Share:
    """A part of the stories of a run, as the figure is called and as a sentence calls it."""

    figure: str
    words: str
    part: Callable[[Delivered], int]


SHARES = (
    Share("undated_share", "without a date", lambda run: run.undated),
    Share("without_dateline_share", "without a dateline", lambda run: run.without_dateline),
    Share("language_share", "in another language than English", lambda run: run.not_english),
    Share("measures_share", "with a measure", lambda run: run.with_measures),
)


def compare(history: Iterable[Delivered], newest_run: str, now: datetime) -> tuple[Compared, ...]:
    """Return every figure of every provider with the bounds that its earlier runs give; `history` is oldest first.

    Providers that have too few runs are left out. A provider that sent nothing in the newest run has its silence alone.
    """
    by_provider: defaultdict[str, list[Delivered]] = defaultdict(list)
    for delivered in history:
        by_provider[delivered.provider].append(delivered)
    compared: list[Compared] = []
    for _, runs in sorted(by_provider.items()):
        compared += _silence(runs, now)
        if runs[-1].run_id == newest_run:
            compared += _newest(runs[-1], runs[:-1])
    return tuple(compared)


def _silence(runs: Sequence[Delivered], now: datetime) -> Iterable[Compared]:
    times = [in_utc(run.last_seen_at) for run in runs]
    gaps = [_hours(earlier, later) for earlier, later in pairwise(times)]
    usual = usual_of(gaps)
    if usual:
        hours = _hours(times[-1], in_utc(now))
        told = f"nothing for {_duration(hours)}, usually every {_duration(usual.middle)} (median of {usual.runs} gaps)"
        yield _compared(runs[-1], "silent_hours", hours, silence_bounds(usual), told)


def _newest(newest: Delivered, earlier: Sequence[Delivered]) -> Iterable[Compared]:
    volume = usual_of([run.stories for run in earlier])
    if volume is None:
        return
    told = f"{_stories(newest)}, usually {volume.middle:,.0f} ({_basis(volume)})"
    yield _compared(newest, "stories", newest.stories, volume_bounds(volume), told)
    for share in SHARES:
        yield _compared_share(newest, earlier, share)
    late = usual_of([run.hours_late for run in earlier if run.hours_late is not None])
    if late and newest.hours_late is not None:
        told = f"stories come {_duration(newest.hours_late)} late, usually {_duration(late.middle)} ({_basis(late)})"
        yield _compared(newest, "late_hours", newest.hours_late, silence_bounds(late), told)


def _compared_share(newest: Delivered, earlier: Sequence[Delivered], share: Share) -> Compared:
    usual = usual_of([share.part(run) / run.stories for run in earlier])
    assert usual is not None  # noqa: S101 - the volume of as many runs was usual
    value = share.part(newest) / newest.stories
    told = f"{value:.0%} of {_stories(newest)} {share.words}, usually {usual.middle:.0%} ({_basis(usual)})"
    return _compared(newest, share.figure, value, share_bounds(usual, newest.stories), told)


def _compared(run: Delivered, figure: str, value: float, bounds: Bounds, told: str) -> Compared:
    return Compared(run.provider, figure, value, bounds, f"{visible(run.provider)[:LONGEST_NAME]}: {told}")


def _stories(run: Delivered) -> str:
    return f"{run.stories:,} {'story' if run.stories == 1 else 'stories'}"


def _basis(usual: Usual) -> str:
    return f"median of {usual.runs} runs"


def _hours(earlier: datetime, later: datetime) -> float:
    return (later - earlier).total_seconds() / SECONDS_AN_HOUR


def _duration(hours: float) -> str:
    """Return a length of time as people say it: 35 min, 6 h, 3 days."""
    if abs(hours) < 2:  # noqa: PLR2004 - below two hours minutes say more
        return f"{hours * 60:.0f} min"
    if abs(hours) < 2 * HOURS_A_DAY:
        return f"{hours:.0f} h"
    return f"{hours / HOURS_A_DAY:,.0f} days"
