"""Pairs of restrictions that the small model reads as one noun or as a verb: "a visa ban and assets freeze"."""

from tasks.language.parsed import Doc, Token
from tasks.language.wordlists import word_set

# What stands before a restriction that its form also makes a verb: "assets freeze", "arms ban".
RESTRICTED = frozenset({"assets", "asset", "arms", "travel", "visa", "oil", "trade", "weapons", "flight", "import", "export"})


def read_pairs(doc: Doc) -> None:
    """Join restrictions that stand beside each other by "and"."""
    for token in doc:
        if token.tag_ == "VBZ" and token.dep_ in ("dobj", "pobj") and _is_restriction(token):
            _read_as_plural(token)
        if token.dep_ == "conj" and token.tag_ in ("VB", "VBP", "VBZ") and _is_second(token):
            _read_as_second(token)
        elif token.dep_ in ("nmod", "compound") and _is_first(token):
            _read_as_first(token)


def _read_as_plural(token: Token) -> None:
    """Make an object of what was read as a verb with its goods for a subject: "imposing asset freezes"."""
    token.tag_, token.pos_ = "NNS", "NOUN"
    for child in token.children:
        if child.dep_ == "nsubj" and child.i == token.i - 1:
            child.dep_ = "compound"


def _is_restriction(token: Token) -> bool:
    word = token.lower_
    return word in word_set("restrictions") or word.removesuffix("s") in word_set("restrictions")


def _is_second(token: Token) -> bool:
    """Say whether a verb joined to a clause is a restriction right after "and" and its own goods: "a ban and assets freeze"."""
    if token.i < 3 or not _is_restriction(token):  # noqa: PLR2004 - the ban, "and", the goods
        return False
    goods, link, before = token.nbor(-1), token.nbor(-2), token.nbor(-3)
    is_beside = link.lower_ in ("and", "or") and before.pos_ == "NOUN" and _is_restriction(before)
    return goods.lower_ in RESTRICTED and is_beside and not any(above.i == token.i for above in before.ancestors)


def _read_as_second(token: Token) -> None:
    goods, before = token.nbor(-1), token.nbor(-3)
    token.tag_, token.pos_ = "NN", "NOUN"
    goods.head, goods.dep_ = token, "compound"
    token.head, token.dep_ = before, "conj"


def _is_first(token: Token) -> bool:
    """Say whether a plural restriction before "and" was read as a modifier of another: "asset freezes and trade restrictions"."""
    follows = token.i + 1 < len(token.doc) and token.nbor(1).lower_ in ("and", "or")
    return token.tag_ == "NNS" and _is_restriction(token) and _is_restriction(token.head) and follows and token.head.i > token.i


def _read_as_first(token: Token) -> None:
    last = token.head
    for child in list(last.children):
        if child.i < token.i and child.dep_ in ("compound", "amod", "nmod", "det"):
            child.head = token
    for child in list(token.children):
        if child.dep_ == "conj":
            child.head, child.dep_ = last, "compound"
    is_root = last.head.i == last.i
    token.head, token.dep_ = token if is_root else last.head, last.dep_
    last.head, last.dep_ = token, "conj"
