"""Phrases that restrict where no single word does: envoys sent away, aid put on hold."""

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children
from tasks.measures.goods import goods_in
from tasks.measures.lexicon import TriggerWord, singular, trigger_words

LEAVING = frozenset({"leave", "go", "depart", "quit"})
SENDING_OFF = word_set("ordering") | {"give", "send", "ask", "allow"}
UNWANTED = frozenset({"persona", "personae", "unwelcome", "undesirable", "unwanted"})
DECLARING = frozenset({"declare", "name", "brand", "label", "make"})
HOLDS = frozenset({"hold", "ice"})


def phrase_trigger(verb: Token) -> TriggerWord | None:
    """Return the plain verb that a phrase stands for: "ordered two envoys out" expels, "put its aid on hold" suspends."""
    if ousted(verb):
        return trigger_words()["expel", True]
    if verb.lemma_.lower() in ("put", "place", "keep") and any(
        item.lower_ in HOLDS for on in children(verb, "prep") if on.lower_ == "on" for item in children(on, "pobj")
    ):
        return trigger_words()["suspend", True]
    if opposed_loans(verb):
        return trigger_words()["withhold", True]
    return None


def opposed_loans(verb: Token) -> list[Token]:
    """Return the loans of a bank that a member votes down: "voted against loans to Chad", "opposes new credits for it"."""
    if verb.lemma_.lower() == "vote":
        against = [item for prep in children(verb, "prep") if prep.lower_ == "against" for item in children(prep, "pobj")]
    else:
        against = children(verb, "dobj", "nsubjpass") if verb.lemma_.lower() in ("oppose", "veto") else []
    return [thing for thing in against if singular(thing.lower_) in ("loan", "credit", "lending")]


def ousted(verb: Token) -> list[Token]:
    """Return the envoys that a verb sends away: "told two diplomats to leave", "declared the envoy persona non grata"."""
    lemma = verb.lemma_.lower()
    if lemma in DECLARING:
        unwanted = any(token.lower_ in UNWANTED for token in verb.subtree if token.i > verb.i)
        return [token for token in verb.subtree if _is_envoy(token)] if unwanted else []
    if lemma not in SENDING_OFF:
        return []
    leaves = any(act.lemma_.lower() in LEAVING for act in children(verb, "xcomp", "ccomp", "advcl", "relcl"))
    leaves |= any(act.lemma_.lower() in LEAVING for thing in children(verb, "dobj") for act in children(thing, "acl", "relcl"))
    leaves |= any(child.lower_ in ("out", "home") for child in children(verb, "prep", "prt", "advmod"))
    sent = children(verb, "dobj", "nsubjpass", "dative") if leaves else []
    return [thing for thing in sent if _is_envoy(thing)]


def _is_envoy(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and any("diplomatic" in goods.classes for goods in goods_in([token]))
