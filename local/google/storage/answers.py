"""What many methods answer alike."""

from local.wire.http.calls import NOT_KEPT, Answer

"""The Cache-Control of what nobody may keep (recorded)."""


def gone() -> Answer:
    """After a deletion."""
    return Answer(204, content_type="application/json", headers={"cache-control": NOT_KEPT})
