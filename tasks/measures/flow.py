"""Which way goods move, seen from the target: by verbs of trade, by "to" and "from", by whose goods they are."""

from collections.abc import Sequence

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.lexicon import inflected_triggers, singular
from tasks.measures.party import PartyMention
from tasks.measures.reading import Paragraph
from warehouse.codes import Flow

BUYING = word_set("buying")
SELLING = word_set("selling")


def flow_of(tokens: Sequence[Token], targets: Sequence[PartyMention], paragraph: Paragraph, reverse: bool = False) -> Flow | None:
    """Return which way the goods move, seen from the target; None where nothing says so."""
    words = (
        {token.lower_ for token in tokens}
        | {singular(token.lower_) for token in tokens}
        | {token.lemma_.lower() for token in tokens}
    )
    buying, selling = bool(words & BUYING), bool(words & SELLING)
    theirs = any(token.tag_ == "PRP$" and token.lower_ in ("its", "their") for token in tokens)
    if reverse:
        return Flow.TO_TARGET if buying else Flow.FROM_TARGET if selling else None
    if buying and selling:
        return Flow.BOTH
    if buying:
        return Flow.FROM_TARGET
    to_target, from_target, owned = _links(targets, paragraph, words)
    if selling:
        # What one's own firms may not sell: "bars them from sending it equipment".
        is_own_act = any(token.tag_ == "VBG" and token.lemma_.lower() in SELLING for token in tokens)
        is_theirs = owned or (theirs and not targets)  # "punished the junta, banning its exports"
        return Flow.FROM_TARGET if is_theirs and not to_target and not is_own_act else Flow.TO_TARGET
    if to_target:
        return Flow.TO_TARGET
    return Flow.FROM_TARGET if from_target or owned or theirs else None


def _links(targets: Sequence[PartyMention], paragraph: Paragraph, goods: set[str]) -> tuple[bool, bool, bool]:
    """Say whether a target stands after "to", after "from", or before its goods."""
    before = [
        paragraph.text[max(0, party.words.start - paragraph.start - 14) : party.words.start - paragraph.start].lower().split()
        for party in targets
    ]
    # "to ban Iranian exports": the "to" of an infinitive leads nowhere.
    before = [words[-1:] if words and words[-1] in inflected_triggers() else words[-2:] for words in before]
    before = [words if words != ["and", "from"] else [] for words in before]  # "flights to and from Chad" go both ways
    links = {word for words in before for word in words if word in ("to", "from", "into", "reaching", "for", "with")}
    after = [paragraph.text[party.words.end - paragraph.start :][:30] for party in targets]
    owned = any(
        text[:2] in ("'s", "’s") or (text[:1] == " " and _opens_goods(text.split()[0], goods) and text.split()[0] not in LINKING)
        for text in after
        if text
    )
    return bool(links & {"to", "into", "reaching"}), "from" in links, owned


def _opens_goods(word: str, goods: set[str]) -> bool:
    """Say whether the word after a name goes on with the goods: "Iraqi oil"; a miss: "Iraq faces an oil embargo"."""
    return word[:1].isalpha() and word.lower().rstrip(".,") in goods


LINKING = word_set("linking")
