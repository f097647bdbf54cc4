"""Cut a feed's tree down to what feedparser reads in seconds: some of its loops and patterns are slower than linear."""

from collections import Counter

from lxml import etree

from tasks.readers.errors import UnreadableError
from tasks.readers.markup import NO_XML
from tasks.readers.xml_parts import xml

MAX_ELEMENTS = 100_000  # feedparser takes 3 s for them
MAX_ALIKE = 100  # elements of one name in one place: links, categories, authors
MAX_SHORT_CHARS = 2_000  # of names, addresses and dates
MAX_LISTED_CHARS = 200  # of words in a row, each of which is compared with all before it

# By local names in lower case: what may be long, what repeats as often as there are stories, what lists words.
LONG_TEXTS = frozenset({"content", "encoded", "description", "summary", "body", "title", "tagline", "subtitle", "rights", "info"})
STORIES = frozenset({"item", "entry"})
LISTS = frozenset({"keywords", "tags"})
UNUSED = frozenset({"textinput", "cloud"})  # the search form and the notifier of an RSS feed: no part of its stories


def prune(root: etree._Element) -> None:
    """Cut what is too long or there too often to be of use. Raise UnreadableError for more elements than a feed has."""
    for number, _ in enumerate(root.iter()):
        if number > MAX_ELEMENTS:
            raise UnreadableError("too_many_tags", f"the feed has more than {MAX_ELEMENTS:,} elements; split it")
    _prune(root)


def _prune(element: etree._Element) -> None:
    name = _name(element)
    for key, value in element.attrib.items():
        if len(value) > MAX_SHORT_CHARS:
            del element.attrib[key]
    if name in LONG_TEXTS:
        return
    longest = MAX_LISTED_CHARS if name in LISTS else MAX_SHORT_CHARS
    element.text = _cut(element.text, longest)
    seen: Counter[str] = Counter()
    for child in list(element):
        seen[_name(child)] += 1
        is_too_often = seen[_name(child)] > MAX_ALIKE and _name(child) not in STORIES
        if is_too_often or _name(child) in UNUSED:
            element.remove(child)
            continue
        child.tail = _cut(child.tail, longest)
        if isinstance(child.tag, str):
            _prune(child)


def _name(element: etree._Element) -> str:
    return xml.local(element).lower()


def _cut(text: str | None, longest: int) -> str | None:
    """Return a text cut short, and without what a mended tree may have from references like `&#31;` and takes from nobody."""
    return NO_XML.sub(" ", text[:longest]) if text else text
