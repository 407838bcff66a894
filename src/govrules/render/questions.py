"""A question as it is typed, so that a reader can ask it again.

In: a question whose names are identifiers. Out: the words `govrules ask` takes.
"""

from govrules.model.money import shown
from govrules.model.question import Question, QuestionKind
from govrules.render.words import day


def question_text(question: Question) -> str:
    """Return a forward question as it is typed.

    >>> question_text(Question(QuestionKind.EXERCISE, "alder", "awards", amounts={"contract": 5}))
    'who may exercise awards in alder for £0.05 per contract'
    """
    asked = {QuestionKind.ACCOUNTABLE: "is accountable for", QuestionKind.EXERCISE: "may exercise"}.get(question.kind)
    said = [f"who {asked} {question.function} in {question.body}" if asked else f"who is the {question.title}"]
    said += [f"of {question.body}"] if not asked else []
    said += [f"on {day(question.on)}"] if question.on else []
    said += [f"for {shown(pence)} per {basis}" for basis, pence in sorted(question.amounts.items())]
    given = [name if holds else f"not {name}" for name, holds in sorted(question.given.items())]
    said += [f"given {', '.join(given)}"] if given else []
    said += [f"concerning {question.concerning}"] if question.concerning else []
    said += [f"as known on {day(question.known_on)}"] if question.known_on else []
    return " ".join(said)
