"""Words that tell of a conflict between states, or of an act by which one state restricts another."""

import re

from tasks.language.gazetteer import load_gazetteer
from tasks.language.wordlists import word_pattern

# Words of stories in which states punish each other; a miss: "higher textile exports".
CONFLICT = word_pattern("conflict")
# What a tariff answers: "failure to honor a pact", "violation of the accord"; a miss: "failed to agree on a pact".
BREACH = re.compile(
    r"\b(?:fail(?:s|ed|ure|ing)? to (?:honou?r|observe|uphold|respect|fulfil|keep to|abide by|live up to|comply with)|"
    r"violat\w+|breach\w*) (?:\w+ ){0,6}"
    r"(?:agreements?|pacts?|accords?|commitments?|obligations?)\b",
    re.IGNORECASE,
)
# Aid or relations that are stopped, in a story with no other word of conflict: "withheld a $5 million loan from".
CUT_OFF_AID = re.compile(
    r"\b(?:suspend|withh[eo]ld|withhold|halt|paus|freez|froze|cut off|cut|cutting|slash|halv|stopp|block|delay|"
    r"resum|restor|hold on|discontinu|freeze on|cutoff|cutback)\w*\s(?:\S+\s){0,5}?"
    r"(?:aid|assistance|diplomatic (?:relations|ties)|loans? (?:to|from|for))\b",
    re.IGNORECASE,
)
# The stems of acts that restrict, and of those that end a restriction.
ACTS = (
    r"\b(?:ban(?:s|ned|ning)?|bar(?:s|red|ring)?|den(?:y|ies|ied|ying|ial)|refus\w+|revo[kc]\w+|restrict\w*|suspend\w*|suspension|expel\w*|expulsion|"
    r"withdr[ae]w\w*|cancel\w*|pull(?:s|ed|ing)?|halt\w*|stop\w*|cut\w*|sever(?:s|ed|ing|ance)?|br(?:ea|o)k\w*|downgrad\w*|"
    r"recall\w*|clos(?:es?|ed|ing|ure)|shut\w*|seal\w*|block\w*|prohibit\w*|outlaw\w*|forb[ia]d\w*|impound\w*|seiz\w+|"
    r"confiscat\w*|exclud\w+|eject\w*|kick\w*|strip\w*|terminat\w+|end(?:s|ed|ing)?|withh[eo]ld\w*|paus\w+|cap(?:s|ped)?|"
    r"remov\w+|restor\w+|resum\w+|reopen\w*|lift\w*|turn(?:s|ed|ing)? off|oppos\w+|vot\w+|refrain\w*|lock\w*|los(?:es?|t|ing)|"
    r"drop(?:s|ped|ping)?|scrap\w*|tear\w*|tore|slap\w*|held up|hold(?:s|ing)? up|puts?|"
    r"no longer|will not|banish\w*|interrupt\w*|throttl\w*)\b"
)
# What one state restricts of another; a miss: "cut prices", "closed the plant".
BETWEEN_STATES = (
    r"\b(?:visas?|entry|enter(?:ing)?|travel\w*|airspace|air space|overflights?|borders?|crossings?|ambassadors?|envoys?|"
    r"charge d'affaires|consulates?|embargo|(?:diplomatic|trade|economic|military|all) (?:ties|relations|links)|"
    r"(?:ties|relations|cooperation|contacts|trade|talks) with|membership|embass(?:y|ies)|"
    r"flights? (?:to|from)|airlines?|ports? to|ships from|arms|weapons|warships?|military|assets|accounts of|property|"
    r"(?:gas|oil|grain|wheat|fertili[sz]er|power|electricity|fuel|rare earths?) "
    r"(?:to|from|supplies|shipments|deliveries|exports)|"
    r"(?:imports?|exports?|sales?|shipments?|deliveries) (?:of|from|to)|(?:aid|funding|assistance|support|lending) (?:to|for)|"
    r"licen[cs]es?|preferences|duty-free|most-favou?red|normal trade relations|tra(?:de|ding) status|special status|"
    r"trade (?:privileges|benefits)|beneficiary|eligibility|"
    r"price cap|the price of \w+ (?:oil|crude|gas)|swift|financial system|payment system|entity list|oligarchs?|yachts?|"
    r"council|bloc|union|forum|league|commonwealth|assembly|loans? (?:to|for|from)|tariffs? on|olympics|games|"
    r"contracts? with|certification|broadcast\w*|channels)\b"
)
# Both in one sentence, in either order: "closed its airspace to", "visas ... were revoked".
OPEN_ACT = re.compile(rf"{ACTS}[^.\n]{{0,90}}?{BETWEEN_STATES}|{BETWEEN_STATES}[^.\n]{{0,90}}?{ACTS}", re.IGNORECASE)


# An act that restricts by its title: "the No Oil From Chad Act".
ACT_TITLE = r"(?:Prohibiting|Banning|Barring|Blocking|Stop|Stopping|Halting|Ending|No) (?:\S+ ){1,7}(?:Act|Bill|Law)"
TITLED_ACT = re.compile(ACT_TITLE)


def tells_conflict(text: str) -> bool:
    """Say whether a story has a word of conflict between states, or tells of a pact between them that was broken."""
    return any(pattern.search(text) is not None for pattern in (CONFLICT, BREACH, CUT_OFF_AID))


# Levies on somebody, trade that is forbidden, nationals and firms called home; misses: "a levy of 3 pct", "imports fell".
AIMED = re.compile(
    r"\b(?:tariffs?|lev(?:y|ies)|duties) (?:on|against)\b|"
    r"\b(?:bann?|barr?|prohibit|outlaw|embargo)\w* (?:\S+ ){0,4}(?:imports?|exports?|trade|oil|investments?|landing)\b|"
    r"\b(?:order|t[oe]ld|direct)\w* (?:\S+ ){1,6}(?:to leave|out of)\b|\bpersonae? non grata",
    re.IGNORECASE,
)


def may_restrict(text: str) -> bool:
    """Say whether a story may tell of an act of one state against another: it has a conflict, or such an act without one."""
    is_told = any(pattern.search(text) is not None for pattern in (AIMED, OPEN_ACT, TITLED_ACT))
    return tells_conflict(text) or is_told or any(map(_joins_states, SENTENCE.split(text)))


# Where a sentence ends; abbreviations only make the pieces shorter.
SENTENCE = re.compile(r"(?<=[a-z)\"][.!?])\s+(?=[A-Z])|\n\s*\n")
PARTIES = 2
# Acts that mostly aim at somebody; a miss: "cut", "closed", which prices and markets do every day.
RESTRICTS = re.compile(
    r"\b(?:ban(?:s|ned|ning)?|bar(?:s|red|ring)?|den(?:y|ies|ied|ying)|refus\w+|revok\w+|suspend\w*|halt\w*|sever(?:s|ed|ing)?|"
    r"prohibit\w*|outlaw\w*|forb[ia]d\w*|block\w*|stopp\w+|stops?|strip\w*|will not|no longer|tore up|scrapp\w+|cancel\w*)\b",
    re.IGNORECASE,
)


def _joins_states(sentence: str) -> bool:
    """Say whether a sentence has an act that may restrict and two states or bodies: "Chad banned Libyan dates"."""
    if RESTRICTS.search(sentence) is None:
        return False
    found = {form.actor.entity_id for hit in load_gazetteer().find(sentence) for form in hit.forms[:1]}
    return len(found) >= PARTIES
