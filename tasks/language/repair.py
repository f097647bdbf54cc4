"""Attachments that the small model gets wrong and that grammar settles."""

from tasks.language.headlines import read_headline_verbs
from tasks.language.pairs import read_pairs
from tasks.language.parsed import Doc, Token
from tasks.language.wordlists import word_set

RESTRICTING = frozenset({"on", "against", "upon"})
DATED = frozenset({"DATE", "TIME"})


def repaired(doc: Doc) -> Doc:
    """Return the document with infinitives joined to infinitives, restrictions to what they are on, lists to their start.

    "To keep arms from reaching it and to block its funds": a conjunct with "to" cannot continue a gerund; it continues
    the nearest infinitive above that. "Lifted its ban on flights": "on" right after the ban says what the ban is on,
    unless it gives the day. "Lift its ban on sales of grain to them": goods on the move have a place to go to.
    """
    read_headline_verbs(doc)
    read_pairs(doc)
    for token in doc:
        if token.tag_ == "NN" and token.dep_ == "xcomp" and _is_infinitive(token):
            token.tag_, token.pos_ = "VB", "VERB"  # "will continue to sanction": what "to" makes is a verb
        if token.tag_.startswith(("VB", "JJ")):
            _repair_verb(token)
        if token.dep_ in ("appos", "compound", "nmod"):
            _repair_list(token)
        if token.dep_ == "prep":
            _repair_preposition(token)
        elif token.dep_ == "conj" and token.head.tag_ == "VBG" and _is_infinitive(token):
            above = next((verb for verb in token.head.ancestors if _is_infinitive(verb)), None)
            token.head = above if above is not None else token.head
        elif token.dep_ == "conj" and (thing := _object_before(token)) is not None:
            token.head = thing
        elif token.dep_ == "conj" and (drafted := _drafted_before(token)) is not None:
            token.head = drafted
        elif token.dep_ == "conj" and (trade := _trade_before(token)) is not None:
            token.head = trade
    return doc


def _object_before(noun: Token) -> Token | None:
    """Return the object that a noun goes on with, where it was joined to the verb: "lifted its embargo and ban on flights"."""
    verb = noun.head
    if noun.tag_ not in ("NN", "NNS") or not verb.tag_.startswith("VB") or noun.i < verb.i:
        return None
    is_clause = any(child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "dobj") for child in noun.children)
    things = [child for child in verb.children if child.dep_ == "dobj" and verb.i < child.i < noun.i]
    return things[-1] if things and not is_clause else None


def _drafted_before(verb: Token) -> Token | None:
    """Return what a refused draft would have done, if another such act is joined to it and not to the refusal.

    "Vetoed a draft that would have banned arms and blacklisted nine officers": who vetoes does not blacklist.
    """
    refusal = verb.head
    if (
        verb.tag_ not in ("VBN", "VBD")
        or refusal.lemma_.lower() not in REFUSING
        or any(c.dep_.startswith("nsubj") for c in verb.children)
    ):
        return None
    clauses = (clause for thing in refusal.children if thing.dep_ == "dobj" for clause in thing.subtree if clause.dep_ == "relcl")
    return next((clause for clause in clauses if any(child.lower_ == "have" for child in clause.children)), None)


REFUSING = frozenset({"veto", "reject", "block", "defeat"})


def _trade_before(noun: Token) -> Token | None:
    """Return the trade that another trade is joined to, and not its goods: "the export of oil and import of gold"."""
    goods = noun.head
    if noun.lower_ not in word_set("moving_nouns") or goods.dep_ != "pobj" or goods.head.lower_ not in ("of", "to", "from"):
        return None
    trade = goods.head.head
    return trade if trade.lower_ in word_set("moving_nouns") else None


def _repair_verb(token: Token) -> None:
    """Repair plurals read as verbs, verbs read as adjectives, and participles read as main verbs."""
    if _is_freeze(token):
        _read_as_freeze(token)
    elif token.tag_ == "VBZ" and token.dep_ == "ccomp" and token.lower_ in word_set("plural_or_verb"):
        _read_as_noun(token)
    elif token.dep_ == "amod":
        _repair_adjective(token)
    elif token.dep_ == "ROOT" and token.tag_ == "VBG" and (main := _main_verb_after(token)) is not None:
        _read_as_reduced(token, main)
    elif token.tag_ == "VBD" and token.dep_ == "ccomp" and _is_suffered(token):
        token.tag_ = "VBN"
    elif token.tag_ == "VBN" and (wanted := _called_for(token)) is not None:
        _read_as_wanted(token, wanted)
    elif token.tag_ == "VBG" and token.dep_ == "acl" and (document := _document_before_makers(token)) is not None:
        token.head = document
    elif token.tag_ == "VBN" and token.dep_ == "advcl" and (suffered := _had_before(token)) is not None:
        _read_as_suffered(token, suffered)


