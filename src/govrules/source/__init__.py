"""Texts and places in them: the only package that counts lines and columns."""

from govrules.source.text import SourceText, Span

__all__ = ["SourceText", "Span"]
