"""Whether a telling says that its measure is new or long in place."""

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set

NEW = word_set("new")
OLD = word_set("old")
# "has been under sanctions since 2006", "previously designated".
BEFORE = frozenset({"since", "previously", "already", "earlier", "formerly"})


def novelty(trigger: Token) -> str:
    """Return "new" for "fresh sanctions", "old" for "existing sanctions", else an empty string."""
    words = {child.lower_ for child in trigger.children if child.dep_ in ("amod", "compound", "det", "nmod")}
    if words & NEW:
        return "new"
    after = [
        child.lower_ for token in (trigger, trigger.head) for child in token.children if child.dep_ in ("prep", "advmod", "mark")
    ]
    return "old" if words & OLD or set(after) & BEFORE else ""
