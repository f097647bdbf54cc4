"""Acts that restrict by their name alone: "signed the Banning Chadian Oil Imports Act into law"."""

import re

from tasks.language.parsed import Token
from tasks.measures.lexicon import Needs, TriggerWord
from warehouse.codes import MeasureType

# Small words inside a title: "the No Oil From Chad Act".
LINKS = frozenset({"of", "from", "to", "in", "on", "for", "and", "by", "with", "against", "-"})
# The term of their triggers.
TITLED = "act"
DOCUMENTS = frozenset({"Act", "Bill", "Law", "ACT", "BILL"})
# Each restricting word with what it restricts; a miss: "the Farm Imports Act".
FORBIDS = re.compile(
    r"\b(?:Prohibit\w*|Bann?\w*|Barr?ing|Block\w*|Stop\w*|Halt\w*|End(?:ing)?|No|Cut(?:ting)? Off|Suspend\w*|Den(?:y|ying)|"
    r"Boycott\w*|Divest\w*|Freez\w*|Seiz\w*|Cutt?ing)\b"
)
KINDS = (
    (re.compile(r"\b(?:Arm(?:s|ing)|Weapons?|Military|Missiles?|Ammunition)\b"), MeasureType.ARMS_EMBARGO),
    (re.compile(r"\b(?:Visas?|Travel|Entry)\b"), MeasureType.TRAVEL_BAN),
    (re.compile(r"\b(?:Assets?|Property|Reserves)\b"), MeasureType.ASSET_FREEZE),
    (re.compile(r"\b(?:Aid|Assistance|Funding)\b"), MeasureType.AID_SUSPENSION),
    (re.compile(r"\b(?:Invest\w*|Divest\w*|Loans?|Lending|Bank\w*|Capital)\b"), MeasureType.FINANCIAL_RESTRICTION),
    (re.compile(r"\b(?:Exports? to|Exporting|Technology|Sales to)\b"), MeasureType.EXPORT_RESTRICTION),
    (re.compile(r"\b(?:Imports?|Importing|From|from|Boycott\w*)\b"), MeasureType.IMPORT_RESTRICTION),
    (re.compile(r"\bTrade\b"), MeasureType.TRADE_EMBARGO),
)


def titled_act(token: Token) -> TriggerWord | None:
    """Return the trigger of a document whose title restricts, or None."""
    words = title_words(token)
    text = " ".join(word.text for word in words)
    if not FORBIDS.search(text):
        return None
    kind = next((kind for pattern, kind in KINDS if pattern.search(text)), None)
    return TriggerWord(TITLED, False, kind, Needs.NOTHING, frozenset()) if kind else None


def title_words(token: Token) -> list[Token]:
    """Return the words of a title that ends in "Act", without "the"; none where it is no title."""
    if token.text not in DOCUMENTS:
        return []
    words: list[Token] = []
    for word in reversed(token.doc[: token.i]):
        if word.text not in LINKS and not word.text[:1].isupper():
            break
        words.append(word)
    while words and not words[-1].text[:1].isupper():
        words.pop()
    return words[::-1]
