"""Read a page with trafilatura: the best single extractor of bodies, dates and authors that was measured."""

from datetime import date

import trafilatura
from lxml import html

from tasks.readers.markup import paragraphs
from tasks.readers.page_parts.page import Page


def extract(tree: html.HtmlElement, url: str | None, latest: date) -> Page:
    """Return what trafilatura reads from a parsed page. No date after `latest` is believed, none is guessed from prose."""
    document = trafilatura.bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "max_date": latest.isoformat(),
        },
    )
    if document is None:
        return Page()
    return Page(
        body=paragraphs(document.body) or None,
        title=document.title or None,
        authors=document.author or None,
        published_on=date.fromisoformat(document.date) if document.date else None,
        site=document.sitename or None,
        language=document.language or None,
        rights=document.license or None,
        keywords=tuple(document.tags or ()),
    )
