"""Questions to the parse about how real an act is: its negation, its modal, its condition."""

from tasks.language.parsed import Token
from tasks.measures.clauses import children, is_verb


def negation(token: Token) -> Token | None:
    """Return the word that negates a verb or noun: "not", "never", "no sanctions"."""
    for child in token.children:
        if child.dep_ == "neg" or (
            child.dep_ in ("det", "preconj", "advmod") and child.lower_ in ("no", "neither", "never", "without")
        ):
            return child
    return _nor(token)


def _nor(verb: Token) -> Token | None:
    """Return the "nor" that joins a verb to the one before: "has not lent, nor has it sold arms"."""
    holders = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    return next((child for holder in holders for child in holder.children if child.lower_ == "nor" and child.i < verb.i), None)


SHORT_MODALS = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would"}


def modal(verb: Token) -> str | None:
    """Return the modal of a verb in small letters ("will", "would", "to" for a bare infinitive), or None.

    A bare verb shares that of the verb it is joined to: "would freeze funds and ban travel".
    """
    for child in children(verb, "aux"):
        if child.tag_ == "MD" or child.lower_ in ("will", "wo", "'ll", "’ll"):
            return SHORT_MODALS.get(child.lower_, str(child.lower_))
    if any(child.lower_ == "to" for child in children(verb, "aux")):
        return "to"
    is_joined = verb.dep_ == "conj" and verb.tag_ == "VB" and not children(verb, "aux", "auxpass", "nsubj", "nsubjpass")
    return modal(verb.head) if is_joined and is_verb(verb.head) else None


def is_conditional(verb: Token) -> bool:
    """Say whether a verb stands in an if-clause, or in one about a time to come: "once they are lifted", "before it acts"."""
    marks = {child.lower_ for child in children(verb, "mark", "advmod") if child.i == 0 or child.nbor(-1).lower_ != "at"}
    ahead = {"if", "unless", "whether", "should", "once", "until", "till"}
    is_present = verb.tag_ in ("VBZ", "VBP") or any(child.tag_ in ("VBZ", "VBP") for child in children(verb, "aux", "auxpass"))
    if "whether" in marks and verb.dep_ == "advcl":
        return False  # "will act whether or not others join"
    return bool(marks & ahead) or (bool(marks & {"when", "before"}) and is_present and verb.dep_ == "advcl")


def has_condition(verb: Token) -> bool:
    """Say whether a verb depends on an if-clause beside it."""
    return any(is_conditional(child) for child in children(verb, "advcl")) or any(
        child.lower_ in ("if", "unless") for child in verb.subtree if child.dep_ == "mark"
    )
