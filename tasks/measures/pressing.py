"""A state that presses banks to stop their business with another cuts that one off from money."""

import re

from tasks.language.parsed import Token
from tasks.measures.clauses import children
from tasks.measures.lexicon import singular

PRESSING = frozenset({"press", "pressure"})
LENDERS = frozenset({"bank", "lender", "insurer", "institution", "company", "firm"})
# "to stop dealing with", "cut off business", "such pressure", "forcing it to freeze"; a miss: "pressure on their profits".
BREAKING_OFF = re.compile(
    r"\b(?:(?:stop|cease|halt|end|sever|break off|cut off|avoid|quit) "
    r"(?:do|deal|lend|trad|handl|business|tie|relation|link|transaction)\w*|"
    r"(?:freez|froze|block)\w*|such pressure)\b",
    re.IGNORECASE,
)


def presses_lender(token: Token, is_verb: bool) -> bool:
    """Say whether banks are pressed to break off their business with somebody."""
    pressed = children(token, "dobj") if is_verb else pressed_by(token)
    lenders = [noun for noun in pressed if singular(noun.lower_) in LENDERS]
    return bool(lenders) and BREAKING_OFF.search(token.sent.text) is not None


def pressed_by(token: Token) -> list[Token]:
    """Return who is pressed: "pressure on banks", "put pressure on the banks", "applied such pressure to a bank"."""
    holders = [token, token.head] if token.dep_ in ("dobj", "nsubjpass") else [token]
    preps = [prep for holder in holders for prep in children(holder, "prep", "dative") if prep.lower_ in ("on", "upon", "to")]
    return [noun for prep in preps for noun in children(prep, "pobj")]
