"""This stand-in as an application, and run in a thread."""

from pathlib import Path

from starlette.types import ASGIApp

from local.google import pages
from local.google.client import Control
from local.google.control import GoogleDesk
from local.google.forms.pubsub import Pubsub
from local.google.methods import BATCHES, METHODS
from local.google.state import State, open_state
from local.google.storage.objects.shelf import content_of
from local.wire.deliveries import Deliveries
from local.wire.http.application import application
from local.wire.http.pipeline import Pipeline
from local.wire.standin import StandIn


def build(state: State) -> tuple[ASGIApp, Pipeline]:
    """The application over `state`: control API, pages for people, and Google's own paths."""
    pipeline, deliveries = Pipeline(state, METHODS, BATCHES), Deliveries()
    pubsub = Pubsub(state, deliveries)
    people = pages.Pages(state, pubsub)

    def stop() -> None:
        pubsub.stop()
        deliveries.stop()

    own = [*GoogleDesk(state, pipeline, pubsub).routes(), *people.routes()]
    return application(pipeline, own, stop, people.instead), pipeline


class LocalGoogle(StandIn[State, Control]):
    """`with LocalGoogle() as google:` runs a stand-in until the block ends.

    `data` keeps state in a file; `any_token` lets any bearer token act as the owner.
    """

    def __init__(self, *, data: Path | None = None, any_token: bool = False, port: int = 0) -> None:
        super().__init__(open_state(data, any_token=any_token), build, Control, port)

    def objects(self, bucket: str) -> dict[str, bytes]:
        """What lies in a bucket, by name, read at once while nobody calls."""
        kept = self.prepare(lambda state: list(state.objects.values()))
        return {
            one["name"]: content_of(one)
            for one in sorted(kept, key=lambda one: str(one["name"]))
            if one["bucket"] == bucket
        }
