"""Whether stored words are the words at their offsets."""


def is_quoted(body: str | None, text: str, start: int, end: int) -> bool | None:
    """Tell whether `body[start:end]` is `text`, and neither is empty nor outside the body.

    Without a body there is nothing to tell: the expectation that the story exists speaks for the row.
    """
    if body is None:
        return None
    return bool(text) and 0 <= start < end <= len(body) and body[start:end] == text
