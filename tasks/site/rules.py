"""What the ids of rules mean, in a few words (docs/extraction.md has them all)."""

import re
from functools import cache

# The rule of a trigger. Matches "T-N-embargo-goods" and "T-V-freeze"; misses "R-subject".
TRIGGER = re.compile(r"T-(?P<part>[NV])-(?P<term>.+?)(?P<goods>-goods)?")
PARTS = {"N": "noun", "V": "verb"}
MEANINGS = {
    "R-subject": "subject of the act",
    "R-agent": "named with “by”",
    "R-modifier": "stands before the noun",
    "R-possessor": "in the possessive",
    "R-preposition": "behind a preposition",
    "R-object": "object of the act",
    "R-owner": "owns what is restricted",
    "R-phrase": "a set phrase",
    "R-clause": "named in the same clause",
    "R-sentence": "the other state in the sentence",
    "R-story": "main actor of the story",
    "R-answer": "who is answered",
    "R-topic": "what the story is about",
    "R-pointed": "from the nearest telling",
    "R-pronoun": "behind a pronoun",
    "R-speaker": "speaker of the quote",
    "R-instrument": "issuer of the document",
    "R-nationals": "those who are barred",
    "R-reason": "cause that is told",
    "R-definite noun": "behind “the country” or the like",
    "P-vote": "a vote",
    "P-verdict": "a judgement of it",
    "P-draft": "a draft against it",
    "P-suffered": "a protest of those whom it hits",
    "P-felt": "a feeling about it",
    "P-against": "told as against it",
    "H-review": "put in by a reviewer",
}
FAMILIES = {
    "S-trigger-": "the act itself tells the standing",
    "S-": "word that tells the standing",
    "P-word-": "word that takes the side",
    "P-wish-": "a wish",
}


@cache
def meaning(rule_id: str | None) -> str:
    """Return what a rule read by, or nothing for a rule that is not known here."""
    if rule_id is None:
        return ""
    if trigger := TRIGGER.fullmatch(rule_id):
        told = f"the {PARTS[trigger['part']]} “{trigger['term']}”"
        return f"{told} with its goods" if trigger["goods"] else told
    family = next((words for start, words in FAMILIES.items() if rule_id.startswith(start)), "")
    return MEANINGS.get(rule_id, family)
