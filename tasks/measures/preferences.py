"""Trade preferences that are taken away or given back without a word for a preference as the verb's object."""

import re

from tasks.language.parsed import Token
from tasks.measures.clauses import children, objects
from tasks.measures.lexicon import Needs, TriggerWord, singular
from warehouse.codes import MeasureType

TAKING = frozenset(
    {
        *("remove", "drop", "exclude", "suspend", "cut", "expel", "strike", "delete", "terminate", "revoke", "withdraw"),
        *("end", "strip"),
    }
)
GIVING_BACK = frozenset({"restore", "reinstate", "readmit", "return"})
# The schemes and what they give: "the African trade programme", "a list of countries with duty-free access".
SCHEME = re.compile(
    r"\b(?:AGOA|GSP|generali[sz]ed system of preferences|(?:trade|tariff) (?:programme?|scheme|preference)s?|preferential|"
    r"duty-free|free of duty|beneficiar\w+|African Growth and Opportunity Act|most-favou?red)\b",
    re.IGNORECASE,
)
STANDING = frozenset({"designation", "status", "eligibility", "listing"})


def takes_preference(verb: Token) -> TriggerWord | None:
    """Return the trigger of "removed Chad from the trade programme", "terminate the designation of Chad as a beneficiary"."""
    lemma = verb.lemma_.lower()
    if lemma not in TAKING | GIVING_BACK or not (_from_scheme(verb) or _of_beneficiary(verb)):
        return None
    term = lemma if lemma in GIVING_BACK else "strip"
    return TriggerWord(term, True, MeasureType.IMPORT_RESTRICTION, Needs.FOREIGN, frozenset({"preference"}))


def is_of_beneficiary(noun: Token) -> bool:
    """Say whether a designation gives a preference instead of restricting: "the designation of Chad as a beneficiary country"."""
    return singular(noun.lower_) in STANDING and "beneficiar" in noun.doc.text[noun.idx : noun.idx + SPAN].lower()


SPAN = 90  # characters from "designation" to "beneficiary", the state's name between


def _from_scheme(verb: Token) -> bool:
    places = [item for prep in children(verb, "prep") if prep.lower_ in ("from", "to") for item in children(prep, "pobj")]
    return any(SCHEME.search(" ".join(token.text for token in place.subtree)) for place in places)


def _of_beneficiary(verb: Token) -> bool:
    return any(is_of_beneficiary(thing) for thing in objects(verb))
