from tasks.language.pipeline import parse


def test_an_infinitive_continues_an_infinitive_and_no_gerund(language):
    text = "The order told banks to keep oil from reaching Libya and to block payments to its ministers."
    (doc,) = parse([text], language)
    block = next(token for token in doc if token.text == "block")
    assert block.head.text in ("keep", "told")
