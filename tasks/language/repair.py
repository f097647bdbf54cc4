"""Attachments that the small model gets wrong and that grammar settles."""

from tasks.language.parsed import Doc, Token


def repaired(doc: Doc) -> Doc:
    """Return the document with infinitives joined to infinitives: "to keep arms from reaching it and to block its funds".

    A conjunct with "to" cannot continue a gerund; it continues the nearest infinitive above that.
    """
    for token in doc:
        if token.dep_ == "conj" and token.head.tag_ == "VBG" and _is_infinitive(token):
            above = next((verb for verb in token.head.ancestors if _is_infinitive(verb)), None)
            if above is not None:
                token.head = above
    return doc


def _is_infinitive(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.lefts)
