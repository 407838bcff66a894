"""Pictures: what they show is what the engine answers, in every format, whatever names hold, without colour too."""

import json
import re
import shutil
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from govrules.api import Library, load
from govrules.picture import FORMATS, Graph, layout, write
from govrules.picture.graph import Box, Grant, Key, Link, Node, Role, Sort, Standing
from govrules.picture.layout import Layout, NoLayoutError, Rectangle

ROOT = Path(__file__).parents[2]
ON = date(2011, 6, 1)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = 'a"b\\c<script>&amp;\u202eR\n|]);--> {x}; end \\N #x'
SHOWN = HOSTILE.replace("\u202e", "U+202E").replace("\n", "U+000A")
needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


@pytest.fixture(scope="module")
def mini() -> Library:
    return load(ROOT / "tests" / "surfaces" / "mini.gov")


@pytest.fixture(scope="module")
def policies() -> Library:
    return load(ROOT / "policies")


def drawn(library: Library, name: str | None = None, on: date = ON, depth: int = 1) -> Graph:
    found = library.graph(on, name, depth)
    assert found.value is not None, found.diagnostics
    return found.value


def link(graph: Graph, source: str, target: str, sort: Sort = Sort.DELEGATION) -> Link:
    [found] = [one for one in graph.links if (one.source, one.target, one.sort) == (source, target, sort)]
    return found


# -------------------------------------------------------------------------------------------------- what is shown


def test_a_conflict_a_vacancy_and_an_officer_are_marked_in_words(mini: Library) -> None:
    graph = drawn(mini, "NHS Bexley")
    fought = link(graph, "board@bexley", "cluster-board@sel")
    assert fought.standing is Standing.CONFLICTING and fought.label == "4.5 (conflict)"
    assert "in conflict with 4.4" in fought.grants[0].says.replace("clause ", "")
    nodes = {node.id: node for node in graph.nodes}
    assert nodes["head-of-finance@bexley"].holding == "vacant"
    [role] = nodes["chief-executive@sel"].roles
    assert (role.title, role.bodies, role.clauses) == (
        "accountable officer",
        ("bexley", "bromley"),
        ("sel-agreement 3.1",),
    )
    assert "Head of Finance of NHS Bexley is vacant." in graph.description


def test_a_line_of_account_is_no_delegation(mini: Library) -> None:
    graph = drawn(mini, "head-of-finance of bexley")
    assert link(graph, "finance-director@sel", "head-of-finance@bexley").grants[0].clause == "sel-agreement 4.3"
    line = link(graph, "head-of-finance@bexley", "finance-director@sel", Sort.PROFESSIONAL)
    assert [grant.clause for grant in line.grants] == ["sel-agreement 6.2"]


def test_the_key_has_amounts_from_the_lowest(tmp_path: Path) -> None:
    bands = "up to £900: clerk of alder\n up to £5,000: treasurer of alder\n up to £10,000: chief of alder"
    (tmp_path / "rules.gov").write_text(
        'term trust "Trust" is a kind having legal-personality, board.\nterm paper "Paper" is a rank.\n'
        'term chief "Chief" is an office.\nterm clerk "Clerk" is an office.\nterm treasurer "Treasurer" is an office.\n'
        'term year "Year" is a basis.\nfunction awards "Awards".\nbody alder "Alder" is a trust.\n'
        "post chief of alder.\npost clerk of alder.\npost treasurer of alder.\ninstrument deed is a paper of alder.\n"
        f"clause 1 of deed: alder is vested with awards.\nlimits S of deed: alder delegates awards per year {bands}.\n"
        "utf-8",
    )
    drawing = drawn(load(tmp_path))
    said = " ".join(key.says for key in drawing.key)
    ends = ["up to £900 per year", "over £900 and up to £5,000", "over £5,000 and up to £10,000"]
    assert [said.index(end) for end in ends] == sorted(said.index(end) for end in ends)


def test_depth_says_how_far_to_look(mini: Library) -> None:
    near = {node.id for node in drawn(mini, "Head of Finance of NHS Bexley").nodes}
    far = {node.id for node in drawn(mini, "Head of Finance of NHS Bexley", depth=2).nodes}
    assert "board@bexley" in far - near


def test_around_a_function_only_what_covers_it_is_shown(mini: Library) -> None:
    graph = drawn(mini, "Buying and selling land")
    clauses = {grant.clause for one in graph.links if one.sort is not Sort.LINE for grant in one.grants}
    assert clauses == {"act 1", "sel-agreement 4.5"}
    assert all(set(grant.functions) <= {"land"} for one in graph.links for grant in one.grants)


def test_around_an_instrument_only_its_clauses_are_shown(policies: Library) -> None:
    graph = drawn(policies, "sel-agreement", date(2011, 7, 1))
    assert {grant.clause.split(" ")[0] for one in graph.links for grant in one.grants} == {"sel-agreement"}


