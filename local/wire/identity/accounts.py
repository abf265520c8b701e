"""Service accounts and their keys."""

import secrets
from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from local.wire.jsontypes import Json
from local.wire.state import OWNER, State

CLIENT_ID = "100000000000000000000"


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
        "client_id": CLIENT_ID,
        "auth_uri": f"{state.base_url}/auth",
        "token_uri": f"{state.base_url}/token",
        "universe_domain": "googleapis.com",
    }
