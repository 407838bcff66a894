"""A difference as data: what machines read.

In: a difference. Out: dictionaries ready for JSON, with the keys of `docs/reference/cli.md` in its order, further keys
after them. The schema is `docs/reference/difference.schema.json`. Promise: days are ISO dates, amounts pounds
and pence as text, nothing is a float.
"""

from typing import Any

from govrules.diff.difference import Difference, Item, Row
from govrules.model.money import plain
from govrules.render.difference import authority
from govrules.render.questions import question_text

FORMAT_VERSION = 1


def difference_data(difference: Difference) -> dict[str, Any]:
    """Return a whole difference, its format version first."""
    gains, loses = authority(difference)
    return {
        "format_version": FORMAT_VERSION,
        "verdict": difference.verdict.value,
        "rows": [_row(row) for row in difference.rows],
        "without_effect": [
            {"how": one.how, "before": one.before, "after": one.after} for one in difference.without_effect
        ],
        "renamed": [{"before": old, "after": new} for old, new in difference.renamed],
        "new_findings": list(difference.new_findings),
        "gone_findings": list(difference.gone_findings),
        "failing_cases": list(difference.failing_cases),
        "passing_cases": list(difference.passing_cases),
        "gains_authority": sorted(gains),
        "loses_authority": sorted(loses),
    }


def _row(row: Row) -> dict[str, Any]:
    witness = row.witness
    return {
        "kind": row.kind,
        "functions": list(row.functions),
        "except": list(row.except_),
        "bodies": list(row.bodies),
        "from": row.begins.isoformat() if row.begins else None,
        "to": row.ends.isoformat() if row.ends else None,
        "limits": [{"basis": one.basis, "over": _pounds(one.over), "up_to": _pounds(one.up_to)} for one in row.limits],
        "provided": [list(one) for one in row.provided],
        "before": [_item(item) for item in row.before],
        "after": [_item(item) for item in row.after],
        "change": row.change.value,
        "clauses_before": list(row.clauses_before),
        "clauses_after": list(row.clauses_after),
        "witness": question_text(witness.before) if witness else None,
        "witness_after": question_text(witness.after) if witness and witness.after else None,
        "bodies_after": list(row.bodies_after),
        "gap": row.gap,
        "conflict": row.conflict,
        "was_gap": row.was_gap,
        "was_conflict": row.was_conflict,
    }


def _item(item: Item) -> dict[str, Any]:
    seats = [{"count": seat.count, "of": list(seat.of)} for seat in item.seats]
    return {"names": list(item.names), "seats": seats, "certain": item.certain}


def _pounds(pence: int | None) -> str | None:
    return None if pence is None else plain(pence)
