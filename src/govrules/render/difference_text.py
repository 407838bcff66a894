"""A difference for a terminal, a board paper and a browser: one report, three forms.

In: a report. Out: text of a width, Markdown, or one page of HTML without outside resources. Promise: nothing an author
wrote can control the terminal or the page.
"""

from collections.abc import Iterator
from html import escape

from govrules.diagnostics.palette import Palette
from govrules.diagnostics.text import safe
from govrules.render.difference import Report, Told
from govrules.render.layout import Item, Row, labelled, paragraph

_STYLE = (
    "body{font:12pt/1.5 Arial,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#212b32}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #768692;padding:.4rem;text-align:left;"
    "vertical-align:top}th{background:#e8edee}code{font-family:monospace}"
)
_ASK = "Ask"


def difference_text(report: Report, width: int, *, colour: bool = False) -> str:
    """Return a report for a terminal of `width` columns."""
    palette = Palette(colour)
    lines = [*paragraph(report.verdict, width, palette, "strong"), *paragraph(report.counted, width, palette)]
    for section in report.sections:
        lines += ["", palette.paint("strong", section.title)]
        for told in section.rows:
            lines += ["", *paragraph(f"{told.where}: {told.change}", width, palette, "", 2)]
            lines += labelled(_rows(told), width, palette, 4)
    for title, names in report.told:
        lines += [
            "",
            palette.paint("strong", title),
            *(line for one in names for line in paragraph(one, width, palette, "", 2)),
        ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def difference_markdown(report: Report) -> str:
    """Return a report as Markdown, for a board paper or a pull request: a table for each section."""
    return "\n".join(_markdown(report)) + "\n"


def difference_html(report: Report, title: str) -> str:
    """Return a report as one page of HTML (HTML Living Standard; tables with a caption and scoped headers)."""
    return "\n".join(_html(report, escape(safe(title)))) + "\n"


def _rows(told: Told) -> list[Row]:
    rows = [("Before", told.before), ("After", told.after), (_ASK, (told.ask,) if told.ask else ())]
    return [Row(label, tuple(Item(text) for text in texts)) for label, texts in rows]


def _markdown(report: Report) -> Iterator[str]:
    yield from (f"**{_cell(report.verdict)}**", "", _cell(report.counted))
    for section in report.sections:
        yield from ("", f"### {section.title}", "", "| where and when | change | before | after | ask |")
        yield "|---|---|---|---|---|"
        for told in section.rows:
            ask = f"`{told.ask.replace('`', '')}`" if told.ask else ""
            cells = (told.where, told.change, "<br>".join(told.before), "<br>".join(told.after))
            yield "| " + " | ".join([*map(_cell, cells), ask.replace("|", "\\|")]) + " |"
    for title, names in report.told:
        yield from ("", f"### {title}", "", *(f"- {_cell(name)}" for name in names))


def _cell(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    shown = safe(text).replace("\u00a0", " ").replace("\\", "\\\\")
    for mark in ("|", "*", "_", "`", "[", "]"):
        shown = shown.replace(mark, f"\\{mark}")
    return shown.replace("<br>", "\0").replace("<", "&lt;").replace("\0", "<br>")


def _html(report: Report, title: str) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>'
    yield f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>"
    yield f"<p><strong>{_text(report.verdict)}</strong></p>\n<p>{_text(report.counted)}</p>"
    for section in report.sections:
        yield f"<table>\n<caption><h2>{_text(section.title)}</h2></caption>\n<thead><tr>"
        heads = ("Where and when", "Change", "Before", "After", _ASK)
        yield "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr></thead>\n<tbody>"
        for told in section.rows:
            sides = ("<br>".join(map(_text, some)) for some in (told.before, told.after))
            cells = (_text(told.change), *sides, f"<code>{_text(told.ask)}</code>" if told.ask else "")
            yield f'<tr><th scope="row">{_text(told.where)}</th>' + "".join(f"<td>{c}</td>" for c in cells) + "</tr>"
        yield "</tbody>\n</table>"
    for heading, names in report.told:
        yield f"<h2>{_text(heading)}</h2>\n<ul>" + "".join(f"<li>{_text(name)}</li>" for name in names) + "</ul>"
    yield "</main>\n</body>\n</html>"


def _text(text: str) -> str:
    return escape(safe(text))
