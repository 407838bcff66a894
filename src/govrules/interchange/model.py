"""A scheme as plain data, and back.

In: a `Scheme`, or data. Out: dict, list, str, int, bool and None: days as ISO text, money in pence, sets as sorted
lists, tables in order of identifier, places included. Promise: `from_data(to_data(scheme)) == scheme`, and the same
scheme always gives the same data.
"""

from typing import Any

from govrules.interchange.scalars import MisfitError, found
from govrules.interchange.shapes import Record, shape_of
from govrules.model.scheme import Scheme

FORMAT_VERSION = 1
"""The version of the data. Within a version its keys are exactly those of the published schema."""
VERSION_KEY = "format_version"


def scheme_shape() -> Record:
    """Return the shape of a whole scheme."""
    shape = shape_of(Scheme)
    assert isinstance(shape, Record)
    return shape


def to_data(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as data, its format version first."""
    return {VERSION_KEY: FORMAT_VERSION, **scheme_shape().data(scheme)}


def from_data(data: Any) -> Scheme:
    """Return the scheme that data states. Raises MisfitError (GR805, GR806).

    Only its form is looked at: whether its identifiers hold together is for `govrules.interchange.references`.
    """
    if not isinstance(data, dict):
        raise MisfitError(f"is {found(data)}, where an object is needed", "write the keys of a model")
    if VERSION_KEY not in data:
        raise MisfitError(f"has no key `{VERSION_KEY}`", f"write `{VERSION_KEY}`: {FORMAT_VERSION}", "GR805")
    version = data[VERSION_KEY]
    if str(version) != str(FORMAT_VERSION) or isinstance(version, bool | float):
        raise MisfitError(
            f"is {found(version)}; this govrules reads models of version {FORMAT_VERSION}",
            "export the model again with the govrules that is to read it", "GR805",
        ).inside(VERSION_KEY)  # fmt: skip
    scheme: Scheme = scheme_shape().value({key: value for key, value in data.items() if key != VERSION_KEY})
    return scheme
