"""A matrix in words: rows and columns of equal content go together.

In: a matrix and its scheme. Out: a table of plain words; data ready for JSON. Promise: what is open says so, and what
stands together is alike word for word: whoever belongs to the body of a column is called `its board`, `its Chair`.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from govrules.model.answer import Exercise, Outcome
from govrules.model.matrix import By, Cell, Matrix
from govrules.model.scheme import Scheme
from govrules.render.data import unstructuring
from govrules.render.table import Table
from govrules.render.words import Words, amounts, capital, day, joined, natural

_NOTHING = {Outcome.NOT_VESTED: "not vested", Outcome.NO_SUCH_BODY_THEN: "no such body"}
OPEN = "(open)"


def matrix_table(matrix: Matrix, scheme: Scheme, known_on: date | None = None, notices: Sequence[str] = ()) -> Table:
    """Return the matrix as a table of words, that of the record of a day with what that record leaves out."""
    table = _Matrix(matrix, Words(scheme)).table()
    said = f", as known on {day(known_on)}" if known_on else ""
    return evolve(table, title=table.title + said, notes=(*table.notes, *map(capital, notices)))


def matrix_data(matrix: Matrix, scheme: Scheme, known_on: date | None = None) -> dict[str, Any]:
    """Return the matrix as data, a cell for each function and column, its format version first."""
    data = unstructuring(scheme)
    return {
        "format_version": 1,
        "on": matrix.on.isoformat(),
        "known_on": known_on.isoformat() if known_on else None,
        "by": matrix.by.value,
        "functions": list(matrix.functions),
        "columns": list(matrix.columns),
        "cells": [
            {
                "function": cell.function,
                "column": cell.column,
                "may_exercise": [
                    {"body": entry.point, **data(entry.exercise)} for entry in cell.entries
                ],
                "outcomes": {point: outcome.value for point, outcome in cell.outcomes},
                "in_part": list(cell.in_part),
                "kept": [{"body": point, **data(kept), "functions": [cell.function]} for point, kept in cell.kept],
            }
            for cell in matrix.cells
        ],
    }  # fmt: skip


@frozen
class _Matrix:
    matrix: Matrix
    words: Words

    def table(self) -> Table:
        said = {(cell.function, cell.column): self._cell(cell) for cell in self.matrix.cells}
        columns = _alike(self.matrix.columns, lambda one: tuple(said[leaf, one] for leaf in self.matrix.functions))
        rows = _alike(self.matrix.functions, lambda one: tuple(said[one, group[0]] for group in columns))
        filled = [group for group in rows if any(said[group[0], column[0]] for column in columns)]
        body = tuple(
            ((capital(self._functions(group)),), *(said[group[0], column[0]] for column in columns)) for group in filled
        )
        head = ("Function", *(self._head(group) for group in columns))
        title = f"Who may exercise which functions on {day(self.matrix.on)}"
        empty = [leaf for group in rows if group not in filled for leaf in group]
        return Table(title, head, body, tuple(self._notes(body, empty)))

    def _notes(self, body: Sequence[Sequence[Sequence[str]]], empty: Sequence[str]) -> Iterator[str]:
        if empty:
            yield f"Not in the table, as no post may exercise it here: {self._functions(empty)}."
        in_part = sorted({point for cell in self.matrix.cells for point in cell.in_part})
        if in_part and self.matrix.by is By.POSTS:
            yield f"Who else may act for {joined(self.bodies(in_part))} is open: documents are known in part only."
        if any(OPEN in text for row in body for cell in row for text in cell):
            yield f"{OPEN}: the rule files leave it open; `govrules ask` says why."

    def _functions(self, leaves: Sequence[str]) -> str:
        return self.words.functions(self.words.scheme.name_leaves(frozenset(leaves)))

    def _head(self, columns: Sequence[str]) -> str:
        if self.matrix.by is By.POSTS:
            return joined(map(self.words.holder, columns))
        return joined(self.bodies(columns))

    def bodies(self, points: Iterable[str]) -> list[str]:
        """Return points by name, all areas of a body that exist that day as the body."""
        scheme, left = self.words.scheme, dict.fromkeys(points)
        found = []
        for point in list(left):
            body = scheme.body_of(point)
            areas = [one for one in (scheme.bodies[body].areas if body in scheme.bodies else ()) if self._exists(one)]
            if point != body and all(area in left or area in found for area in areas):
                found += [body] if body not in found else []
            else:
                found.append(point)
        return [self.words.thing(one) for one in found]

    def _exists(self, area: str) -> bool:
        return not self.words.scheme.areas[area].life.excludes(self.matrix.on)

    # ------------------------------------------------------------------------------------------------ cells

    def _cell(self, cell: Cell) -> tuple[str, ...]:
        """Return who may act, those who may act alike for several bodies once."""
        found: dict[str, list[str]] = {}
        for entry in cell.entries:
            said = self._entry(entry.exercise, entry.point)
            found.setdefault(said, []).append(entry.point)
        places = [point for point, outcome in cell.outcomes if outcome not in _NOTHING]
        if not places and self.matrix.by is not By.POSTS:
            return (joined(sorted({_NOTHING[outcome] for _, outcome in cell.outcomes})),)
        lines = [self._with_bodies(said, points, places) for said, points in found.items()]
        if cell.in_part and self.matrix.by is not By.POSTS:
            lines.append(self._with_bodies(f"perhaps others {OPEN}", cell.in_part, places))
        return (*lines, *self._kept(cell))

    def _kept(self, cell: Cell) -> Iterator[str]:
        """Yield what is reserved or retained, at which amounts and in which circumstances where that is not always."""
        found = [kept for _, kept in cell.kept if kept.how in ("reserved", "retained")]
        whole = {one.how for one in found if one.certain and not one.limits and not one.provided}
        said: dict[str, bool] = {}
        for one in found:
            limits = f", {amounts(one.limits)}" if one.limits else ""
            how = one.how if one.how in whole else f"{one.how}{limits}{self.words.provided(one.provided)}"
            said[how] = said.get(how, False) or one.certain or one.how in whole
        for how, certain in sorted(said.items()):
            yield f"[{how}]" if certain else f"[{how}] {OPEN}"

    def _with_bodies(self, said: str, points: Sequence[str], places: Sequence[str]) -> str:
        if self.matrix.by is By.BODIES:
            return said
        whom = joined(self.bodies(points))
        if self.matrix.by is By.POSTS:
            return f"for {whom} {said}".strip() if said in ("", OPEN) else f"for {whom}: {said}"
        return said if set(points) == set(places) else f"{said} (for {whom})"

    def _entry(self, exercise: Exercise, point: str) -> str:
        def name(one: str) -> str:
            return self._relative(one, point)

        away = exercise.in_place_of
        who = self.words.acting(exercise.seats, away, name, name)
        if self._alone(exercise):
            who = f"deputising for {joined(map(name, away))}" if away else ""
        parts = [who, amounts(exercise.limits) if exercise.limits else ""]
        said = ", ".join(part for part in parts if part) + self.words.provided(exercise.provided)
        said += f", then {joined(exercise.then)}" if exercise.then else ""
        return f"{said.removeprefix(', ')} {'' if exercise.certain else OPEN}".strip()

    def _alone(self, exercise: Exercise) -> bool:
        """Say whether the post that is the column acts alone."""
        return self.matrix.by is By.POSTS and len(exercise.seats) == 1 and len(exercise.seats[0].of) == 1

    def _relative(self, holder: str, point: str) -> str:
        """Return a holder as the body of a point speaks of it."""
        scheme = self.words.scheme
        body = scheme.body_of(point)
        if holder in scheme.organs and scheme.organs[holder].owners == (body,):
            return self.words.own_organ(holder)
        if holder in scheme.posts and scheme.posts[holder].owner in (body, point):
            post = scheme.posts[holder]
            if post.owner == body:
                return f"its {post.label.display}"
            kind = scheme.kinds[scheme.areas[point].kind].label.display
            return f"{post.label.display} of its {natural(kind)}"
        return self.words.holder(holder)


def _alike(things: Sequence[str], content: Callable[[str], Hashable]) -> list[list[str]]:
    """Return things of equal content together, in the order of the first of each."""
    found: dict[Hashable, list[str]] = {}
    for one in things:
        found.setdefault(content(one), []).append(one)
    return list(found.values())
