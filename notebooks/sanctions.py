"""Three questions to the warehouse, with SQL and charts: `marimo edit notebooks/sanctions.py` (or `marimo run`).

It reads the snapshot in SANCTIONWIRE_HOME (default ./.sanctionwire). The charts are drawn here as SVG and need nothing else.
"""

import marimo

app = marimo.App(width="medium", app_title="Sanctions in the wires")


@app.cell
def _():
    import marimo as mo

    import warehouse

    wires = warehouse.open()
    (held,) = wires.sql("SELECT count(*) AS stories, count(DISTINCT provider) AS providers FROM current_stories")
    mo.md(f"# Sanctions in the wires\n\n{held['stories']} stories of {held['providers']} providers may be shown now.")
    return held, mo, wires


@app.cell
def _(mo):
    from html import escape

    def bars(rows, label, value, title):
        """Return a chart of horizontal bars as SVG; every text from the stories is escaped."""
        most = max((row[value] for row in rows), default=1) or 1
        lines = [
            f'<text x="190" y="{28 * place + 44}" text-anchor="end">{escape(str(row[label]))}</text>'
            f'<rect x="200" y="{28 * place + 29}" width="{round(420 * row[value] / most)}" height="20" rx="2" fill="#3b6ea5"/>'
            f'<text x="{206 + round(420 * row[value] / most)}" y="{28 * place + 44}">{row[value]}</text>'
            for place, row in enumerate(rows)
        ]
        height = 28 * len(rows) + 40
        return mo.Html(
            f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 680 {height}" width="100%" '
            f'font-family="sans-serif" font-size="13" fill="currentColor">'
            f'<text x="0" y="16" font-weight="bold">{escape(title)}</text>{"".join(lines)}</svg>'
        )

    return (bars,)


@app.cell
def _(mo):
    mo.md(
        "## Who was under most measures at the end of 2011?\n\n"
        "Each case counts once, however many stories tell it; what was lifted before is left out. "
        "An end that no story tells is not known."
    )


@app.cell
def _(bars, mo, wires):
    in_force = wires.sql(
        """
        SELECT target, count(*)::INTEGER AS cases, list(DISTINCT measure_type ORDER BY measure_type) AS kinds
        FROM in_force_as_of(NULL, DATE '2011-12-31')
        GROUP BY target
        ORDER BY cases DESC, target
        LIMIT 8
        """
    ).rows()
    mo.vstack(
        [
            bars(in_force, "target", "cases", "Cases in force on 31 December 2011, by target"),
            mo.ui.table(in_force, selection=None),
        ]
    )
    return (in_force,)


@app.cell
def _(mo):
    mo.md("## What was asked for or threatened and never adopted?\n\nThe words are those of the first story that tells it.")


@app.cell
def _(bars, mo, wires):
    never_adopted = wires.sql(
        """
        SELECT target, measure_type, sender, outcome, first_told_on, evidence_text
        FROM never_adopted
        ORDER BY first_told_on NULLS LAST, target, measure_type
        """
    ).rows()
    kinds = wires.sql(
        """
        SELECT measure_type, count(*)::INTEGER AS cases
        FROM never_adopted
        GROUP BY measure_type
        ORDER BY cases DESC, measure_type
        LIMIT 8
        """
    ).rows()
    mo.vstack([bars(kinds, "measure_type", "cases", "Cases never adopted, by kind"), mo.ui.table(never_adopted, selection=None)])
    return kinds, never_adopted


@app.cell
def _(mo):
    mo.md("## Who speaks against sanctions?\n\nA stance is always on the restriction, never on its relief.")


@app.cell
def _(bars, mo, wires):
    opponents = wires.sql(
        """
        SELECT holder, count(DISTINCT measure_id)::INTEGER AS measures, min(stance_evidence) AS words
        FROM stances
        WHERE stance = 'opposes'
        GROUP BY holder
        ORDER BY measures DESC, holder
        LIMIT 10
        """
    ).rows()
    mo.vstack([bars(opponents, "holder", "measures", "Measures opposed, by holder"), mo.ui.table(opponents, selection=None)])
    return (opponents,)


if __name__ == "__main__":
    app.run()
