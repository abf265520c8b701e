"""POST /token with a signed JWT (RFC 7523), as google-auth sends it.

Order and words of the refusals as recorded from Google in September 2026 and published with a mock of another of its
APIs, but for the one of the times, which was reported in several trackers (dermesser/yup-oauth2#76). Recorded there
too: for a scope that is none of Google's, the answer has an ID token and no access token.
"""

import base64
import time
from typing import Any

from google.auth import exceptions
from google.auth import jwt as google_jwt
from google.auth.crypt import RSASigner, RSAVerifier

from local.wire.identity import tokens
from local.wire.identity.accounts import CLIENT_ID
from local.wire.jsontypes import Json
from local.wire.schema import discovery
from local.wire.state import State

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_GOOGLE_TOKEN_URI = "https://oauth2.googleapis.com/token"
_LONGEST, _SKEW = 3600, 300
"""Seconds that an assertion may be good for, and that clocks may differ."""
_TIMES = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp "
    "values and use a clock with skew to account for clock differences between systems."
)

ALLOWED_LOCATIONS: Json = {"locations": [], "encodedLocations": "0x0"}
"""No regional access boundary: what google-auth looks up for every service account, beside the token."""


class TokenError(Exception):
    """A refusal of the token endpoint, in OAuth's own shape."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}


def exchange(state: State, form: dict[str, str]) -> Json:
    """The answer to POST /token. TokenError if grant, account, signature, times, scope or audience are wrong."""
    if form.get("grant_type") != GRANT:
        raise TokenError("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', '')}")
    claims, account = _signed(state, form.get("assertion", ""))
    _check_times(claims)
    scopes = str(claims.get("scope", "")).split()
    audience = str(claims.get("target_audience", "")) or None
    if not scopes and not audience:
        raise TokenError("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    if claims.get("aud") not in (_GOOGLE_TOKEN_URI, f"{state.base_url}/token"):
        raise TokenError("invalid_grant", "Invalid JWT: Failed audience check.")
    if audience or not discovery.knows_scopes(scopes):
        return {"id_token": _id_token(account, audience or " ".join(scopes))}
    token = tokens.issue(state, account["email"], scopes)
    return {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}


def _signed(state: State, assertion: str) -> tuple[dict[str, Any], Json]:
    """What an assertion claims, and the account that signed it."""
    try:
        claims: dict[str, Any] = google_jwt.decode(assertion, verify=False)  # type: ignore[no-untyped-call]
    except (ValueError, exceptions.GoogleAuthError) as fault:
        raise TokenError("invalid_request", "Bad Request") from fault
    account = state.accounts.get(str(claims.get("iss")))
    if account is None:
        raise TokenError("invalid_grant", "Invalid grant: account not found")
    signed, _, signature = assertion.rpartition(".")
    verifier = RSAVerifier.from_string(account["publicKey"])  # type: ignore[no-untyped-call]
    if not verifier.verify(signed.encode(), base64.urlsafe_b64decode(signature + "==")):
        raise TokenError("invalid_grant", "Invalid JWT Signature.")
    return claims, account


def _check_times(claims: dict[str, Any]) -> None:
    """By the machine's clock, as who signs goes by it too: the stand-in's may have been set."""
    for name, meaning in (("iat", "issued at"), ("exp", "expiration time")):
        if not str(claims.get(name, "")).isdecimal():
            raise TokenError("invalid_grant", f"Invalid JWT: {name} ({meaning}) is not set.")
    issued, expires, now = int(claims["iat"]), int(claims["exp"]), time.time()
    if issued > now + _SKEW or expires < now - _SKEW or not 0 < expires - issued <= _LONGEST:
        raise TokenError("invalid_grant", _TIMES)


def _id_token(account: Json, audience: str) -> str:
    now = int(time.time())
    claims = {
        "aud": audience, "azp": account["email"], "email": account["email"], "email_verified": True, "exp": now + 3600,
        "iat": now, "iss": "https://accounts.google.com", "sub": CLIENT_ID,
    }  # fmt: skip
    signer = RSASigner.from_string(account["privateKey"], account["keyId"])  # type: ignore[no-untyped-call]
    signed: bytes = google_jwt.encode(signer, claims)  # type: ignore[no-untyped-call]
    return signed.decode()
