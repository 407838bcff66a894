"""Files to a scheme, whatever sort of file they are: rule files, registers, or one model.

In: the texts that were read. Out: a `Scheme` and diagnostics. This is the one place that tells sorts of file apart; a
scheme from a model is as good as one from rule files. Diagnostics: GR808, those of interchange, syntax and resolve.
"""

from collections.abc import Iterable

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.model.scheme import Scheme
from govrules.resolve import NOW, History
from govrules.source import SourceText
from govrules.syntax import Parsed
from govrules.workspace.files import Files, is_data
from govrules.workspace.reading import read_all


@frozen
class Understood:
    """A scheme and what is wrong with the files; `history` is the record of rule files, None for a model."""

    scheme: Scheme
    diagnostics: tuple[Diagnostic, ...]
    history: History | None


def understand(files: Files) -> Understood:
    """Return the scheme that files state together and everything wrong with them, in order of place."""
    texts = [files.texts[path] for path in sorted(files.texts)]
    found = [*files.diagnostics]
    models = _models(texts)
    if len(models) == 1 == len(texts):
        from govrules.interchange import read_model

        scheme, wrong = read_model(models[0])
        history = None
    else:
        found += [_beside(model) for model in models]
        history = History.of(parse_all(text for text in texts if text not in models))
        state = history.state(NOW)
        scheme, wrong = state.scheme, state.diagnostics
    in_order = tuple(sorted([*found, *wrong], key=lambda diagnostic: diagnostic.sort_key))
    return Understood(scheme or Scheme(), in_order, history)


def parse_all(texts: Iterable[SourceText]) -> list[Parsed]:
    """Return the statements of rule files and registers that are read together."""
    sources = [*texts]
    registers = frozenset(source.path for source in sources if is_data(source.path))
    if not registers:
        return read_all(sources)
    from govrules.interchange import declare_people, read_register

    rules = iter(read_all([source for source in sources if source.path not in registers]))
    parsed = [read_register(source) if source.path in registers else next(rules) for source in sources]
    return declare_people(parsed, registers)


def _models(texts: Iterable[SourceText]) -> list[SourceText]:
    """Return the texts that are models; what only rule files need is not imported for them."""
    data = [text for text in texts if is_data(text.path)]
    if not data:
        return []
    from govrules.interchange import is_model

    return [text for text in data if is_model(text)]


def _beside(model: SourceText) -> Diagnostic:
    message = f"the model {model.path} is read together with other files"
    help_ = "name the model alone, or the files it was exported from"
    return Diagnostic("GR808", message, model.span(0, 0), "a whole scheme by itself", help_)
