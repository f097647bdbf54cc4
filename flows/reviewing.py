"""The conversation of `review`: an item at a time, decisions noted at once in a journal and stored together at the end."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.text import Text

from expectations.inert import visible
from flows.screens import rendered, rows
from flows.settings import Settings
from tasks.reviewing import files
from tasks.reviewing.decisions import Author, decide
from tasks.reviewing.exchange import Incoming, lines_for_export, read_decisions
from tasks.reviewing.lines import line_of_review, reviews_of
from tasks.reviewing.missed import missed_measure
from warehouse.actors import actor_named
from warehouse.codes import Decision, ReviewKind
from warehouse.connect import Reader, open_reader, open_writer
from warehouse.errors import UsageError
from warehouse.questions import read_query
from warehouse.records import Review
from warehouse.reviews import Item, Wanted, list_items, record

HOLDER = "a reviewer's decisions"
KEYS = {"a": Decision.ACCEPT, "r": Decision.REJECT, "e": Decision.EDIT}
HELP = "a accept, r reject, e edit, s skip, q save and quit, ? this help"
AS_READ = "the words say so"
LISTED = ("decided_at", "reviewer", "decision", "field", "value", "state", "words", "reason")
MAX_CELL_CHARS = 40
EDIT_HELP = {
    ReviewKind.MEASURE: "NAME=VALUE, several with ; between: status=lifted; +target=IQ; -sender=US",
    ReviewKind.PARTY: "WHO or ROLE:WHO, such as target:IQ",
    ReviewKind.POSITION: "STANCE, STANCE:WHO or :WHO, such as opposes:IQ",
    ReviewKind.MENTION: "WHO is meant: a country code, a name, or person:NAME",
}


@dataclass(frozen=True)
class Terminal:
    """How the conversation is held: what shows a text, and what asks (EOFError at the end of the input)."""

    show: Callable[[str], None]
    ask: Callable[[str], str]


def wanted(
    kinds: Sequence[str] | None,
    target: str | None,
    sender: str | None,
    measure_type: str | None,
    rule: str | None,
    since: datetime | None,
    confidence_below: float | None,
    unreviewed: bool,
    story: str | None,
) -> Wanted:
    """Return what the options ask for. Raises UsageError for a kind that there is not."""
    for kind in kinds or ():
        if kind not in list(ReviewKind):
            raise UsageError(f"there is no kind {kind!r}: choose one of {', '.join(ReviewKind)}")
    chosen = tuple(ReviewKind(kind) for kind in kinds or (ReviewKind.MEASURE,))
    return Wanted(chosen, target, sender, measure_type, rule, since, confidence_below, unreviewed, story)


def go_through(settings: Settings, asked: Wanted, reviewer: str | None, terminal: Terminal) -> int:
    """Show one item after the other and ask; return how many decisions were stored.

    Every decision is in the journal at once: a session that is killed loses none, the next one stores them.
    """
    name = _reviewer(settings, reviewer)
    journal = _Journal(settings.warehouse)
    stored = journal.store()
    with open_reader(settings.warehouse) as reader:
        items = list_items(reader, asked)
        try:
            for number, item in enumerate(items, 1):
                terminal.show(_screen(item, number, len(items)))
                if not _ask(item, name, reader, journal, terminal):
                    break
        except (EOFError, KeyboardInterrupt):
            terminal.show("")
    return stored + journal.store()


def export(settings: Settings, file: Path, asked: Wanted) -> int:
    """Write a file of decisions and of items to decide on; return how many lines it has."""
    is_filtered = asked != Wanted(asked.kinds, unreviewed=asked.unreviewed)
    with open_reader(settings.warehouse) as reader:
        return files.write(file, lines_for_export(reader, asked, is_filtered))


def import_file(settings: Settings, file: Path, reviewer: str | None, reason: str, take_part: bool) -> tuple[Incoming, int]:
    """Store the decisions of a file, none if a line is wrong and `take_part` is not set; return them and how many were new."""
    author = Author(reviewer or settings.reviewer or " ", reason or " ", datetime.now(UTC), is_checked=False)
    with open_reader(settings.warehouse) as reader:
        incoming = read_decisions(file, reader, author, partial(actor_named, reader))
    if not incoming.reviews or (incoming.errors and not take_part):
        return incoming, 0
    return incoming, _store(settings.warehouse, incoming.reviews)


def add(settings: Settings, story: str, words: str, trigger: str, values: str, reason: str, reviewer: str | None) -> int:
    """Store a measure that the rules have missed; return 1, or 0 if it was there."""
    author = Author(_reviewer(settings, reviewer), reason, datetime.now(UTC))
    with open_reader(settings.warehouse) as reader:
        found = missed_measure(reader, story, words, trigger, values, author, partial(actor_named, reader))
    return _store(settings.warehouse, [found])


def listed(settings: Settings, stale: bool, printed: str) -> str:
    """Return the decisions with what has become of them."""
    with open_reader(settings.warehouse) as reader:
        columns, found = reader.table(read_query("reviews"))
    if stale:
        place = columns.index("state")
        found = [row for row in found if row[place] == "stale"]
    if printed == "table":
        columns, found = _narrow(columns, found)
    return rows(columns, found, printed)


def _narrow(columns: list[str], found: list[tuple[Any, ...]]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns that fit into a terminal, long values cut."""
    places = [columns.index(name) for name in LISTED]
    return list(LISTED), [tuple(_cell(row[place]) for place in places) for row in found]


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = " ".join(str(value if value is not None else "").split())
    return text if len(text) <= MAX_CELL_CHARS else f"{text[: MAX_CELL_CHARS - 1]}…"


