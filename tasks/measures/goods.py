"""What a measure restricts: the goods, money or movement named in a phrase, and their class."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import CIRCUMSTANCE, children, conjuncts, first_of
from tasks.measures.lexicon import goods_classes, singular

LONGEST_TERM = 3
LONGEST_RUN = 7  # "most-favored-nation status" is six tokens
# Phrases after these words tell what the goods are for or like, not what they are.
ASIDE = CIRCUMSTANCE | frozenset(
    {"for", "as", "like", "with", "against", "including", "except", "toward", "towards", "that", "by"}
)
# A way to name a whole class: "goods such as shoes" keeps its head.
HOLLOW = word_set("hollow")


@dataclass(frozen=True)
class Goods:
    """One kind of goods: the classes its word may have, the token that heads it, and the tokens that spell it."""

    classes: tuple[str, ...]
    head: Token
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """Return the words."""
        return " ".join(token.text for token in self.tokens)


def goods_in(tokens: Sequence[Token]) -> list[Goods]:
    """Return the goods that a run of tokens names, longest terms first, none overlapping, in order."""
    table = goods_classes()
    found: list[Goods] = []
    at = 0
    while at < len(tokens):
        for size in _sizes(tokens, at):
            run = tokens[at : at + size]
            classes = table.get(_term(run)) if _is_run(run) and _heads(run[-1]) else None
            if classes and not _is_own_doing(run[-1], classes):
                found.append(Goods(classes, run[-1], tuple(run)))
                at += size - 1
                break
        at += 1
    return found


def _is_own_doing(token: Token, classes: Sequence[str]) -> bool:
    """Say whether arms only describe what a state does at home: "its missile tests", "a nuclear programme"."""
    is_before = token.dep_ in ("compound", "amod", "nmod")
    return is_before and "weapon" in classes and singular(token.head.lower_) in DOINGS


DOINGS = frozenset({"program", "programme", "test", "testing", "development", "ambition", "project", "activity", "work"})


def _sizes(tokens: Sequence[Token], at: int) -> range:
    """Return the lengths of the runs to try, longest first; long ones only where a hyphen makes one word of several tokens."""
    longest = LONGEST_RUN if any(token.text == "-" for token in tokens[at : at + 2]) else LONGEST_TERM
    return range(min(longest, len(tokens) - at), 0, -1)


def restricted(phrase: Token) -> Iterator[Token]:
    """Yield the tokens of a phrase that can name goods, in order: no clauses, purposes and circumstances."""
    yield from sorted(_restricted(phrase), key=lambda token: token.i)


def _restricted(phrase: Token) -> Iterator[Token]:
    yield phrase
    for child in phrase.children:
        if child.dep_ in ("relcl", "advcl", "ccomp", "parataxis", "appos", "agent", "nsubj", "nsubjpass"):
            continue
        if child.dep_ == "acl" or (child.dep_ == "prep" and child.lower_ in ASIDE):
            continue
        if child.dep_ == "poss" and child.tag_ != "PRP$":
            continue
        yield from _restricted(child)


def members(phrase: Token) -> list[Token]:
    """Return the conjuncts of a goods phrase, looking through hollow heads: "sales of arms and oil" has two."""
    links = ("for",) if singular(phrase.lower_) in PERMITS else ("of", "in", "for") if phrase.lower_ in ORDERED else ("of", "in")
    inner = [noun for of in children(phrase, "prep") if of.lower_ in links for noun in children(of, "pobj")]
    if singular(phrase.lower_) in HOLLOW and inner:
        found = [member for noun in inner for member in members(noun)]
        # "Permits for computers": the permit tells the kind, unless arms do.
        return conjuncts(phrase) if singular(phrase.lower_) in PERMITS and not _are_arms(found) else found
    return conjuncts(phrase)


def _are_arms(found: Sequence[Token]) -> bool:
    return any("weapon" in goods.classes for item in found for goods in goods_in([*item.lefts, item]))


# What is bought is "for" the goods: "a contract for ammunition".
ORDERED = frozenset({"contract", "contracts", "order", "orders"})
# A permit "for arms exports" is one thing, "the permits of banks" another.
PERMITS = frozenset({"license", "licence", "permit"})


def _heads(token: Token) -> bool:
    """Say whether a word names what is restricted: the head of its phrase, or before goods; "trade deficit" is no trade."""
    first = first_of(token)  # "nuclear and missile tests": what is joined to a modifier is one
    if first.dep_ not in ("compound", "nmod", "amod") or first.head.pos_ not in ("NOUN", "PROPN"):
        return True
    if first.dep_ == "amod" and (first.i == token.i or first.head.i < token.i):
        return True
    head = singular(first.head.lower_)
    return head in goods_classes() or head in HOLLOW or head in BEARERS or first.head.i < token.i


# Nouns that goods may stand before: "arms embargo", "oil sector", "travel restrictions".
BEARERS = word_set("bearers")


# Goods that are written like the name of a body.
ACRONYMS = frozenset({"mfn", "gsp", "swift", "lng"})


def _is_run(run: Sequence[Token]) -> bool:
    is_name = run[-1].ent_type_ in ("ORG", "PERSON") and run[-1].pos_ == "PROPN" and run[-1].text[:1].isupper()
    if is_name and run[-1].lower_ not in ACRONYMS:
        return False
    is_whole = run[-1].i - run[0].i == len(run) - 1 or _shares_head(run)
    return is_whole and run[-1].pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "ADP")


def _shares_head(run: Sequence[Token]) -> bool:
    """Say whether an adjective is parted from its noun only by those joined to it: "diplomatic and economic ties"."""
    return len(run) == PAIR and run[0].dep_ == "amod" and run[0].head.i == run[1].i and bool(children(run[0], "conj"))


PAIR = 2


def _term(run: Sequence[Token]) -> str:
    """Return the dictionary form of a run of words: its last word in the singular."""
    words = "".join(token.lower_ + (" " if token.whitespace_ else "") for token in run).split()
    whole = " ".join(words)
    return whole if whole in goods_classes() else " ".join([*words[:-1], singular(words[-1])])
