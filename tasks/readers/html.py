"""HTML pages: the body by trafilatura, the title by newspaper, and how far both agree on the body."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from lxml import html

from tasks.readers.agreement import WORD, agreement
from tasks.readers.charset import decode
from tasks.readers.draft import Draft
from tasks.readers.errors import UnreadableError
from tasks.readers.markup import paragraphs, parse, shape
from tasks.readers.opening import FRAGMENT_ROOTS, PAGE_ROOTS, root_name
from tasks.readers.page_parts import by_newspaper, by_trafilatura
from tasks.readers.page_parts.page import Page
from tasks.readers.page_parts.page_facts import address, keywords, language, published
from tasks.sources.addresses import url_scheme
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

NAME = "html"

# Newspaper is slower than linear: over these sizes the second opinion is left out, and `body_agreement` is unknown.
MAX_COMPARED_TAGS = 6_000
MAX_COMPARED_CHARS = 3_000_000
MAX_COMPARED_DEPTH = 80
MAX_COMPARED_COMMENTS = 2_000  # newspaper takes the square of their number
MAX_COMPARED_LINK_DEPTH = 3  # links in links are no HTML, and cost newspaper a product of both

MIN_STORY_WORDS = 25  # a page of any size that yields less holds no story, or one that the extractors did not see
SMALL_PAGE_CHARS = 2_000  # a page this small may be a flash of a few words
PREFORMATTED_SHARE = 0.5  # above this share of the body's words, a <pre> is the story, its lines as delivered
DAY = timedelta(days=1)  # a page may be dated tomorrow where it was written

# A tag of a whole page. Matches "<body class" and "<META"; misses "<b>" and "<header>".
PAGE_TAG = re.compile(r"<(?:html|head|body|title|meta|script|nav)\b", re.IGNORECASE)
# A paragraph or line break. Matches "<p>", "</P>" and "<br/>"; misses "<pre>".
PARAGRAPH_TAG = re.compile(r"</?p[ >]|<br ?/?>", re.IGNORECASE)
MIN_PARAGRAPH_TAGS = 3
# The charset that a page declares about itself. Matches '<meta charset="utf-8">'; misses "<meta name=charset>".
META_CHARSET = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
HEAD_BYTES = 4_096


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is HTML, from its first tag, its media type, and its paragraph tags."""
    root = root_name(head)
    if root in PAGE_ROOTS:
        return 0.95
    if root in FRAGMENT_ROOTS:
        return 0.8
    if root is None and "html" in (delivery.media_type or "") and "<" in head:
        return 0.7
    has_tags = head.startswith("<!--") or len(PARAGRAPH_TAG.findall(head)) >= MIN_PARAGRAPH_TAGS
    return 0.65 if root is None and has_tags else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return the story of a page. Raise UnreadableError if there is none, or the page is over its limits."""
    declared = META_CHARSET.search(delivery.content[:HEAD_BYTES])
    charset = delivery.charset or (declared[1].decode("ascii", "replace") if declared else None)
    markup = decode(delivery.content, charset).text
    tree = parse(markup, limits)
    url = delivery.uri if url_scheme(delivery.uri) else None
    if PAGE_TAG.search(markup) is None:
        return [replace(_story(paragraphs(tree), markup, tree), provider_key=address(tree, url))]
    first = by_trafilatura.extract(tree, url, delivery.fetched_at.date() + DAY)
    second = _second_opinion(markup, tree, url, limits)
    draft = _story(first.body or second.body, markup, tree)
    published_at, precision = published(first, second)
    return [
        replace(
            draft,
            headline=second.title or first.title,
            byline=first.authors,
            provider=first.site or second.site,
            provider_key=address(tree, url),
            published_at=published_at,
            published_precision=precision,
            language=language(tree, first, second),
            rights=first.rights,
            keywords=keywords(first, second),
            body_agreement=None if second.body is None else agreement(first.body or "", second.body),
            text=_without_headline(draft.text, second.title or first.title),
        )
    ]


def _second_opinion(markup: str, tree: html.HtmlElement, url: str | None, limits: Limits) -> Page:
    seen = shape(tree)
    is_costly = (
        len(markup) > MAX_COMPARED_CHARS
        or seen.tags > MAX_COMPARED_TAGS
        or seen.depth > MAX_COMPARED_DEPTH
        or seen.link_depth > MAX_COMPARED_LINK_DEPTH
        or markup.count("<!--") > MAX_COMPARED_COMMENTS
    )
    return Page() if is_costly else by_newspaper.extract(markup, url, limits.max_story_chars)


def _story(extracted: str | None, markup: str, tree: html.HtmlElement) -> Draft:
    """Return the body as a draft, of a small page all its text if nothing was extracted.

    Raises UnreadableError if it is too little for a page of its size.
    """
    is_small = len(markup) <= SMALL_PAGE_CHARS
    body = extracted or (paragraphs(tree) if is_small else "")
    words = len(WORD.findall(body))
    if not words and not WORD.search(paragraphs(tree)):
        raise UnreadableError("empty", "the page shows no text; if a script writes it, save the page from a browser")
    if words < MIN_STORY_WORDS and not is_small:
        raise UnreadableError(
            "little_text",
            f"{len(markup):,} characters of page yield {words} words of story; save its text and ingest that",
        )
    lines = _preformatted(tree, words)
    return Draft(text=lines or body, reader=NAME, is_laid_out=lines is None)


def _preformatted(tree: html.HtmlElement, body_words: int) -> str | None:
    """Return the lines of a <pre> that holds most of the story, as old wire pages do."""
    texts = [element.text_content().strip("\n") for element in tree.iter("pre")]
    longest = max(texts, key=len, default="")
    return longest if len(WORD.findall(longest)) > PREFORMATTED_SHARE * body_words else None


def _without_headline(body: str, headline: str | None) -> str:
    """Return the body without a first paragraph that only repeats the headline."""
    first, _, rest = body.partition("\n\n")
    is_repeated = headline is not None and WORD.findall(first.lower()) == WORD.findall(headline.lower())
    return rest if is_repeated and rest else body
