"""Analyse a portion of stories into a Parquet part: all that a worker does, in this process or in another.

The part is whole or absent, so a run after a crash takes what is there instead of analysing again.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyarrow as pa

from tasks.language.pipeline import load_language
from tasks.measures.analyse import EXTRACTOR_VERSION, analyse_stories
from tasks.measures.analysis import Analysis
from warehouse.ids import content_id
from warehouse.lineage import FIRST_SEEN
from warehouse.parts import read_columns, read_part, write_part
from warehouse.records import Story

# What of a story its analysis can depend on: all that is not about when and how this delivery came.
INPUTS = tuple(one.name for one in fields(Story) if one.name not in FIRST_SEEN | {"issue"})
KEY_COLUMNS = ("inputs", "extractor")

Key = tuple[str, str]
ANALYSIS_FAILED = "analysis_failed"


@dataclass(frozen=True)
class Failure:
    """Why a story was not analysed: a stable code, and a sentence that says what to do."""

    reason_code: str
    reason: str


@dataclass(frozen=True)
class AnalysedStory:
    """The analysis of one story version, with a digest of what was read and the name of what read it; or why it failed."""

    story_id: str
    version: str
    inputs: str
    extractor: str
    analysis: Analysis
    failure: Failure | None = None


# Yields an analysis for each story, in order, or beside an empty one why there is none.
Analyser = Callable[[Sequence[Story]], Iterable[tuple[Analysis, Failure | None]]]


@dataclass
class Leftovers:
    """Analyses in the parts that crashed runs left, by what was read and what read it."""

    parts: Sequence[Path] = ()
    _places: dict[Key, tuple[Path, int]] | None = field(default=None, repr=False)

    def find(self, wanted: Iterable[Key]) -> dict[Key, AnalysedStory]:
        """Return those of the wanted analyses that are there and came out well."""
        places = self._indexed()
        rows: dict[Path, list[int]] = {}
        for key in wanted:
            if key in places:
                part, row = places[key]
                rows.setdefault(part, []).append(row)
        found = [one for part, chosen in rows.items() for one in read_part(part, AnalysedStory, chosen)]
        return {(one.inputs, one.extractor): one for one in found if one.failure is None}

    def _indexed(self) -> dict[Key, tuple[Path, int]]:
        if self._places is None:
            self._places = {}
            for part in self.parts:
                try:
                    keys = read_columns(part, KEY_COLUMNS)
                except (OSError, pa.ArrowInvalid):
                    continue  # a damaged part is analysed again
                self._places |= {(inputs, extractor): (part, row) for row, (inputs, extractor) in enumerate(keys)}
        return self._places


def analyse_portion(
    stories: Sequence[Story],
    model: str,
    part: Path,
    leftovers: Leftovers | None = None,
    analyse: Analyser | None = None,
) -> Path:
    """Write the analyses of the stories, in their order, as a part; return its path.

    A story that cannot be analysed has a row that says why. `analyse` does the work; without it, this process does.
    Raises UsageError if the model is not installed.
    """
    analyse = analyse or partial(_analysed, model=model)
    extractor = extractor_name(model)
    keys = [(inputs_of(story), extractor) for story in stories]
    there = leftovers.find(keys) if leftovers else {}
    missing = [story for story, key in zip(stories, keys, strict=True) if key not in there]
    fresh = iter(list(analyse(missing)) if missing else ())
    rows = [
        there[key] if key in there else AnalysedStory(story.story_id, story.version, *key, *next(fresh))
        for story, key in zip(stories, keys, strict=True)
    ]
    return write_part(part, rows, AnalysedStory)


def inputs_of(story: Story) -> str:
    """Return a digest of all that the analysis of a story can depend on."""
    return content_id("inputs", [story.story_id, story.version, *(repr(getattr(story, name)) for name in INPUTS)])


@cache
def extractor_name(model: str) -> str:
    """Return the name of what analyses: the version of the rules, and the model with its own."""
    try:
        return f"{EXTRACTOR_VERSION} {model} {version(model)}"
    except PackageNotFoundError:
        return f"{EXTRACTOR_VERSION} {model}"


def _analysed(stories: Sequence[Story], model: str) -> Iterator[tuple[Analysis, Failure | None]]:
    language = load_language(model)
    try:
        yield from [(analysis, None) for analysis in analyse_stories(stories, language)]
        return
    except Exception:  # noqa: BLE001 - the story boundary: below, each story answers for itself
        logging.getLogger(__name__).warning("a portion failed as a whole: each story is analysed alone")
    for story in stories:
        try:
            (analysis,) = analyse_stories([story], language)
            yield analysis, None
        except Exception as error:  # noqa: BLE001 - the story boundary: one bad story never stops a run
            reason = f"the analysis failed with {type(error).__name__}: {error}; please report it with this story"
            yield Analysis(story.story_id, story.version), Failure(ANALYSIS_FAILED, reason)
