"""The services that can be replayed: by the name of a folder of recordings, how a stand-in for it is begun."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from local.conformance.recordings import Recording, Request
from local.conformance.standing import Player
from local.conformance.storage import player as storage

Service = Callable[[Recording], AbstractContextManager[tuple[str, Player]]]
"""For one recording: where the stand-in listens, and the player."""

SERVICES: dict[str, Service] = {"storage": storage.stage}
_NAMES = re.compile(r"/(b|o|acl|notificationConfigs|anywhereCaches|managedFolders|folders)/[^/]+")


def kind_of(request: Request) -> str:
    """A request without the names in it, to count by."""
    return f"{request.verb} " + _NAMES.sub(r"/\1/*", request.path)
