"""What many methods answer alike."""

from local.google.calls import Answer

NOT_KEPT = "no-cache, no-store, max-age=0, must-revalidate"
"""The Cache-Control of what nobody may keep (recorded)."""


def gone() -> Answer:
    """After a deletion."""
    return Answer(204, content_type="application/json", headers={"cache-control": NOT_KEPT})
