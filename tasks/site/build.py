"""Build the site: pages in an order that needs only some stories' words in memory at a time."""

from collections.abc import Iterator
from datetime import datetime

from tasks.site.contents import Contents, Filters, Rows, Tale, gather, gather_details
from tasks.site.pages import SIDES, Page, Pages
from tasks.site.search import Entry, SearchIndex
from tasks.site.wording import day, words

STORIES_AT_ONCE = 1_000


def build_site(rows: Rows, filters: Filters, made_at: datetime) -> Iterator[Page]:
    """Yield path and text of every file. `rows(name, parameters)` runs `warehouse/queries/site/<name>.sql`."""
    contents = gather(rows, filters)
    pages = Pages(contents, made_at)
    index = SearchIndex()
    _add_parties(index, contents)
    yield from pages.assets()
    yield from pages.lists()
    yield from pages.parties()
    yield from pages.cases()
    for stories in _batches(contents.stories):
        details = gather_details(rows, stories)
        yield from pages.stories(stories, details)
        for story in stories:
            body = next((row["body"] for row in details.versions[story.story_id] if row["version"] == story.row["version"]), "")
            _add_story(index, story, body or "")
    for name, text in index.files():
        yield f"search/{name}", text


def _batches(stories: tuple[Tale, ...]) -> Iterator[tuple[Tale, ...]]:
    for start in range(0, len(stories), STORIES_AT_ONCE):
        yield stories[start : start + STORIES_AT_ONCE]


def _add_parties(index: SearchIndex, contents: Contents) -> None:
    for side, grouped in zip(SIDES, (contents.by_target, contents.by_sender), strict=True):
        for party in grouped:
            entry = Entry(party.name, f"{side.folder}/{party.file}.html", side.one, "", "", (), (), (), ())
            index.add(entry, f"{party.name} {party.key}")


def _add_story(index: SearchIndex, story: Tale, body: str) -> None:
    row, told = story.row, story.tellings
    entry = Entry(
        title=story.title,
        file=f"stories/{story.file}.html",
        kind="Story",
        day=day(row["published_at"], row["published_precision"]),
        provider=row["provider"] or "",
        targets=sorted({party.name for one in told for party in one.targets}),
        senders=sorted({party.name for one in told for party in one.senders}),
        statuses=sorted({one.status.value for one in told}),
        types=sorted({words(one.row["measure_type"]) for one in told}),
    )
    parties = " ".join([*entry.targets, *entry.senders])
    index.add(entry, f"{entry.title} {row['slugline'] or ''} {parties} {body}")
