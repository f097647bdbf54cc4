"""Groups without a name of their own that take a stand, by their shortest words: "Republicans in Congress"."""

from tasks.language.gazetteer import named
from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, core
from tasks.measures.lexicon import singular
from tasks.measures.party import PartyMention
from tasks.measures.reading import Paragraph
from warehouse.codes import EntityKind

# Groups that take a stand as such where words before or after them say which: "Southeast Asian leaders".
VOICES = word_set("voices")
COLLECTIVE = frozenset({"business", "industry", "union"})
LEADING_WORDS = frozenset({"the", "a", "an", "some", "many", "most", "several", "other"})
LONGEST_VOICE_CHARS = 60
# Those who argue need no other name: "critics said".
ARGUING = frozenset({"critics", "opponents", "supporters"})
# Trades by the form of their word, "shippers", "dealers"; a miss: those who act for a state, "ministers", "soldiers".
TRADES = ("ers", "ors", "men", "ists")
OF_STATE = word_set("state_servants")


# "parties to the deal": what they joined tells which.
JOINED_TO = {"party": ("to",), "signatory": ("to",)}


def voice(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return a group without a name of its own by its shortest words; "leaders" alone is nobody."""
    naming = paragraph.naming_of(doer)
    if naming and naming.actor and naming.actor.kind in (EntityKind.COUNTRY, EntityKind.BODY):
        return []
    if doer.lower_ in ("many", "most", "some", "several"):
        return _those(doer, paragraph)
    if not _is_voice(doer):
        return []
    kept = _shortest([token for token in core(doer) if not token.is_space], paragraph)
    if not kept or kept[0].i > doer.i or kept[0].like_num:
        return []
    within = [
        prep
        for prep in children(doer, "prep")
        if prep.i == doer.i + 1 and prep.lower_ in ("in", "of", "from", *JOINED_TO.get(singular(doer.lower_), ()))
    ]
    end = _end(doer, paragraph)
    if kept[0].i == doer.i == end.i and doer.pos_ != "PROPN" and not within and doer.lower_ not in ARGUING:
        return []
    last = max((token.i for prep in within for token in prep.subtree), default=end.i)
    words = paragraph.words(kept[0], doer.doc[last])
    if len(words.text) > LONGEST_VOICE_CHARS:
        words = paragraph.words(kept[0], doer)
    return [PartyMention(named(EntityKind.GROUP, " ".join(words.text.split())), words, "holder")]


def _those(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the words of "many of those testifying"; "many" alone is nobody."""
    named_there = [item for prep in children(doer, "prep") if prep.lower_ == "of" for item in children(prep, "pobj")]
    verb = next((verb for item in named_there if item.lower_ == "those" for verb in children(item, "acl", "amod")), None)
    if verb is None or children(verb, "dobj", "prep"):
        return []
    words = paragraph.words(doer, verb)
    return [PartyMention(named(EntityKind.GROUP, " ".join(words.text.split())), words, "holder")]


def _is_voice(doer: Token) -> bool:
    is_many = doer.tag_ in ("NNS", "NNPS") or doer.lower_ in COLLECTIVE
    is_trade = doer.tag_ == "NNS" and doer.lower_.endswith(TRADES) and singular(doer.lower_) not in OF_STATE
    return is_many and (bool({singular(doer.lower_), doer.lemma_.lower()} & VOICES) or is_trade)


def _end(doer: Token, paragraph: Paragraph) -> Token:
    """Return the last word of a group: two kinds joined are one, "manufacturers and trade groups"."""
    joined = [item for item in children(doer, "conj") if _is_voice(item) and paragraph.naming_of(item) is None]
    is_plain = len(joined) == 1 and not any(child.dep_ in ("det", "poss") for child in joined[0].lefts)
    return joined[0] if is_plain and paragraph.naming_of(doer) is None and not children(joined[0], "conj") else doer


def _shortest(kept: list[Token], paragraph: Paragraph) -> list[Token]:
    """Return the words of a group without articles, counts, and whose party it is: "Holm's Republicans"."""
    owner = next((at for at, token in enumerate(kept) if token.text in ("'s", "’s")), None)
    if owner is not None and (naming := paragraph.naming_of(kept[owner - 1])) is not None and naming.label == "PERSON":
        kept = kept[owner + 1 :]
    while len(kept) > 1 and (kept[0].lower_ in LEADING_WORDS or kept[0].is_punct or kept[0].lower_ == "nearly" or _counts(kept)):
        kept = kept[1:]
    return kept


def _counts(kept: list[Token]) -> bool:
    """Say whether words begin with a number above what a vote counts: "nearly 50 manufacturers"."""
    return (
        kept[0].like_num and kept[0].text.isdigit() and kept[0].nbor(-1).lower_ in ("nearly", "about", "some", "over", "almost")
    )
