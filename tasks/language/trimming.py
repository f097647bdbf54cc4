"""The bounds of a name: no title, article, possessive, quote or weekday; a company's point belongs to it."""

import re
from collections.abc import Iterator
from functools import cache

from tasks.language.wordlists import word_set

# What stands around a name and is no part of it: quotes, commas, dashes.
EDGE = " \t\n\"'`,;:()[]_*-/"
# "Co" before its point; a miss: "House.".
POINTED = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|Bros|Jr|Sr|Cos)|\b[A-Z](?:\.[A-Z]){1,20})$")
# "Holm's", "HOLM'S"; a miss: "Holms".
POSSESSIVE = re.compile(r"['’][sS]?$")
# A day or month behind a name: "Holmen Saturday"; a miss: "Black Saturday Fund".
DAY = re.compile(r"\s{1,9}(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
# What follows a whole name and no owner: "Holm's said"; a miss: "Holm's plan".
OWN_VERBS = (
    "said|says|was|were|is|are|has|had|will|would|did|does|and|or|in|on|to|for|of|at|by|which|also|lowered|raised|expects|"
    "announced|reported"
)
# What the model joins: "Anna Holm and Karl Berg"; a miss: "Holm & Berg".
AND = re.compile(r" and ")
# Small words that the model takes for a part: "the Holm Bank", "Following Holm"; a miss: "Theodor Holm".
LEAD = re.compile(r"^(?:the|a|an|all|following|by|a\.?k\.?a\.?|in|at|of|for|with|and|but|when|while|said)\s+", re.IGNORECASE)
# A person's full name: "Anna Holm", "Karl B. Berg"; a miss: "Holm", "Anna of Norway".
PAIR = re.compile(r"^[A-Z][\w'-]+(?: [A-Z][\w'.-]+){1,2}$")


@cache
def _titles() -> re.Pattern[str]:
    terms = sorted((*word_set("person_titles"), *word_set("callings")), key=len, reverse=True)
    return re.compile(rf"^(?:(?:ex-|former )?(?:{'|'.join(map(re.escape, terms))})\.?\s+)+", re.IGNORECASE)


def joined_persons(text: str, start: int, end: int, label: str) -> Iterator[tuple[int, int, str]]:
    """Yield an entity, or the two persons that it joins: "Anna Holm and Karl Berg"; a miss: "Trade and Industry"."""
    middle = AND.search(text, start, end)
    if (
        middle
        and label in ("ORG", "PERSON")
        and PAIR.match(text[start : middle.start()])
        and PAIR.match(text[middle.end() : end])
    ):
        last = [words.rsplit(maxsplit=1)[-1] for words in (text[start : middle.start()], text[start:end])]
        if not any(word.casefold() in word_set("org_heads") for word in last):
            yield start, middle.start(), "PERSON"
            yield middle.end(), end, "PERSON"
            return
    yield start, end, label


def tidy(text: str, start: int, end: int, label: str) -> tuple[int, int, str]:
    """Return the bounds of a name without what only stands beside it, and its label."""
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and text[end - 1] in EDGE and not _closes_bracket(text, start, end):
        end -= 1
    for pattern in (LEAD, *([_titles()] if label != "WORK_OF_ART" else [])):
        lead = pattern.match(text[start:end])
        if lead and start + lead.end() < end and (text[start + lead.end()].isupper() or text[start + lead.end()].isdigit()):
            if pattern is not LEAD and label in ("ORG", "FAC", "LOC", "EVENT"):
                continue
            start += lead.end()
    tail = POSSESSIVE.search(text[start:end])
    if tail and tail.start() and not (label == "ORG" and _bears_possessive(text, text[start : start + tail.start()])):
        end = start + tail.start()
    elif label == "ORG" and not tail and text[end : end + 2] == "'s" and _bears_possessive(text, text[start:end]):
        end += 2
    day = DAY.search(text[start:end])
    if day:
        end = start + day.start()
    return start, _with_point(text, start, end), label


def _bears_possessive(text: str, name: str) -> bool:
    """Say whether a name ends in "'s": "Holm's said", "by Holm's, the"; a miss: "Holm's ministers"."""
    if name.rsplit(maxsplit=1)[-1].rstrip(".").casefold() in word_set("company_suffixes") | word_set("org_heads"):
        return False
    always = all(text[match.end() : match.end() + 2].lower() == "'s" for match in re.finditer(rf"\b{re.escape(name)}\b", text))
    return (
        always
        and re.search(rf"\b{re.escape(name)}'s(?: (?:{OWN_VERBS})\b|[,.;:)]| [A-Z][a-z]+ [A-Z])", text, re.IGNORECASE) is not None
    )


def _closes_bracket(text: str, start: int, end: int) -> bool:
    return text[end - 1] == ")" and "(" in text[start:end]


def _with_point(text: str, start: int, end: int) -> int:
    """Return the end with the point of an abbreviation, or without the full stop of a sentence."""
    words = text[start:end]
    if text[end : end + 1] == "." and POINTED.search(words):
        return end + 1
    if words.endswith(".") and not POINTED.search(words[:-1]) and not re.search(r"\b[A-Z][a-z]{0,4}\.$", words):
        return end - 1
    return end
