"""A table of answers ready for every form it is written in, and for notebooks.

In: the value, its words as a table, its data for JSON. Out: text.
"""

import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from attrs import frozen

from govrules.diagnostics.palette import Palette
from govrules.render.table import Table, csv_table, html_table, markdown_table, text_table

T = TypeVar("T")
WIDTH = 100
"""Columns where the width of the terminal is not known."""


@frozen(repr=False)
class View(Generic[T]):
    """A value with its table of words and its data; notebooks show the table, `str` gives it as text."""

    value: T
    table: Table
    make_data: Callable[[], dict[str, Any]]

    @property
    def data(self) -> dict[str, Any]:
        """The data ready for JSON."""
        return self.make_data()

    def __str__(self) -> str:
        """Return the table as text of 100 columns."""
        return self.text()

    def text(self, width: int = WIDTH, colour: bool = False) -> str:
        """Return the table as text of at most `width` columns."""
        return text_table(self.table, width, Palette(colour))

    def markdown(self) -> str:
        """Return the table as Markdown."""
        return markdown_table(self.table)

    def csv(self) -> str:
        """Return the table as CSV, with a byte-order mark, no cell of which is a formula."""
        return csv_table(self.table)

    def json(self) -> str:
        """Return the data as JSON."""
        return json.dumps(self.data, ensure_ascii=False, indent=2) + "\n"

    def written(self, form: str, width: int = WIDTH, colour: bool = False) -> str:
        """Return it as `text`, `markdown`, `csv` or `json`."""
        forms = {"markdown": self.markdown, "csv": self.csv, "json": self.json}
        return forms[form]() if form in forms else self.text(width, colour)

    def _repr_html_(self) -> str:
        return html_table(self.table)
