"""NewsML-G2 documents of an invented agency, for tests."""

NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
GUID = "urn:newsml:harbour.example:20260303:oil-ban"
BODY = (
    "<p>GENEVA, March 3 (Harbour) - The council banned oil sales to Freedonia on Monday.</p>"
    "<p>Its chair said the ban takes effect at once.</p>"
)
CAPTION = "<description role='drol:caption'>The council meets in Geneva.</description>"


def xhtml(body: str = BODY, attributes: str = "") -> str:
    return (
        f"<inlineXML contenttype='application/xhtml+xml' {attributes}><html xmlns='{XHTML}'><head><title/></head>"
        f"<body>{body}</body></html></inlineXML>"
    )


def item(
    content: str | None = None,
    item_meta: str = "",
    content_meta: str = "<headline>Council bans oil sales</headline>",
    guid: str = GUID,
    version: str | None = "2",
    item_class: str = "ninat:text",
    rights: str = "",
    extra: str = "",
) -> str:
    """One news item of Harbour News, with its text in XHTML unless other content is given."""
    versioned = f"version='{version}'" if version else ""
    status = "" if "<pubStatus" in item_meta else "<pubStatus qcode='stat:usable'/>"
    created = "" if "<versionCreated" in item_meta else "<versionCreated>2026-03-03T10:15:30Z</versionCreated>"
    return (
        f"<newsItem xmlns='{NAR}' standard='NewsML-G2' standardversion='2.34' guid='{guid}' {versioned} xml:lang='en-GB'>"
        f"<rightsInfo>{rights}</rightsInfo>"
        f"<itemMeta><itemClass qcode='{item_class}'/><provider literal='Harbour News'/>{created}{status}{item_meta}</itemMeta>"
        f"<contentMeta>{content_meta}</contentMeta>{extra}"
        f"<contentSet>{xhtml() if content is None else content}</contentSet></newsItem>"
    )


def message(*items: str, header: str = "<sent>2026-03-03T10:16:00Z</sent><sender>harbour.example</sender>") -> str:
    return f"<newsMessage xmlns='{NAR}'><header>{header}</header><itemSet>{''.join(items)}</itemSet></newsMessage>"


def package(*keys: str) -> str:
    references = "".join(f"<itemRef residref='{key}'><title>Story</title></itemRef>" for key in keys)
    return (
        f"<packageItem xmlns='{NAR}' guid='urn:newsml:harbour.example:20260303:top' version='1' standard='NewsML-G2'>"
        f"<itemMeta><itemClass qcode='ninat:composite'/></itemMeta>"
        f"<groupSet root='G'><group id='G' role='group:main'>{references}</group></groupSet></packageItem>"
    )
