"""A story as the rules read it: parsed paragraphs with the actors named in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tasks.language.gazetteer import Actor, country_actor
from tasks.language.naming import Naming
from tasks.language.parsed import Doc, Token
from tasks.language.wordlists import word_set
from warehouse.codes import EntityKind


@dataclass(frozen=True)
class Words:
    """Exact words of a body: `body[start:end] == text`."""

    start: int
    end: int
    text: str

    @property
    def is_in_body(self) -> bool:
        """Say whether the words stand in the body; the headline is context and lies before it."""
        return self.start >= 0


# Where the headline lies on the scale of the body's offsets.
HEADLINE_START = -1_000_000


@dataclass(frozen=True)
class Paragraph:
    """One parsed passage. `start` is its place in the body; `text` is its text as the body has it."""

    index: int
    start: int
    text: str
    doc: Doc
    namings: tuple[Naming, ...]
    is_headline: bool = False
    _by_token: dict[int, Naming] = field(default_factory=dict)

    def naming_of(self, token: Token) -> Naming | None:
        """Return the mention that a token is a part of."""
        if not self._by_token:
            self._by_token.update(_tokens_of(self.doc, self.namings))
            self._by_token.setdefault(-1, Naming(0, 0, "", "", None, ""))
        return self._by_token.get(token.i)

    def words(self, first: Token, last: Token) -> Words:
        """Return the words from one token to another, both included."""
        return self.span(first.idx, last.idx + len(last.text))

    def span(self, start: int, end: int) -> Words:
        """Return the words between two offsets of this paragraph."""
        return Words(self.start + start, self.start + end, self.text[start:end])

    def namings_in(self, tokens: Iterator[Token] | Sequence[Token]) -> list[Naming]:
        """Return the mentions that the tokens belong to, each once, in order."""
        found = {naming.start: naming for token in tokens if (naming := self.naming_of(token)) and naming.actor}
        return [found[start] for start in sorted(found)]


@dataclass(frozen=True)
class Reading:
    """One story, parsed: its headline as context and its paragraphs as evidence."""

    headline: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    countries_of_persons: dict[str, Actor] = field(default_factory=dict)
    homes_of_legislators: dict[str, Actor] = field(default_factory=dict)
    home: Actor | None = None

    def everything(self) -> Iterator[Paragraph]:
        """Yield the headline, where there is one, and the paragraphs."""
        if self.headline:
            yield self.headline
        yield from self.paragraphs

    def state_of(self, actor: Actor) -> Actor:
        """Return the state for which a person speaks by the story's own words, or the actor itself."""
        if actor.kind is EntityKind.PERSON:
            return self.countries_of_persons.get(actor.entity_id, actor)
        return actor

    def state_acting_through(self, actor: Actor) -> Actor:
        """Return the state whose organ or official acts: the United States for "the House" in a story from Washington."""
        if actor.kind in (EntityKind.COUNTRY, EntityKind.BODY):
            return actor
        name = actor.name.lower().removeprefix("the ")
        home = self.home or next((state for state in self.countries_of_persons.values() if state.entity_id == "country:US"), None)
        if home is not None and name in word_set("home_organs"):
            return home
        for code, offices in (("US", "us_offices"), ("GB", "uk_offices")):
            if name in word_set(offices):
                return country_actor(code)
        return self.state_of(actor)


def _tokens_of(doc: Doc, namings: Sequence[Naming]) -> dict[int, Naming]:
    found: dict[int, Naming] = {}
    at = 0
    for token in doc:
        while at < len(namings) and namings[at].end <= token.idx:
            at += 1
        if at < len(namings) and namings[at].start < token.idx + len(token.text):
            found[token.i] = namings[at]
    return found
