"""The closed lists of the warehouse. Definitions are in `seeds/reference/`; a value outside a list is refused."""

from enum import StrEnum


class MeasureType(StrEnum):
    """What is restricted (seeds/reference/measure_types.csv)."""

    ARMS_EMBARGO = "arms_embargo"
    TRADE_EMBARGO = "trade_embargo"
    IMPORT_RESTRICTION = "import_restriction"
    EXPORT_RESTRICTION = "export_restriction"
    ASSET_FREEZE = "asset_freeze"
    FINANCIAL_RESTRICTION = "financial_restriction"
    TRAVEL_BAN = "travel_ban"
    TRANSPORT_RESTRICTION = "transport_restriction"
    AID_SUSPENSION = "aid_suspension"
    DIPLOMATIC_SANCTION = "diplomatic_sanction"
    DESIGNATION = "designation"
    OTHER = "other"
    UNSPECIFIED = "unspecified"


class Status(StrEnum):
    """Where a measure stands at the story's publication (seeds/reference/statuses.csv)."""

    PROPOSED = "proposed"
    THREATENED = "threatened"
    IMPOSED = "imposed"
    EXTENDED = "extended"
    EASED = "eased"
    LIFTED = "lifted"
    REJECTED = "rejected"


class Flow(StrEnum):
    """Which way the restricted goods, money or people move."""

    TO_TARGET = "to_target"
    FROM_TARGET = "from_target"
    BOTH = "both"


class Role(StrEnum):
    """What a party does in a measure."""

    SENDER = "sender"
    TARGET = "target"
    PROPOSER = "proposer"
    IMPLEMENTER = "implementer"


class Stance(StrEnum):
    """Where a holder stands on a restriction (never on its relief)."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    ABSTAINS = "abstains"


class PublishStatus(StrEnum):
    """Whether a provider lets a story version be shown."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class ContentKind(StrEnum):
    """What a delivered item is. Only `story`, `brief` and `flash` may yield measures."""

    STORY = "story"
    BRIEF = "brief"
    FLASH = "flash"
    ADVISORY = "advisory"
    BUDGET = "budget"
    CORRECTION_NOTE = "correction_note"
    KILL_NOTE = "kill_note"
    DIGEST = "digest"
    TABLE = "table"


class LinkKind(StrEnum):
    """How one story bears on another."""

    SUPERSEDES = "supersedes"
    CORRECTS = "corrects"
    KILLS = "kills"
    DUPLICATES = "duplicates"
    CONTAINS = "contains"


class Precision(StrEnum):
    """How exact a date is."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class DateBasis(StrEnum):
    """Where a publication date was read."""

    METADATA = "metadata"
    DATELINE = "dateline"
    TEXT = "text"
    COPYRIGHT = "copyright"


class EntityKind(StrEnum):
    """What an actor is."""

    COUNTRY = "country"
    BODY = "body"
    ORGANIZATION = "organization"
    PERSON = "person"
    GROUP = "group"
    PLACE = "place"
    VESSEL = "vessel"
    WEAPON = "weapon"
    OTHER = "other"


class Severity(StrEnum):
    """What a failed expectation does: `critical` keeps the row out, `warning` and `info` report it."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


class Decision(StrEnum):
    """What a reviewer says of a row."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    ADD = "add"


class ReviewKind(StrEnum):
    """What kind of row a reviewer looks at."""

    MEASURE = "measure"
    PARTY = "party"
    POSITION = "position"
    MENTION = "mention"
    STORY_LINK = "story_link"