def _document_before_makers(gerund: Token) -> Token | None:
    """Return the document that its makers stand behind: "a draft sponsored by Chad and Niger calling for sanctions"."""
    maker = gerund.head
    while maker.dep_ == "conj":
        maker = maker.head
    made = maker.head.head
    if maker.dep_ != "pobj" or maker.head.dep_ != "agent" or made.dep_ != "acl" or gerund.lemma_.lower() not in ASKING:
        return None
    return made.head if made.head.lemma_.lower() in DOCUMENTS else None


ASKING = frozenset(
    {"call", "demand", "impose", "ban", "bar", "threaten", "condemn", "seek", "extend", "urge", "require", "tighten"}
)
DOCUMENTS = frozenset({"resolution", "draft", "bill", "motion", "proposal", "measure", "text", "statement", "law", "act"})


def _repair_adjective(token: Token) -> None:
    if token.tag_ == "VBN":
        _rejoin(token)
    if token.dep_ == "amod" and token.lower_ in PAST_ONLY and token.head.dep_ == "ROOT" and token.head.i > token.i > 0:
        _read_as_past(token)


def _repair_list(token: Token) -> None:
    """Repair lists whose items were read as appositions or modifiers."""
    if token.dep_ == "appos" and (listed := _listed_before(token)) is not None:
        token.head, token.dep_ = listed, "conj"
    elif token.dep_ in ("compound", "nmod") and _begins_list(token):
        _read_as_list(token)


def _repair_preposition(token: Token) -> None:
    """Repair prepositions that hang on the wrong word."""
    if token.lower_ == "of" and (nominal := _nominal_before_agent(token)) is not None:
        token.head = nominal
    elif token.lower_ in RESTRICTING and _follows_restriction(token):
        token.head = token.nbor(-1)
    elif token.lower_ in ("to", "from") and (moved := _moved_before(token)) is not None:
        token.head = moved


def _main_verb_after(gerund: Token) -> Token | None:
    """Return the verb without a subject that a bare gerund was read as joined to: "cargo going there must be inspected"."""
    has_aux = any(child.dep_ in ("aux", "auxpass") for child in gerund.children)
    has_subject = any(child.dep_ == "nsubj" and child.i < gerund.i for child in gerund.children)
    if has_aux or not has_subject:
        return None
    for verb in (child for child in gerund.children if child.dep_ == "conj" and child.i > gerund.i):
        own = [child.dep_ for child in verb.children if child.i < verb.i]
        is_joined = any(child.dep_ == "cc" and gerund.i < child.i < verb.i for child in gerund.children)
        if "aux" in own and not {"nsubj", "nsubjpass"} & set(own) and not is_joined:
            return verb
    return None


def _read_as_reduced(gerund: Token, main: Token) -> None:
    """Make the gerund a reduced relative of its subject, which is the subject of the main verb."""
    subject = next(child for child in gerund.children if child.dep_ == "nsubj")
    is_passive = any(child.dep_ == "auxpass" for child in main.children)
    main.head, main.dep_ = main, "ROOT"
    subject.head, subject.dep_ = main, "nsubjpass" if is_passive else "nsubj"
    gerund.head, gerund.dep_ = subject, "acl"


# Pasts that no participle shares, so that they never describe a noun: "Sweden froze aid".
PAST_ONLY = frozenset({"froze", "forbade", "broke", "withdrew", "withheld"})


def _read_as_past(verb: Token) -> None:
    """Make a verb of a past that was read as an adjective of its object, and its subject of what stands before."""
    noun = verb.head
    before = [
        child for child in noun.children if child.i < verb.i and child.dep_ in ("amod", "compound", "nmod", "poss", "nsubj")
    ]
    if not before:
        return
    after = [
        child for child in noun.children if child.i > noun.i and child.dep_ in ("advcl", "punct", "acl", "npadvmod", "conj", "cc")
    ]
    verb.tag_, verb.pos_ = "VBD", "VERB"
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "dobj"
    for child in before:
        child.head, child.dep_ = verb, "nsubj"
    for child in after:
        child.head = verb


def _is_suffered(verb: Token) -> bool:
    """Say whether a past tense is the participle of "had their visas revoked", "see it lifted"."""
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    has_aux = any(child.dep_ in ("aux", "dobj", "mark") for child in verb.children)
    return verb.head.lemma_ in ("have", "see", "want", "get") and len(own) == 1 and own[0].i > verb.head.i and not has_aux


