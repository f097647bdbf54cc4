"""A story with its measures, the words behind each value, and the candidates refused, as `explain` prints it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import chain

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from expectations.inert import visible
from flows.screens import as_json, rendered, table
from tasks.explanation import Explanation
from warehouse.codes import Role
from warehouse.records import Measure, Story

INDENT = (0, 0, 0, 2)


def explanations(explained: Sequence[Explanation]) -> str:
    """Return every story with all that was read from it, for a person."""
    return rendered(*chain.from_iterable(_story_parts(one) for one in explained))


def explanations_as_json(explained: Sequence[Explanation]) -> str:
    """Return the same for a program; fields are those of the tables."""
    return as_json([asdict(one) for one in explained])


def _story_parts(one: Explanation) -> Iterator[RenderableType]:
    analysis = one.analysis
    yield Text(visible(one.story.headline or "(no headline)"), style="bold")
    yield Padding(table(["story", ""], list(_facts(one.story))), INDENT)
    if one.furniture:
        yield Text("\nFurniture cut", style="bold")
        yield Padding(table(["kind", "text"], [(piece.kind, _flat(piece.text)) for piece in one.furniture]), INDENT)
    yield Text(f"\nMeasures: {len(analysis.measures)}", style="bold")
    for number, measure in enumerate(analysis.measures, 1):
        yield from _measure_parts(number, measure, one)
    yield from _refused_parts(one)
    yield Text("")


def _facts(story: Story) -> Iterator[tuple[str, object]]:
    published = (
        f"{story.published_at:%Y-%m-%d} (to the {story.published_precision}, from {story.published_basis})"
        if story.published_at
        else None
    )
    facts = {
        "id": f"{story.story_id} version {story.version}",
        "source": story.source_uri,
        "kind": f"{story.content_kind}, {story.publish_status}",
        "provider": story.provider,
        "slugline": story.slugline,
        "byline": story.byline,
        "dateline": story.dateline_place,
        "published": published or "not known from metadata or text",
        "embargoed until": story.embargoed_until,
        "words": story.word_count,
    }
    yield from ((name, value) for name, value in facts.items() if value is not None)


def _measure_parts(number: int, measure: Measure, one: Explanation) -> Iterator[RenderableType]:
    parties = [party for party in one.analysis.parties if party.measure_id == measure.measure_id]
    named = {role: ", ".join(party.country or party.name for party in parties if party.role == role) for role in Role}
    sender, target = (named[role] or "(not named)" for role in (Role.SENDER, Role.TARGET))
    line = f"{number}. {measure.status} {measure.measure_type}: {sender} > {target}"
    if named[Role.PROPOSER]:
        line += f", proposed by {named[Role.PROPOSER]}"
    if named[Role.IMPLEMENTER]:
        line += f", carried out by {named[Role.IMPLEMENTER]}"
    yield Text(f"\n{visible(line)}", style="bold")
    yield Text(f"  “{_flat(measure.evidence_text)}”")
    place = f"characters {measure.evidence_start} to {measure.evidence_end}"
    yield Text(f"  rule {measure.rule_id}, confidence {measure.confidence:.2f}, {place}")
    spans = [
        (span.field, f"“{_flat(span.text)}”", f"{span.start_char}-{span.end_char}", span.rule_id)
        for span in one.analysis.evidence
        if span.measure_id == measure.measure_id
    ]
    yield Padding(table(["value", "words", "at", "rule"], spans), INDENT)
    held = [
        (position.holder_country or position.holder_name, position.stance, f"“{_flat(position.evidence_text)}”", position.rule_id)
        for position in one.analysis.positions
        if position.measure_id == measure.measure_id
    ]
    if held:
        yield Padding(table(["position of", "", "words", "rule"], held), INDENT)


def _refused_parts(one: Explanation) -> Iterator[RenderableType]:
    refused = one.analysis.refused
    yield Text(f"\nCandidates refused: {len(refused)}", style="bold")
    if refused:
        listed = [(f"“{_flat(no.text)}”", f"{no.start_char}-{no.end_char}", no.rule_id, no.reason) for no in refused]
        yield Padding(table(["words", "at", "rule", "why it is no measure"], listed), INDENT)
    passed = one.passed_over
    yield Text(f"\nWords passed over: {len(passed)}", style="bold")
    if passed:
        lines = [(f"“{_flat(word.text)}”", f"{word.start_char}-{word.end_char}", f"“{_flat(word.around)}”") for word in passed]
        yield Padding(table(["word", "at", "what stands around it restricts no party"], lines), INDENT)


def _flat(text: str) -> str:
    return visible(" ".join(text.split()))
