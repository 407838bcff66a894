"""Answers that no small rule file gives, made by hand; and what authors write cannot do to a terminal."""

import doctest
import importlib
from datetime import date
from pathlib import Path

import pytest

from govrules.api import load
from govrules.model import answer as shapes
from govrules.model import things
from govrules.model.answer import Answer, Holding, Outcome
from govrules.model.days import Period
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.render.data import answer_data
from govrules.render.text import render_answer
from govrules.render.words import Words, amount, period, with_article

ON = date(2011, 6, 1)
ASKED = Question(QuestionKind.ACCOUNTABLE, "bexley", "finance", ON)


def scheme() -> Scheme:
    def body(id_: str, name: str) -> things.Body:
        return things.Body(id_, things.Label(name), "trust", Period(), f"board@{id_}")

    return Scheme(
        functions={"finance": things.Function("finance", things.Label("Finance"), None)},
        bodies={"bexley": body("bexley", "NHS Bexley"), "bromley": body("bromley", "NHS Bromley")},
        organs={"board@bexley": things.Organ("board@bexley", things.Label("Board"), "board", ("bexley",), ())},
        posts={
            "chair@bexley": things.Post("chair@bexley", things.Label("Chair"), "chair", "bexley", ()),
            "clerk@bexley": things.Post("clerk@bexley", things.Label("Clerk"), "clerk", "bexley", ()),
        },
    )


def said(found: Answer, width: int = 200) -> str:
    return render_answer(found, scheme(), width=width)


def test_vested_elsewhere_says_where_and_who_may_act() -> None:
    text = said(Answer(ASKED, Outcome.NOT_VESTED, vested_in=("bromley",)))
    assert text.startswith(
        "NHS Bexley is not vested with finance on 1 June 2011.\n"
        "NHS Bromley is, and NHS Bexley may exercise it for it.\n"
    )


def test_seats_filled_together_or_by_one_of_several() -> None:
    seats = (shapes.Seat(1, ("board@bexley",)), shapes.Seat(1, ("chair@bexley", "clerk@bexley")))
    one = shapes.Exercise(seats, False, Holding.HELD, (), (), (), (), (), 0)
    text = said(Answer(ASKED, Outcome.ANSWERED, may_exercise=(one,)))
    assert "May exercise  the board of NHS Bexley together with either Chair of NHS Bexley or" in text


def test_notices_and_unknown_identifiers_are_shown_as_words() -> None:
    conflict = shapes.Conflict("reserved-against-delegated", ("lost-paper 1", "lost-paper 2"))
    found = Answer(
        ASKED,
        Outcome.UNDETERMINED,
        conflicts=(conflict,),
        diagnostics=(shapes.Notice("GR501", "too many open points"),),
    )
    text = said(found)
    assert "1 and 2 of the lost paper cannot both have effect" in text
    assert "Too many open points [GR501]" in text
    assert "Conflicts below say why" in text


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (shapes.AmountRange("transaction", None, 5_000_000), "up to £50,000 per transaction"),
        (shapes.AmountRange("project-total", 1, None), "over £0.01 per project total"),
        (shapes.AmountRange("year", 100, 200), "over £1 and up to £2 per year"),
        (shapes.AmountRange("year"), "any amount per year"),
    ],
)
def test_amounts_in_words(limit: shapes.AmountRange, words: str) -> None:
    assert amount(limit) == words


def test_periods_in_words() -> None:
    assert period(None, None) == "on every day"
    assert period(ON, ON) == "on 1 June 2011 only"
    assert period(ON, None) == "from 1 June 2011"
    assert period(None, ON) == "to 1 June 2011"


def test_names_of_documents_take_an_article_unless_they_are_a_number() -> None:
    assert with_article("Establishment agreement") == "the Establishment agreement"
    assert with_article("The Act") == "the Act"
    assert with_article("SI 2022/642") == "SI 2022/642"
    words = Words(scheme())
    assert words.clause("lost-paper 4.1") == "4.1 of the lost paper"
    assert words.clause("lost-paper 4") == "clause 4 of the lost paper"
    assert words.clause("lost-paper residue") == "the residual rule of the lost paper"


def test_what_authors_write_cannot_control_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil.gov"
    path.write_text(
        'term trust "Trust" is a kind having legal-personality, board.\nterm paper "Paper" is a rank.\n'
        'function finance "Fin\u202eance\x1b[2J".\nbody bexley "NHS\x07 Bexley" is a trust.\n'
        'instrument act "A\u2066ct" is a paper.\nclause 1: bexley is vested with finance note "\x1b]0;x\x07".\n',
        encoding="utf-8",
    )
    library = load([path])
    reply = library.ask("who is accountable for finance in bexley on 1 June 2011")
    assert reply.answer is not None
    text = render_answer(reply.answer, library.scheme, why=True)
    assert all(char.isprintable() or char == "\n" for char in text)
    assert "U+202E" in text and "U+001B" in text


def test_data_has_no_floats_and_no_dates() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(map(plain, value.values()))
        if isinstance(value, list):
            return all(map(plain, value))
        return value is None or type(value) in (str, int, bool)

    kept = shapes.Kept("remainder", ("finance",), None, (shapes.AmountRange("year", 12345),))
    data = answer_data(Answer(ASKED, Outcome.ANSWERED, kept=(kept,), holds_from=ON), scheme())
    assert plain(data)
    assert data["kept"][0]["limits"] == [{"basis": "year", "over": "123.45", "up_to": None}]
    assert data["holds_from"] == "2011-06-01"


@pytest.mark.parametrize(
    "module",
    [
        "diagnostics.text", "diagnostics.palette", "diagnostics.pages", "render.words", "render.layout", "cli.output",
    ],
)  # fmt: skip
def test_the_examples_in_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"govrules.{module}")).failed == 0


def test_who_is_in_a_post_jointly_and_who_is_replaced_is_said() -> None:
    there = (
        shapes.Holder("ann", "substantive", None, True, "chair@bexley", replaced=True),
        shapes.Holder("bob", "acting", None, True, jointly=True),
        shapes.Holder("cat", "acting", None, True, jointly=True),
    )
    words = Words(scheme())
    expected = "bob, acting, jointly and cat, acting, jointly; in the place of ann, substantive"
    assert words.holding(Holding.HELD, there) == expected
    assert words.people(there[:1]) == "ann, substantive (Chair, replaced meanwhile)"
