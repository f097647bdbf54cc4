"""Takes: long stories that come in pieces, told apart by the desk's marks, and joined."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from tasks.stories.cleaned import Cleaned
from tasks.stories.keys import version_of
from tasks.text.calendar_words import ORDINALS
from tasks.text.paragraphs import join_paragraphs
from warehouse.codes import PublishStatus
from warehouse.records import Furniture, Story

CHOICES_MAX = 64  # joined texts of one length: more than that are no takes, but many stories under one slugline

_ORDINAL = r"(?P<ordinal>\d+(?:st|nd|rd|th)|first|second|third|fourth)"
# A numbered take. Match: "2nd Add", "1st Take", "third take". Miss: "first addition", "BC-FIRST-TAKE".
_NUMBERED = re.compile(rf"(?<![\w-]){_ORDINAL}[ -](?:and (?:last|final) )?(?P<what>adds?|takes?)\b", re.IGNORECASE)
# A take with its number behind. Match: "ADD 1", "Take-2". Miss: "add 1,000 more", "BC-KLM-TO-TAKE-15-PCT".
_COUNTED = re.compile(r"(?<![\w-])(?P<what>add|take)[ -](?P<number>\d{1,2})\b(?![,.]\d|-)", re.IGNORECASE)
# A take without a number. Match: "ADD TO NGA061", "BC-Freedonia, Add". Miss: "Adds reaction", "BC-Add".
_BARE_ADD = re.compile(r"(?:^|,)\W*add(?=\s*$|,|\s+to\s+[A-Z]{1,4}\d{3,5})", re.IGNORECASE)
# That more is to come. Match: "(MORE)", "MORE". Miss: "no more".
_MORE = re.compile(r"\W*more(?: to come| follows?)?\W*", re.IGNORECASE)
# The whole story in one. Match: "first and only take". Miss: "first take".
_ONLY = re.compile(r"\bonly take\b", re.IGNORECASE)
# A piece that goes inside an older text. Match: "BC-Freedonia, INSERT", "BC-Freedonia, 2nd Sub". Miss: "BC-Nuclear Sub".
_PIECE = re.compile(r",\s*(?:\d\w\w\s+)?(?:inserts?|sub)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Take:
    """Which take a message is, None if it came whole, and whether it is only part of a story."""

    number: int | None = None
    is_fragment: bool = False


def read_take(slugline: str, take_lines: Iterable[str]) -> Take:
    """Return which take a message is by its slugline and by the lines that the desk set around the text."""
    lines = list(take_lines)
    labels = " / ".join([slugline, *lines])
    if _ONLY.search(labels):
        return Take()
    number = _number(slugline) or next((found for line in lines if (found := _number(line))), None)
    if number is None and any(_MORE.fullmatch(line) for line in lines):
        number = 1
    return Take(number, (number or 1) > 1 or _PIECE.search(slugline) is not None)


def joined_takes(takes: Iterable[Cleaned]) -> Iterator[Cleaned]:
    """Yield the text of each unbroken run of takes from the first on; the set does not depend on the order of arrival."""
    groups: dict[tuple[str, int | None], dict[int, list[Cleaned]]] = {}
    for take in takes:
        if take.story.take and take.story.publish_status is not PublishStatus.CANCELED:
            numbers = groups.setdefault((take.story.story_id, take.story.lead), {})
            numbers.setdefault(take.story.take, []).append(take)
    for numbers in groups.values():
        length = 2
        while length in numbers and 1 in numbers:
            columns = [sorted(numbers[number], key=_by_version) for number in range(1, length + 1)]
            yield from (_joined(run) for run in islice(product(*columns), CHOICES_MAX))
            length += 1


def _number(label: str) -> int | None:
    """Return the number of the take that a label gives; the first add is the second take."""
    if numbered := _NUMBERED.search(label):
        word = numbered["ordinal"].casefold()
        number = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
        return number + (1 if numbered["what"].casefold().startswith("add") else 0)
    if counted := _COUNTED.search(label):
        return int(counted["number"]) + (1 if counted["what"].casefold() == "add" else 0)
    return 2 if _BARE_ADD.search(label) else None


def _by_version(take: Cleaned) -> str:
    return take.story.version


def _joined(run: Sequence[Cleaned]) -> Cleaned:
    """Return a run of takes as one version, in the place of its newest take and behind it."""
    stories = [take.story for take in run]
    first, last = stories[0], stories[-1]
    body = join_paragraphs([story.body for story in stories])
    embargoes = [story.embargoed_until for story in stories if story.embargoed_until]
    withheld = next((s.publish_status for s in stories if s.publish_status is not PublishStatus.USABLE), PublishStatus.USABLE)
    story = replace(
        first,
        version=_version(stories, body),
        version_order=f"{max(story.version_order for story in stories)} t{len(run):02d}",
        document_id=last.document_id,
        source_uri=last.source_uri,
        embargoed_until=max(embargoes, default=None),
        publish_status=withheld,
        body=body,
        word_count=sum(story.word_count for story in stories),
        first_seen_at=max(story.first_seen_at for story in stories),
        run_id=max(stories, key=lambda story: story.first_seen_at).run_id,
        is_fragment=False,
        take=None,
        joined_takes=len(run),
        issue="|".join(story.issue for story in stories),
    )
    pieces = [piece for take in run for piece in take.furniture]
    furniture = (Furniture(story.story_id, story.version, piece.kind, piece.text, at) for at, piece in enumerate(pieces))
    return Cleaned(story, tuple(furniture))


def _version(stories: Sequence[Story], body: str) -> str:
    """Return the version of a joined text: other than that of the same words sent whole."""
    first = stories[0]
    key = " ".join(story.version for story in stories)
    return version_of(key, first.publish_status, first.headline, body, None)
