"""Signatures by Ed25519 in minisign's formats: whoever has minisign can check them without orxl.

The formats are those of https://jedisct1.github.io/minisign/: a public key, a private key that a
passphrase encrypts (scrypt), and a signature over the BLAKE2b digest of a file and a comment.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orxl.core.errors import BadCall, BadSource, OrxlError
from orxl.core.light import dataclass

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ed25519

_PREHASHED: Final = b"ED"
_PLAIN: Final = b"Ed"
_ID: Final = 8
_OPERATIONS: Final = 4_194_304
_MEMORY: Final = 134_217_728
"""Bytes that scrypt uses: what minisign's rule makes of the two is N = 2^17, r = 8, p = 1."""
_MOST_MEMORY: Final = 1_073_741_824
_SHORTEST: Final = 8


class BadSignature(OrxlError):
    """The signature is not of this file, or not by this key."""


@dataclass(frozen=True)
class Keys:
    """A new pair of keys as the files have them."""

    private: str
    public: str


def new_keys(passphrase: str) -> Keys:
    """A new pair of keys. Raises BadCall for a short passphrase, OrxlError without cryptography."""
    if len(passphrase) < _SHORTEST:
        raise BadCall(f"Passordet må ha minst {_SHORTEST} tegn.", "Velg en setning.")
    module = _ed25519()
    private = module.Ed25519PrivateKey.generate()
    seed, public = private.private_bytes_raw(), private.public_key().public_bytes_raw()
    number = secrets.token_bytes(_ID)
    secret = seed + public
    checksum = hashlib.blake2b(_PLAIN + number + secret, digest_size=32).digest()
    salt = secrets.token_bytes(32)
    hidden = _mixed(number + secret + checksum, passphrase, salt, _OPERATIONS, _MEMORY)
    limits = _OPERATIONS.to_bytes(8, "little") + _MEMORY.to_bytes(8, "little")
    name = number[::-1].hex().upper()
    return Keys(
        f"untrusted comment: minisign encrypted secret key {name}\n"
        + _encoded(_PLAIN + b"Sc" + b"B2" + salt + limits + hidden),
        f"untrusted comment: minisign public key {name}\n" + _encoded(_PLAIN + number + public),
    )


def signer(private: str, passphrase: str) -> Signer:
    """Who signs with the key *private*. Raises BadSource for a wrong key or a wrong passphrase."""
    data = _decoded(private.strip().splitlines()[-1] if private.strip() else "", 158, "nøkkelen")
    if data[:2] != _PLAIN or data[2:4] != b"Sc" or data[4:6] != b"B2":
        raise BadSource("Nøkkelen er ikke en privat nøkkel med passord.", "Velg en annen fil.")
    salt, hidden = data[6:38], data[54:]
    operations = int.from_bytes(data[38:46], "little")
    memory = int.from_bytes(data[46:54], "little")
    opened = _mixed(hidden, passphrase, salt, operations, memory)
    number, secret, checksum = opened[:_ID], opened[_ID:72], opened[72:]
    wanted = hashlib.blake2b(_PLAIN + number + secret, digest_size=32).digest()
    if not hmac.compare_digest(checksum, wanted):
        raise BadSource("Passordet passer ikke til nøkkelen.", "Prøv igjen.")
    return Signer(number, _ed25519().Ed25519PrivateKey.from_private_bytes(secret[:32]))


@dataclass(frozen=True)
class Signer:
    """A private key that has been opened."""

    _number: bytes
    _key: ed25519.Ed25519PrivateKey

    def sign(self, data: bytes, comment: str) -> bytes:
        """The signature of *data*, and of *comment* with it, as a file."""
        signature = self._key.sign(hashlib.blake2b(data).digest())
        both = self._key.sign(signature + comment.encode())
        return (
            f"untrusted comment: signert med orxl\n"
            f"{_encoded(_PREHASHED + self._number + signature)}"
            f"trusted comment: {comment}\n{_encoded(both)}"
        ).encode()


