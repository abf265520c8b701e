"""Which names an object may have. Source: cloud.google.com/storage/docs/objects#naming.

The words for no name are recorded, those for line breaks reported (a real bucket, in a trial of another client); the
others are not known.
"""

from local.wire.errors import ApiError, invalid

_LONGEST = 1024


def check_name(name: object) -> str:
    """The name. ApiError 400 for one that no object can have."""
    if not isinstance(name, str) or not name:
        raise ApiError(400, "INVALID_ARGUMENT", "No object name", "required")
    size = len(name.encode("utf-8", "surrogatepass"))
    if size > _LONGEST:
        raise invalid(f"The maximum object length is {_LONGEST} characters, but got a name with {size} characters")
    if "\r" in name or "\n" in name or any("\ud800" <= letter <= "\udfff" for letter in name):
        raise invalid("Disallowed unicode characters present in object name")
    if name in (".", "..") or name.startswith(".well-known/acme-challenge/"):
        raise invalid(f"Invalid object name: '{name}'")
    return name
