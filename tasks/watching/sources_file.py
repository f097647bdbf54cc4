"""The sources of sources.yaml, each value with its line, so that an error says where it is."""

import os
import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from tasks.entries import Entry, parsed
from tasks.readers.errors import UnknownFormatError
from tasks.sources.addresses import parse_url, url_scheme
from tasks.sources.errors import BadUrlError
from tasks.sources.remote import PROTOCOLS
from tasks.watching.source import CatchUp, Schedule, Source
from warehouse.errors import UsageError

KEYS = (
    *("name", "url", "path", "provider", "format", "cron", "timezone", "every", "catch_up"),
    *("interval", "follow", "alerts", "enabled"),
)
SHAPE = "a source: lines like `name: ...`, `url: ...` or `path: ...`, `cron: ...`"
# A name that Prefect and a command line take. Matches "courier-world.2"; misses "a/b", "50%" and "-x".
NAME = re.compile(r"\w[\w .-]{0,79}")
# Five fields of a cron line. Matches "*/10 6-22 * * MON-FRI"; misses "@daily" and four or six fields.
CRON = re.compile(r"[\w*/,#-]+(?: +[\w*/,#-]+){4}")
# A length of time. Matches "30s", "10m", "2 h" and "1d"; misses "10" and "-5m".
EVERY = re.compile(r"(\d+(?:\.\d+)?) *([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
MIN_EVERY_S = 1.0


class SourcesFileError(UsageError):
    """The file of sources cannot be understood; the message has the line, the key and what is allowed."""


def read_sources(file: Path, alert_rules: Collection[str] | None = None) -> tuple[Source, ...]:
    """Return the sources of a file; none if there is no file. `alert_rules` are the names that `alerts` may have.

    Paths are relative to the folder of the file. Raises SourcesFileError.
    """
    if not file.exists():
        return ()
    root = parsed(file, SourcesFileError)
    if root is None:
        return ()
    top = Entry(root, file, SourcesFileError, "the key `sources:` with a list")
    top.only(("sources",))
    listed = top.values.get("sources")
    if not isinstance(listed, yaml.SequenceNode):
        raise top.error(listed or top.node, "the file must hold a list: `sources:`, then a source from each `- name: ...` on")
    sources: dict[str, Source] = {}
    for node in listed.value:
        entry = Entry(node, file, SourcesFileError, SHAPE)
        source = _source(entry, alert_rules)
        if source.name in sources:
            raise entry.error(node, f"there are two sources named {source.name!r}; the name tells what was seen already")
        sources[source.name] = source
    return tuple(sources.values())


def choose(sources: Collection[Source], names: Collection[str], file: Path) -> list[Source]:
    """Return the named sources, also those that are not enabled; without names all that are. Raises UsageError."""
    known = {source.name: source for source in sources}
    unknown = [name for name in names if name not in known]
    if unknown:
        there = ", ".join(known) or "none"
        raise UsageError(f"{file} has no source named {unknown[0]!r}; it has {there}")
    return [known[name] for name in names] if names else [source for source in sources if source.enabled]


def _source(entry: Entry, alert_rules: Collection[str] | None) -> Source:
    entry.only(KEYS)
    name = entry.text("name")
    if NAME.fullmatch(name) is None:
        raise entry.error(entry.values["name"], f"name is {name!r}: it must be letters, digits, spaces, - _ and ., 80 at most")
    return Source(
        name=name,
        location=_location(entry),
        schedule=_schedule(entry),
        provider=entry.optional("provider"),
        format=_format(entry),
        interval_s=entry.number("interval") if "interval" in entry.values else None,
        follow=entry.truth("follow", True) if "follow" in entry.values else None,
        alerts=_alerts(entry, alert_rules),
        enabled=entry.truth("enabled", True),
    )


def _location(entry: Entry) -> str:
    if ("url" in entry.values) == ("path" in entry.values):
        raise entry.error(entry.node, "a source has either the key 'url' or the key 'path'")
    if "path" in entry.values:
        written = entry.text("path")
        if url_scheme(written) is not None:
            raise entry.error(entry.values["path"], f"path is {written!r}, which is a URL: write it under 'url'")
        return os.path.abspath(entry.file.parent / Path(written).expanduser())  # noqa: PTH100 - keeps globs and links
    written = entry.text("url")
    scheme = url_scheme(written)
    if scheme in PROTOCOLS:
        return written
    try:
        return str(parse_url(written))
    except BadUrlError as error:
        allowed = ", ".join(("http", "https", *PROTOCOLS))
        raise entry.error(entry.values["url"], f"url is {written!r}: {error}; allowed are {allowed}") from error


def _schedule(entry: Entry) -> Schedule | None:
    catch_up = entry.optional("catch_up") or CatchUp.ONCE
    if catch_up not in set(CatchUp):
        raise entry.error(entry.values["catch_up"], f"catch_up is {catch_up!r}; allowed are {', '.join(CatchUp)}")
    if "cron" in entry.values and "every" in entry.values:
        raise entry.error(entry.values["every"], "a source has either the key 'cron' or the key 'every'")
    if "every" in entry.values:
        return Schedule(every_s=_every(entry), catch_up=CatchUp(catch_up))
    if "cron" in entry.values:
        timezone = entry.optional("timezone") or "UTC"
        return replace(Schedule(catch_up=CatchUp(catch_up)), cron=_cron(entry), timezone=_timezone(entry, timezone))
    for name in ("timezone", "catch_up"):
        if name in entry.values:
            raise entry.error(entry.values[name], f"{name} goes with a schedule: give 'cron' or 'every' too")
    return None


def _cron(entry: Entry) -> str:
    written = " ".join(entry.text("cron").split())
    if CRON.fullmatch(written) is None:
        told = 'five fields: minute, hour, day of month, month, day of week, like "*/10 * * * *"'
        raise entry.error(entry.values["cron"], f"cron is {written!r}: it must be {told}")
    return written


def _every(entry: Entry) -> float:
    written = entry.text("every")
    found = EVERY.fullmatch(written)
    seconds = float(found[1]) * SECONDS[found[2]] if found else 0.0
    if seconds < MIN_EVERY_S:
        raise entry.error(entry.values["every"], f"every is {written!r}: it must be a length of time such as 30s, 10m, 2h or 1d")
    return seconds


def _timezone(entry: Entry, name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise entry.error(
            entry.values["timezone"], f"timezone is {name!r}: it must be a name such as UTC or Europe/Vienna"
        ) from error
    return name


def _format(entry: Entry) -> str | None:
    name = entry.optional("format")
    if name is None:
        return None
    from tasks.readers.registry import check_format  # noqa: PLC0415 - loads every reader, which an idle poll need not

    try:
        check_format(name)
    except UnknownFormatError as error:
        raise entry.error(entry.values["format"], f"format is {name!r}: {error}") from error
    return name


def _alerts(entry: Entry, rules: Collection[str] | None) -> tuple[str, ...] | None:
    """Return the names of rules; `none` alone is no rule, a missing key is every rule."""
    if "alerts" not in entry.values:
        return None
    found = entry.texts("alerts")
    if found == ("none",):
        return ()
    unknown = [name for name in found if rules is not None and name not in rules]
    if unknown:
        told = ", ".join(rules or ()) or "none yet"
        raise entry.error(
            entry.values["alerts"], f"alerts has {unknown[0]!r}; allowed are none and the rules of alerts.yaml: {told}"
        )
    return found
