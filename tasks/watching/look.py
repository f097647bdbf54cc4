"""Look at a watched source: what is new there since the last time, at the cost of a listing or of one conditional request."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from tasks.sources.addresses import url_scheme
from tasks.sources.delivery import Delivery, Hints, Item, Refusal, Unchanged
from tasks.sources.download import Downloader
from tasks.sources.errors import TransientFetchError
from tasks.sources.find import find
from tasks.sources.headers import validator
from tasks.sources.limits import Limits
from tasks.sources.robots import RobotsMemory
from tasks.sources.web import Web
from tasks.watching.source import Source
from warehouse.records import FetchState, SourceState
from warehouse.watched import source_states

States = Mapping[str, SourceState]  # by URI
Now = Callable[[], datetime]
MAX_SITEMAP_ENTRIES = 50_000  # that the protocol allows; how many are taken at once is another limit


@dataclass(frozen=True)
class Look:
    """What a look at a source gave.

    `items` are new or changed, `received` holds what came with the look already; `states` are to be remembered once the
    items are taken in, `own` besides only if nothing of the source was left over. `failures` say what could not be looked at.
    """

    source: Source
    items: tuple[Item, ...] = ()
    received: Mapping[Item, Delivery] = field(default_factory=dict)
    states: States = field(default_factory=dict)
    own: SourceState | None = None
    failures: tuple[Refusal, ...] = ()

    @property
    def has_news(self) -> bool:
        """Whether there is anything to take in."""
        return bool(self.items)

    @property
    def told(self) -> tuple[str, ...]:
        """The failures in words."""
        return tuple(f"{one.uri}: {one.reason}" for one in self.failures)


def look_at_all(sources: Iterable[Source], warehouse: Path, limits: Limits, robots: Path) -> dict[str, Look]:
    """Look at sources one after the other. What they have shown before is in the published snapshot, which needs no lock."""
    memory = RobotsMemory(robots)
    return {one.name: look(one, source_states(warehouse, one.name), limits, lambda: datetime.now(UTC), memory) for one in sources}


def look(source: Source, known: States, limits: Limits, now: Now, robots: RobotsMemory | None = None) -> Look:
    """Look at a source. `known` is what it has shown before; `robots` what sites have said that they let us fetch."""
    if url_scheme(source.location) in ("http", "https"):
        return _look_at_url(source, known, limits_of(source, limits), now, robots)
    return _look_at_files(source, known, limits, now())


def limits_of(source: Source, limits: Limits) -> Limits:
    """Return the limits with the source's own pace."""
    paced = limits if source.interval_s is None else replace(limits, host_interval_s=source.interval_s)
    return replace(paced, max_feed_items=max(limits.max_feed_items, MAX_SITEMAP_ENTRIES))


def _look_at_url(source: Source, known: States, limits: Limits, now: Now, robots: RobotsMemory | None) -> Look:
    (item,) = _told_of(source, [Item(source.location)])
    downloader = Downloader(Web(limits, known=lambda url: _asked_by(known.get(url)), robots=robots))
    try:
        outcome = downloader.download(item, now)
    except TransientFetchError as error:  # the next look tries again
        outcome = error.refusal
    match outcome:
        case Refusal():
            return Look(source, failures=(outcome,))
        case Unchanged():
            return Look(source)
        case Delivery():
            own = _own_state(source, outcome)
            before = known.get(own.uri)
            if before is not None and before.sha256 == own.sha256:  # a server without validators
                return Look(source)
            return Look(source, (item,), {item: replace(outcome, follows=item.follows)}, own=own)


def _asked_by(state: SourceState | None) -> FetchState | None:
    """Return what a server is asked by; `document_id` only stands for what the source held."""
    if state is None or not (state.etag or state.last_modified):
        return None
    return FetchState(state.uri, state.etag, state.last_modified, state.sha256 or "", state.seen_at, 200)


def _own_state(source: Source, delivery: Delivery) -> SourceState:
    exchange = delivery.exchange
    return SourceState(
        source=source.name,
        uri=exchange.url if exchange else delivery.uri,
        stamp=None,
        etag=validator(exchange.header("etag")) if exchange else None,
        last_modified=validator(exchange.header("last-modified")) if exchange else None,
        sha256=delivery.sha256,
        issued_at=None,
        seen_at=delivery.fetched_at,
    )


def _look_at_files(source: Source, known: States, limits: Limits, now: datetime) -> Look:
    """Look at a file, folder, glob or store. A file is read only if its size or time has changed."""
    found = find([source.location], limits, source.format)
    items, states = [], {}
    for item in found.items:
        stamp = item.stamp or _stamp(item.uri)
        before = known.get(item.uri)
        if before is not None and stamp is not None and before.stamp == stamp:
            continue
        digest = _digest(item.uri)
        states[item.uri] = SourceState(source.name, item.uri, stamp, None, None, digest, None, now)
        if before is None or digest is None or before.sha256 != digest:
            items.append(replace(item, stamp=stamp))
    failures = tuple(one for one in found.refused if one.reason_code != "no_match")  # an empty folder waits for its first file
    return Look(source, tuple(_told_of(source, items)), states=states, failures=failures)


def _told_of(source: Source, items: list[Item]) -> list[Item]:
    """Return items with what sources.yaml says of the source."""
    hints = Hints(provider=source.provider) if source.provider else None
    return [replace(item, format_hint=source.format, follows=source.follow, hints=item.hints or hints) for item in items]


def _stamp(path: str) -> str | None:
    """Return size and time of change of a file; None where that cannot be told."""
    if url_scheme(path) is not None:
        return None
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return f"{status.st_size}:{status.st_mtime_ns}"


def _digest(path: str) -> str | None:
    if url_scheme(path) is not None:
        return None
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
