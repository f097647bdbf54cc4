"""Where the words above a topic lean: the value that the words are added up in, and the denial of a word."""

from dataclasses import dataclass, replace

from tasks.language.parsed import Token
from tasks.measures.clauses import children, is_finite
from tasks.measures.modality import negation
from tasks.measures.topics import OPPOSITE
from warehouse.codes import Stance


@dataclass(frozen=True)
class Lean:
    """Where the words up to one place lean: a side on the restriction, and how it was told.

    `word` takes the side; `is_weak` until a refusal makes it one; `is_said` where the one who says it holds it.
    """

    stance: Stance = Stance.SUPPORTS
    word: Token | None = None
    is_relieved: bool = False
    is_kept: bool = False
    is_weak: bool = False
    is_wish: bool = False
    is_said: bool = False
    term: str = ""

    def turned(self) -> "Lean":
        """Return the opposite."""
        return replace(self, stance=OPPOSITE[self.stance])

    def told(self, word: Token, *, is_wish: bool | None = None, is_said: bool | None = None) -> "Lean":
        """Return the same, told by a word; what is not given stays."""
        return replace(
            self,
            word=word,
            term=self.term or word.lemma_.lower(),
            is_weak=False,
            is_wish=self.is_wish if is_wish is None else is_wish,
            is_said=self.is_said if is_said is None else is_said,
        )


@dataclass(frozen=True)
class Step:
    """One word above a topic, the word below by which it was reached, and the preposition between them."""

    word: Token
    below: Token
    preposition: str


def denied(word: Token) -> bool:
    """Say whether a verb or noun is denied: "did not", "no longer", "neither Norway nor Japan", "nobody", "no objection"."""
    no = negation(word)
    if no is not None and no.i + 1 < word.i and no.nbor().lower_ == "but":  # "cannot but deplore"
        return False
    if (
        no is not None
        or word.lower_ == "nothing"
        or (word.head.lemma_ == "be" and negation(word.head) is not None and not is_finite(word))
    ):
        return True
    if any(child.lower_ in ("longer", "hardly") for child in children(word, "advmod")):
        return True
    doers = children(word, "nsubj", "nsubjpass")
    return any(
        child.lower_ in ("neither", "none", "no") for doer in doers for child in (doer, *children(doer, "preconj", "cc", "det"))
    )


def signed(lean: Lean, word: Token) -> Lean:
    """Return where the words lean, turned round where a word is denied."""
    return lean.turned() if denied(word) else lean
