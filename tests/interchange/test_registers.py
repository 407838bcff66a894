"""Registers become the statements a rule file would say, at the places of their cells; faulty rows say what to do."""

from pathlib import Path
from typing import Any

import pytest

from govrules.api import Library, load, read_data
from govrules.format import format_text
from govrules.format.meaning import meaning
from govrules.interchange import declare_people, read_register
from govrules.source import SourceText
from govrules.syntax import parse_text
from govrules.workspace.registering import Registered

WORDS = """term trust "Trust" is a kind having legal-personality, board, employees.
term acute-trust "Acute trust" is a kind of trust.
term pair "Pair of trusts" is a kind.
term record "Record" is a rank.
term chief "Chief Executive" is an office.
source minutes "Minutes" is a record.
source press "The press" is a record.
function finance "Finance".
"""


def registered(text: str, path: str = "register.csv") -> tuple[list[Any], list[Any]]:
    """Return the statements of a register without their places, and what is wrong."""
    (parsed,) = declare_people([read_register(SourceText(path, text))], frozenset([path]))
    return [meaning(statement) for statement in parsed.statements], [*parsed.diagnostics]


def said(text: str) -> list[Any]:
    parsed = parse_text(SourceText("rules.gov", text))
    assert parsed.diagnostics == ()
    return [meaning(statement) for statement in parsed.statements]


