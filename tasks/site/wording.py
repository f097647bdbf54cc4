"""How values read on a page."""

from datetime import date, datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from expectations.inert import visible

LONGEST_TEXT = 2_000  # characters of any one value from outside; a story's own words come whole
WEB = ("http", "https")
DAY_PARTS = {"year": "%Y", "month": "%B %Y"}
MONTHS_OF_A_QUARTER = 3

KINDS = {"unspecified": "Sanctions of no kind named", "other": "Other measure"}
FLOWS = {"to_target": "to the target", "from_target": "from the target", "both": "both ways"}

FIELDS = {
    "measure_type": "Kind",
    "status": "Standing",
    "sender": "Sender",
    "target": "Target",
    "proposer": "Proposed by",
    "implementer": "Carried out by",
    "goods": "Goods",
    "instrument": "Legal act",
    "date_text": "Date",
    "amount_text": "Amount",
    "attribution": "Said by",
    "clause": "Further words",
}


def inert(value: object) -> object:
    """Return what may be printed: text in reasonable length with hidden characters shown. Escaping comes after."""
    if type(value) is not str:  # markup made by us is a subclass
        return value
    if value.isascii() and value.isprintable() and len(value) <= LONGEST_TEXT:  # nearly all: spares looking closer
        return value
    shown = visible(value)
    return shown if len(shown) <= LONGEST_TEXT else f"{shown[:LONGEST_TEXT]}…"


def whole(text: str) -> Markup:
    """Return a text of any length, escaped, with hidden characters shown."""
    return escape(visible(text))


def words(code: str) -> str:
    """Return a code as words: asset_freeze as asset freeze."""
    return code.replace("_", " ")


def kind(measure_type: str) -> str:
    """Return what people call a kind of measure."""
    return KINDS.get(measure_type, capital(words(measure_type)))


def capital(text: str) -> str:
    """Return a text with a capital letter first."""
    return text[:1].upper() + text[1:]


def count(number: int) -> str:
    """Return a number with its thousands apart."""
    return f"{number:,}"


def number(amount: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def day(moment: date | None, precision: str | None = None) -> str:
    """Return a date as exactly as it is known."""
    if moment is None:
        return "undated"
    if precision == "quarter":
        return f"{moment:%Y} Q{(moment.month - 1) // MONTHS_OF_A_QUARTER + 1}"
    return moment.strftime(DAY_PARTS.get(precision or "", "%Y-%m-%d"))


def moment(at: datetime) -> str:
    """Return a time to the minute."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def file_of(uri: str) -> str:
    """Return a URL whole, and of a local path only the file, since folders are nobody's business."""
    return uri if urlsplit(uri).scheme in WEB else PurePosixPath(uri).name or uri


def is_web(uri: str) -> bool:
    """Tell whether a source is a page that a browser may be sent to."""
    return uri.startswith(tuple(f"{scheme}://" for scheme in WEB))


def flow(code: str | None) -> str:
    """Return which way the restricted things move, if that is known."""
    return FLOWS.get(code or "", "")


def field_name(field: str) -> str:
    """Return what people call a value of a measure."""
    return FIELDS.get(field, capital(words(field)))
