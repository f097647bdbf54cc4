"""WordPress exports (WXR): every post and page of a site with its text; pictures, menus and revisions are no stories."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from email.utils import parsedate_to_datetime

from lxml import etree

from tasks.readers.draft import Draft, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.markup import parse as parse_markup
from tasks.readers.opening import root_name
from tasks.readers.values.language_tag import primary_language
from tasks.readers.values.moments import Moment, moment
from tasks.readers.xml_parts.blocks import lay_out
from tasks.readers.xml_parts.xml import attribute, bounded, first, local, lowered, parse, text_of
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import PublishStatus

NAME = "wordpress_wxr"
Names = Mapping[str | None, str | None]  # of authors, by their logins
EXPORT_NAMESPACE = "wordpress.org/export"

# WordPress's own types of posts that are no text for readers.
NO_STORY_TYPES = frozenset({
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request",
    "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face",
})  # fmt: skip
# WordPress's post statuses. A post that waits for its time (`future`) is embargoed until then; `inherit` says nothing.
STATUSES = {
    "publish": PublishStatus.USABLE,
    "future": PublishStatus.USABLE,
    "draft": PublishStatus.WITHHELD,
    "pending": PublishStatus.WITHHELD,
    "private": PublishStatus.WITHHELD,
    "auto-draft": PublishStatus.WITHHELD,
    "trash": PublishStatus.CANCELED,
}
# A tag, or a line break outside of tags. Matches "<img\nsrc>" and "\n"; misses "a < b".
TAG_OR_BREAK = re.compile(r"<[^<>]*+>|\n")
# The date of a feed. Matches "23 May 2094"; misses "30 Nov -0001", which drafts have.
DATED = re.compile(r"\b\d{1,2} [A-Za-z]{3} \d{4}\b")
# Mark of the block editor, whose line breaks are no text. Matches "<!-- wp:paragraph -->"; misses "<!-- more -->".
BLOCK_EDITOR = "<!-- wp:"
# A caption with its picture, and other short codes of WordPress's own. Match "[caption id='a']x[/caption]", "[gallery]".
CAPTION = re.compile(r"\[caption\b[^\[\]]*+\]((?:[^\[]|\[(?!/?caption\b))*+)\[/caption\]")
SHORT_CODE = re.compile(r"\[(audio|video|playlist|gallery|embed)\b[^\[\]]*+\](?:[^\[]*+\[/\1\])?")


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is a WordPress export: RSS that declares its namespace."""
    return 0.98 if root_name(head) == "rss" and EXPORT_NAMESPACE in head else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return the posts of an export, those too that have no text, so that each is accounted for.

    Raises UnreadableError if there is no post.
    """
    root = lowered_export(parse(delivery, limits))
    channel = first(root, "channel")
    items = [item for item in bounded(root.iter("item")) if (_value(item, "post_type") or "post") not in NO_STORY_TYPES]
    if channel is None or not items:
        types = ", ".join(sorted({_value(item, "post_type") or "post" for item in root.iter("item")})) or "none"
        raise UnreadableError("no_story", f"the export holds no posts (types of its items: {types}); export posts or pages")
    names = {_value(author, "author_login"): _value(author, "author_display_name") for author in channel.iterchildren("author")}
    return [replace(_story(item, channel, names, limits), position=position) for position, item in enumerate(items)]


def lowered_export(root: etree._Element) -> etree._Element:
    """Return the tree with lower-case names, the post's excerpt told apart from its content, which share one name."""
    for element in root.iter(etree.Element):
        if local(element) == "encoded" and "excerpt" in str(element.tag):
            element.tag = "excerpt"
    return lowered(root)


def _story(item: etree._Element, channel: etree._Element, names: Names, limits: Limits) -> Draft:
    content = next(item.iterchildren("encoded"), None)
    text, captions = _content("" if content is None else content.text or "", limits)
    excerpt = text_of(first(item, "excerpt"))
    published = _published(item)
    login = _value(item, "creator")  # the site shows another name, if it knows one
    is_scheduled = _value(item, "status") == "future"
    return Draft(
        text=text,
        reader=NAME,
        is_laid_out=True,
        provider=text_of(first(channel, "title")),
        provider_key=_value(item, "guid") or _value(item, "link"),
        version_key=_modified(item),
        headline=_value(item, "title"),
        slugline=_value(item, "post_name"),
        byline=names.get(login) or login,
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        embargoed_until=published.at if published and is_scheduled else None,
        publish_status=PublishStatus.WITHHELD if _value(item, "post_password") else STATUSES.get(_value(item, "status") or ""),
        language=primary_language(_value(channel, "language")),
        keywords=tuple(_categories(item, "post_tag", by_name=True)),
        subjects=tuple(_categories(item, "category", by_name=False)),
        notes=(*(Note("photo", caption) for caption in captions), *([Note("summary", excerpt)] if excerpt else [])),
    )


def _content(written: str, limits: Limits) -> tuple[str, list[str]]:
    """Return the text of a post, and the captions of its pictures.

    Outside of the block editor WordPress shows the line breaks of the source; each ends a paragraph.
    """
    captions = [caption for match in CAPTION.finditer(written) if (caption := _words(match[1], limits))]
    markup = SHORT_CODE.sub(" ", CAPTION.sub(" ", written)).strip()
    if BLOCK_EDITOR not in markup:
        markup = TAG_OR_BREAK.sub(lambda match: "<br><br>" if match[0] == "\n" else match[0], markup)
    return (lay_out(parse_markup(markup, limits)).text if markup else "", captions)


def _words(markup: str, limits: Limits) -> str:
    return " ".join(lay_out(parse_markup(markup, limits)).text.split()) if markup.strip() else ""


def _published(item: etree._Element) -> Moment | None:
    """Return when a post was published: its time in UTC, else that of the feed; drafts have noughts there."""
    found = moment(_value(item, "post_date_gmt"), "UTC")
    if found is not None:
        return found
    written = _value(item, "pubdate") or ""
    try:
        return moment(parsedate_to_datetime(written).isoformat(), "UTC") if DATED.search(written) else None
    except (ValueError, TypeError, OverflowError):  # an hour or a year of twenty digits
        return None


def _modified(item: etree._Element) -> str | None:
    """Return the digits of the time of the last change, by which versions can be ordered."""
    found = moment(_value(item, "post_modified_gmt"), "UTC")
    return found.at.strftime("%Y%m%d%H%M%S") if found else None


def _categories(item: etree._Element, domain: str, *, by_name: bool) -> Iterator[str]:
    """Yield a post's tags by their names, or its categories as codes of their domain."""
    for category in item.iterchildren("category"):
        code, name = attribute(category, "nicename"), text_of(category)
        if attribute(category, "domain") == domain and (name if by_name else code):
            yield str(name if by_name else f"{domain}:{code}")


def _value(item: etree._Element, name: str) -> str | None:
    return text_of(first(item, name))
