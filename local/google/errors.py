"""One class for every refusal, with Google's status, code and wording, and the two JSON shapes it is sent in."""

from local.google.jsontypes import Json


class ApiError(Exception):
    """A refusal. `code` is the HTTP status, `status` the canonical name, `reason` the name Drive and Storage use."""

    def __init__(
        self, code: int, status: str, message: str, reason: str = "", details: list[Json] | None = None
    ) -> None:
        super().__init__(message)
        self.code, self.status, self.message = code, status, message
        self.reason, self.details = reason or status, details

    def prefixed(self, prefix: str) -> "ApiError":
        """The same refusal naming the part of the request it is about, e.g. `Invalid requests[2].addSheet: `."""
        return ApiError(self.code, self.status, prefix + self.message, self.reason, self.details)

    def as_json(self, *, legacy: bool) -> Json:
        """The body: `legacy` is the shape of Drive and Cloud Storage, the other that of Sheets and Forms."""
        error: Json = {"code": self.code, "message": self.message}
        if legacy:
            error["errors"] = [{"message": self.message, "domain": "global", "reason": self.reason}]
        else:
            error["status"] = self.status
        if self.details and not legacy:
            error["details"] = self.details
        return {"error": error}


def invalid(message: str) -> ApiError:
    return ApiError(400, "INVALID_ARGUMENT", message, "invalid")


def bad_field(field: str, description: str) -> ApiError:
    """A request that does not fit the method's schema; wording and details as recorded for Sheets v4."""
    violation = {"field": field, "description": description}
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
    return ApiError(400, "INVALID_ARGUMENT", description, "invalid", details)


def unknown_name(name: str, field: str) -> ApiError:
    where = f" at '{field}'" if field else ""
    return bad_field(field, f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.')


def unauthenticated() -> ApiError:
    """Wording: https://cloud.google.com/docs/authentication (ESF's answer to a missing, unknown or expired token)."""
    return ApiError(
        401,
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
        "authError",
    )


def denied(message: str = "The caller does not have permission") -> ApiError:
    return ApiError(403, "PERMISSION_DENIED", message, "forbidden")


def not_found(message: str = "Requested entity was not found.") -> ApiError:
    return ApiError(404, "NOT_FOUND", message, "notFound")


def rate_limited(message: str, details: list[Json] | None = None) -> ApiError:
    return ApiError(429, "RESOURCE_EXHAUSTED", message, "rateLimitExceeded", details)


def unavailable() -> ApiError:
    return ApiError(503, "UNAVAILABLE", "The service is currently unavailable.", "backendError")


def not_supported(what: str) -> ApiError:
    """The stand-in's own answer, which Google never gives here: this is not built, so nothing was done."""
    return ApiError(
        501, "UNIMPLEMENTED", f"The local Google does not implement {what}. Nothing was changed.", "notImplemented"
    )
