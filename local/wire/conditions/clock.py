"""The stand-in's own time: the machine's clock plus an offset that a test may set."""

import datetime as dt
import re


class Clock:
    """Wall-clock time that can be moved; every time stamp the stand-in hands out comes from here."""

    def __init__(self) -> None:
        self.offset = dt.timedelta()

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + self.offset

    def set(self, moment: dt.datetime) -> None:
        """Make it `moment` now; time goes on from there."""
        self.offset = moment - dt.datetime.now(dt.UTC)

    def stamp(self) -> str:
        return rfc3339(self.now())


def rfc3339(moment: dt.datetime) -> str:
    """Milliseconds and Z, the form in which Google's APIs print times."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def proto_time(moment: dt.datetime) -> str:
    """As protobuf's JSON prints a Timestamp: no fraction, or three or six digits of it, as many as it needs."""
    digits = "seconds" if not moment.microsecond else "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.astimezone(dt.UTC).isoformat(timespec=digits).replace("+00:00", "Z")


def parse_rfc3339(text: str) -> dt.datetime:
    """Raises ValueError for text that is no RFC 3339 time; nanoseconds are cut to microseconds."""
    text = re.sub(r"(\.\d{6})\d+", r"\1", text)
    moment = dt.datetime.fromisoformat(text.upper())
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return moment
