"""Laws of editing: what is found after an edit is what is found in the same files looked at for the first time."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from edits import edited
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_texts import BASE, SENTENCES

from govrules.api import load
from govrules.checks import Findings
from govrules.checks.kept import KeptByBody
from govrules.editing import Workspace
from govrules.remembering import anew
from govrules.workspace.project import shown_path

ROOT = Path(__file__).parents[2]
SETTINGS = settings(
    max_examples=int(os.environ.get("GOVRULES_EXAMPLES", "100")),
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
FURTHER = [
    *(f"{one}." for one in SENTENCES),
    "clause 8 of scheme: treasurer of birch delegates hiring to manager of birch for birch up to £9 per contract.",
    "clause 8 of scheme: birch delegates hiring to treasurer of birch up to £3 per contract who may delegate further.",
    "clause 9 of scheme: manager of alder delegates awards to treasurer of alder for alder from 3 May 2011.",
    "clause 9 of scheme: alder retains everything except awards unverified.",
    "instrument deed is an agreement of alder, birch from 1 May 2011 to 8 May 2011.",
    "function hiring non-delegable.",
    "term trust is a kind having legal-personality, board, enabling-powers.",
    "clause 7.1 of act: each trust may delegate finance to officer.",
    "clause 1 of scheme allows nothing.",
    "clause 10 of scheme: managers means manager of alder, clerk of alder (from 3 May 2011).",
    "clause 11 of scheme: alder delegates hiring to both treasurer of alder and any 1 of managers replacing 1, L1.",
    "clause 11 of scheme: alder delegates hiring to either treasurer of alder or manager of alder only if urgent.",
    "clause 12 of scheme: alder delegates awards to managers exclusively relying on 7.1 of act.",
    "clause 13 of scheme: alder reserves awards over £10 per contract despite 1, L1, 11.",
    "clause 14 of scheme: clerk of alder deputises for treasurer of alder.",
    "clause 15 of scheme: each party delegates finance to manager of that party only after approval by board.",
    "clause 15 of scheme: treasurer of alder answers to clerk of alder.",
    "limits L1 of scheme: alder delegates awards per contract up to £5: manager of alder up to £9: treasurer of alder.",
    "limits L1 of scheme: alder delegates finance per contract up to £5: any 1 of managers without limit: board.",
    'term urgent "It is urgent" is a circumstance.',
    'cluster more "More" is a partnership of alder (from 3 May 2011), birch.',
    "clause 16 of scheme: each member of more designates treasurer of that member as accountable-officer.",
]
SCHEME = """
appointment of ann to treasurer of alder.
post clerk of alder, birch.
clause 1 of scheme: alder delegates finance to treasurer of alder up to £50 per contract who may delegate further.
clause 2 of scheme: treasurer of alder delegates awards to manager of alder for alder up to £90 per contract.
clause 3 of scheme: birch delegates hiring to treasurer of birch from 2 May 2011 to 5 May 2011 who may delegate further.
clause 4 of scheme: treasurer of birch delegates hiring to manager of birch for birch.
clause 5 of scheme: each party delegates hiring to clerk of that party.
"""


def told(findings: Findings) -> str:
    return repr((findings.found, findings.allowed))


def found_anew(folder: Path, texts: dict[str, str]) -> Findings:
    """Return what is found in files that hold some texts, nothing remembered."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with anew():
        return load(folder).findings()


@SETTINGS
@given(st.data())
def test_an_edit_finds_what_is_found_anew(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        texts = {"base.gov": BASE, "scheme.gov": SCHEME}
        before = found_anew(Path(folder), texts)
        workspace = Workspace(folder)
        assert told(workspace.findings()) == told(before)
        name = data.draw(st.sampled_from(sorted(texts)))
        for text in edited(data, texts[name], FURTHER):
            found = workspace.edit(shown_path(Path(folder) / name), text)
            assert told(found) == told(found_anew(Path(folder), {name: text}))


def test_what_an_edit_does_not_touch_is_not_worked_out_again(tmp_path: Path) -> None:
    base, scheme = tmp_path / "base.gov", tmp_path / "scheme.gov"
    base.write_text(BASE, encoding="utf-8")
    scheme.write_text(SCHEME, encoding="utf-8")
    workspace, worked = Workspace(tmp_path), list[str]()
    whole = KeptByBody.of

    def counted(self: KeptByBody, body: str, work: object, scope: object) -> object:
        worked.extend([body] if work not in self._found.get(body, {}) else [])
        return whole(self, body, work, scope)  # type: ignore[arg-type]

    KeptByBody.of = counted  # type: ignore[method-assign, assignment]
    try:
        workspace.findings()
        assert {*worked} == {"alder", "birch"}
        worked.clear()
        workspace.edit(shown_path(scheme), "# a line more.\n" + SCHEME)
        assert worked == []
        workspace.edit(shown_path(scheme), SCHEME.replace("£50", "£99"))
        assert {*worked} == {"alder"}
    finally:
        KeptByBody.of = whole  # type: ignore[method-assign]


def test_what_is_unsaved_stands_until_it_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "base.gov").write_text(BASE, encoding="utf-8")
    workspace = Workspace(tmp_path)
    before = workspace.findings()
    path = shown_path(tmp_path / "base.gov")
    broken = workspace.edit(path, BASE.replace("is a trust.", "is a trusd."))
    assert "GR101" in {one.code for one in broken.found}
    assert told(workspace.edit(path, None)) == told(before)
    assert list(workspace.library.texts) == [path]
