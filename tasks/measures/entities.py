"""The entity and mention rows of a story."""

from collections.abc import Iterable, Sequence

from tasks.language.gazetteer import Actor
from tasks.language.naming import Naming
from tasks.language.passages import Passage
from tasks.measures.candidate import Candidate
from tasks.measures.party import PartyMention
from warehouse.ids import content_id
from warehouse.records import Entity, Mention, Story


def mentions_of(story: Story, passages: Sequence[Passage], namings: Sequence[Sequence[Naming]]) -> list[Mention]:
    """Return one row per mention, with offsets into the body."""
    return [_mention(story, passage.start, naming) for passage, row in zip(passages, namings, strict=True) for naming in row]


def entities_of(
    namings: Sequence[Sequence[Naming]], tellings: Sequence[Candidate] = (), holders: Sequence[PartyMention] = ()
) -> tuple[Entity, ...]:
    """Return one row per actor that a mention, a measure or a position refers to."""
    actors: dict[str, Actor] = {naming.actor.entity_id: naming.actor for row in namings for naming in row if naming.actor}
    for party in (
        *holders,
        *(party for telling in tellings for party in (*telling.senders, *telling.targets, *telling.proposers)),
    ):
        actors.setdefault(party.actor.entity_id, party.actor)
    return tuple(_entities(actors.values()))


def _entities(actors: Iterable[Actor]) -> Iterable[Entity]:
    return (Entity(actor.entity_id, actor.kind, actor.name, actor.country) for actor in actors)


def _mention(story: Story, offset: int, naming: Naming) -> Mention:
    start, end = offset + naming.start, offset + naming.end
    mention_id = content_id("mention", [story.story_id, story.version, start, end, naming.label])
    entity_id = naming.actor.entity_id if naming.actor else None
    return Mention(mention_id, story.story_id, story.version, entity_id, naming.label, naming.text, start, end, naming.method)
