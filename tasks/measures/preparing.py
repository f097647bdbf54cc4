"""Feed the stories of a batch to the language model together: names alone for most, grammar where a measure may be told."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tasks.language.casing import is_all_caps, is_all_lower, truecase
from tasks.language.gazetteer import load_gazetteer
from tasks.language.parsed import Doc, Language
from tasks.language.passages import Passage, split_passages
from tasks.language.pipeline import name, parse
from tasks.measures.conflict import may_restrict
from tasks.measures.lexicon import goods_classes, singular, trigger_words
from tasks.measures.triggers import suspicion
from warehouse.codes import ContentKind
from warehouse.records import Story

MEASURED_KINDS = frozenset({ContentKind.STORY, ContentKind.BRIEF, ContentKind.FLASH})
# How much text is held parsed at once: a parsed word takes about 1 KB.
WINDOW_CHARS = 100_000

Reader = Callable[[Iterable[str], Language], Iterator[Doc]]


@dataclass(frozen=True)
class Prepared:
    """A story cut into passages. `texts` are those of the body, then the headline where it matters; `cased` in mixed case."""

    story: Story
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    cased: tuple[str, ...]
    may_measure: bool

    @property
    def any_case(self) -> bool:
        """Say whether the wire has one case only, so that capitals tell nothing."""
        return is_all_caps(self.story.body) or is_all_lower(self.story.body)


def read_together(stories: Iterable[Story], language: Language) -> Iterator[tuple[Prepared, list[Doc]]]:
    """Yield each story with its parsed texts, in order."""
    for window in _windows(map(prepare, stories)):
        named = _by_text(name, (item for item in window if not item.may_measure), language)
        parsed = _by_text(parse, (item for item in window if item.may_measure), language)
        for item in window:
            docs = parsed if item.may_measure else named
            yield item, [docs[text] for text in item.cased]


def prepare(story: Story) -> Prepared:
    """Return a story cut into passages, its headline added if it may tell of a measure."""
    passages = tuple(split_passages(story.body))
    may_measure = story.content_kind in MEASURED_KINDS and _may_tell(story)
    texts = [passage.text for passage in passages]
    if story.headline and may_measure:
        texts.append(story.headline)
    return Prepared(story, passages, tuple(texts), tuple(map(_cased, texts)), may_measure)


def _windows(prepared: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    """Yield the stories in windows of about `WINDOW_CHARS` characters."""
    window: list[Prepared] = []
    chars = 0
    for item in prepared:
        window.append(item)
        chars += len(item.story.body)
        if chars >= WINDOW_CHARS:
            yield window
            window, chars = [], 0
    if window:
        yield window


def _by_text(read: Reader, items: Iterable[Prepared], language: Language) -> dict[str, Doc]:
    """Return the parsed form of every text, each read once: wires repeat themselves."""
    texts = list(dict.fromkeys(text for item in items for text in item.cased))
    return dict(zip(texts, read(texts, language), strict=True))


def _may_tell(story: Story) -> bool:
    """Say whether the words allow for a measure at all, so that the parser need not see the rest."""
    told = f"{story.headline or ''}\n{story.body}"
    return may_restrict(told) and suspicion().search(story.body) is not None


# Wires set by machine take the stop of "U.S." for the end of a sentence: "curbs on U.S. Exports", "the U.S. Has said".
# After "the" a noun may begin a sentence, but no auxiliary does; misses: "U.S. Treasury", "left the U.S. Exports fell".
AFTER_STOP = re.compile(
    r"\b(?P<the>[Tt]he )?U\.S\.\s(?P<word>[A-Z])(?P<rest>[a-z]+)\b",
)
AUXILIARIES = frozenset(
    {
        *("has", "had", "is", "was", "will", "would", "could", "should", "may", "might", "can", "does", "did", "and", "or"),
        *("must", "cannot", "said", "says", "needs", "wants", "plans", "planned", "imposed", "agreed", "announced", "threatened"),
        *("warned", "called", "carries", "carried", "acted", "takes", "took", "made", "makes", "decided", "proposed", "vetoed"),
    }
)


def _cased(text: str) -> str:
    """Return the text in mixed case and of equal length."""
    if not is_all_caps(text):
        return AFTER_STOP.sub(_small, text)
    names = [(hit.start, hit.end, hit.forms[0].text) for hit in load_gazetteer().find(text, any_case=True)]
    return truecase(text, names)


def _small(hit: re.Match[str]) -> str:
    """Return "U.S." and its next word, in small letters if that is an auxiliary or names a restriction or goods."""
    word = f"{hit['word']}{hit['rest']}".lower()
    is_common = singular(word) in goods_classes() or (singular(word), False) in trigger_words()
    if word not in AUXILIARIES and (hit["the"] or not is_common):
        return hit.group()
    at = hit.start("word") - hit.start()
    return hit.group()[:at] + word
