"""What alerts say. Words of others are harmless in them: nothing invisible, no mark-up, no call to everybody."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.reference import read_reference

MAX_TITLE_CHARS = 150
MAX_QUOTED_CHARS = 500
MAX_NAME_CHARS = 80
MAX_LISTED = 10
# Controls, formatting characters such as those that turn the direction, surrogates, private use.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
# What chats take for a call to all. Matches "@everyone" and "@Here"; misses "desk@example.org".
CALL = re.compile(r"(?<!\w)@(?=(?:everyone|here|channel|all)\b)", re.IGNORECASE)
# Mark-up of HTML and of chats, by characters that look alike and mean nothing.
INERT = str.maketrans({"<": "‹", ">": "›", "`": "'", "[": "(", "]": ")", "*": "·", "&": "＆"})


@dataclass(frozen=True)
class Finding:
    """What one rule found: a subject that tells it from every other, and what is said of it."""

    subject: str
    title: str
    body: str
    run_id: str | None = None


def harmless(text: str, most: int = MAX_QUOTED_CHARS) -> str:
    """Return words of others on one line, without anything that acts, cut at `most` characters."""
    seen = "".join(" " if unicodedata.category(one) in UNSEEN else one for one in text)
    flat = " ".join(CALL.sub("＠", seen.translate(INERT)).split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def of_measure(row: Mapping[str, Any]) -> Finding:
    """Return what is said of a new measure: its headline, who does what to whom, the words that say so, and the story."""
    sentence = _sentence(row)
    lines = [
        harmless(row["headline"] or "(no headline)"),
        sentence,
        f"“{harmless(row['evidence_text'])}”",
        f"{harmless(row['provider'] or 'unknown provider')}, {row['story_id']}, {harmless(row['source_uri'])}",
        f"sanctionwire explain {row['story_id']}",
    ]
    return Finding(row["subject"], harmless(f"New measure: {sentence}", MAX_TITLE_CHARS), "\n".join(lines), row["run_id"])


def of_gate(run_id: str, failed: Sequence[Mapping[str, Any]]) -> Finding:
    """Return what is said of a run in which critical checks failed."""
    title = f"Quality gate failed: {len(failed)} critical checks in {run_id}"
    lines = [
        *_listed(failed, "expectation"),
        "The rows are in quarantine, the rest is loaded: sanctionwire quarantine list --stage judge",
    ]
    return Finding(run_id, title, "\n".join(lines), run_id)


def of_flood(run_id: str, reasons: Sequence[Mapping[str, Any]]) -> Finding:
    """Return what is said of a run that put many rows into quarantine."""
    title = f"{sum(row['rows'] for row in reasons)} rows put into quarantine by {run_id}"
    lines = [*_listed(reasons, "reason_code"), "sanctionwire quarantine list --by reason"]
    return Finding(run_id, title, "\n".join(lines), run_id)


def of_silence(provider: str, hours: float, last: str | None) -> Finding:
    """Return what is said of a provider of whom nothing came; `last` is when the last story did (UTC)."""
    title = harmless(f"Nothing from {provider} for {hours:g} h", MAX_TITLE_CHARS)
    since = f"The last story came at {last} UTC." if last else "No story of that name has ever come: check how it is written."
    return Finding(f"{provider.lower()}/{last or 'never'}", title, since)


def _sentence(row: Mapping[str, Any]) -> str:
    return (
        f"{row['status']} {row['measure_type'].replace('_', ' ')}: {_parties(row['senders'])} against {_parties(row['targets'])}"
    )


def _parties(found: Sequence[str]) -> str:
    """Return parties by their names, where the warehouse has their codes."""
    names = {row["code"]: row["name"] for row in read_reference("countries")}
    return ", ".join(harmless(names.get(one, one), MAX_NAME_CHARS) for one in found) or "(not named)"


def _listed(rows: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    more = [f"and {len(rows) - MAX_LISTED} more"] if len(rows) > MAX_LISTED else []
    return [*(f"{harmless(row[name])}: {row['rows']} rows" for row in rows[:MAX_LISTED]), *more]
