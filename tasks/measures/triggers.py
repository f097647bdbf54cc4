"""Find the words that may tell of a measure, and keep apart those that only look so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tasks.language.parsed import Doc, Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children
from tasks.measures.conflict import ACT_TITLE
from tasks.measures.lexicon import Needs, TriggerWord, inflections, term_of, trigger_words
from tasks.measures.ousting import phrase_trigger
from tasks.measures.permissions import EXCHANGES, forbidden_exchange
from tasks.measures.pointing import is_contrast, is_relieved_pronoun
from tasks.measures.preferences import is_of_beneficiary, takes_preference
from tasks.measures.pressing import PRESSING, presses_lender
from tasks.measures.titles import titled_act
from warehouse.reference import read_reference

# Nouns that "sanctions" only describes: "the sanctions committee", "a sanctions expert".
DESCRIBED = word_set("described")
# The treaty that has tariffs in its name: "the General Agreement on" Tariffs and Trade; a miss: "their agreement on".
TREATY = re.compile(r"General Agreement (?:on|of) $", re.IGNORECASE)
TREATY_CHARS = 30
# Verbs that restrict even as adjectives: "frozen assets", "suspended aid"; a miss: "banned weapons".
ADJECTIVAL = frozenset({"freeze", "suspend", "withhold"})
# A list that names the restricted: "blacklist", "sanctions list"; a miss: "enlisted".
ON_A_LIST = re.compile(r"\b(?:black ?lists?|(?:sanctions? |terror(?:ist)? |watch )?lists?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Trigger:
    """A trigger word at a token; `frees` where the verb itself ends a restriction ("unfreeze")."""

    token: Token
    word: TriggerWord
    frees: bool = False


def find_triggers(doc: Doc) -> Iterator[Trigger]:
    """Yield the triggers of a passage in order."""
    for token in doc:
        found = (_verb(token) if _reads_as_verb(token) else _noun(token) or pronoun_trigger(token)) or _echo(token)
        if found:
            yield found


def _echo(token: Token) -> Trigger | None:
    """Return the trigger that "those" stands for: "the bans on Chad ended, but those on Oman remain"."""
    is_echo = token.lower_ in ("those", "one", "ones", "that") and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
    if not is_echo or not any(prep.lower_ in ("on", "against") for prep in children(token, "prep")):
        return None
    before = [_noun(word) for word in token.doc[token.sent.start : token.i] if not _reads_as_verb(word)]
    told = [trigger for trigger in before if trigger is not None]
    # What "arms" adds to "embargo" is lost in "the one on Chad".
    return Trigger(token, told[-1].word) if told and not children(told[-1].token, "compound", "amod") else None


@cache
def suspicion() -> re.Pattern[str]:
    """Return a pattern that any text with a measure matches: the stems of the strong triggers, or a weak one.

    "sanctions", "embargoed", "frozen" match; "agreed" does not.
    """
    nouns = [row["term"] for row in read_reference("lexicon_triggers")]
    verbs = [row["term"].split()[0] for row in read_reference("lexicon_triggers") if row["pos"] == "verb"]
    denied = (
        r"(?:may|must|can|shall) not",
        r"no longer",
        r"may neither",
        r"no more",
        r"pull(?:ed|ing)? out",
        rf"(?:will not|not to|won't) (?:{'|'.join(EXCHANGES)})",
        r"(?:sell|buy|make|give|grant)\s(?:\w+\s)?no",
        r"not (?:be )?(?:allowed|permitted|authori[sz]ed)",
        r"illegal|unlawful|personae? non grata|on hold|on ice|refrain",
        r"(?:oppos\w+|vote[sd]? against) (?:\S+ ){0,4}(?:loans?|credits?|lending)",
        ACT_TITLE,
        r"(?:ordered|told|days|hours) (?:\w+ ){0,4}(?:to leave|out)",
    )
    forms = {*inflections(nouns, is_verb=False), *inflections(verbs, is_verb=True), *word_set("irregular")}
    words = sorted(map(re.escape, forms), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join((*words, *denied))})\b", re.IGNORECASE)


def pronoun_trigger(token: Token) -> Trigger | None:
    """Return the trigger of a pronoun that means a restriction told before: "those against the firms stay", "it was lifted"."""
    if is_contrast(token):
        return Trigger(token, trigger_words()["sanction", False])
    return Trigger(token, trigger_words()["ban", False]) if is_relieved_pronoun(token) else None


def _reads_as_verb(token: Token) -> bool:
    if token.tag_.startswith("VB") or token.pos_ == "VERB":
        return True
    return bool(token.pos_ == "ADJ" and token.lower_.endswith(("ed", "en")))


def _verb(token: Token) -> Trigger | None:
    term = term_of(token, "lexicon_triggers", "verb")
    phrase = phrase_trigger(token) or takes_preference(token) or (forbidden_exchange(token) if term is None else None)
    if phrase:
        return Trigger(token, phrase)
    if term is None:
        return _noun(token) if token.tag_ in ("VBG", "VB", "VBZ", "VBP") and _is_nominal(token) else None
    if token.dep_ in ("aux", "auxpass") or (token.dep_ == "amod" and term not in ADJECTIVAL):
        return None
    word = trigger_words()[term, True]
    above = token.head
    if token.dep_ == "xcomp" and above.lemma_.lower() in PRESSING and presses_lender(above, is_verb=True):
        return None  # "pressing banks to stop lending": the pressure tells it
    is_unlisted = word.needs is Needs.LIST and term != "designate" and not ON_A_LIST.search(token.sent.text)
    if is_unlisted or (term in PRESSING and not presses_lender(token, is_verb=True)):
        return None
    return Trigger(token, word)


def _is_nominal(token: Token) -> bool:
    """Say whether a word that the tagger took for a verb stands as a noun: after an article or an adjective."""
    return bool(children(token, "det", "amod", "poss"))


def _noun(token: Token) -> Trigger | None:
    if token.pos_ not in ("NOUN", "PROPN", "VERB", "ADJ") or token.ent_type_ == "PERSON":
        return None
    term = "no-fly zone" if _is_no_fly_zone(token) else term_of(token, "lexicon_triggers", "noun")
    if term is None:
        act = titled_act(token)
        return Trigger(token, act) if act else _gerund(token)
    if (term == "hold" and token.lower_ not in ("hold", "holds")) or is_of_beneficiary(token):
        return None  # "holdings"; what names a beneficiary restricts nobody
    word = trigger_words()[term, False]
    is_bare = word.needs is Needs.PUNITIVE and not children(token, "amod", "compound")
    if is_bare or _is_only_described(token, term) or _is_only_named(token, term):
        return None
    return Trigger(token, word)


def _is_only_described(token: Token, term: str) -> bool:
    """Say whether a noun only describes the one after it, or the list of a verb that tells the measure itself."""
    if token.pos_ == "ADJ" and token.dep_ not in ("pobj", "dobj", "nsubj", "conj"):
        return True
    if token.dep_ in ("compound", "nmod", "amod") and _is_description(token.head):
        return True
    on_list = token.dep_ == "compound" and token.head.lower_ in ("list", "lists") and _is_listing(token.head.head.head)
    return on_list or (term == "blacklist" and _is_listing(token.head.head))


def _is_only_named(token: Token, term: str) -> bool:
    """Say whether a noun is a part of a treaty's name, or a pressure on nobody who lends."""
    if term in PRESSING:
        return not presses_lender(token, is_verb=False)
    return term == "tariff" and TREATY.search(token.doc.text[max(0, token.idx - TREATY_CHARS) : token.idx]) is not None


def _is_listing(verb: Token) -> bool:
    """Say whether a verb puts somebody on the list that a noun describes: "added to the travel ban list"."""
    return term_of(verb, "lexicon_triggers", "verb") in LISTING


LISTING = word_set("listing")


def _gerund(token: Token) -> Trigger | None:
    """Return the trigger of a gerund that stands as a noun with its object after "of": "the freezing of accounts"."""
    is_noun = token.lower_.endswith("ing") and any(prep.lower_ == "of" for prep in children(token, "prep"))
    act = term_of(token, "lexicon_triggers", "verb") if is_noun else None
    return Trigger(token, replace(trigger_words()[act, True], is_verb=False)) if act else None


def _is_no_fly_zone(token: Token) -> bool:
    return token.lower_ in ("zone", "zones") and token.doc.text[max(0, token.idx - 7) : token.idx].lower() in (
        "no-fly ",
        "no fly ",
    )


def _is_description(head: Token) -> bool:
    word = head.lower_
    return bool(word in DESCRIBED or word.rstrip("s") in DESCRIBED)