def flat(text: str) -> str:
    """Return text on one line, harmless on a terminal."""
    return visible(" ".join(text.split()))


def _reviewer(settings: Settings, named: str | None) -> str:
    name = named or settings.reviewer
    if not name:
        raise UsageError("who decides? Name a --reviewer, or set SANCTIONWIRE_REVIEWER")
    return name


def _store(warehouse: Path, reviews: Sequence[Review]) -> int:
    with open_writer(warehouse, HOLDER) as writer:
        return record(writer, reviews)


class _Journal:
    """Decisions of a session that are not stored yet: a file beside the warehouse, a line each."""

    def __init__(self, warehouse: Path) -> None:
        self.warehouse = warehouse
        self.file = warehouse.with_name(f".{warehouse.name}.reviews.jsonl")

    def note(self, reviews: Sequence[Review]) -> None:
        """Add decisions."""
        with self.file.open("a", encoding="utf-8") as file:
            for review in reviews:
                file.write(f"{json.dumps(line_of_review(review, None), ensure_ascii=False)}\n")

    def store(self) -> int:
        """Store what is noted and forget it; return how many decisions were new."""
        if not self.file.exists():
            return 0
        reviews = [review for _, line in files.read(self.file) for review in reviews_of(line, _NOBODY, _nobody)]
        stored = _store(self.warehouse, reviews) if reviews else 0
        self.file.unlink()
        return stored


def _ask(item: Item, reviewer: str, reader: Reader, journal: _Journal, terminal: Terminal) -> bool:
    """Ask about one item until there is an answer; return whether to go on."""
    while True:
        key = terminal.ask("a/r/e/s/q/? > ").strip().lower()[:1]
        if key == "q":
            return False
        if key == "s":
            return True
        if key not in KEYS:
            terminal.show(HELP)
            continue
        try:
            journal.note(_decided(item, KEYS[key], reviewer, reader, terminal))
        except UsageError as error:
            terminal.show(flat(str(error)))
            continue
        return True


def _decided(item: Item, decision: Decision, reviewer: str, reader: Reader, terminal: Terminal) -> list[Review]:
    value = None
    if decision is Decision.EDIT:
        if item.kind not in EDIT_HELP:
            raise UsageError("a link between stories can be accepted or rejected, not edited")
        value = terminal.ask(f"{EDIT_HELP[item.kind]} > ")
        decide(item, decision, item.field, value, _NOBODY, partial(actor_named, reader))  # refused before the reason is asked
    why = terminal.ask(f"why? [{AS_READ}] > " if decision is Decision.ACCEPT else "why? > ")
    author = Author(reviewer, why.strip() or (AS_READ if decision is Decision.ACCEPT else ""), datetime.now(UTC))
    return decide(item, decision, item.field, value, author, partial(actor_named, reader))


def _screen(item: Item, number: int, total: int) -> str:
    return rendered(*_parts(item, number, total))


def _parts(item: Item, number: int, total: int) -> Iterator[Text]:
    day = f"  {item.published_at:%Y-%m-%d}" if item.published_at else ""
    yield Text(f"\n{number} of {total}  {flat(item.headline or '(no headline)')}", style="bold")
    yield Text(f"  {flat(item.provider or 'provider not known')}{day}  {item.story_id}", style="dim")
    yield _context(item)
    sure = f", confidence {item.confidence:.2f}" if item.confidence is not None else ""
    yield Text(f"  {item.kind}: {flat(item.shown)}", style="bold")
    yield Text(f"  because of rule {flat(item.rule_id or '(put in by a reviewer)')}{sure}")
    if item.decision:
        yield Text(f"  decided before: {item.decision} by {flat(item.reviewer or '')}")


def _context(item: Item) -> Text:
    """Return the words in what stands around them; marked also where there are no colours."""
    start, end = item.start_char - item.words_start, item.end_char - item.words_start
    inside = 0 <= start < end <= len(item.words)
    text = Text("  ")
    text.append(f"…{_line(item.before)}", style="dim")
    text.append("«" if item.words else "")
    text.append(_line(item.words[:start]) if inside else _line(item.words))
    if inside:
        text.append(f"[{_line(item.words[start:end])}]", style="bold reverse")
        text.append(_line(item.words[end:]))
    text.append("»" if item.words else "")
    text.append(f"{_line(item.after)}…", style="dim")
    return text


def _line(text: str) -> str:
    return visible(text.replace("\n", " ").replace("\r", " ").replace("\t", " "))


_NOBODY = Author("nobody", "none", datetime(1970, 1, 1, tzinfo=UTC))


def _nobody(who: str) -> dict[str, object]:
    raise UsageError(f"the journal names {who!r} where it should have an id")
