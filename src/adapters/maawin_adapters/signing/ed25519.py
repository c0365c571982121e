"""Ed25519 signatures (RFC 8032) with `cryptography`: who answers for a decision record."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Any, Self

from attrs import frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALGORITHM = "Ed25519"


class UnreadableKey(Exception):
    """A file that holds no Ed25519 key of the kind that is needed."""


@frozen
class Signer:
    """Signs with one private key."""

    _key: Ed25519PrivateKey

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """The key in a PEM file without a password."""
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise UnreadableKey("This is not an Ed25519 private key without a password.")
        return cls(key)

    def signature(self, message: bytes) -> dict[str, str]:
        """The signature, and which key made it."""
        made = base64.b64encode(self._key.sign(message)).decode()
        return {
            "algorithm": ALGORITHM,
            "key": fingerprint(self._key.public_key()),
            "value": made,
        }


@frozen
class Verifier:
    """Checks with one public key."""

    _key: Ed25519PublicKey

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """The key in a PEM file."""
        try:
            key = serialization.load_pem_public_key(pem)
        except (ValueError, TypeError):
            key = None
        if not isinstance(key, Ed25519PublicKey):
            raise UnreadableKey("This is not an Ed25519 public key.")
        return cls(key)

    def accepts(self, message: bytes, signature: Any) -> bool:
        """Whether this key signed the message."""
        if not isinstance(signature, dict) or signature.get("algorithm") != ALGORITHM:
            return False
        try:
            value = base64.b64decode(str(signature.get("value")), validate=True)
            self._key.verify(value, message)
        except (InvalidSignature, binascii.Error, ValueError):
            return False
        return signature.get("key") == fingerprint(self._key)


def new_key_pair() -> tuple[bytes, bytes]:
    """A new private key and its public key, as PEM."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public


def fingerprint(key: Ed25519PublicKey) -> str:
    """The name of a key: the SHA-256 of its bytes."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"
