"""A city whose office also recaps: the bucket of open data, the topic of its form, and a day's end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from functions.gapi.objects import Bucket
from functions.recap.frozen.snapshot import Snapshot, decode, name_of
from functions.recap.run import Recap, Report
from local.google.server import LocalGoogle
from sheets_schema.private import Target
from tests.city import City, target

OPEN = "-data-terbuka"
TOPIC = "projects/lokal/topics/jawaban"
FILES = 39
"""How many files are published when everything can be read."""
EVENING = dt.datetime(2020, 4, 24, 11, 0, tzinfo=dt.UTC)
"""18.00 on 24 April 2020 in Jakarta."""


class Office(City):
    """A city with everything that recap needs."""

    def __init__(self, local: LocalGoogle, targets: Sequence[Target] = (target(),), **options: Any) -> None:
        super().__init__(local, targets, **options)
        self._make_bucket(self.place.bucket + OPEN)

    @property
    def open_data(self) -> Bucket:
        """The public bucket."""
        return Bucket(self.session, self.place.bucket + OPEN)

    def recap(self, now: dt.datetime = EVENING, work: Recap | None = None, seconds: float = 60) -> Report:
        """One recap by a cold instance unless one is given."""
        google = self.google(seconds)
        return (work or Recap(self.ledger(), TOPIC)).run(google, self.open_data, now)

    def frozen(self, day: int = 24) -> Snapshot:
        """The frozen recap of a day in April 2020."""
        return decode(self.objects()[name_of(dt.date(2020, 4, day))])

    def files(self) -> dict[str, bytes]:
        """The open data by name."""
        return {name: self.open_data.get(name) or b"" for name in self.open_data.list("")}
