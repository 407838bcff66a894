"""Models as data: whole, without loss, as the schema says, and refused at the right place where they are not."""

import json
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml
from jsonschema import Draft202012Validator

from govrules import model
from govrules.api import load
from govrules.interchange import from_data, model_schema, read_model, to_data, write_json, write_yaml
from govrules.interchange.references import REFERENCES, WORDS, rule_of, text_fields
from govrules.interchange.shapes import Record, definitions_in, shape_of
from govrules.model.scheme import Scheme
from govrules.source import SourceText

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "docs" / "reference" / "model.schema.json"
MINI = ROOT / "tests" / "surfaces" / "mini.gov"
Data = dict[str, Any]


@pytest.fixture(scope="module")
def policies() -> Scheme:
    return load(ROOT / "policies").scheme


@pytest.fixture(scope="module")
def mini() -> str:
    return write_json(to_data(load(MINI).scheme))


def read(text: str, path: str = "scheme.json") -> tuple[Scheme | None, tuple[Any, ...]]:
    return read_model(SourceText(path, text))


# -------------------------------------------------------------------------------------------------- without loss


@pytest.mark.parametrize(("write", "path"), [(write_json, "scheme.json"), (write_yaml, "scheme.yaml")])
def test_the_rule_library_comes_back_whole(write: Callable[[Data], str], path: str, policies: Scheme) -> None:
    data = to_data(policies)
    assert from_data(data) == policies
    text = write(data)
    scheme, found = read(text, path)
    assert found == ()
    assert scheme == policies
    assert scheme is not None and [c.span.start for c in scheme.clauses.values()] == [
        c.span.start for _, c in sorted(policies.clauses.items())
    ], "places come back whole, offsets included"
    assert write(to_data(scheme)) == text


