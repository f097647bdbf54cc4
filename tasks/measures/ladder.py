"""The words above a trigger, from the nearest up: what a status, a side and a sender are read from."""

from collections.abc import Iterator

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, is_finite, is_verb
from tasks.measures.lexicon import Cue, cue_of
from tasks.measures.modality import modal


def _tells_of_draft(clause: Token) -> bool:
    """Say whether a clause tells what a draft would do, so that it shares the draft's fate: "vetoed a draft that would ban"."""
    return clause.dep_ == "relcl" and clause.head.lemma_.lower() in word_set("undecided") and modal(clause) == "would"


ANSWERING = word_set("answering")
# A noun below these words does not share the fate of what is above: "since the embargo, trade fell".
CUT_OFF = word_set("cut_off")
WARNING_OFF = frozenset({"warn", "caution", "advise", "argue", "counsel", "recommend", "speak", "urge", "plead", "decide"})


# Acts of state that can be renewed or revoked, and with them what they impose: "revoked the order that imposed sanctions".
ORDERS = word_set("orders")


def ladder(token: Token) -> Iterator[Token]:
    """Yield a trigger's governors from the nearest up: nouns and verbs, through the clauses they complete."""
    seen = {token.i}
    step = token
    while step.head.i != step.i:
        link = step.dep_
        upper = step.head
        if link == "parataxis" or (link in ("advcl", "relcl") and is_finite(step) and not _is_ended_order(upper)):
            return
        if link == "conj":
            step = upper
            continue
        if upper.i in seen:
            return
        seen.add(upper.i)
        step = upper
        if upper.pos_ in ("ADP", "SCONJ", "PART") and upper.dep_ in ("prep", "agent", "dative"):
            if upper.head.lemma_.lower() in ANSWERING and upper.lower_ in ("for", "to", "against", "at"):
                return  # "in retaliation for the ban": the ban is not what is done
            if (upper.dep_ == "agent" or upper.lower_ in CUT_OFF) and not (
                link == "pcomp"
                and (
                    upper.lower_ in ("by", "in", "of") or (upper.lower_ == "against" and upper.head.lemma_.lower() in WARNING_OFF)
                )
            ):
                return
            continue
        yield upper


def _is_ended_order(noun: Token) -> bool:
    """Say whether a noun is an order that its verb ends or prolongs; what its clause imposes shares that fate."""
    return noun.lemma_.lower() in ORDERS and is_verb(noun.head) and cue_of(noun.head) in (Cue.LIFT, Cue.EASE, Cue.EXTEND)


def is_answered(token: Token) -> bool:
    """Say whether a noun names what an act answers: the ban of "in retaliation for the ban"."""
    prep = token.head
    return token.dep_ == "pobj" and prep.lower_ in ("for", "to", "against", "at") and prep.head.lemma_.lower() in ANSWERING


def speaks_against(verb: Token, below: Token | None) -> bool:
    """Say whether a verb warns somebody off an act: "warned Chad against imposing sanctions"."""
    return (
        is_verb(verb)
        and below is not None
        and verb.lemma_.lower() in WARNING_OFF
        and any(prep.lower_ == "against" and prep.is_ancestor(below) for prep in children(verb, "prep"))
    )
