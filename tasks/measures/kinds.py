"""Which type a measure has, from its trigger, what it restricts and which way that moves."""

from collections.abc import Sequence

from tasks.measures.goods import Goods
from tasks.measures.lexicon import Needs, TriggerWord
from warehouse.codes import Flow, MeasureType

# The type that a class of goods makes; `import`, `export`, `shipment`, `commodity` and `trade` depend on the direction.
TYPE_OF_CLASS = {
    "weapon": MeasureType.ARMS_EMBARGO,
    "military": MeasureType.ARMS_EMBARGO,
    "asset": MeasureType.ASSET_FREEZE,
    "aid": MeasureType.AID_SUSPENSION,
    "diplomatic": MeasureType.DIPLOMATIC_SANCTION,
    "mission": MeasureType.DIPLOMATIC_SANCTION,
    "member": MeasureType.DIPLOMATIC_SANCTION,
    "talks": MeasureType.DIPLOMATIC_SANCTION,
    "visit": MeasureType.DIPLOMATIC_SANCTION,
    "travel": MeasureType.TRAVEL_BAN,
    "transport": MeasureType.TRANSPORT_RESTRICTION,
    "border": MeasureType.TRANSPORT_RESTRICTION,
    "cargo": MeasureType.TRANSPORT_RESTRICTION,
    "vessel": MeasureType.TRANSPORT_RESTRICTION,
    "landing": MeasureType.TRANSPORT_RESTRICTION,
    "finance": MeasureType.FINANCIAL_RESTRICTION,
    "financial_system": MeasureType.FINANCIAL_RESTRICTION,
    "preference": MeasureType.IMPORT_RESTRICTION,
    "market": MeasureType.IMPORT_RESTRICTION,
    "license": MeasureType.EXPORT_RESTRICTION,
    "sport": MeasureType.OTHER,
    "culture": MeasureType.OTHER,
    "telecom": MeasureType.OTHER,
    "fishing": MeasureType.OTHER,
    "project": MeasureType.OTHER,
    "price": MeasureType.IMPORT_RESTRICTION,
    "person": MeasureType.DESIGNATION,
}
MOVED = frozenset({"import", "export", "shipment", "commodity", "technology"})
# Classes that a trigger must name to take: "closed the market", not "halted the market".
ASKED_FOR = frozenset({"person", "market", "price"})
# Where a word has several classes, the one that suits the trigger: "ships" are cargo to inspect and transport to ban.
PREFERRED = {
    "freeze": ("asset", "aid", "finance", "diplomatic", "talks"),
    "block": ("asset", "finance"),
    "seize": ("vessel", "asset"),
    "inspect": ("cargo", "vessel"),
    "inspection": ("cargo", "vessel"),
    "intercept": ("cargo", "vessel"),
    "interdiction": ("cargo", "vessel", "transport"),
    "close": ("border", "mission", "transport"),
    "closure": ("border", "mission"),
    "deny": ("travel", "landing"),
    "withdraw": ("diplomatic", "preference"),
    "expel": ("diplomatic", "member"),
    "cancel": ("visit", "aid"),
}
BROAD_ORDER = (
    "price", "weapon", "military", "preference", "aid", "diplomatic", "mission", "talks", "travel", "visit", "transport",
    "border", "landing",
    "finance", "import", "export", "commodity", "trade", "shipment", "member", "asset", "license", "sport", "culture", "telecom",
    "cargo", "vessel", "project", "person",
)  # fmt: skip
# Adjectives before "sanctions" that say their kind.
KIND_OF_ADJECTIVE = {
    "financial": MeasureType.FINANCIAL_RESTRICTION,
    "banking": MeasureType.FINANCIAL_RESTRICTION,
    "diplomatic": MeasureType.DIPLOMATIC_SANCTION,
    "military": MeasureType.ARMS_EMBARGO,
    "travel": MeasureType.TRAVEL_BAN,
    "visa": MeasureType.TRAVEL_BAN,
    "shipping": MeasureType.TRANSPORT_RESTRICTION,
    "air": MeasureType.TRANSPORT_RESTRICTION,
    "aviation": MeasureType.TRANSPORT_RESTRICTION,
    "naval": MeasureType.TRANSPORT_RESTRICTION,
    "cultural": MeasureType.OTHER,
    "sporting": MeasureType.OTHER,
}


def class_for(trigger: TriggerWord, goods: Goods) -> str | None:
    """Return the class in which a trigger takes these goods, or None if it takes them in none."""
    fitting = [cls for cls in goods.classes if cls in trigger.accepts or (not trigger.accepts and cls not in ASKED_FOR)]
    for order in (PREFERRED.get(trigger.term, ()), BROAD_ORDER):
        for cls in order:
            if cls in fitting:
                return cls
    return fitting[0] if fitting else None


def type_of(trigger: TriggerWord, classes: Sequence[str], flow: Flow | None) -> MeasureType | None:
    """Return the type that the classes of one restricted thing make, its head's class first; None if they say nothing."""
    for cls in _by_weight(classes):
        if cls in TYPE_OF_CLASS:
            return TYPE_OF_CLASS[cls]
        if cls in MOVED:
            return _moved(classes, flow)
        if cls == "trade":
            return MeasureType.TRADE_EMBARGO
    return trigger.measure_type if trigger.needs is not Needs.GOODS else None


def _by_weight(classes: Sequence[str]) -> list[str]:
    """Order classes so that what is moved goes before the moving: "arms exports" are arms."""
    strong = [cls for cls in classes if cls not in MOVED and cls != "trade"]
    return [*strong, *(cls for cls in classes if cls in MOVED), *(cls for cls in classes if cls == "trade")]


def _moved(classes: Sequence[str], flow: Flow | None) -> MeasureType:
    if flow is Flow.BOTH:
        return MeasureType.TRADE_EMBARGO if "commodity" not in classes else MeasureType.EXPORT_RESTRICTION
    return MeasureType.IMPORT_RESTRICTION if flow is Flow.FROM_TARGET else MeasureType.EXPORT_RESTRICTION
