"""What a site lets us fetch: its robots.txt by RFC 9309, asked once a run and origin."""

import hashlib
import os
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from protego import Protego

from tasks.sources.addresses import is_listed, origin_port, parse_url
from tasks.sources.errors import BadUrlError, InflateError, RobotsDisallowError, RobotsUnreachableError
from tasks.sources.inflate import Inflater

if TYPE_CHECKING:
    from tasks.sources.web import Web

MAX_BYTES = 500 * 1024  # what is parsed at least (RFC 9309, 2.5); the rest is not read
MAX_REDIRECTS = 5  # RFC 9309, 2.3.1.2
MAX_AGE_S = 24 * 3600  # RFC 9309, 2.4
ACCEPT = "text/plain, */*;q=0.5"
UTF8_MARK = "\ufeff"
# The line that opens a group, with its product token. Matches "User-agent: FooBot/1.0" and "user agent *"; misses "Allow: /".
GROUP = re.compile(r"\s*user[- ]?agent\b\s*:?\s*(\*(?=[\s#]|$)|[a-z_-]*)", re.IGNORECASE)
EVERYONE, SOMEBODY_ELSE = "*", "-"

Origin = tuple[str, str, int]  # scheme, host, port


@dataclass(frozen=True)
class Rules:
    """What one origin said, and when, in seconds of the clock."""

    parsed: Protego
    asked_at: float


class RobotsMemory:
    """What sites said, kept in a folder for MAX_AGE_S, so that a look at a source need not ask again each time."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now

    def recall(self, origin: Origin) -> str | None:
        """Return what the site said, or None if that is not known or too old."""
        file = self._file(origin)
        try:
            is_fresh = 0 <= self._now() - file.stat().st_mtime <= MAX_AGE_S
            return file.read_text(encoding="utf-8") if is_fresh else None
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, origin: Origin, text: str) -> None:
        """Keep what the site said."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._file(origin)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_text(text, encoding="utf-8", errors="replace")
        unfinished.replace(file)

    def _file(self, origin: Origin) -> Path:
        return self._folder / f"{hashlib.sha256(repr(origin).encode()).hexdigest()}.txt"


class Robots:
    """The rules of every origin that was asked in this run."""

    def __init__(self, web: "Web") -> None:
        self._web = web
        self._token = web.limits.user_agent.partition("/")[0]
        self._rules: dict[Origin, Rules] = {}

    def admit(self, url: httpx.URL) -> float:
        """Return the seconds that the site wants between two pages; 0 if it does not say.

        Raises RobotsDisallowError if the page may not be fetched, RobotsUnreachableError if the site does not say.
        """
        host, port = url.host, origin_port(url)
        if is_listed(host, port, self._web.limits.own_hosts):
            return 0.0
        rules = self._rules_of((url.scheme, host, port), url)
        if not rules.can_fetch(str(url), self._token):
            raise RobotsDisallowError(
                f"the robots.txt of {host} does not let {self._token} fetch this page; ask the site, or save the page "
                "yourself and name the file. List the host in SANCTIONWIRE_OWN_HOSTS if it is yours"
            )
        return rules.crawl_delay(self._token) or 0.0

    def _rules_of(self, origin: Origin, url: httpx.URL) -> Protego:
        now = self._web.clock()
        held = self._rules.get(origin)
        if held is None or now - held.asked_at > MAX_AGE_S:
            text = for_us(self._said(origin, url), self._token)
            held = self._rules[origin] = Rules(Protego.parse(text), now)
        return held.parsed

    def _said(self, origin: Origin, url: httpx.URL) -> str:
        memory = self._web.robots
        recalled = memory.recall(origin) if memory else None
        if recalled is not None:
            return recalled
        text = self._text(url.join("/robots.txt"))
        if memory:
            memory.keep(origin, text)
        return text

    def _text(self, url: httpx.URL) -> str:
        """Return the robots.txt; empty if the site has none. Raise RobotsUnreachableError if it cannot be had."""
        try:
            return self._follow(url)
        except (socket.gaierror, UnicodeError):
            raise  # the page has no address either: said of the page
        except (httpx.TransportError, OSError) as error:
            raise RobotsUnreachableError(f"{url} cannot be had ({error}), so nothing is fetched there") from error

    def _follow(self, url: httpx.URL) -> str:
        deadline = self._web.deadline()
        for _ in range(MAX_REDIRECTS + 1):
            deadline += self._web.pace.take(url.host)
            with self._web.ask(url, {"Accept": ACCEPT}, deadline) as response:
                target = response.headers.get("location")
                if not response.is_redirect:
                    return _read(url, response)
            if target is None:
                break
            url = _hop(url, target)
        return ""  # as if there were none (RFC 9309, 2.3.1.2)


def for_us(text: str, token: str) -> str:
    """Return a robots.txt in which all others are one: the parser takes the product of its agents and its rules.

    An agent is told by its product token alone, whatever stands behind that (RFC 9309, 2.2.1).
    """
    lines = []
    for line in text.splitlines():
        group = GROUP.match(line)
        if group is None:
            lines.append(line)
        else:
            agent = group[1].lower()
            lines.append(f"User-agent: {agent if agent in (EVERYONE, token.lower()) else SOMEBODY_ELSE}")
    return "\n".join(lines)


def _hop(url: httpx.URL, target: str) -> httpx.URL:
    try:
        return parse_url(str(url.join(target)))
    except (BadUrlError, httpx.InvalidURL, ValueError) as error:
        raise RobotsUnreachableError(f"{url} leads to no address that can be fetched ({error})") from error


def _read(url: httpx.URL, response: httpx.Response) -> str:
    if response.is_server_error or response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        # "Too many requests" says nothing about the pages, so it is no leave to fetch them.
        reason = f"{url} answers {response.status_code}, so nothing is fetched there"
        raise RobotsUnreachableError(reason, response.headers.get("retry-after"))
    if not response.is_success:
        return ""  # there is none: everything may be fetched (RFC 9309, 2.3.1.3)
    return _body(url, response).decode("utf-8", "replace").removeprefix(UTF8_MARK)


def _body(url: httpx.URL, response: httpx.Response) -> bytes:
    """Return the body, of a long one the lines that fit into MAX_BYTES: half a path would forbid more than a whole one."""
    try:
        inflater = Inflater(response.headers.get("content-encoding", ""), MAX_BYTES)
        for chunk in response.iter_raw():
            inflater.feed(chunk)
    except InflateError as error:
        if error.reason_code != "too_large":
            raise RobotsUnreachableError(f"{url} cannot be read ({error})") from error
        return inflater.received.rpartition(b"\n")[0]
    return inflater.received