def test_an_adoption_that_is_not_known_leaves_links_open(policies: Library) -> None:
    graph = drawn(policies, "SEL", date(2011, 6, 15))
    assert link(graph, "board@greenwich", "finance-director@sel").standing is Standing.OPEN
    assert link(graph, "board@bexley", "finance-director@sel").standing is Standing.CERTAIN


@pytest.mark.parametrize("on", [date(2011, 6, 15), date(2012, 1, 1)])
def test_every_link_of_every_answer_is_in_the_picture(policies: Library, on: date) -> None:
    from govrules.engine.points import Points

    scheme = policies.scheme
    having = {
        (one.source, one.target, grant.clause, body)
        for one in drawn(policies, on=on).links
        if one.sort is Sort.DELEGATION and one.standing is not Standing.NO_EFFECT
        for grant in one.grants
        for body in grant.bodies
    }
    points, count = Points(policies.compiled, on), 0
    for body in scheme.bodies:
        for point in points.of(body):
            for leaf in (leaf for leaf in scheme.functions if scheme.leaves_of(leaf) == (leaf,)):
                for exercise in points.content(point, leaf).may_exercise:
                    for step in (step for chain in exercise.chains for step in chain):
                        links = {(step.giver, step.receiver, step.clause, place) for place in (point, body)}
                        assert links & having, (step, point, leaf)
                        count += 1
    assert count > 100


def test_the_derivation_of_an_answer_is_its_chains(policies: Library) -> None:
    found = policies.answer_graph("who may exercise virement in NHS Bexley on 1 July 2011").value
    assert found is not None
    given = {
        (one.source, one.target): [g.clause for g in one.grants] for one in found.links if one.sort is Sort.DELEGATION
    }
    assert given == {
        ("board@bexley", "finance-director@sel"): ["sel-agreement 3.2"],
        ("finance-director@sel", "head-of-finance@bexley-bsu"): ["sel-agreement 3.3"],
    }
    assert "up to £10,000 per transaction" in found.key[-4].says
    assert found.title.startswith("The board of NHS Bexley, the Director of Finance")


def test_those_who_act_together_stand_in_the_box_around_them_all(policies: Library) -> None:
    graph = drawn(policies, "CKW", date(2011, 11, 1))
    found = {node.short: node.box for node in graph.nodes if node.sort == "together"}
    assert found["Either Chief Executive or Director of Finance"] == "ckw"
    assert any("Chief Operating Officer of NHS Kirklees" in short for short in found)


# -------------------------------------------------------------------------------------------------- formats


def hostile() -> Graph:
    grant = Grant(f"i {HOSTILE}", (), (), (), HOSTILE)
    nodes = (
        Node(f"one{HOSTILE}", HOSTILE, HOSTILE, "post", "box", "vacant", "vacant", (Role(HOSTILE, ("box",), ()),)),
        Node("two", HOSTILE, HOSTILE, "organ"),
    )
    links = (Link(f"one{HOSTILE}", "two", Sort.DELEGATION, Standing.CONFLICTING, (grant,), HOSTILE),)
    boxes = (Box("box", HOSTILE, "body", None, (HOSTILE,)),)
    return Graph(HOSTILE, HOSTILE, boxes, nodes, links, (Key("1", HOSTILE),))


def test_hostile_names_stay_text_in_svg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govrules.picture.svg.lay_out", placed)
    root = ElementTree.fromstring(write(hostile(), "svg"))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "g", "text", "path", "polygon", "polyline",
    }  # fmt: skip
    assert root.findtext(f"{SVG}title") == root.findtext(f"{SVG}desc") == SHOWN


def placed(graph: Graph) -> Layout:
    nodes = {node.id: Rectangle(0, 100 * number, 90, 60) for number, node in enumerate(graph.nodes)}
    path = layout.Path(((0.0, 0.0), (1.0, 1.0)), False, (5.0, 5.0))
    return Layout(
        300, 300, {box.id: Rectangle(0, 0, 200, 200) for box in graph.boxes}, nodes, (path,) * len(graph.links)
    )


