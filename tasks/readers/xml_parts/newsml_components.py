"""Which components of a NewsItem of NewsML 1 tell a story, and which texts belong to it.

A story is what stands under the nearest headline, in one language. Roles tell its parts: title, lead, body, caption.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tasks.readers.errors import UnreadableError
from tasks.readers.values.language_tag import primary_language
from tasks.readers.xml_parts.newsml_content import Content, is_text, media_of, read_content
from tasks.readers.xml_parts.newsml_item import formal_name
from tasks.readers.xml_parts.xml import attribute, first, text_of
from tasks.sources.limits import Limits

MAX_LOOKS = 5_000_000  # components times elements: each story looks through all that stands above it

# Roles of components that are no story, whatever text stands beside the media.
MEDIA_ROLES = frozenset({"animation", "audio", "clip", "graphic", "image", "photo", "picture", "sound", "video"})
# Roles of texts that are not the story's own, and the kind of furniture that they are; None: nothing to read.
SIDE_ROLES = {
    "title": "headline",
    "headline": "headline",
    "subheadline": "summary",
    "abstract": "summary",
    "summary": "summary",
    "teaser": "summary",
    "caption": "photo",
    "contact": "contact",
    "logo": None,
    "stylesheet": None,
}


@dataclass
class Part:
    """One story of a NewsItem in the making: the component that heads it, its language, its texts and side texts."""

    owner: etree._Element
    language: str | None
    contents: list[Content] = field(default_factory=list)
    known: set[tuple[str, ...]] = field(default_factory=set)  # the words of the contents: one text may come in two formats
    sides: list[tuple[str, str]] = field(default_factory=list)  # kind of furniture, text


def read_parts(item: etree._Element, limits: Limits) -> list[Part]:
    """Return the stories of a NewsItem, in order; a part without text is none, and is left out.

    Raises UnreadableError for more components than a reader can look at.
    """
    components = [each for each in item.iter("newscomponent") if next(each.iterancestors("newsitem"), None) is item]
    if len(components) * sum(1 for _ in item.iter()) > MAX_LOOKS:
        raise UnreadableError("too_many_tags", f"the item has {len(components):,} components; split it")
    parts: dict[tuple[etree._Element, str | None], Part] = {}
    for component in components:
        texts = [each for each in component.iterchildren("contentitem") if is_text(each)]
        if not texts or _is_media(component):
            continue
        owner, tongue = _owner(component), _language(component)
        part = parts.setdefault((owner, tongue), Part(owner, tongue))
        _take(part, component, [read_content(each, limits) for each in texts])
    return [part for part in parts.values() if part.contents]


def media_in(item: etree._Element) -> tuple[str, ...]:
    """Return the kinds of media in a NewsItem that are no text: roles of its components, and media of its content."""
    roles = (_role(component) for component in item.iter("newscomponent"))
    media = (media_of(each) for each in item.iter("contentitem") if not is_text(each))
    return tuple(dict.fromkeys(filter(None, (*(role for role in roles if role in MEDIA_ROLES), *media))))


def line(part: Part, name: str) -> str | None:
    """Return the nearest NewsLine element of a name above a story, in the story's language if there are several."""
    for component in _upwards(part.owner):
        found = [each for each in _lines(component, name) if text_of(each)]
        own = [each for each in found if primary_language(attribute(each, "lang")) == part.language]
        if found:
            return text_of((own or found)[0])
    return None


def lines(part: Part, name: str) -> Iterator[str]:
    """Yield all NewsLine elements of a name above a story that are not in another language."""
    for component in _upwards(part.owner):
        for each in _lines(component, name):
            tongue, text = primary_language(attribute(each, "lang")), text_of(each)
            if text and tongue in (None, part.language):
                yield text


def metadata(part: Part, *path: str) -> Iterator[etree._Element]:
    """Yield the elements that a path leads to, from each component above a story, the nearest first."""
    for component in _upwards(part.owner):
        found = [component]
        for name in path:
            found = [child for element in found for child in element.iterchildren(name)]
        yield from found


def _take(part: Part, component: etree._Element, contents: list[Content]) -> None:
    """Add the texts of a component to its story: as its own words, or beside them."""
    shown = [content for content in contents if content.laid.text]
    role = _role(component)
    if role in SIDE_ROLES:
        kind = SIDE_ROLES[role]
        part.sides.extend((kind, " ".join(content.laid.text.split())) for content in shown if kind)
        return
    if len(shown) > 1 and _is_choice(component):
        shown = [max(shown, key=lambda content: content.rank)]
    for content in shown:
        words = tuple(content.laid.text.split())
        if words not in part.known:
            part.contents.append(content)
            part.known.add(words)


def _is_choice(component: etree._Element) -> bool:
    """Tell whether the items of a component are the same in several formats."""
    return (attribute(component, "equivalentslist") or "").lower() == "yes" or first(component, "basisforchoice") is not None


def _owner(component: etree._Element) -> etree._Element:
    """Return the component whose headline stands nearest above, else the outermost."""
    above = list(_upwards(component))
    return next((each for each in above if any(text_of(head) for head in _lines(each, "headline"))), above[-1])


def _language(component: etree._Element) -> str | None:
    """Return the language that is told nearest above a component, at the latest for the item."""
    for each in (*_upwards(component), *component.iterancestors("newsitem", "newsml")):
        told = primary_language(formal_name(first(each, "descriptivemetadata", "language")), attribute(each, "lang"))
        if told:
            return told
    return None


def _is_media(component: etree._Element) -> bool:
    return any(_role(each) in MEDIA_ROLES for each in _upwards(component))


def _role(component: etree._Element) -> str | None:
    return (formal_name(first(component, "role")) or "").lower() or None


def _upwards(component: etree._Element) -> Iterator[etree._Element]:
    """Yield a component and those around it, up to its item."""
    yield component
    for above in component.iterancestors():
        if above.tag != "newscomponent":
            return
        yield above


def _lines(component: etree._Element, name: str) -> Iterator[etree._Element]:
    for newslines in component.iterchildren("newslines"):
        yield from newslines.iterchildren(name)