def test_other_readers_of_yaml_read_the_same() -> None:
    data = to_data(load(MINI).scheme)
    assert yaml.safe_load(write_yaml(data)) == data
    odd = {
        "NO": [
            "4.10",
            "5E1",
            "no",
            "12:30",
            "",
            "~",
            "null",
            "0x1f",
            "2011-06-01",
            "a: b # c",
            "\x85\u2028\ufeff\x7f\x01",
        ]
    }
    assert yaml.safe_load(write_yaml(odd)) == odd


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = f"from govrules.api import load; print(load({str(MINI)!r}).export())"
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": ""}
    seen = {
        subprocess.run([sys.executable, "-c", code], env={**environment, "PYTHONHASHSEED": seed}, capture_output=True,
                       check=True).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(seen) == 1


def classes() -> list[type]:
    """Return every attrs class of the model."""
    found = {}
    for module in pkgutil.iter_modules(model.__path__):
        for thing in vars(import_module(f"govrules.model.{module.name}")).values():
            if isinstance(thing, type) and attrs.has(thing) and thing.__module__.startswith("govrules.model"):
                found[thing.__qualname__] = thing
    return [found[name] for name in sorted(found)]


def sample(shape: Any, inside: tuple[Any, ...] = ()) -> list[Any]:
    """Return values of a shape: every member of a union, every choice, collections with one item and none."""
    if isinstance(shape, Record):
        if shape in inside:
            return []
        fields = {name: sample(part, (*inside, shape)) for name, part in shape.fields.items()}
        rounds = max(map(len, fields.values()), default=0)
        return [shape.type(**{name: some[n % len(some)] for name, some in fields.items()}) for n in range(rounds)]
    kind = type(shape).__name__
    if kind == "Choice":
        return list(shape.type)
    if kind == "AnyOf":
        return [value for part in shape.parts() for value in sample(part, inside)]
    if kind == "Many":
        return [shape.make(sample(shape.item, inside)), shape.make([])]
    if kind == "Fixed":
        return [tuple(sample(part, inside)[0] for part in shape.parts())]
    if kind == "Table":
        return [{f"NO-{n}": value for n, value in enumerate(sample(shape.item, inside))}, {}]
    return {"Text": ["4.10"], "Number": [7], "Truth": [True, False], "Nothing": [None], "Day": [date(2011, 6, 1)]}[kind]


@pytest.mark.parametrize("class_", classes(), ids=lambda class_: class_.__name__)
def test_every_class_of_the_model_comes_back(class_: type) -> None:
    shape = shape_of(class_)
    values = sample(shape)
    assert values
    for value in values:
        assert shape.value(json.loads(write_json(shape.data(value)))) == value


class Colour(Enum):
    RED = "red"


@attrs.frozen
class Left:
    name: str


@attrs.frozen
class Right:
    name: str
    inside: "tuple[Left | Right, ...]" = ()


@attrs.frozen
class Mixed:
    one: Left | Right | None
    scalar: str | date | Colour | int | None
    lists: tuple[str, ...] | None
    table: dict[str, frozenset[int]]


@pytest.mark.parametrize("scalar", ["red", "2011-06-01", date(2011, 6, 1), Colour.RED, 4, None])
def test_members_of_a_union_that_look_alike_are_told_apart(scalar: Any) -> None:
    value = Mixed(Right("a", (Left("b"), Right("c"))), scalar, ("x",), {"NO": frozenset([3, 1])})
    shape = shape_of(Mixed)
    data = shape.data(value)
    assert shape.value(data) == value
    assert data["one"]["is"] == "Right"
    Draft202012Validator({**shape.schema(), "$defs": definitions_in(shape)}).validate(data)
    assert shape.value(yaml.safe_load(write_yaml(data))) == value


def test_a_type_without_a_shape_is_loud() -> None:
    with pytest.raises(TypeError, match="no shape is known"):
        shape_of(float)


# -------------------------------------------------------------------------------------------------- the schema


def test_the_published_schema_is_what_is_generated() -> None:
    """Rewrite it with `govrules export --schema > docs/reference/model.schema.json`."""
    assert json.loads(SCHEMA.read_text("utf-8")) == model_schema()


def test_exports_are_as_the_schema_says(policies: Scheme) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(to_data(policies))


def test_the_schema_refuses_what_is_refused() -> None:
    data = to_data(load(MINI).scheme)
    validator = Draft202012Validator(model_schema())
    assert not validator.is_valid({**data, "more": 1})
    assert not validator.is_valid({**data, "format_version": 2})
    assert not validator.is_valid({key: value for key, value in data.items() if key != "lines"})


def test_every_text_of_the_model_names_something_or_is_known_to_name_nothing() -> None:
    """A field that names a thing has a row in REFERENCES; one that does not, in WORDS (interchange/references.py)."""
    unknown = [
        field for field in text_fields()
        if rule_of(*field.split(".")) is None and field not in WORDS and field.split(".")[1] not in WORDS
    ]  # fmt: skip
    assert unknown == []
    names = {name for field in text_fields() for name in (field, field.split(".")[1])}
    assert {*REFERENCES, *WORDS} <= names, "no row is left over"


# -------------------------------------------------------------------------------------------------- refused


def put(data: Any, path: tuple[str | int, ...], value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    if value is KeyError:
        del data[path[-1]]
    else:
        data[path[-1]] = value


FAULTS: list[tuple[tuple[str | int, ...], Any, str, str, str]] = [
    (("format_version",), 2, "GR805", "`format_version` is the number 2", "export the model again"),
    (("format_version",), True, "GR805", "`format_version` is true", "export the model again"),
    (("format_version",), KeyError, "GR805", "the document has no key `format_version`", "write `format_version`: 1"),
    (("delegatoins",), [], "GR806", "`delegatoins` is no key", "did you mean `delegations`"),
    (("lines",), KeyError, "GR806", "the document lacks the key `lines`", "every key must be there"),
    (("delegations",), {}, "GR806", "`delegations` is an object, where a list is needed", "write a list"),
    (("delegations", 0, "conditions"), KeyError, "GR806", "`delegations[0]` lacks the key `conditions`", "a list"),
    (("delegations", 0, "giver"), 4.1, "GR806", "`delegations[0].giver` is the number 4.1", "write a text"),
    (("delegations", 0, "limit"), "£5", "GR806", "`delegations[0].limit` is the text", "object (Limit) or null"),
    (("delegations", 0, "further"), "yes", "GR806", "`delegations[0].further` is the text", "true or false or null"),
    (("delegations", 0, "leaves"), ["land", "land"], "GR806", "`delegations[0].leaves[1]` stands in", "once"),
    (("people", "marie-farrell", "label", "display"), None, "GR806", "marie-farrell.label.display` is null", ""),
    (("people", "marie-farrell", "label", "display"), "\ud800", "GR806", "half a character", "UTF-8"),
    (("people", "marie-farrell", "label", "display"), " ", "GR807", "display` is empty", "what people call it"),
    (("sources", "press", "published"), "31/05/2011", "GR806", "`sources.press.published` is the text", "such as 2011"),
    (("sources", "press", "published"), "2011-02-30", "GR806", "`sources.press.published` is the text", "such as 2011"),
    (("delegations", 0, "body"), "bexly", "GR807", "`delegations[0].body` names `bexly`", "correct the name"),
    (("delegations", 0, "receiver"), "chair@sel", "GR807", "not among the posts or organs or bodies", "declare it"),
    (("delegations", 0, "leaves"), ["finance"], "GR807", "functions that have none below them", "correct"),
    (("posts", "chief-executive@sel", "id"), "x@sel", "GR807", '`posts["chief-executive@sel"].id` is `x@sel`', "equal"),
    (("functions", "finance", "parent"), "virement", "GR807", "puts `finance` above itself", "circle"),
    (("claims", 0, "clause"), "act 1", "GR807", "is not a clause of a source", "name such a clause"),
    (("term_sorts", "transaction"), KeyError, "GR807", "do not both have `transaction`", "in both"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["json", "yaml"])
@pytest.mark.parametrize(("path", "value", "code", "message", "help_"), FAULTS)
def test_a_faulty_model_is_refused_with_one_diagnostic(
    path: tuple[str | int, ...], value: Any, code: str, message: str, help_: str, form: str, mini: str
) -> None:
    data = json.loads(mini)
    put(data, path, value)
    if form == "yaml" and (path == ("format_version",) or "character" in message or isinstance(value, float)):
        return
    text = json.dumps(data, indent=1) if form == "json" else write_yaml(data)
    scheme, found = read(text, f"scheme.{form}")
    assert scheme is None
    assert [one.code for one in found] == [code]
    assert message in found[0].message
    assert help_ in found[0].help
    assert found[0].span is not None
    if value is not KeyError and code == "GR806" and isinstance(value, str) and value.isascii():
        assert text[found[0].span.start : found[0].span.end] == json.dumps(value)


def test_groups_that_hold_each_other_and_deep_nesting_are_refused(mini: str) -> None:
    data = json.loads(mini)
    data["memberships"].append({"group": "sel", "member": "sel", "when": []})
    assert "puts `sel` above itself" in read(json.dumps(data))[1][0].message
    data = json.loads(mini)
    for number in range(60):
        name = f"deep-{number:02}"
        parent = f"deep-{number - 1:02}" if number else None
        data["functions"][name] = {**data["functions"]["finance"], "id": name, "parent": parent}
    (found,) = read(json.dumps(data))[1]
    assert (found.code, "`deep-50` deeper than 50 levels" in found.message) == ("GR807", True)


def test_one_missing_thing_is_told_once_for_each_sort_of_need(mini: str) -> None:
    data = json.loads(mini)
    del data["posts"]["finance-director@sel"]
    found = read(json.dumps(data))[1]
    assert {one.code for one in found} == {"GR807"}
    assert len(found) == 1


MANY = "[" * 100_000
UNREADABLE = {
    "scheme.json": {
        "": "expecting value", "{": "expecting property name", "[1, NaN]": "NaN is no number",
        '{"a": 1, "b": {"c": 1, "c": 2}}': "the key `c` stands twice", MANY: "deeper than 100 levels",
        "[" * 200 + "]" * 200: "deeper than 100 levels", "1" * 5000: "thousands of digits", '{"a": 1} x': "extra data",
    },
    "scheme.yaml": {
        "": "it is empty", "a: [": "did not find expected node content", "a: 1\na: 2": "the key `a` stands twice",
        "format_version: 1\na: &b [x]\nc: *b": "`&b` names a part", "a: !!python/object:os.system x": "the tag",
        MANY: "deeper than 100 levels", "a: 1\n---\nb: 2": "several documents", "? [a]\n: b": "where a key is needed",
        "a: b: c": "mapping values are not allowed", "a: \x07": "cannot",
    },
}  # fmt: skip


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, texts in UNREADABLE.items() for text in texts])
def test_what_cannot_be_read_is_refused_with_one_diagnostic(path: str, text: str) -> None:
    scheme, (found,) = read(text, path)
    assert (scheme, found.code) == (None, "GR804")
    assert UNREADABLE[path][text] in found.message


def test_the_second_of_two_equal_keys_is_underlined() -> None:
    for path, text in (("s.json", '{"a": 1,\n "b": {"c": 1,\n "c": 2}}'), ("s.yaml", 'a: 1\nb:\n  c: "1"\n  c: 2\n')):
        (found,) = read(text, path)[1]
        assert found.span is not None
        assert found.span.line == text.count("\n", 0, text.rindex("c")) + 1
        assert "c" in text[found.span.start : found.span.end]


def test_yaml_reads_no_text_as_anything_else(mini: str) -> None:
    plain = write_yaml(json.loads(mini)).replace('display: "Marie Farrell"', "display: NO").replace(
        'display: "Estates"', "display: 4.10"
    )  # fmt: skip
    scheme, found = read(plain, "scheme.yaml")
    assert found == ()
    assert scheme is not None
    assert scheme.people["marie-farrell"].label.display == "NO"
    assert scheme.functions["estates"].label.display == "4.10"


def test_only_yaml_with_a_format_version_is_a_model() -> None:
    from govrules.interchange import is_model

    for text in (
        "format_version: 1\n",
        "{format_version: 1}",
        '"format_version": 1',
        "# x\nkinds: {}\nformat_version: 1\n",
    ):
        assert is_model(SourceText("a.yaml", text))
    assert not is_model(SourceText("a.yaml", "bodies:\n  - {name: a, kind: b}\n"))
    assert is_model(SourceText("a.json", "[]"))
