"""What Google answers whom it does not know, or who holds the wrong token.

For an API behind the present front end: brekkylab/backlot, googleworkspace/java-samples#110, bpk68/g-sheets-api#126,
and bodies of Drive's that people recorded. One that refuses callers itself, as Cloud Storage does: recorded in
googleapis/google-cloud-cpp#7334 (scopes) and in trackers of its clients.
"""

from collections.abc import Sequence

from local.wire.errors import ApiError
from local.wire.jsontypes import Json
from local.wire.schema.api import Api

_REALM = 'Bearer realm="https://accounts.google.com/"'
_EXPECTED = (
    "Expected OAuth 2 access token, login cookie or other valid authentication credential. See "
    "https://developers.google.com/identity/sign-in/web/devconsole-project."
)
_UNREGISTERED = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other "
    "form of API consumer identity to call this API."
)
_KEY_IS_NOT_ENOUGH = (
    "API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials that "
    "assert a principal. See https://cloud.google.com/docs/authentication"
)


def unknown_token(api: Api) -> ApiError:
    """A token that there never was, or one that has expired."""
    message = f"Request had invalid authentication credentials. {_EXPECTED}"
    return _unauthenticated(
        api, message if api.front_end else "Invalid Credentials", "Invalid Credentials", "authError"
    )


def unregistered() -> ApiError:
    """Neither token nor key, where a key would do."""
    return ApiError(403, "PERMISSION_DENIED", _UNREGISTERED, "forbidden", front_end=True)


def no_token(api: Api, method_id: str, *, has_key: bool) -> ApiError:
    """No token where one is needed; a key is none."""
    message = _KEY_IS_NOT_ENOUGH if has_key else f"Request is missing required authentication credential. {_EXPECTED}"
    return _unauthenticated(api, message, "Login Required.", "required", _why(api, method_id, "CREDENTIALS_MISSING"))


def _unauthenticated(api: Api, message: str, brief: str, reason: str, details: list[Json] | None = None) -> ApiError:
    return ApiError(
        401, "UNAUTHENTICATED", message, reason, details, brief=brief, location="Authorization",
        location_type="header", front_end=api.front_end,
        headers={"www-authenticate": _REALM + (', error="invalid_token"' if reason == "authError" else "")},
    )  # fmt: skip


def insufficient_scopes(api: Api, method_id: str, accepted: Sequence[str]) -> ApiError:
    """A token of another scope than the method asks for."""
    headers = {"www-authenticate": f'{_REALM}, error="insufficient_scope", scope="{" ".join(accepted)}"'}
    if not api.front_end:
        return ApiError(403, "PERMISSION_DENIED", "Provided scope(s) are not authorized", "forbidden", headers=headers)
    return ApiError(
        403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.", "insufficientPermissions",
        _why(api, method_id, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), brief="Insufficient Permission", front_end=True,
        headers=headers,
    )  # fmt: skip


def unknown_key(api: Api) -> ApiError:
    """A key that there never was, whatever else the request has; the second detail came to Google's APIs later."""
    message = "API key not valid. Please pass a valid API key."
    said = {"@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US", "message": message}
    details = [_info("API_KEY_INVALID", {"service": api.host}), said]
    return ApiError(400, "INVALID_ARGUMENT", message, "badRequest", details, front_end=True)


def _why(api: Api, method_id: str, reason: str) -> list[Json]:
    return [_info(reason, {"service": api.host, "method": api.rpc(method_id)})]


def _info(reason: str, metadata: Json) -> Json:
    kind = "type.googleapis.com/google.rpc.ErrorInfo"
    return {"@type": kind, "reason": reason, "domain": "googleapis.com", "metadata": metadata}
