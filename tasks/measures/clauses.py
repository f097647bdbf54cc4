"""Questions to the dependency parse: who does what to whom, in which clause."""

from collections.abc import Iterator

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
# Links by which a phrase goes on without a new clause.
CONJUNCT = "conj"
# Heads whose object does what the infinitive says: "asked the council to ban".
OBJECT_CONTROL = word_set("object_control")
# Prepositions that begin a circumstance and not a part of the thing: "since 2006", "for its missile tests", "after the coup".
CIRCUMSTANCE = word_set("circumstance")
# Nouns whose infinitive tells what they order: "a resolution to impose".
DOCUMENTS = word_set("documents")
CLAUSAL = frozenset({"relcl", "advcl", "acl", "ccomp", "parataxis", "appos"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children of a token that hang on it by one of the labels."""
    return [child for child in token.children if child.dep_ in labels]


def first_of(phrase: Token) -> Token:
    """Return the head of a coordination: the verb or noun that a conjunct continues."""
    while phrase.dep_ == CONJUNCT and phrase.head.i != phrase.i:
        phrase = phrase.head
    return phrase


def conjuncts(phrase: Token) -> list[Token]:
    """Return a phrase and the phrases joined to it, in order."""
    found = [phrase]
    for child in phrase.children:
        if child.dep_ == CONJUNCT and child.i > phrase.i:
            found.extend(conjuncts(child))
    return found


def prepositions(noun: Token) -> list[Token]:
    """Return the prepositions that hang on a noun, with those joined to them: "on flights and on arms sales"."""
    return [joined for prep in children(noun, "prep", "dative") for joined in conjuncts(prep) if joined.pos_ == "ADP"]


def core(phrase: Token, circumstances: frozenset[str] = CIRCUMSTANCE) -> Iterator[Token]:
    """Yield the tokens of a noun phrase without its clauses and circumstances, in order."""
    yield from sorted(_core(phrase, circumstances), key=lambda token: token.i)


def _core(phrase: Token, circumstances: frozenset[str]) -> Iterator[Token]:
    yield phrase
    for child in phrase.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            yield from _core(child, circumstances)
            continue
        is_circumstance = child.dep_ == "prep" and child.lower_ in circumstances
        if child.dep_ in CLAUSAL or (is_circumstance and not _is_example(child) and not _is_home(child, phrase)):
            continue
        yield from _core(child, circumstances)


# Things that are somewhere because they belong there: "investment in Burma", "two banks in Latvia".
AT_HOME = word_set("at_home")


def _is_home(preposition: Token, phrase: Token) -> bool:
    """Say whether "in" tells whose the thing is."""
    return preposition.lower_ == "in" and phrase.lower_ in AT_HOME


def _is_example(preposition: Token) -> bool:
    """Say whether "as" goes on with examples: "goods such as corned beef"."""
    return preposition.lower_ == "as" and any(child.lower_ == "such" for child in preposition.children)


def is_verb(token: Token) -> bool:
    """Say whether a token is a verb form, auxiliaries included."""
    if token.tag_.startswith("VB") or token.pos_ in ("VERB", "AUX"):
        return True
    return token.dep_ == "ROOT" and {"nsubj", "dobj"} <= {child.dep_ for child in token.children}  # "back" read as an adverb


def is_passive(verb: Token) -> bool:
    """Say whether a verb is in the passive or a bare participle after a noun ("sanctions imposed by")."""
    if children(verb, "nsubjpass", "auxpass", "agent") or _is_suffered(verb):
        return True
    participle = verb.tag_ in ("VBN", "JJ") and verb.dep_ in ("acl", "amod", "advcl", "acomp")
    return participle and not children(verb, "dobj", "aux")


def _is_outcome(verb: Token) -> bool:
    """Say whether a participle tells what becomes of an object above it: "kept their assets frozen", "ordered it closed"."""
    bare = verb.tag_ in ("VBN", "JJ") and not children(verb, "nsubj", "nsubjpass", "aux", "auxpass", "mark")
    return bare and (verb.dep_ == "oprd" or (verb.dep_ == "ccomp" and verb.head.lemma_ in SUFFERING))


# Verbs whose object suffers what a participle says: "ordered the embassy closed".
SUFFERING = frozenset({"have", "see", "keep", "order", "want"})


def _is_suffered(verb: Token) -> bool:
    """Say whether a participle tells what somebody has done to what is theirs: "had their assets frozen"."""
    own = children(verb, "nsubj")
    is_small = verb.tag_ in ("VBN", "JJ") and verb.dep_ == "ccomp" and verb.head.lemma_ in SUFFERING
    return is_small and bool(own) and own[0].i > verb.head.i and not children(verb, "aux")


def agent(verb: Token) -> Token | None:
    """Return the doer of a passive."""
    for by in verb.children:
        if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by"):
            return next(iter(children(by, "pobj")), None)
    return None


def objects(verb: Token) -> list[Token]:
    """Return what a verb is done to: direct objects, passive subjects, or the noun that a participle modifies."""
    found = children(verb, "dobj", "nsubjpass") if is_passive(verb) else children(verb, "dobj", "oprd")
    if not found and (children(verb, "auxpass") or _is_suffered(verb)):
        found = children(verb, "nsubj")
    if not found and verb.tag_ == "VBG":
        found = [noun for noun in children(verb, "nsubj") if noun.i > verb.i]
    if not found and verb.dep_ == "acomp":
        found = children(verb.head, "nsubj")
    if not found and verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and is_passive(verb):
        found = children(verb.head, "nsubj")
    if not found and is_passive(verb):
        found = [noun for clause in children(verb, "csubjpass", "csubj") for noun in children(clause, "nsubj")]
    if not found and verb.dep_ == "conj" and is_passive(verb.head) and not children(verb, "nsubj"):
        found = children(verb.head, "nsubjpass")
    if not found and verb.dep_ in ("acl", "amod") and is_passive(verb):
        found = [verb.head]
    if not found and verb.dep_ == "relcl" and _gap_is_object(verb):
        found = [verb.head]
    if not found and _is_outcome(verb):
        found = children(verb.head, "dobj")
    if verb.dep_ == "relcl":  # "whom Chad barred"
        found = [verb.head if item.lower_ in ("who", "whom") else item for item in found]
    found = [*found, *_likewise(verb), *_named_after(verb)]
    listed = [item for phrase in found for item in (*conjuncts(phrase), *_listed_after(phrase))]
    return [item for item in listed if item in found or not is_verb(item)]


def _named_after(verb: Token) -> list[Token]:
    """Return who is told after "those" with a participle: "those barred include two bankers", "among those listed is Acme"."""
    those = verb.head
    clause = those.head if those.dep_ == "nsubj" else those.head.head
    is_list = verb.dep_ == "acl" and those.lower_ in ("those", "people", "individuals", "persons", "firms", "companies", "names")
    is_told = those.dep_ == "nsubj" and clause.lemma_ in ("include", "number")
    is_told = is_told or (those.dep_ == "pobj" and those.head.lower_ == "among" and clause.lemma_ == "be")
    if not (is_list and is_told and is_passive(verb)):
        return []
    return [item for item in children(clause, "dobj", "attr", "nsubj") if item.i > verb.i]


def _listed_after(phrase: Token) -> list[Token]:
    """Return goods listed without "and", read as an apposition: "bans Greek oil, Omani dates imports in reply"."""
    return [
        item
        for item in children(phrase, "appos")
        if item.tag_ == "NNS" and _has_capital(item) and _has_capital(phrase) and item.nbor(-1).text != "("
    ]


def _has_capital(noun: Token) -> bool:
    return any(child.text[:1].isupper() for child in children(noun, "amod", "compound", "nmod"))


def _likewise(verb: Token) -> list[Token]:
    """Return what shares a passive by "as are" or "so is": "arms sales are banned, as are loans"."""
    if not children(verb, "auxpass"):
        return []
    again = [
        echo
        for echo in children(verb, "advcl", "conj")
        if echo.lemma_ == "be" and {"as", "so"} & {child.lower_ for child in children(echo, "mark", "advmod")}
    ]
    return [noun for echo in again for noun in children(echo, "nsubj", "attr") if noun.i > echo.i]


def _gap_is_object(verb: Token) -> bool:
    """Say whether a relative clause lacks its object: "the embargo that the allies imposed"."""
    subjects = children(verb, *SUBJECTS)
    return bool(subjects) and subjects[0].tag_ not in ("WDT", "WP") and not children(verb, "dobj")


def subject(verb: Token) -> Token | None:
    """Return who does what the verb says, through passives, conjuncts, infinitives, gerunds and relative clauses."""
    if is_passive(verb):
        return agent(verb)
    headline = _headline_subject(verb)
    if headline is not None:
        return headline
    own = [noun for noun in children(verb, "nsubj", "csubj") if noun.i < verb.i or verb.tag_ != "VBG"]
    if own:
        return verb.head if own[0].tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else own[0]
    return _subject_outside(verb)


def _headline_subject(verb: Token) -> Token | None:
    """Return the name before the future of headlines: the EU of "Minister says EU to impose sanctions"."""
    to = next((child for child in children(verb, "aux") if child.lower_ == "to"), None)
    is_reported = verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_.lower() in ("say", "report", "confirm", "announce")
    if to is None or not is_reported or not to.i or to.i - 1 == verb.head.i:
        return None
    before = to.nbor(-1)
    return before if before.pos_ == "PROPN" else None


def _subject_outside(verb: Token) -> Token | None:
    """Return the subject of a verb that has none of its own."""
    head = verb.head
    if (verb.dep_ == "conj" or _is_outcome(verb)) and is_verb(head):
        return subject(head) if not is_passive(head) else (agent(head) or next(iter(children(head, "nsubjpass")), None))
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and is_verb(head):
        documents = [noun for noun in children(head, "dobj") if noun.lemma_.lower() in DOCUMENTS]
        if documents and verb.dep_ in ("xcomp", "advcl") and _is_infinitive(verb):
            return documents[0]
        controlled = children(head, "dobj", "dative") if head.lemma_.lower() in OBJECT_CONTROL else []
        if head.lemma_.lower() in OBJECT_CONTROL and is_passive(head):
            controlled = children(head, "nsubjpass")
        if not controlled and head.lemma_.lower() in OBJECT_CONTROL:
            controlled = [
                noun for on in children(head, "prep") if on.lower_ in ("on", "upon", "for", "to") for noun in children(on, "pobj")
            ]
        return controlled[0] if controlled else _doer(head)
    if verb.dep_ in ("xcomp", "ccomp", "acl", "advcl", "relcl") and not is_verb(head):
        is_document = head.lemma_.lower() in DOCUMENTS
        return head if verb.dep_ in ("acl", "relcl") and (verb.tag_ == "VBG" or is_document) else _doer_of_noun(head)
    if verb.dep_ in ("pcomp", "prep"):
        return _doer_of_noun(head.head) if not is_verb(head.head) else _controller(head.head, head)
    return None


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in children(verb, "aux"))


def _controller(verb: Token, preposition: Token) -> Token | None:
    """Return the doer of a gerund after a verb: the object in "barred firms from selling", else the subject."""
    if preposition.lower_ == "from" or verb.lemma_.lower() in OBJECT_CONTROL:
        found = children(verb, "dobj", "nsubjpass")
        if found:
            return found[0]
    return _doer(verb)


def _doer(verb: Token) -> Token | None:
    if is_passive(verb):
        return agent(verb) or next(iter(children(verb, "nsubjpass")), None)
    return subject(verb)


def _doer_of_noun(noun: Token) -> Token | None:
    """Return who has a plan or makes a call: the possessor, the one "by" whom it is, or the subject above."""
    by = [made for item in children(noun, "prep", "agent") if item.lower_ in ("by", "from") for made in children(item, "pobj")]
    if by:
        return by[0]
    owner = children(noun, "poss")
    if owner and owner[0].pos_ != "PRON":
        return owner[0]
    asked = _asked_by(noun)
    if asked is not None or _is_others(noun):
        return asked
    return governing_subject(noun)


def _asked_by(noun: Token) -> Token | None:
    """Return who is to act on a demand: the ministers of "a demand to the ministers to lift", "pressure on them to ease"."""
    if noun.lemma_.lower() not in DEMANDS:
        return None
    links = [*children(noun, "prep"), *(prep for prep in children(noun.head, "prep") if prep.i > noun.i)]
    return next((item for on in links if on.lower_ in ("on", "upon", "to", "for") for item in children(on, "pobj")), None)


# What is put to somebody who is to act.
DEMANDS = frozenset({"pressure", "demand", "call", "appeal", "plea", "request", "order", "instruction", "invitation"})


def _is_others(noun: Token) -> bool:
    """Say whether a decision is one that the subject only speaks of: "Chad welcomed the decision to lift the ban"."""
    is_told = any(child.lower_ in ("the", "this", "that") for child in children(noun, "det"))
    return is_told and noun.dep_ in ("dobj", "pobj") and governing_lemma(noun) in word_set("reacting")


def governing_lemma(token: Token) -> str:
    """Return the lemma of the nearest verb above a token, or nothing."""
    verb = governing_verb(token)
    return verb.lemma_.lower() if verb is not None else ""


def governing_subject(token: Token) -> Token | None:
    """Return the subject of the nearest verb above a token."""
    verb = governing_verb(token)
    return _doer(verb) if verb is not None else None


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above a token in its sentence."""
    while token.head.i != token.i:
        token = token.head
        if is_verb(token):
            return token
    return None


def clause_head(token: Token) -> Token:
    """Return the verb of the finite clause that holds a token, or the sentence's root."""
    while token.head.i != token.i:
        if is_verb(token) and is_finite(token) and token.dep_ not in ("xcomp", "aux", "auxpass"):
            return token
        token = token.head
    return token


def is_finite(verb: Token) -> bool:
    """Say whether a verb is finite or carries a finite auxiliary."""
    return verb.tag_ in FINITE_TAGS or any(child.tag_ in FINITE_TAGS for child in children(verb, "aux", "auxpass"))
