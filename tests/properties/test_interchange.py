"""Every scheme comes back from JSON and YAML equal, and answers as before."""

import attrs
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from passing import CONSENTS
from strategies import BASES, CIRCUMSTANCES, TITLES, asked, label, schemes

from govrules import engine
from govrules.compile import compile_scheme
from govrules.interchange import from_data, model_schema, read_model, to_data, write_json, write_yaml
from govrules.model.question import Question
from govrules.model.scheme import Scheme
from govrules.source import SourceText

FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VALIDATOR = Draft202012Validator(model_schema())


def complete(scheme: Scheme) -> Scheme:
    """Return a scheme with the words its rules use declared, as those of rule files always are."""
    absences = [deputising.absence for deputising in scheme.deputies]
    circumstances = dict.fromkeys([*CIRCUMSTANCES, *CONSENTS, *absences], "circumstance")
    sorts = dict.fromkeys(BASES, "basis") | circumstances | dict.fromkeys(TITLES, "title")
    words = {name: label(name) for name in sorts}
    return attrs.evolve(scheme, terms={**scheme.terms, **words}, term_sorts={**scheme.term_sorts, **sorts})


@FEW
@given(schemes())
def test_data_out_and_in_is_equal(scheme: Scheme) -> None:
    data = to_data(scheme)
    assert from_data(data) == scheme
    assert to_data(from_data(data)) == data
    VALIDATOR.validate(data)


@FEW
@given(schemes())
def test_text_out_and_in_is_equal_and_nothing_is_refused(scheme: Scheme) -> None:
    whole = complete(scheme)
    for write, path in ((write_json, "scheme.json"), (write_yaml, "scheme.yaml")):
        text = write(to_data(whole))
        back, found = read_model(SourceText(path, text))
        assert found == ()
        assert back == whole
        assert write(to_data(back)) == text


@settings(FEW, max_examples=60)
@given(asked())
def test_what_came_back_answers_as_before(both: tuple[Scheme, Question]) -> None:
    scheme, question = both
    back = from_data(to_data(scheme))
    assert engine.answer(compile_scheme(back), question) == engine.answer(compile_scheme(scheme), question)
