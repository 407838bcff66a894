"""Reverse questions by plain enumeration: section 8.4 of the specification.

In: a scheme and a reverse question. Out: the answer. Promise: the forward question is answered at every leaf, body
and stretch of days, and nothing is left out beforehand.
Source: docs/reference/semantics.md, 8.4.
"""

from datetime import date

from attrs import evolve

from govrules.model.reverse import Content, ReverseAnswer, ReverseQuestion, Stretch, content_of, listed
from govrules.model.scheme import Scheme
from govrules.reference.interpreter import all_stretches, by_amount, points_on
from govrules.reference.merge import PointAnswer


def reverse(scheme: Scheme, question: ReverseQuestion) -> ReverseAnswer:
    """Answer a reverse question by brute force (SPEC 8.4)."""
    runs: list[Stretch] = []
    for stretch in all_stretches(scheme):
        found = rows_on(scheme, question, stretch.day)
        if runs and runs[-1].dated(None, None) == found:
            runs[-1] = runs[-1].dated(runs[-1].holds_from, stretch.ends)
        else:
            runs.append(found.dated(stretch.begins, stretch.ends))
    if question.on is None:
        return ReverseAnswer(question, tuple(runs))
    here = next(run for run in runs if contains(run, question.on))
    return ReverseAnswer(question, (here,))


def contains(run: Stretch, day: date) -> bool:
    """Say whether a day is one of a stretch."""
    return (run.holds_from is None or run.holds_from <= day) and (run.holds_to is None or day <= run.holds_to)


def rows_on(scheme: Scheme, question: ReverseQuestion, day: date) -> Stretch:
    """Return the rows of one day."""
    contents: dict[tuple[str, str], Content] = {}
    above = {function.parent for function in scheme.functions.values()}
    for leaf in sorted(scheme.functions.keys() - above):
        for body in [question.body] if question.body else sorted(scheme.bodies):
            forward = question.forward(body, leaf)
            for point, ways in points_on(scheme, forward, day).items():
                answer = by_amount(PointAnswer(scheme, forward, evolve(point, leaf=leaf)), ways)
                content = content_of(answer, question.kind)
                if content is not None:
                    contents[leaf, point.place] = content
    return listed(scheme, day, contents)
