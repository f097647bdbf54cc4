"""Parse a page once it is known to be harmless, and lay its text out in paragraphs."""

import re
from dataclasses import dataclass

from lxml import etree, html

from tasks.readers.errors import UnreadableError
from tasks.sources.limits import Limits

# The start of a tag or comment. Matches "<p" and "<!--"; misses "</p>" and "a < b".
TAG_START = re.compile(r"<(?:([A-Za-z][^\s/>]*)|!--)")
# One attribute, with the white space before it. Matches ' a="1"' and "/b"; misses ">".
ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?""")
# Elements whose content is no markup, and their ends. Matches "</script"; misses "</section".
RAW_ENDS = {
    name: re.compile(rf"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe")
}
# Characters that no XML tree can hold. Matches "\x00" and "\x1b"; misses "\n" and "\t".
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# White space inside a paragraph. Matches "\n  " and a no-break space; misses "".
SPACE = re.compile(r"\s+")
# What separates paragraphs in the making: two marks, with any white space between. Matches "\n \n"; misses "\n".
PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")

# Names of HTML and, after "tr ul", of the trees that trafilatura gives.
# fmt: off
PARAGRAPH_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tr", "ul", "ab", "code", "head", "item", "list", "quote", "row",
})
# fmt: on
LINE_TAGS = frozenset({"br", "lb"})
CELL_TAGS = frozenset({"cell", "td", "th"})
# fmt: off
SILENT_TAGS = frozenset({
    "button", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
    "title",
})
# fmt: on


def plain_text(text: str, limits: Limits, *, is_markup: bool) -> str | None:
    """Return the words of a short text on one line, None if there are none. Raise UnreadableError as `parse` does."""
    words = paragraphs(parse(text, limits)) if is_markup and text.strip() else text
    return " ".join(words.split()) or None


@dataclass(frozen=True)
class Shape:
    """How many elements a tree has, how deep they nest, and how deep links nest in links."""

    tags: int
    depth: int
    link_depth: int


def parse(markup: str, limits: Limits) -> html.HtmlElement:
    """Return the tree of a page. Raise UnreadableError for what would hang a parser or lose text in silence."""
    _check_tags(markup, limits)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree: html.HtmlElement = html.document_fromstring(NO_XML.sub(" ", markup), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError("empty", f"the page holds no text ({error}); check what was saved") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError("too_deep", "the page nests more than 256 elements; save its text and ingest that")
    return tree


def paragraphs(tree: etree._Element) -> str:
    """Return the text of a tree, its blocks separated by blank lines and its line breaks kept."""
    pieces: list[str] = []
    silent_above = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag, is_start = str(element.tag), event == "start"
        if tag in SILENT_TAGS:
            silent_above += 1 if is_start else -1
        pieces.append(_mark(tag, is_start))
        if not silent_above:
            pieces.append(SPACE.sub(" ", (element.text if is_start else element.tail) or ""))
    blocks = PARAGRAPH_END.split("".join(pieces))
    return "\n\n".join(filter(None, map(_tidy, blocks)))


def shape(tree: etree._Element) -> Shape:
    """Measure a tree."""
    tags = depth = deepest = links = most_links = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        step = 1 if event == "start" else -1
        depth, links = depth + step, links + step * (element.tag == "a")
        tags += event == "start"
        deepest, most_links = max(deepest, depth), max(most_links, links)
    return Shape(tags, deepest, most_links)


def _mark(tag: str, is_start: bool) -> str:
    """Return the white space that an element's edge stands for."""
    if tag in PARAGRAPH_TAGS:
        return "\n\n"
    if tag in LINE_TAGS:
        return "\n" if is_start else ""
    return " " if tag in CELL_TAGS else ""


def _tidy(block: str) -> str:
    """Return a paragraph's lines, each with single spaces."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in block.split("\n"))))


def _check_tags(markup: str, limits: Limits) -> None:
    """Raise UnreadableError if there are more tags, or more attributes on one of them, than parsers can take."""
    tags = position = 0
    while match := TAG_START.search(markup, position):
        if match[1] is None:
            position = _after(markup.find("-->", match.end() - 2), markup)
            continue
        tags += 1
        if tags > limits.max_page_tags:
            reason = f"the page has more than {limits.max_page_tags:,} tags; save its text and ingest that"
            raise UnreadableError("too_many_tags", reason)
        position = _after_attributes(markup, match.end(), limits)
        raw_end = RAW_ENDS.get(match[1].lower())
        if raw_end is not None:
            end = raw_end.search(markup, position)
            position = end.end() if end else len(markup)


def _after_attributes(markup: str, position: int, limits: Limits) -> int:
    """Return where a tag's attributes end."""
    count = 0
    while match := ATTRIBUTE.match(markup, position):
        count += 1
        position = match.end()
        if count > limits.max_tag_attributes:
            reason = f"one tag has more than {limits.max_tag_attributes:,} attributes; save the page's text and ingest that"
            raise UnreadableError("too_many_attributes", reason)
    return position


def _after(found: int, markup: str) -> int:
    return found + 1 if found >= 0 else len(markup)
