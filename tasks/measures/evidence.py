"""Cut the words that prove a value: the clause of a measure, its date, its amount."""

import re

from tasks.language.parsed import Token
from tasks.measures.clauses import children, clause_head, is_verb
from tasks.measures.lexicon import Cue, cue_of
from tasks.measures.reading import Paragraph, Words

LONGEST_CLAUSE_CHARS = 320
LONGEST_SPEAKER_TOKENS = 14
DATE_LABELS = frozenset({"DATE"})
AMOUNT_LABELS = frozenset({"MONEY", "QUANTITY"})
# "hundreds of thousands of tons", "20 mln dlrs"; a miss: "one pct". Numbers end somewhere: each digit is tried.
AMOUNT = re.compile(
    r"(?:(?:hundreds|tens|thousands|millions|billions) of (?:(?:thousands|millions|billions) of )?|"
    r"[$£€]?\d[\d,.]{0,30} ?(?:mln|bln|million|billion|bn|m)? ?)"
    r"(?:dlrs|dollars|tons|tonnes|barrels|stg|pounds|euros|francs|marks|yen|bushels)\b|"
    r"[$£€]\d[\d,.]{0,30} ?(?:mln|bln|million|billion|bn|m)?\b",
    re.IGNORECASE,
)
EDGE = re.compile(r"^[\s\"'“”‘’`,;:\-–—*•#]+|[\s,;:\-–—*]+$")


def clause_words(token: Token, paragraph: Paragraph) -> Words:
    """Return the finite clause that holds a trigger; the whole sentence where it is short."""
    sentence = token.sent
    start, end = sentence.start_char, sentence.end_char
    if end - start > LONGEST_CLAUSE_CHARS:
        head = clause_head(token)
        start, end = head.left_edge.idx, head.right_edge.idx + len(head.right_edge.text)
        if not start <= token.idx < end or end - start > LONGEST_CLAUSE_CHARS:
            start, end = _window(token)
    return trimmed(start, end, paragraph)


def trimmed(start: int, end: int, paragraph: Paragraph) -> Words:
    """Return the words between two offsets without blanks and hanging punctuation at the edges."""
    text = paragraph.text[start:end]
    lead = EDGE.match(text)
    start += lead.end() if lead and lead.start() == 0 and lead.end() < len(text) else 0
    tail = EDGE.search(text.rstrip("."), len(text) // 2)
    end -= len(text) - tail.start() if tail and tail.end() == len(text.rstrip(".")) else 0
    return paragraph.span(start, end)


def date_in(token: Token, paragraph: Paragraph) -> Words | None:
    """Return the date expression of the clause that is nearest to a trigger, or None."""
    return _nearest(token, paragraph, DATE_LABELS)


def amount_in(token: Token, paragraph: Paragraph) -> Words | None:
    """Return the amount of money or goods in the clause of a trigger, or None."""
    clause = clause_words(token, paragraph)
    found = AMOUNT.search(clause.text)
    if not found:
        return None
    start = clause.start - paragraph.start + found.start()
    return paragraph.span(start, start + len(found.group()))


def attribution_in(token: Token, paragraph: Paragraph) -> Words | None:
    """Return who is quoted for the clause of a trigger: the subject of the reporting verb above it or of its sentence."""
    for verb in (*token.ancestors, token.sent.root):
        speaker = next(iter(children(verb, "nsubj")), None) if is_verb(verb) and cue_of(verb) is Cue.REPORT else None
        if speaker is not None and speaker.right_edge.i - speaker.left_edge.i < LONGEST_SPEAKER_TOKENS:
            return paragraph.words(speaker.left_edge, speaker.right_edge)
    return None


def _nearest(token: Token, paragraph: Paragraph, labels: frozenset[str]) -> Words | None:
    spans = [span for span in token.sent.ents if span.label_ in labels]
    head = clause_head(token)
    near = [span for span in spans if head.left_edge.i <= span.start <= head.right_edge.i]
    if not near:
        return None
    span = min(near, key=lambda item: abs(item.start - token.i))
    return paragraph.span(span.start_char, span.end_char)


def _window(token: Token) -> tuple[int, int]:
    """Return at most a clause's length of text around a trigger, within its sentence and between words."""
    sentence = token.sent
    start = max(sentence.start_char, token.idx - LONGEST_CLAUSE_CHARS // 2)
    end = min(sentence.end_char, token.idx + LONGEST_CLAUSE_CHARS // 2)
    words = [word for word in sentence if word.idx >= start and word.idx + len(word.text) <= end]
    return words[0].idx, words[-1].idx + len(words[-1].text)
