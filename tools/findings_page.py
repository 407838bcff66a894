"""Write `docs/reference/findings.md` from the registry of codes.

Run: python tools/findings_page.py. A test compares the page with what this writes.
"""

from pathlib import Path

from govrules.diagnostics import REGISTRY

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "findings.md"
HEAD = """# Everything that `govrules check` can find

One line a code. `govrules explain CODE` shows its page: what it means, an example that fails, the same mended, what to
do. An **error** is certainly wrong, a **warning** probably, a **note** is something to know. Where a finding can be
milder or graver than its code, its page says so. This page is written by `tools/findings_page.py`.
"""
PHASES = {
    "GR0": "Text", "GR1": "Names", "GR2": "Statements that cannot be so", "GR3": "Authority",
    "GR4": "What is left out, said twice, or in conflict", "GR5": "Days and the record",
    "GR6": "Drafting, sources and allowances", "GR7": "Cases and requirements", "GR8": "Files and settings",
    "GR9": "Faults of govrules",
}  # fmt: skip


def findings_page() -> str:
    """Return the page."""
    parts = [HEAD]
    for phase, title in PHASES.items():
        rows = [
            f"| {code} | `{entry.slug}` | {entry.severity} | {entry.title} |\n"
            for code, entry in sorted(REGISTRY.items())
            if code.startswith(phase)
        ]
        if rows:
            head = f"\n## {title}\n\n| code | name | severity | what it is about |\n|---|---|---|---|\n"
            parts.append(head + "".join(rows))
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(findings_page(), encoding="utf-8")
