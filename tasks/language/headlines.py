"""Verbs of headlines and briefs that the small model takes for nouns or adjectives: "Chad severs ties with Libya"."""

from tasks.language.parsed import Doc, Token
from tasks.language.wordlists import word_set

# What may stand between a sentence's first word and its verb in a headline: names, and what belongs to them.
NAMING = frozenset({"PROPN", "ADJ", "DET", "NOUN", "PART", "NUM"})
OPENERS = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "VBN", "VBG"})
LONGEST_SUBJECT = 6  # tokens: "The Democratic Republic of Congo"


def read_headline_verbs(doc: Doc) -> None:
    """Make the verb of each sentence that has none out of the first form of an act right after a name.

    "Bahrain severs ties" and "ECOWAS barred Mali" are sentences; "Iran sanctions relief is near" has its verb elsewhere.
    """
    for sentence in list(doc.sents):
        root = sentence.root
        if root.tag_.startswith(("VB", "MD")):
            continue
        verb = _act_in(list(sentence))
        if verb is not None:
            _read_as_verb(verb, root)


def _act_in(tokens: list[Token]) -> Token | None:
    """Return the act that can be the verb of a sentence: right after a name, right before what it is done to."""
    for at, token in enumerate(tokens[1 : LONGEST_SUBJECT + 1], 1):
        if token.lower_ in word_set("headline_verbs") and at + 1 < len(tokens) and tokens[at + 1].tag_ in OPENERS:
            is_named = tokens[at - 1].text[:1].isupper() and all(before.pos_ in NAMING for before in tokens[:at])
            return token if is_named and token.text[:1].islower() else None
    return None


def _read_as_verb(verb: Token, root: Token) -> None:
    """Make the act the root, the name before it the subject, and the noun that it was hung on its object."""
    thing = verb.head if verb.i != root.i and verb.head.i > verb.i else _first_noun(verb)
    name = verb.nbor(-1)
    if thing is None or thing.pos_ not in ("NOUN", "PROPN"):
        return
    loose = [child for holder in {root.i: root, verb.i: verb}.values() for child in holder.children]
    loose += [child for child in thing.children if child.i < verb.i]
    verb.tag_, verb.pos_ = ("VBZ" if verb.lower_.endswith("s") else "VBD"), "VERB"
    old = verb.dep_
    verb.head, verb.dep_ = verb, "ROOT"
    thing.head, thing.dep_ = verb, "dobj"
    name.head, name.dep_ = verb, "nsubj"
    for child in loose:
        _rehang(child, verb, name, thing, old)
    if root.i not in (verb.i, thing.i, name.i):
        _rehang(root, verb, name, thing, old)


def _rehang(child: Token, verb: Token, name: Token, thing: Token, old: str) -> None:
    if child.i in (verb.i, name.i, thing.i):
        return
    if child.i < verb.i:
        child.head, child.dep_ = name, "compound"
    elif child.head.i != thing.i and not (old == "ROOT" and child.head.i == verb.i):
        child.head = verb


def _first_noun(verb: Token) -> Token | None:
    """Return the noun on the right that hangs on a verb read as a noun."""
    nouns = [child for child in verb.children if child.i > verb.i and child.pos_ in ("NOUN", "PROPN")]
    return nouns[0] if nouns else None