def test_hostile_names_stay_text_in_graphml_and_json() -> None:
    root = ElementTree.fromstring(write(hostile(), "graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert [one.get("source") for one in root.iter(f"{space}edge")] == [f"one{SHOWN}"]
    assert [one.text for one in root.iter(f"{space}data") if one.get("key") == "node-name"] == [SHOWN, SHOWN]
    data = json.loads(write(hostile(), "json"))
    assert data["nodes"][0]["name"] == HOSTILE and data["links"][0]["from"] == f"one{HOSTILE}"


def test_hostile_names_stay_inside_their_labels_in_mermaid() -> None:
    text = write(hostile(), "mermaid")
    labels = re.findall(r'"([^"\n]*)"', text)
    assert len(labels) == 4
    coded = "".join(f"#{ord(char)};" if char in '"\\<>&|]);{}#' else char for char in SHOWN)
    assert all(coded.replace(" ", "") in label.replace("<br/>", "").replace(" ", "") for label in labels)
    assert not re.search(r"[<>\\{}]", re.sub(r'"[^"\n]*"|<br/>|-->|accTitle.*|accDescr.*', "", text))


@needs_dot
def test_hostile_names_stay_inside_their_labels_in_dot() -> None:
    import subprocess

    done = subprocess.run(["dot", "-Tsvg"], input=write(hostile(), "dot").encode(), capture_output=True, check=True)
    root = ElementTree.fromstring(done.stdout)
    words = "".join(text.text or "" for text in root.iter(f"{SVG}text")).replace("\xa0", "").replace(" ", "")
    assert words.count(SHOWN.replace(" ", "")) == 8


def test_every_format_is_the_same_each_time(mini: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govrules.picture.svg.lay_out", placed)
    for form in FORMATS:
        assert write(drawn(mini), form) == write(drawn(load(ROOT / "tests" / "surfaces" / "mini.gov")), form)


def test_graphml_is_read_by_networkx(mini: Library) -> None:
    import networkx as nx

    graph = nx.parse_graphml(write(drawn(mini, "NHS Bexley"), "graphml"), force_multigraph=True)
    assert graph.nodes["head-of-finance@bexley"]["holding"] == "vacant"
    assert {data["standing"] for _, _, data in graph.edges(data=True)} == {"certain", "conflicting"}


def test_mermaid_tells_lines_of_account_from_delegation(mini: Library) -> None:
    text = write(drawn(mini, "NHS Bexley"), "mermaid")
    assert re.search(r'n\d --\>\|"4.3"\| n\d', text) and re.search(r'-\.->\|"answers professionally to 6.2"\|', text)
    assert 'VACANT"' in text and "stroke-dasharray" in text and '"4.5 #40;conflict#41;"' in text


# -------------------------------------------------------------------------------------------------- reading an SVG


def test_an_svg_says_everything_in_words(mini: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govrules.picture.svg.lay_out", placed)
    root = ElementTree.fromstring(write(drawn(mini, "NHS Bexley"), "svg"))
    assert root.get("role") == "img" and root.get("aria-labelledby") == "title description"
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert "VACANT" in texts and "✖ 4.5 (conflict)" in texts
    assert any(text.startswith("delegates to (solid") for text in texts)
    assert any(text.startswith("answers professionally to (dotted") for text in texts)
    titles = [title.text for title in root.iter(f"{SVG}title")]
    said = "The board of NHS Bexley delegates to the Cluster Board of NHS South East London"
    assert f"{said} (in conflict with another clause) [sel-agreement 4.5]." in titles


def test_text_in_an_svg_stands_out_from_what_is_behind_it(mini: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govrules.picture.svg.lay_out", placed)
    root = ElementTree.fromstring(write(drawn(mini), "svg"))
    behind = {one.get("fill") for one in root.iter(f"{SVG}rect")} - {"none"}
    words = {one.get("fill") or root.get("fill") for one in root.iter(f"{SVG}text")}
    assert len(behind) > 2 and len(words) > 2
    for one in behind:
        for other in words:
            assert one and other and contrast(one, other) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


# -------------------------------------------------------------------------------------------------- places


def inside(inner: Rectangle, outer: Rectangle) -> bool:
    return (
        outer.x <= inner.x + 1 and inner.x + inner.width <= outer.x + outer.width + 1
        and outer.y <= inner.y + 1 and inner.y + inner.height <= outer.y + outer.height + 1
    )  # fmt: skip


def apart(one: Rectangle, other: Rectangle) -> bool:
    return (
        one.x + one.width <= other.x + 1 or other.x + other.width <= one.x + 1
        or one.y + one.height <= other.y + 1 or other.y + other.height <= one.y + 1
    )  # fmt: skip


@pytest.mark.parametrize("by", [pytest.param("dot", marks=needs_dot), "library"])
def test_nothing_overlaps_and_everything_stands_in_its_box(
    by: str, policies: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by == "library":
        pytest.importorskip("fast_sugiyama")
        monkeypatch.setattr(layout, "has_dot", lambda: False)
    graph = drawn(policies, "SEL", date(2011, 6, 15))
    found = layout.lay_out(graph)
    nodes = list(graph.nodes)
    assert len(found.links) == len(graph.links) and len(nodes) > 20
    for index, node in enumerate(nodes):
        assert node.box is None or inside(found.nodes[node.id], found.boxes[node.box])
        assert all(apart(found.nodes[node.id], found.nodes[other.id]) for other in nodes[index + 1 :])
    for box in graph.boxes:
        assert box.inside is None or inside(found.boxes[box.id], found.boxes[box.inside])


def test_without_anything_that_finds_places_there_is_no_layout(mini: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "has_dot", lambda: False)
    monkeypatch.setattr(layout, "find_spec", lambda name: None)
    with pytest.raises(NoLayoutError):
        layout.lay_out(drawn(mini))


def test_a_graphviz_that_fails_is_done_without(tmp_path: Path, mini: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fast_sugiyama")
    broken = tmp_path / "dot"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    graph = drawn(mini)
    assert layout.has_dot() and set(layout.lay_out(graph).nodes) == {node.id for node in graph.nodes}
