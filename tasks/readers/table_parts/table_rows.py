"""From the rows of a table to drafts: one story a row, a row without a text refused alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from tasks.readers.draft import Draft, NoStory, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.bodies import Rendering, story_text
from tasks.readers.json_parts.html_body import one_line
from tasks.readers.json_parts.json_text import at, string, strings
from tasks.readers.json_parts.wire_values import embargo, publish_status, shown_as, unique, urgency, words_of_kill
from tasks.readers.table_parts.columns import Columns
from tasks.readers.values.front_matter import stamp
from tasks.sources.limits import Limits
from warehouse.codes import Precision, PublishStatus

MAX_REFUSED_ROWS = 1_000  # told one by one; the rest are counted
SECONDS = range(10**8, 10**11)  # since 1970: from 1973 on
MILLISECONDS = range(10**11, 10**14)
MS_PER_S = 1_000


@dataclass(frozen=True)
class Row:
    """One row: where it stands, for the reader of a refusal, and its values by column."""

    place: str
    values: Mapping[str, Any]


def drafts(rows: Iterable[Row | NoStory], columns: Columns, reader: str, limits: Limits) -> list[Draft | NoStory]:
    """Return the story of each row. Raise UnreadableError for more rows than the limit, or if there is no row at all."""
    outcomes: list[Draft | NoStory] = []
    for number, row in enumerate(rows):
        if number >= limits.max_table_rows:
            reason = f"the table has more than {limits.max_table_rows:,} rows; split it"
            raise UnreadableError("too_large", reason)
        outcomes.append(row if isinstance(row, NoStory) else draft_of(row, columns, reader, number, limits))
    if not outcomes:
        raise UnreadableError("empty", "the table has no rows; check what was sent")
    return bounded(outcomes)


def draft_of(row: Row, columns: Columns, reader: str, position: int, limits: Limits) -> Draft | NoStory:
    """Return the story of one row, or why it has none."""
    try:
        return _draft(row, columns, reader, position, limits)
    except UnreadableError as error:
        return NoStory(error.reason_code, f"{row.place}: {error}")


def bounded(outcomes: Sequence[Draft | NoStory]) -> list[Draft | NoStory]:
    """Return the outcomes with refusals over the limit counted in one; if all are refused, raise UnreadableError."""
    refused = [outcome for outcome in outcomes if isinstance(outcome, NoStory)]
    if len(refused) == len(outcomes):
        many = f"none of {len(refused):,} rows is a story; the first: " if len(refused) > 1 else ""
        raise UnreadableError(refused[0].reason_code, f"{many}{refused[0].reason}")
    if len(refused) <= MAX_REFUSED_ROWS:
        return list(outcomes)
    kept = [outcome for outcome in outcomes if isinstance(outcome, Draft)]
    left = len(refused) - MAX_REFUSED_ROWS
    return [*kept, *refused[:MAX_REFUSED_ROWS], NoStory("many_bad_rows", f"{left:,} more rows are refused; look at the table")]


def _draft(row: Row, columns: Columns, reader: str, position: int, limits: Limits) -> Draft:
    values = {field: _value(row.values, column) for field, column in columns.by_field.items()}
    written = string(values, "text")
    headline = one_line(title, limits) if (title := string(values, "headline")) else None
    status = publish_status(string(values, "publish_status"))
    told = story_text([Rendering(written)], limits) if written else None
    text = told.text if told else None
    if status is PublishStatus.CANCELED:
        text = text or words_of_kill(string(values, "editors_note"), headline, key=_text(values.get("provider_key")))
    if not text:
        raise UnreadableError("little_text", f"the row has no text in the column {columns.text!r}; fill it, or leave the row out")
    published_at, precision = _time(values.get("published_at"))
    embargoed_until, held = embargo(_iso(values.get("embargoed_until")))
    return Draft(
        text=text,
        reader=reader,
        position=position,
        is_laid_out=told is not None and told.is_laid_out,
        headline=headline,
        published_at=published_at,
        published_precision=precision,
        embargoed_until=embargoed_until,
        urgency=urgency(string(values, "urgency")),
        publish_status=shown_as(status, held),
        keywords=unique(_words(values.get("keywords"))),
        subjects=unique(_words(values.get("subjects"))),
        notes=tuple(_notes(values)) + (told.notes if told else ()),
        provider=_text(values.get("provider")),
        provider_key=_text(values.get("provider_key")),
        version_key=_text(values.get("version_key")),
        slugline=_text(values.get("slugline")),
        byline=_text(values.get("byline")),
        dateline=_text(values.get("dateline")),
        language=_text(values.get("language")),
        rights=_text(values.get("rights")),
    )


def _value(values: Mapping[str, Any], column: str) -> Any:  # noqa: ANN401 - any value of a cell
    """Return the value of a column, or of a path such as `article.body` through its objects."""
    return values[column] if column in values else at(values, *column.split("."))


def _text(value: Any) -> str | None:  # noqa: ANN401 - any value of a cell
    """Return a cell as text: lists joined with commas, objects by their name."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value))) or None
    if isinstance(value, Mapping):
        return string(value, "name") or string(value, "id")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers with gaps
    return string({"": value}, "")


def _words(value: Any) -> Iterator[str]:  # noqa: ANN401 - any value of a cell
    """Yield the words of a cell that holds a list, as such or with commas, semicolons or bars."""
    if isinstance(value, list):
        yield from filter(None, map(_text, value))
        return
    for separator in ("|", ";", ","):
        listed = (_text(value) or "").strip("[]")
        if separator in listed or separator == ",":
            yield from filter(None, (word.strip(" '\"") for word in listed.split(separator)))
            return


def _time(value: Any) -> tuple[datetime | None, Precision | None]:  # noqa: ANN401 - any value of a cell
    written = _iso(value)
    return (stamp(written) if written else None) or (None, None)


def _iso(value: Any) -> str | None:  # noqa: ANN401 - any value of a cell
    """Return a date of any type as ISO 8601; numbers are seconds or milliseconds since 1970."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    number = _number(value)
    if number in SECONDS or number in MILLISECONDS:
        seconds = number if number in SECONDS else number // MS_PER_S
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    return string({"": value}, "")


def _number(value: Any) -> int:  # noqa: ANN401 - any value of a cell
    """Return a number that may be a time; 0 for anything else. A date in digits alone has eight of them."""
    if isinstance(value, bool):
        return 0
    if isinstance(value, int | float):
        return int(value)
    return int(value) if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) < 15 else 0  # noqa: PLR2004


def _notes(values: Mapping[str, Any]) -> Iterator[Note]:
    yield from (Note("editors_note", note) for note in strings(values, "editors_note"))


def numbered(found: Sequence[Draft | NoStory], first: int) -> list[Draft | NoStory]:
    """Return outcomes with their positions counted from `first`."""
    return [
        replace(outcome, position=first + offset) if isinstance(outcome, Draft) else outcome
        for offset, outcome in enumerate(found)
    ]
