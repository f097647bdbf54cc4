"""Read a page with newspaper, using only what newspaper3k and newspaper4k share: the second opinion, and the title."""

import warnings
from datetime import datetime
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # newspaper4k warns that nltk, which we do not use, is missing
    import newspaper
    from newspaper.article import ArticleException

from lxml import etree

from tasks.readers.page_parts.page import Page

NO_URL = "http://localhost/"  # the constructor wants an address; nothing is fetched from it

# What the extractors raise on odd pages; ImportError because languages without a tokenizer are looked up by page.
FAILURES = (ArticleException, etree.LxmlError, ImportError, LookupError, ValueError, TypeError, AttributeError)


def extract(markup: str, url: str | None, max_chars: int) -> Page:
    """Return what newspaper reads from a page, as far as it gets. Nothing is fetched, no image either."""
    article = newspaper.Article(url or NO_URL, fetch_images=False)
    _lift_cut(article.config, max_chars)
    try:
        article.download(input_html=markup)
        article.parse()
    except FAILURES:
        return _page(article)
    return _page(article)


def _page(article: Any) -> Page:  # noqa: ANN401 - the library has no types
    published = article.publish_date
    return Page(
        body=article.text or None,
        title=article.title or None,
        published_at=published if isinstance(published, datetime) and published.tzinfo else None,
        site=getattr(article, "meta_site_name", None) or None,
        language=article.meta_lang or None,
        keywords=tuple(article.meta_keywords or ()),
    )


def _lift_cut(config: Any, max_chars: int) -> None:  # noqa: ANN401 - as above
    """Let the text be as long as our own limit: both libraries cut it at 100,000 characters in silence."""
    setattr(config, "max_text" if hasattr(config, "max_text") else "MAX_TEXT", max_chars)
