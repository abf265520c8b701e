"""Service accounts, their keys, and OAuth: POST /token with a signed JWT (RFC 7523), as google-auth sends it."""

import datetime as dt
import secrets
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import exceptions
from google.auth import jwt as google_jwt

from local.wire.conditions.clock import parse_rfc3339, rfc3339
from local.wire.errors import unauthenticated
from local.wire.jsontypes import Json
from local.wire.state import OWNER, State

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFETIME = dt.timedelta(seconds=3599)
_GOOGLE_TOKEN_URI = "https://oauth2.googleapis.com/token"


@lru_cache(maxsize=64)
def _key_pair(email: str) -> tuple[str, str, str]:
    """Key id, private and public PEM. Kept for the life of the process: making a key takes a tenth of a second."""
    del email  # the cache's key: each account has a pair of its own
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return secrets.token_hex(20), private.decode(), public.decode()


def create(state: State, email: str = OWNER) -> Json:
    """The key file of a service account, which is created if it is new."""
    account = state.accounts.get(email)
    if account is None:
        key_id, private, public = _key_pair(email)
        account = {"email": email, "keyId": key_id, "privateKey": private, "publicKey": public}
        state.accounts.put(email, account)
    return {
        "type": "service_account",
        "project_id": "lokal",
        "private_key_id": account["keyId"],
        "private_key": account["privateKey"],
        "client_email": email,
        "client_id": "100000000000000000000",
        "auth_uri": f"{state.base_url}/auth",
        "token_uri": f"{state.base_url}/token",
        "universe_domain": "googleapis.com",
    }


ALLOWED_LOCATIONS: Json = {"locations": [], "encodedLocations": "0x0"}
"""No regional access boundary: what google-auth looks up for every service account, beside the token."""


class TokenError(Exception):
    """A refusal of the token endpoint, in OAuth's own shape."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}


def exchange(state: State, form: dict[str, str]) -> Json:
    """The answer to POST /token. TokenError if the grant, the account, the signature or the time is wrong."""
    if form.get("grant_type") != GRANT:
        raise TokenError("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', '')}")
    try:
        unverified: dict[str, Any] = google_jwt.decode(form.get("assertion", ""), verify=False)  # type: ignore[no-untyped-call]
        account = state.accounts.get(str(unverified.get("iss")))
        if account is None:
            raise TokenError("invalid_grant", "Invalid grant: account not found")
        certs = {account["keyId"]: account["publicKey"]}
        audience = [_GOOGLE_TOKEN_URI, f"{state.base_url}/token"]
        claims = google_jwt.decode(form["assertion"], certs=certs, audience=audience)  # type: ignore[no-untyped-call]
    except (ValueError, exceptions.GoogleAuthError) as fault:
        raise TokenError("invalid_grant", f"Invalid JWT: {fault}") from fault
    return {"access_token": issue(state, str(claims["iss"])), "expires_in": 3599, "token_type": "Bearer"}


def issue(state: State, email: str) -> str:
    """A bearer token for `email`, good for an hour of the stand-in's clock."""
    token = "lokal." + secrets.token_urlsafe(24)
    state.tokens[token] = {"email": email, "expires": rfc3339(state.clock.now() + LIFETIME)}
    return token


def whose(state: State, token: str) -> str:
    """The account behind a bearer token. ApiError 401 for an unknown or an expired one."""
    if state.any_token and token not in state.tokens:
        return OWNER
    known = state.tokens.get(token)
    if known is None or parse_rfc3339(known["expires"]) <= state.clock.now():
        raise unauthenticated()
    return str(known["email"])
