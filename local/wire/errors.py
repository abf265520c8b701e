"""One class for every refusal, with Google's status, code and wording, and the two JSON shapes it is sent in."""

from collections.abc import Mapping

from local.wire.jsontypes import Json

_UNBUILT = 501
"""The stand-in's own answer."""


class ApiError(Exception):
    """A refusal. `code` is the HTTP status, `status` the canonical name; Drive and Storage give `domain` and `reason`,
    and where they can `location`: the parameter or header (`location_type`) that is wrong.

    `front_end`: the refusal comes from before the API, which then shows `status` and `details` in either shape, and in
    the older one a text of its own (`brief`).
    """

    def __init__(
        self,
        code: int,
        status: str,
        message: str,
        reason: str = "",
        details: list[Json] | None = None,
        *,
        location: str = "",
        location_type: str = "parameter",
        domain: str = "global",
        front_end: bool = False,
        brief: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.status, self.message = code, status, message
        self.reason, self.details, self.location = reason or status, details, location
        self.location_type, self.domain = location_type, domain
        self.front_end, self.brief, self.headers = front_end, brief or message, dict(headers or {})

    def prefixed(self, prefix: str) -> "ApiError":
        """The same refusal naming the part of the request it is about, e.g. `Invalid requests[2].addSheet: `.

        One with details names it already.
        """
        return (
            self if self.details else ApiError(self.code, self.status, prefix + self.message, self.reason, self.details)
        )

    def as_json(self, *, legacy: bool) -> Json:
        """The body: `legacy` is the shape of Drive and Cloud Storage, the other that of Sheets and Forms."""
        error: Json = {"code": self.code, "message": self.message}
        if legacy:
            where = {"locationType": self.location_type, "location": self.location} if self.location else {}
            error["errors"] = [{"message": self.brief, "domain": self.domain, "reason": self.reason, **where}]
        if not legacy or self.front_end or self.code == _UNBUILT:
            error["status"] = self.status
        if self.details and (not legacy or self.front_end):
            error["details"] = self.details
        return {"error": error}


def invalid(message: str) -> ApiError:
    return ApiError(400, "INVALID_ARGUMENT", message, "invalid")


def failed_precondition(message: str) -> ApiError:
    return ApiError(400, "FAILED_PRECONDITION", message, "failedPrecondition")


def bad_field(field: str, description: str) -> ApiError:
    """A request that does not fit the method's schema; wording and details as recorded for Sheets v4."""
    return unreadable([(field, description)])


def unreadable(problems: list[tuple[str, str]]) -> ApiError:
    """All that does not fit the schema: the place of each and its description, one a line of the message."""
    violations = [{**({"field": field} if field else {}), "description": text} for field, text in problems]
    return _bad_request("\n".join(text for _, text in problems), violations)


def _bad_request(message: str, violations: list[Json]) -> ApiError:
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations}]
    return ApiError(400, "INVALID_ARGUMENT", message, "badRequest", details)


def no_such_path(path: str) -> ApiError:
    """A `fields` parameter naming what the answer does not have (reported in trackers of several clients)."""
    text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return _bad_request("Request contains an invalid argument.", [{"field": path, "description": text}])


def no_such_selection(path: str) -> ApiError:
    """The same of Drive and Cloud Storage."""
    text = f"Invalid field selection {path.rpartition('.')[2]}"
    return ApiError(400, "INVALID_ARGUMENT", text, "invalidParameter", location="fields")


def invalid_parameter(name: str) -> ApiError:
    """What Drive and Cloud Storage say of a parameter whose value means nothing to them."""
    return ApiError(400, "INVALID_ARGUMENT", "Invalid Value", "invalid", location=name)


def broken() -> ApiError:
    """The stand-in's own fault, in the words that Google has for its faults."""
    return ApiError(500, "INTERNAL", "Internal error encountered.", "backendError")


def denied(message: str = "The caller does not have permission") -> ApiError:
    return ApiError(403, "PERMISSION_DENIED", message, "forbidden")


def not_found(message: str = "Requested entity was not found.", location: str = "") -> ApiError:
    return ApiError(404, "NOT_FOUND", message, "notFound", location=location)


def rate_limited(message: str, details: list[Json] | None = None) -> ApiError:
    return ApiError(429, "RESOURCE_EXHAUSTED", message, "rateLimitExceeded", details)


def unavailable() -> ApiError:
    return ApiError(503, "UNAVAILABLE", "The service is currently unavailable.", "backendError")


def not_supported(what: str) -> ApiError:
    """The stand-in's own answer, which Google never gives here: this is not built, so nothing was done."""
    return ApiError(
        501, "UNIMPLEMENTED", f"The local Google does not implement {what}. Nothing was changed.", "notImplemented"
    )