def _had_before(participle: Token) -> Token | None:
    """Return the object of "have" whose fate a participle tells: "had their funds in Oslo frozen"."""
    verb = participle.head
    things = [child for child in verb.children if child.dep_ == "dobj" and child.i < participle.i]
    is_bare = not any(child.dep_ in ("aux", "auxpass", "mark", "nsubj", "nsubjpass") for child in participle.children)
    is_near = participle.i and participle.nbor(-1).text != ","
    return things[0] if verb.lemma_ == "have" and is_bare and is_near and len(things) == 1 else None


def _read_as_suffered(participle: Token, thing: Token) -> None:
    """Make the object of "have" the subject of the participle, and what stands between them its own."""
    for child in list(participle.head.children):
        if child.dep_ == "prep" and thing.i < child.i < participle.i:
            child.head = thing
    participle.dep_ = "ccomp"
    thing.head, thing.dep_ = participle, "nsubj"


def _called_for(participle: Token) -> Token | None:
    """Return the "for" of "called for the ban to be lifted", whose noun is what is to be lifted."""
    own = [child.lower_ for child in participle.children if child.dep_ in ("aux", "auxpass")]
    if own != ["to", "be"] or participle.dep_ not in ("xcomp", "advcl", "ccomp") or participle.head.i > participle.i:
        return None
    preps = [child for child in participle.head.children if child.lower_ == "for" and child.i < participle.i]
    has_noun = bool(preps) and any(child.dep_ == "pobj" for child in preps[-1].children)
    return preps[-1] if has_noun and not any(child.dep_.startswith("nsubj") for child in participle.children) else None


def _read_as_wanted(participle: Token, prep: Token) -> None:
    """Make the noun after "for" the subject of the participle, as in "asked that the ban be lifted"."""
    noun = next(child for child in prep.children if child.dep_ == "pobj")
    participle.dep_ = "ccomp"
    noun.head, noun.dep_ = participle, "nsubjpass"
    prep.head, prep.dep_ = participle, "mark"


def _begins_list(token: Token) -> bool:
    """Say whether a noun read as a modifier begins a list: "an embargo, travel bans and freezes"."""
    comma = token.nbor(1).text if token.i + 1 < len(token.doc) else ""
    joined = [child for child in token.children if child.dep_ == "conj"]
    is_plain = token.head.dep_ in ("dobj", "pobj", "nsubjpass", "nsubj", "attr") and token.head.i > token.i
    has_own = token.head.i and token.head.nbor(-1).dep_ == "amod" and token.head.lower_ not in word_set("restrictions")
    is_item = any(child.dep_ == "det" for child in token.children) or (has_own and token.head.nbor(-1).lower_ != "other")
    return bool(comma == "," and joined and is_plain and is_item)


def _read_as_list(first: Token) -> None:
    """Make the noun that a list was taken to modify its last item, and the first item what the verb governs."""
    last = first.head
    members = [first]
    while following := [child for child in members[-1].children if child.dep_ == "conj"]:
        members.append(following[0])
    if len(members) > 1 and members[-1].i == last.i - 1:  # "asset" of "travel bans and asset freezes"
        members[-1].head, members[-1].dep_ = last, "compound"
        members.pop()
    first.head, first.dep_ = last.head, last.dep_
    last.head, last.dep_ = members[-1], "conj"


def _nominal_before_agent(of: Token) -> Token | None:
    """Return the act that "of" goes with in "the halting by Oslo of arms sales", where the parser gave it to the name."""
    name, by = of.head, of.head.head
    is_agent = name.dep_ == "pobj" and name.pos_ == "PROPN" and by.lower_ == "by" and of.i == name.i + 1
    return by.head if is_agent and by.head.pos_ == "NOUN" else None


def _read_as_noun(token: Token) -> None:
    """Make an object of a plural read as a verb: "froze government accounts", "imposed travel bans and asset freezes"."""
    verb = token.head
    before = [child for child in token.children if child.dep_ == "nsubj" and child.i < token.i]
    has_own = any(child.dep_ in ("dobj", "aux", "mark", "auxpass", "neg") for child in token.children)
    has_object = any(child.dep_ == "dobj" for child in verb.children)
    if len(before) != 1 or has_own or has_object or not verb.tag_.startswith("VB") or before[0].i < verb.i:
        return
    first = before[0]
    joined = next((child for child in first.children if child.dep_ == "conj" and child.i == token.i - 1), None)
    token.tag_, token.pos_ = "NNS", "NOUN"
    if joined is not None:
        joined.head, joined.dep_ = token, "compound"
        first.head, first.dep_ = verb, "dobj"
        token.head, token.dep_ = first, "conj"
    else:
        first.head, first.dep_ = token, "compound"
        token.dep_ = "dobj"