def check_signature(data: bytes, signature: str, public: str) -> str:
    """The comment that was signed with *data*, by the key *public* (a key file's text, or a key).

    Raises BadSignature; BadSource where *public* is no key.
    """
    module = _ed25519()
    from cryptography.exceptions import InvalidSignature

    key = _decoded(public.strip().splitlines()[-1] if public.strip() else "", 42, "nøkkelen")
    if key[:2] != _PLAIN:
        raise BadSource("Nøkkelen er ikke en offentlig nøkkel.", "Velg filen som slutter på .pub.")
    lines = signature.replace("\r\n", "\n").removesuffix("\n").split("\n")
    try:
        _, signed, comment, both = lines
        made, over = _decoded(signed, 74, "signaturen"), _decoded(both, 64, "signaturen")
    except (ValueError, BadSource):
        raise BadSignature("Signaturen er ødelagt.", "Få filen på nytt.") from None
    if made[2:10] != key[2:10]:
        raise BadSignature("Vedtaket er signert med en annen nøkkel.", "Sjekk nøkkelen.")
    prefix = "trusted comment: "
    if made[:2] != _PREHASHED or not comment.startswith(prefix):
        raise BadSignature("Signaturen er ødelagt.", "Få filen på nytt.")
    known = module.Ed25519PublicKey.from_public_bytes(key[10:])
    said = comment.removeprefix(prefix)
    try:
        known.verify(made[10:], hashlib.blake2b(data).digest())
        known.verify(over, made[10:] + said.encode())
    except InvalidSignature:
        raise BadSignature(
            "Signaturen stemmer ikke: opplysningene om vedtaket er endret.", "Få filene på nytt."
        ) from None
    return said


def write_keys(keys: Keys, file: Path) -> tuple[Path, Path]:
    """Write *keys* to «file.key», which only its owner may read, and «file.pub».

    Raises BadCall where one is there, OSError.
    """
    private, public = file.with_name(f"{file.name}.key"), file.with_name(f"{file.name}.pub")
    for path in (private, public):
        if path.exists():
            raise BadCall(f"«{path.name}» finnes fra før.", "Velg et annet navn.")
    private.touch(mode=0o600)
    private.write_text(keys.private, "utf-8", newline="\n")
    public.write_text(keys.public, "utf-8", newline="\n")
    return private, public


def _mixed(data: bytes, passphrase: str, salt: bytes, operations: int, memory: int) -> bytes:
    """*data* hidden by the passphrase, or shown again; N, r and p as libsodium takes them."""
    if not 32_768 <= operations <= 2**40 or not 2**20 <= memory <= _MOST_MEMORY:
        raise BadSource("Nøkkelen ber om mer minne enn den skal.", "Lag en ny nøkkel.")
    r = 8
    if operations < memory // 32:
        p, most = 1, operations // (r * 4)
    else:
        p, most = 0, memory // (r * 128)
    power = next(n for n in range(1, 64) if 2**n > most // 2)
    if not p:
        p = min(operations // 4 // 2**power, 0x3FFFFFFF) // r
    stream = hashlib.scrypt(
        passphrase.encode(), salt=salt, n=2**power, r=r, p=max(p, 1),
        maxmem=128 * r * (2**power + p + 1024), dklen=len(data),
    )  # fmt: skip
    return bytes(a ^ b for a, b in zip(data, stream, strict=True))


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode() + "\n"


def _decoded(text: str, length: int, what: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    # The same bytes have one spelling, so that no letter can be changed unseen.
    if len(data) != length or _encoded(data).strip() != text:
        raise BadSource(f"Kan ikke lese {what}.", "Velg en annen fil.")
    return data


def _ed25519() -> Any:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519 as module
    except ImportError as error:
        raise OrxlError(
            "Signering trenger pakken cryptography, som ikke er installert.",
            "Installer den med «pip install orxl[signatur]».",
        ) from error
    return module
