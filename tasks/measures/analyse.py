"""Read stories: one Analysis for each, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.language.casing import is_all_caps, is_all_lower, truecase
from tasks.language.gazetteer import load_gazetteer
from tasks.language.naming import Naming, name_story
from tasks.language.parsed import Language
from tasks.language.passages import Passage, split_passages
from tasks.language.pipeline import name, parse
from tasks.language.speaking import countries_of_persons, homes_of_legislators
from tasks.measures.analysis import Analysis
from tasks.measures.assembling import assemble
from tasks.measures.entities import entities_of, mentions_of
from tasks.measures.judging import judge
from tasks.measures.positions import read_positions
from tasks.measures.reading import HEADLINE_START, Paragraph, Reading
from tasks.measures.refusal import tells_conflict
from tasks.measures.triggers import suspicion
from warehouse.codes import ContentKind
from warehouse.records import Story

EXTRACTOR_VERSION = "1"
UNDERSTOOD = frozenset({"en", None})  # None: too few words to tell
MEASURED_KINDS = frozenset({ContentKind.STORY, ContentKind.BRIEF, ContentKind.FLASH})


def analyse_stories(stories: Sequence[Story], language: Language) -> Iterator[Analysis]:
    """Yield the analysis of each story version; only stories, briefs and flashes may yield measures."""
    for story in stories:
        yield analyse_story(story, language)


def analyse_story(story: Story, language: Language) -> Analysis:
    """Return the analysis of one story version: nothing of a story in a language that the model does not read."""
    if story.language not in UNDERSTOOD:
        return Analysis(story.story_id, story.version)
    passages = list(split_passages(story.body))
    may_measure = story.content_kind in MEASURED_KINDS and _may_tell(story)
    reading, namings = _read(story, passages, language, may_measure)
    mentions = mentions_of(story, passages, namings)
    if not may_measure:
        return Analysis(story.story_id, story.version, entities_of(namings), tuple(mentions))
    cases, refused = judge(reading)
    measures = assemble(cases, story, EXTRACTOR_VERSION, mentions)
    positions, holders = read_positions(measures, reading, story)
    return Analysis(
        story_id=story.story_id,
        version=story.version,
        entities=entities_of(namings, [telling for case in cases for telling in case.tellings], holders),
        mentions=tuple(mentions),
        measures=tuple(item.measure for item in measures),
        evidence=tuple(row for item in measures for row in item.evidence),
        parties=tuple(row for item in measures for row in item.parties),
        positions=tuple(positions),
        refused=tuple(refused),
    )


def _may_tell(story: Story) -> bool:
    """Say whether the words allow for a measure at all, so that the parser need not see the rest."""
    told = f"{story.headline or ''}\n{story.body}"
    return suspicion().search(story.body) is not None and tells_conflict(told)


def _read(
    story: Story, passages: Sequence[Passage], language: Language, with_grammar: bool
) -> tuple[Reading, list[list[Naming]]]:
    """Return the parsed story and the mentions of its body."""
    any_case = is_all_caps(story.body) or is_all_lower(story.body)
    texts = [passage.text for passage in passages]
    if story.headline and with_grammar:
        texts.append(story.headline)
    cased = [_cased(text) for text in texts]
    docs = list(parse(cased, language) if with_grammar else name(cased, language))
    published_on = story.published_at.date() if story.published_at else None
    namings = _in_place(name_story(docs, [*cased], published_on, any_case), texts)
    persons = countries_of_persons(texts, namings, story.dateline_place)
    starts = [*(passage.start for passage in passages), HEADLINE_START]
    built = [
        Paragraph(index, start, text, doc, tuple(row), is_headline=index == len(passages))
        for index, (start, text, doc, row) in enumerate(zip(starts, texts, docs, namings, strict=False))
    ]
    headline = built[-1] if len(built) > len(passages) else None
    legislators = homes_of_legislators(texts, namings, story.dateline_place)
    return Reading(headline, tuple(built[: len(passages)]), persons, legislators), namings[: len(passages)]


def _cased(text: str) -> str:
    """Return the text in mixed case and of equal length."""
    if not is_all_caps(text):
        return text
    names = [(hit.start, hit.end, hit.forms[0].text) for hit in load_gazetteer().find(text, any_case=True)]
    return truecase(text, names)


def _in_place(rows: list[list[Naming]], texts: Sequence[str]) -> list[list[Naming]]:
    """Return the mentions with their words as the body spells them."""
    return [
        [replace(naming, text=text[naming.start : naming.end]) for naming in row] for row, text in zip(rows, texts, strict=True)
    ]