REGISTERS = {
    "bodies": (
        "name,display,kind,code,also,from,to,directed by,managed by,see,pinpoint,mark,note\n"
        'alder,"NHS Alder, the first",acute-trust,5E1; NO,Alder,2006-04-01,31 March 2013,birch,,minutes,item 4,'
        "illustrative,two codes\n"
        "birch,,trust,4.10,,,unknown,,alder; alder,minutes; press,,unverified,\n",
        'body alder "NHS Alder, the first" also "Alder" code "5E1", "NO" is an acute-trust directed by birch'
        ' from 1 April 2006 to 31 March 2013 see minutes "item 4" illustrative note "two codes".\n'
        'body birch code "4.10" is a trust managed by alder, alder to unknown see minutes, press unverified.\n',
    ),
    "memberships": (
        "cluster,display,kind,member,managed by,from,by,to,see,mark\n"
        "north,NHS North,pair,alder,,2011-06-01,,,minutes,\n"
        "north,,pair,NHS Birch,,,2011-05-31,2013-03-31,,unverified\n"
        "south,,pair,alder,,,,,,\n"
        "north,NHS North,,,alder,,,2013-03-31,press,\n",
        'cluster north "NHS North" is a pair of alder (from 1 June 2011 see minutes),'
        ' "NHS Birch" (by 31 May 2011 to 31 March 2013 unverified) managed by alder to 31 March 2013 see press.\n'
        "cluster south is a pair of alder.\n",
    ),
    "posts": (
        "name,display,owner,before\nchief,,alder; NHS Birch,2013-04-01\nchair,Chair of the board,north,\n",
        'post chief of alder, "NHS Birch" before 1 April 2013.\npost chair "Chair of the board" of north.\n',
    ),
    "people": (
        "name,display,also\nann-lee,Ann Lee,A. Lee; Dr Lee\n",
        'person ann-lee "Ann Lee" also "A. Lee", "Dr Lee".\n',
    ),
    "appointments": (
        "person,post,of,capacity,how,employed by,by,to\n"
        "Ann Lee,chief,alder,interim,alongside; jointly,NHS Alder,1 June 2011,unknown\n"
        "ann  lee,chief,birch,,jointly,,,\nnobody,chief,5E1,,,,,\n",
        'person ann-lee "Ann Lee".\n'
        'appointment of "Ann Lee" to chief of alder as interim alongside jointly employed by "NHS Alder" '
        "by 1 June 2011 to unknown.\n"
        'appointment of "ann lee" to chief of birch jointly.\nappointment of nobody to chief of "5E1".\n',
    ),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_rows_are_the_statements_of_a_rule_file(name: str) -> None:
    table, rules = REGISTERS[name]
    assert registered(table) == (said(rules), [])


@pytest.mark.parametrize("name", REGISTERS)
def test_the_same_in_yaml(name: str) -> None:
    header, *rows = REGISTERS[name][0].splitlines()
    if '"' in "".join(rows):
        rows = [row.replace('"NHS Alder, the first"', "NHS Alder@ the first") for row in rows]
    lines = [f"{name}:"]
    for row in rows:
        lead = "  - "
        for column, cell in zip(header.split(","), row.split(","), strict=True):
            if cell:
                items = cell.replace("@", ",").split("; ")
                lines.append(f"{lead}{column}: {items[0] if len(items) == 1 else '[' + ', '.join(items) + ']'}")
                lead = "    "
    statements, found = registered("\n".join(lines) + "\n", "register.yaml")
    assert (statements, found) == (said(REGISTERS[name][1]), [])


ITEMS = """bodies:
- name: birch
  kind: trust
  also: [{item: Birch Trust, mark: unverified}, Birch]
  code: [{item: NO, by: 2008-01-31, to: unknown, see: press}, {item: A2, from: 1 February 2008}]
  directed by: {item: alder, to: 31 March 2012}
  see: [{item: minutes, pinpoint: item 4}, press]
memberships:
- cluster: north
  kind: pair
  member: [birch, {item: alder, to: 30 June 2012, see: press, note: said twice}]
  from: 1 June 2011
  see: {item: minutes, pinpoint: item 5}
"""


def test_an_item_may_have_days_and_footing_of_its_own() -> None:
    rules = (
        'body birch also "Birch Trust" (unverified), "Birch"'
        ' code "NO" (by 31 January 2008 to unknown see press), "A2" (from 1 February 2008) is a trust'
        ' directed by alder (to 31 March 2012) see minutes "item 4", press.\n'
    )
    cluster = (
        'cluster north is a pair of birch (from 1 June 2011 see minutes "item 5"),'
        ' alder (from 1 June 2011 to 30 June 2012 see press note "said twice").\n'
    )
    statements, found = registered(ITEMS, "items.yaml")
    assert (statements, found) == (said(rules + cluster), [])


def test_rows_that_differ_in_an_item_are_two() -> None:
    row = "- {person: Ann Lee, post: chief, of: alder, see: {item: minutes, pinpoint: item %s}}\n"
    _, found = registered("appointments:\n" + row % 4 + row % 5 + row % 4, "items.yaml")
    assert [one.code for one in found] == ["GR811"]


BODY = said('body alder "NHS Alder" code "NO" is a trust.\n')
LAYOUTS = {
    "semicolons": "name;display;kind;code\nalder;NHS Alder;trust;NO\n",
    "tabs": "name\tdisplay\tkind\tcode\nalder\tNHS Alder\ttrust\tNO\n",
    "a stated separator": "sep=|\nname|display|kind|code\nalder|NHS Alder|trust|NO\n",
    "line breaks in cells": 'name,display,kind,code\nalder,"NHS\nAlder",trust,NO\n',
    "empty rows and columns": "\nname,display,kind,code,,\n,,,,,\nalder,NHS Alder,trust,NO,,\n\n",
    "headings written otherwise": "Name, DISPLAY ,Kind,code\nalder,NHS Alder,trust,NO\n",
    "a register column": "register,name,display,kind,code\nbodies,alder,NHS Alder,trust,NO\n",
    "another order": "code,kind,display,name\nNO,trust,NHS Alder,alder\n",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_spreadsheets_of_every_layout_are_read(name: str) -> None:
    assert registered(LAYOUTS[name]) == (BODY, [])


@pytest.mark.parametrize(
    "text",
    [
        "bodies:\n- {name: alder, display: NHS Alder, kind: trust, code: NO}\n",
        "register: bodies\nrows:\n  - name: alder\n    display: NHS Alder\n    kind: trust\n    code: [NO]\n    to:\n"
        "    also: ~\n",
        "- {name: alder, display: 'NHS Alder', kind: \"trust\", code: NO}\n",
    ],
)
def test_yaml_registers_of_every_layout_are_read(text: str) -> None:
    assert registered(text, "register.yml") == (BODY, [])


@pytest.mark.parametrize("code", ["4.10", "5E1", "NO", "12:30", "0x1F", "2011-06-01", "null-1", "1_000", "08"])
def test_codes_stay_as_they_are(code: str) -> None:
    for path, text in (
        ("a.csv", f"name,kind,code\nalder,trust,{code}\n"),
        ("a.yaml", f"bodies: [{{name: alder, kind: trust, code: {code}}}]\n"),
    ):
        assert registered(text, path) == (said(f'body alder code "{code}" is a trust.\n'), [])


FAULTS: list[tuple[str, str, str, str, str]] = [
    ("a.csv", "name,kind\nNHS Alder,trust\n", "GR810", "NHS Alder", "write `nhs-alder`, and the words"),
    ("a.csv", "name,kind\nbody,trust\n", "GR008", "body", "another name"),
    ("a.csv", "name,kind\nalder,\n", "GR810", "alder,", "fill in `kind`"),
    ("a.csv", 'name,kind,display\nalder,trust,"The ""A"""\n', "GR810", '"The ""A"""', "quotation mark out"),
    ("a.csv", "name,kind,display\nalder,trust,=SUM(A1)\n", "GR810", "=SUM(A1)", "write the value itself"),
    ("a.csv", "name,kind,display\nalder,trust,#REF!\n", "GR810", "#REF!", "write the value itself"),
    ("a.csv", "name,kind,code\nalder,trust,5.00E+01\n", "GR810", "5.00E+01", "format Text"),
    ("a.csv", "name,kind,from\nalder,trust,01/06/2011\n", "GR009", "01/06/2011", "1 June 2011 or 2011-06-01"),
    ("a.csv", "name,kind,from\nalder,trust,2011-02-30\n", "GR009", "2011-02-30", "1 June 2011"),
    ("a.csv", "name,kind,from,by\nalder,trust,2011-02-03,2011-02-03\n", "GR810", "2011-02-03", "keep one"),
    ("a.csv", "name,kind,pinpoint\nalder,trust,item 4\n", "GR810", "item 4", "one source under `see`"),
    ("a.csv", "name,kind,mark\nalder,trust,checked\n", "GR810", "checked", "`illustrative` or `unverified`"),
    ("a.csv", "name,kind\nalder,trust,more\n", "GR810", "more", "quotation marks"),
    ("a.csv", "name,kind\nalder,trust\nalder,trust\n", "GR811", "alder,trust", "take one of the two out"),
    ("a.csv", "name,kind\nalder,trust\n\nbirch,\"trust\n", "GR804", 'birch,"trust', "quotation marks"),
    ("a.csv", "name,kid\nalder,trust\n", "GR809", "kid", "did you mean `kind`"),
    ("a.csv", "name,kind,size\nalder,trust,3\n", "GR809", "size", "its columns are name, kind"),
    ("a.csv", "name\nalder\n", "GR809", "name", "bodies: name, kind"),
    ("a.csv", "name,kind,name\nalder,trust,birch\n", "GR809", "name", "keep one of the two"),
    ("a.csv", "", "GR809", "", "first row"),
    ("a.csv", "register,name,kind\nboddies,alder,trust\n", "GR809", "boddies", "did you mean `bodies`"),
    ("a.csv", "register,name,kind\nbodies,alder,trust\nposts,birch,trust\n", "GR809", "posts", "registers are of"),
    ("a.csv", "register,name,kind\nposts,alder,trust\n", "GR809", "name", "posts: name, owner"),
    ("a.csv", "person,post,of\nAnn Lee,Chief Executive,alder\n", "GR810", "Chief Executive", "write `chief-executive`"),
    ("a.csv", "person,post,of\nVacant,chief,alder\n", "GR810", "Vacant", "say `nobody`"),
    ("a.csv", "person,post,of\n李安,chief,alder\n", "GR810", "李安", "with a name"),
    ("a.csv", "cluster,kind,member\nnorth,,alder\n", "GR810", "north,,alder", "fill in `kind`"),
    ("a.csv", "cluster,kind,member\nnorth,pair,\n", "GR810", "north", "a row for each member"),
    ("a.csv", "cluster,kind,member\nnorth,pair,alder\nnorth,trio,birch\n", "GR810", "trio", "the same `kind`"),
    ("a.yaml", "bodies:\n  - {name: alder, kind: [[trust]]}\n", "GR809", "[trust]", "write a text"),
    ("a.yaml", "bodies:\n  - {name: alder, kind: trust, code: [{to: 2011-06-30}]}\n", "GR809", "{to: 2011-06-30}",
     "write `item: ...`"),
    ("a.csv", "person,post,of,how\nann,chief,alder,joint\n", "GR810", "joint", "`alongside` or `jointly`"),
    ("a.yaml", "bodies:\n  - {name: alder, kind: {item: trust, mark: unverified}}\n", "GR810", "trust", "text alone"),
    ("a.yaml", "bodies:\n  - {name: alder, kind: trust, code: [{item: A, code: B}]}\n", "GR810", "B", "may have from"),
    ("a.yaml", "bodies:\n  - {name: alder, kind: trust, see: {item: minutes, note: B}}\n", "GR810", "B", "pinpoint"),
    ("a.yaml", "bodies:\n  - {name: alder, kind: trust, code: [{item: A, from: today}]}\n", "GR009", "today", "1 June"),
    ("a.yaml", "bodies:\n  - alder\n", "GR809", "alder", "for each column"),
    ("a.yaml", "bodies:\n  - name: alder\n    Name: birch\n    kind: trust\n", "GR809", "name: alder", "keep one"),
    ("a.yaml", "boddies:\n  - {name: alder, kind: trust}\n", "GR809", "boddies", "did you mean `bodies`"),
    ("a.yaml", "bodies: alder\n", "GR809", "alder", "begin each row"),
    ("a.yaml", "alder\n", "GR809", "alder", "neither a register nor a model"),
    ("a.yaml", "{}\n", "GR809", "{}", "begin with `bodies:`"),
    ("a.yaml", "bodies:\n  - name: alder\n    name: birch\n", "GR804", "name", "keep one"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "code", "words", "help_"), FAULTS)
def test_a_faulty_register_is_told_once_at_its_cell(path: str, text: str, code: str, words: str, help_: str) -> None:
    _, found = registered(text, path)
    assert [one.code for one in found] == [code]
    span = found[0].span
    assert text[span.start : span.end] == words or help_ in ("begin with `bodies:`", "neither a register nor a model")
    assert help_ in found[0].help + found[0].message


def test_a_faulty_row_costs_no_other() -> None:
    statements, found = registered("name,kind\nalder,trust\nNHS Birch,trust\noak,trust\n")
    assert len(found) == 1
    assert statements == said("body alder is a trust.\nbody oak is a trust.\n")


# -------------------------------------------------------------------------------------------------- among rule files


def files(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return folder


def test_registers_and_rule_files_make_one_scheme(tmp_path: Path) -> None:
    files(tmp_path, words_gov=WORDS + 'use "bodies.csv".\nuse "rest.yaml".\n', all_gov=WORDS)
    (tmp_path / "bodies.csv").write_text(
        "name,display,kind,code\nalder,NHS Alder,trust,5E1\nbirch,,trust,NO\n", "utf-8"
    )
    (tmp_path / "rest.yaml").write_text(
        "memberships:\n- {cluster: north, kind: pair, member: 5E1}\n"
        "- {cluster: north, member: birch, from: 2011-06-01}\n"
        "posts:\n- {name: chief, owner: north}\n"
        "appointments:\n- {person: Ann Lee, post: chief, of: north, from: 2011-06-01}\n",
        "utf-8",
    )
    library = load(tmp_path / "words.gov")
    assert library.diagnostics == ()
    written = WORDS + (
        'body alder "NHS Alder" code "5E1" is a trust.\nbody birch code "NO" is a trust.\n'
        "cluster north is a pair of alder, birch (from 1 June 2011).\npost chief of north.\n"
        'person ann-lee "Ann Lee".\nappointment of ann-lee to chief of north from 1 June 2011.\n'
    )
    (tmp_path / "all.gov").write_text(written, "utf-8")
    assert load(tmp_path / "all.gov").scheme == library.scheme
    direct = load([tmp_path / "all.gov", tmp_path / "bodies.csv"])
    assert {one.code for one in direct.diagnostics} == {"GR103"}, "a register is read from the command line too"


def test_an_unknown_name_is_told_at_its_cell(tmp_path: Path) -> None:
    files(tmp_path, words_gov=WORDS + 'use "bodies.csv".\n')
    text = "\ufeffname;kind;see\r\nalder;trsut;minutes\r\nbirch;trust;minuts\r\n"
    (tmp_path / "bodies.csv").write_bytes(text.encode("utf-8"))
    found = load(tmp_path).diagnostics
    assert [(one.code, one.span and (one.span.line, one.span.column)) for one in found] == [
        ("GR101", (2, 7)), ("GR101", (3, 13)),
    ]  # fmt: skip
    assert "did you mean" in found[0].help


def test_people_are_declared_once_and_not_where_they_are_known(tmp_path: Path) -> None:
    text = "person,post,of\nAnn Lee,chief,alder\nann lee,chief,birch\nbob-ray,chief,alder\n"
    words = WORDS + "body alder is a trust.\nbody birch is a trust.\npost chief of alder, birch.\n"
    files(tmp_path, words_gov=words, a_csv=text, b_csv="person,post,of\nAnn Lee,chief,birch\n")
    library = load([tmp_path / "words.gov", tmp_path / "a.csv", tmp_path / "b.csv"])
    assert [one.code for one in library.diagnostics] == ["GR101"], "a name in lower case must be declared"
    assert [*library.scheme.people] == ["ann-lee"]
    (tmp_path / "words.gov").write_text(words + 'person lee "Dr Lee" also "Ann Lee".\nperson bob-ray.\n', "utf-8")
    library = load([tmp_path / "words.gov", tmp_path / "a.csv", tmp_path / "b.csv"])
    assert library.diagnostics == ()
    assert sorted(library.scheme.people) == ["bob-ray", "lee"]


def test_a_faulty_row_is_not_told_again_where_it_is_named(tmp_path: Path) -> None:
    files(tmp_path, words_gov=WORDS + "post chief of alder.\n", a_csv="name,kind,from\nalder,trust,soon\n")
    assert [one.code for one in load([tmp_path / "words.gov", tmp_path / "a.csv"]).diagnostics] == ["GR009"]


ENCODINGS = {
    "utf-16": "name,kind\nalder,trust\n".encode("utf-16"),
    "utf-16 without a mark": "name,kind\nalder,trust\n".encode("utf-16-le"),
    "windows": "name,kind,display\nalder,trust,Caf\u00e9\n".encode("cp1252"),
    "a workbook": b"PK\x03\x04\x14\x00\x06\x00xl/workbook.xml",
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_other_encodings_are_refused_with_the_way_out(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(ENCODINGS[name])
    (found,) = load(tmp_path / "a.csv").diagnostics
    assert (found.code, "CSV UTF-8" in found.help) == ("GR001", True)


def test_use_inside_data_is_no_import(tmp_path: Path) -> None:
    files(tmp_path, a_csv='name,kind,note\nalder,trust,"see\nuse ""nowhere.gov""."\n')
    assert [one.code for one in load(tmp_path / "a.csv").diagnostics] == ["GR810"]


def test_a_large_register_and_a_large_model_are_refused_unread(tmp_path: Path) -> None:
    _, (found,) = registered("bodies:\n" + "- {name: alder, kind: trust}\n" * 200_000, "a.yaml")
    assert found.code == "GR002"
    for name, size in (("a.csv", 4_000_001), ("a.json", 50_000_000), ("a.yaml", 50_000_000)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
        assert [one.code for one in load(tmp_path / name).diagnostics] == ["GR002"]


# -------------------------------------------------------------------------------------------------- as rule files


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_written_as_the_formatter_would(name: str, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(REGISTERS[name][0], "utf-8")
    found = read_data(path)
    assert isinstance(found, Registered)
    assert found.diagnostics == ()
    assert said(found.text) == said(REGISTERS[name][1])
    assert format_text(SourceText("a.gov", found.text)).text == found.text


def test_with_other_files_the_names_are_checked(tmp_path: Path) -> None:
    files(tmp_path, words_gov=WORDS + "body alder is a trsut.\n", a_csv="name,kind\nbirch,trust\noak,bunch\n")
    found = read_data(tmp_path / "a.csv", [tmp_path / "words.gov"])
    assert isinstance(found, Registered)
    assert [(one.code, one.span and one.span.line) for one in found.diagnostics] == [("GR101", 3)], "and no other file"
    files(tmp_path, a_csv="name,kind\nalder,trust\n")
    found = read_data(tmp_path / "a.csv", [tmp_path / "words.gov"])
    assert not isinstance(found, Library) and {one.code for one in found.diagnostics} == {"GR103"}