# What is frozen, in front of the noun: "a visa ban and assets freeze".
FROZEN = frozenset({"asset", "assets", "fund", "funds", "account", "accounts", "aid", "visa"})


def _is_freeze(token: Token) -> bool:
    """Say whether a freeze that was read as a verb is a noun with what is frozen before it."""
    is_read_as_verb = token.lower_ in ("freeze", "freezes") and token.tag_ in ("VB", "VBP", "VBZ") and token.i > token.sent.start
    has_own = any(child.dep_ in ("dobj", "aux", "mark", "auxpass", "neg") for child in token.children)
    if not is_read_as_verb or has_own or token.dep_ == "ROOT":
        return False
    return token.nbor(-1).lower_ in FROZEN and not token.nbor(-1).is_ancestor(token)


def _read_as_freeze(token: Token) -> None:
    """Make a noun of a freeze, joined to the restriction before it: "an arms embargo and assets freeze"."""
    frozen = token.nbor(-1)
    token.tag_, token.pos_ = ("NNS" if token.lower_ == "freezes" else "NN"), "NOUN"
    frozen.head, frozen.dep_ = token, "compound"
    joining = frozen.nbor(-1) if frozen.i > token.sent.start + 1 else frozen
    first = joining.nbor(-1) if joining.dep_ == "cc" else joining
    if first == joining or first.pos_ != "NOUN":
        return
    for listed in [child for child in token.children if child.dep_ == "nsubj"]:
        listed.head, listed.dep_ = token.head, "dobj"  # the list was read as the subject of the freeze
    if token.is_ancestor(first):
        return
    token.head, token.dep_ = first, "conj"
    joining.head = first


def _rejoin(participle: Token) -> None:
    """Make a verb of a participle that opens a clause joined to a verb: "froze its assets and banned investment"."""
    noun = participle.head
    verb = noun.head
    opens = noun.dep_ == "conj" and noun.left_edge.i == participle.i and participle.i and participle.nbor(-1).dep_ == "cc"
    if opens and verb.tag_ in ("VBD", "VBN") and noun.pos_ == "NOUN":
        participle.head, participle.dep_ = verb, "conj"
        noun.head, noun.dep_ = participle, "dobj"


def _is_infinitive(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.lefts)


def _follows_restriction(preposition: Token) -> bool:
    """Say whether a preposition that hangs on a verb stands right after the verb's object, a ban or freeze."""
    before = preposition.nbor(-1) if preposition.i else preposition
    is_object = before.dep_ == "dobj" and before.head.i == preposition.head.i
    restricts = before.lower_ in word_set("restrictions") or before.lower_.rstrip("s") in word_set("restrictions")
    is_day = any(child.ent_type_ in DATED for child in preposition.children if child.dep_ == "pobj")
    return is_object and restricts and not is_day


def _moved_before(preposition: Token) -> Token | None:
    """Return the noun of goods on the move whose phrase ends right before a "to" that hangs on the verb above it."""
    verb = preposition.head
    before = preposition.nbor(-1) if preposition.i else preposition
    goal = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if goal is None or goal.ent_type_ not in PLACED:
        return None
    if verb.pos_ in ("NOUN", "VERB") and verb.i == before.i and verb.dep_ in ("pobj", "acl") and verb.lower_ not in LEADING:
        return next((token for token in verb.ancestors if token.lower_ in word_set("moving_nouns")), None)
    if not (verb.tag_.startswith("VB") and verb.i < before.i and before.head.i != verb.i):
        return None
    above = [before, *before.ancestors]
    inside = above[: next((at for at, token in enumerate(above) if token.i == verb.i), 0)]
    return next((token for token in inside if token.lower_ in word_set("moving_nouns")), None)


# After these "to" tells their own end: "exports bound to Chad", "aid given to Chad".
LEADING = frozenset({"bound", "headed", "given", "sold", "sent", "shipped", "access", "exports", "visits"})
PLACED = frozenset({"GPE", "NORP", "LOC"})


def _listed_before(token: Token) -> Token | None:
    """Return the noun that a list goes on from, where the parser took its next item for an apposition to the subject.

    "The draft bans weapons, luxury goods and fuel": the goods stand after the verb, right behind a comma, and go on with "and".
    """
    first = token.left_edge.i
    has_more = any(child.dep_ == "conj" for child in token.children)
    if not has_more or first < 2 or token.doc[first - 1].text != "," or token.head.i > first:  # noqa: PLR2004 - a noun and a comma
        return None
    before = token.doc[first - 2]
    is_parted = any(word.tag_.startswith("VB") for word in token.doc[token.head.i : first])
    return before if is_parted and before.dep_ in ("dobj", "pobj", "conj") and before.pos_ in ("NOUN", "PROPN") else None
