"""The parsed text that the measures are read from, so that nobody outside this package imports spaCy."""

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

__all__ = ["Doc", "Language", "Span", "Token"]
