"""Faults of single methods, beside those that any call may meet. Known and unknown as there."""

from collections.abc import Mapping

from local.wire.conditions import faults
from local.wire.conditions.faults import Kind

KINDS: Mapping[str, Kind] = {
    **faults.KINDS,
    "object_rate": Kind(
        "A write to one object answers 429 rateLimitExceeded, which names the object; nothing is applied.",
        "trinodb/trino#19943, bespokelabsai/curator#665; cloud.google.com/storage/docs/gcs429.",
        "How strictly once a second is meant; several writes in one second are often let through.",
    ),
    "lost_append": Kind(
        "values.append writes where the previous append to that sheet wrote, as if both had seen the same table.",
        "issuetracker.google.com reports of concurrent appends that overwrite each other; not documented.",
        "When it happens; INSERT_ROWS is said to help.",
    ),
    "invisible_response": Kind(
        "The newest response is missing from this forms.responses.list, though it was submitted before.",
        "The Forms API gives no guarantee of read-after-submit.",
        "Whether and how long it happens.",
    ),
}
