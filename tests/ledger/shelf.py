"""Objects in memory, with the outcomes of puts that a test chooses: what cannot be timed with a real bucket."""

from __future__ import annotations

from collections.abc import Callable

from functions.gapi.errors import Ambiguous


class Shelf:
    """As a bucket, but each put first does the next thing in `before`, which may raise or put something itself."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.before: list[Callable[[str, bytes], None]] = []

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        if self.before:
            self.before.pop(0)(name, data)
        if name in self.objects:
            return False
        self.objects[name] = data
        return True

    def get(self, name: str) -> bytes | None:
        return self.objects.get(name)

    def list(self, prefix: str, after: str = "") -> list[str]:
        return sorted(name for name in self.objects if name.startswith(prefix) and name > after)

    def lost(self, name: str, data: bytes) -> None:
        """The put is applied; its answer is lost."""
        self.objects.setdefault(name, data)
        raise Ambiguous("storage.objects.insert", 503)

    def refused(self, name: str, data: bytes) -> None:
        """The put is not applied, and nobody can tell."""
        raise Ambiguous("storage.objects.insert", 503)

    def overtaken(self, other: bytes) -> Callable[[str, bytes], None]:
        """The put is not applied, and somebody else's is."""

        def put(name: str, data: bytes) -> None:
            self.objects[name] = other
            raise Ambiguous("storage.objects.insert", 503)

        return put
