"""Which language a text is in, told from its words where the delivery does not say."""

from functools import cache

from py3langid.langid import LanguageIdentifier

# The languages that agencies write in; leaving out pidgins and neighbours that nobody files in keeps short texts from straying.
# fmt: off
FILED = (
    "ar", "az", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "hy", "id",
    "it", "ja", "ka", "ko", "lt", "lv", "mk", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "th", "tr", "uk",
    "ur", "vi", "zh",
)
# fmt: on
READ_CHARS = 2_000  # more tells nothing new
MIN_WORDS = 12  # fewer may be names only
MIN_PROBABILITY = 0.999


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language, or None where the words are too few or leave a doubt."""
    opening = text[:READ_CHARS]
    if len(opening.split()) < MIN_WORDS:
        return None
    language, probability = _identifier().classify(opening)
    return str(language) if probability >= MIN_PROBABILITY else None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file("data/model.npz.xz", norm_probs=True)
    identifier.set_languages(FILED)
    return identifier
