"""Write a new check: its file, its code, its page, its cases; and name it in the list.

Run: python tools/new_check.py GR419 twice-the-same warning "two clauses say the same". What is written passes the tests
as it stands: it finds functions whose display name is TODO. Where something of the kind is there already, nothing is
written.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

CHECK = '''"""{code}: {title}.

In: a scheme under check. Out: a diagnostic for each function that is still to be named.
Source: docs/reference/semantics.md, 2.6.
"""

from collections.abc import Iterator

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic
from govrules.syntax import ast


def {name}(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the functions whose display name is TODO."""
    for statement in scope.of(ast.FunctionStatement):
        if statement.names.display == "TODO":
            yield Diagnostic(
                "{code}",
                f"the function `{{statement.names.id.text}}` has no display name yet",
                statement.names.id.span,
                "still to be named",
                "write what people call it in the place of TODO",
            )
'''
PAGE = """# {code}: {title}

`{slug}`, {article} {severity}

A function is declared whose display name is still to be written.

## Like this

```gov failing
function grants "TODO".
```

## Mended

```gov mended
function grants "Grants".
```

## What to do

Write what people call it.
"""
CASES = """# Findings of `{name}`. `found` are severity and the words underlined; an empty list is a near miss.

- code: {code}
  name: still to be named
  text: |
    function gifts "TODO".
  found: [[{severity}, gifts]]
- code: {code}
  name: named
  text: |
    function gifts "To do".
  found: []
"""


def files_of(root: Path, code: str, name: str) -> dict[str, Path]:
    """Return where the parts of a check stand."""
    return {
        "check": root / "src" / "govrules" / "checks" / f"{name}.py",
        "page": root / "src" / "govrules" / "diagnostics" / "pages" / f"{code}.md",
        "cases": root / "tests" / "checks" / "findings" / f"{name}.yaml",
    }


def with_entry(registry: str, code: str, entry: str) -> str:
    """Return the registry with a line for a code, in order of codes."""
    lines = registry.split("\n")
    above = [number for number, line in enumerate(lines) if re.match(r'    "GR\d{3}": ', line) and line[5:10] < code]
    lines.insert(above[-1] + 1, entry)
    return "\n".join(lines)


def with_check(package: str, name: str) -> str:
    """Return the list of checks with one more, in order of name."""
    imports = sorted([*re.findall(r"from govrules\.checks\.\w+ import [^\n]+\n", package), _import(name)])
    checks = re.search(r"\] = \(\n(.*?)\)", package, re.DOTALL)
    assert checks is not None
    listed = sorted([*checks[1].splitlines(), f"    {name},"])
    package = package.replace(checks[0], "] = (\n" + "\n".join(listed) + "\n)")
    start, end = package.index(imports[0] if imports[0] in package else imports[1]), package.index("from govrules.diag")
    return package[:start] + "".join(imports) + package[end:]


def _import(name: str) -> str:
    return f"from govrules.checks.{name} import {name}\n"


def problem(root: Path, code: str, slug: str, registry: str) -> str:
    """Say why a check cannot be written, empty if it can."""
    if not re.fullmatch(r"GR[3-6]\d\d", code):
        return f"{code} is no code of a check: GR3xx authority, GR4xx coverage, GR5xx days, GR6xx drafting"
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", slug):
        return f"{slug} is no name in words: write lower-case words joined by hyphens"
    if f'"{code}"' in registry or f'"{slug}"' in registry:
        return f"{code} or {slug} is taken"
    there = [path for path in files_of(root, code, slug.replace("-", "_")).values() if path.exists()]
    return f"{there[0].relative_to(root)} is there already" if there else ""


def main() -> int:
    """Write the parts; return 0, or 2 where they cannot be written."""
    parser = argparse.ArgumentParser(description="Write a new check.")
    parser.add_argument("code", help="the next free code of its phase, as GR419")
    parser.add_argument("slug", help="its name in words, as twice-the-same")
    parser.add_argument("severity", choices=["error", "warning", "note"])
    parser.add_argument("title", help="what it is about, in one line without a full stop")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1], help=argparse.SUPPRESS)
    said = parser.parse_args()
    root, name = said.root, said.slug.replace("-", "_")
    registry = root / "src" / "govrules" / "diagnostics" / "registry.py"
    package = root / "src" / "govrules" / "checks" / "__init__.py"
    wrong = problem(root, said.code, said.slug, registry.read_text("utf-8"))
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    words = {"code": said.code, "slug": said.slug, "severity": said.severity, "title": said.title, "name": name}
    words["article"] = "an" if said.severity == "error" else "a"
    paths = files_of(root, said.code, name)
    for part, text in (("check", CHECK), ("page", PAGE), ("cases", CASES)):
        paths[part].write_text(text.format(**words), encoding="utf-8")
    entry = f'    "{said.code}": Entry("{said.slug}", "{said.severity}", "{said.title}"),'
    registry.write_text(with_entry(registry.read_text("utf-8"), said.code, entry), encoding="utf-8")
    package.write_text(with_check(package.read_text("utf-8"), name), encoding="utf-8")
    subprocess.run([sys.executable, str(root / "tools" / "findings_page.py")], check=True)
    print("\n".join(str(path.relative_to(root)) for path in paths.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
