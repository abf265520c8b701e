"""How a call to Google can fail. The type says what may be done about it; no message repeats what a person typed."""

from __future__ import annotations


class GoogleError(Exception):
    """A call failed. `method` is the API method's id, `status` the HTTP status if there was an answer.

    `detail` is Google's own sentence. It may repeat a cell's content: look at it, never log it.
    """

    def __init__(self, method: str, status: int | None = None, reason: str = "", detail: str = "") -> None:
        super().__init__(f"{method}: {status or 'no answer'} {reason}".rstrip())
        self.method = method
        self.status = status
        self.reason = reason
        self.detail = detail


class Retryable(GoogleError):
    """Nothing was changed; trying again later may help. `after` is the wait in seconds that Google asked for."""

    def __init__(
        self, method: str, status: int | None = None, reason: str = "", detail: str = "", after: float = 0
    ) -> None:
        super().__init__(method, status, reason, detail)
        self.after = after


class Permanent(GoogleError):
    """Trying the same again cannot help."""


class Ambiguous(GoogleError):
    """The answer was lost: the change may have been made, may be made later, or not at all."""
