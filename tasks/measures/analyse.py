"""Read stories: one Analysis for each, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.language.mentioning import mention_story
from tasks.language.naming import Naming, name_story
from tasks.language.parsed import Doc, Language
from tasks.language.speaking import countries_of_persons, home_of, homes_of_legislators
from tasks.measures.analysis import Analysis
from tasks.measures.assembling import assemble
from tasks.measures.entities import entities_of, mentions_of
from tasks.measures.issuing import issuers_of
from tasks.measures.judging import judge
from tasks.measures.positions import read_positions
from tasks.measures.preparing import Prepared, read_together
from tasks.measures.reading import HEADLINE_START, Paragraph, Reading
from warehouse.records import Story

EXTRACTOR_VERSION = "3"
UNDERSTOOD = frozenset({"en", None})  # None: too few words to tell


def analyse_stories(stories: Sequence[Story], language: Language) -> Iterator[Analysis]:
    """Yield the analysis of each story version; only stories, briefs and flashes may yield measures.

    Stories are read together, and nothing is read from one in a language that the model does not know.
    """
    read = read_together((story for story in stories if story.language in UNDERSTOOD), language)
    for story in stories:
        if story.language not in UNDERSTOOD:
            yield Analysis(story.story_id, story.version)
            continue
        prepared, docs = next(read)
        yield _analysis(prepared, docs)


def _analysis(prepared: Prepared, docs: Sequence[Doc]) -> Analysis:
    """Return the analysis of one parsed story version."""
    story, passages = prepared.story, prepared.passages
    reading, namings, shown = _read(prepared, docs)
    mentions = mentions_of(story, passages, shown)
    if not prepared.may_measure:
        return Analysis(story.story_id, story.version, entities_of(shown), tuple(mentions))
    cases, refused = judge(reading)
    measures = assemble(cases, story, EXTRACTOR_VERSION, mentions_of(story, passages, namings))
    positions, holders = read_positions(measures, reading, story)
    return Analysis(
        story_id=story.story_id,
        version=story.version,
        entities=entities_of(shown, [telling for case in cases for telling in case.tellings], holders),
        mentions=tuple(mentions),
        measures=tuple(item.measure for item in measures),
        evidence=tuple(row for item in measures for row in item.evidence),
        parties=tuple(row for item in measures for row in item.parties),
        positions=tuple(positions),
        refused=tuple(refused),
    )


def _read(prepared: Prepared, docs: Sequence[Doc]) -> tuple[Reading, list[list[Naming]], list[list[Naming]]]:
    """Return the story as the rules read it, and the names of its body as they read them and as its mentions show them."""
    story, texts, passages = prepared.story, prepared.texts, prepared.passages
    published_on = story.published_at.date() if story.published_at else None
    namings = _in_place(name_story(docs, prepared.cased, published_on, prepared.any_case), texts)
    persons = countries_of_persons(texts, namings, story.dateline_place)
    legislators = homes_of_legislators(texts, namings, story.dateline_place)
    capital = home_of(story.dateline_place)
    home = capital if capital is not None and capital.entity_id == "country:US" else None
    shown = _in_place(mention_story(docs, prepared.cased, namings), texts)
    starts = [*(passage.start for passage in passages), HEADLINE_START]
    built = [
        Paragraph(index, start, text, doc, tuple(row), is_headline=index == len(passages))
        for index, (start, text, doc, row) in enumerate(zip(starts, texts, docs, namings, strict=False))
    ]
    headline = built[-1] if len(built) > len(passages) else None
    reading = Reading(headline, tuple(built[: len(passages)]), persons, legislators, home)
    if home is None:  # "the Department" of a statement is one of the state that issues it
        issuing = (party.actor for party in issuers_of(reading))
        reading = replace(reading, home=next((actor for actor in issuing if actor.entity_id == "country:US"), None))
    return reading, namings[: len(passages)], shown[: len(passages)]


def _in_place(rows: list[list[Naming]], texts: Sequence[str]) -> list[list[Naming]]:
    """Return the mentions with their words as the body spells them."""
    return [
        [replace(naming, text=text[naming.start : naming.end]) for naming in row] for row, text in zip(rows, texts, strict=True)
    ]
