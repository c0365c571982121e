"""`maawin law replay`, `sign`, `verify` and `new-key`: decision records that last."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from . import options
from .options import lines_of

KEY = click.option("--key", required=True, type=options.FILE, help="A PEM file.")


@click.command()
@click.argument("file", default="-")
@options.REFORM
def replay(file: str, reform: Path | None) -> None:
    """Recompute kept decision records. Exit 1 at any that differs, naming the first line."""
    from maawin_core import rulebook
    from maawin_core.law.record import digest

    what_if = None if reform is None else options.the_law(reform)
    failed = False
    for number, kept in _records(file):
        if kept is None:
            click.echo(f"{number}: not a decision record")
            failed = True
            continue
        record = kept["record"] if "signature" in kept and "record" in kept else kept
        different = rulebook.replay(record, what_if)
        failed |= different is not None
        click.echo(f"{number}: differs at {different}" if different else digest(record))
    sys.exit(1 if failed else 0)


@click.command()
@click.argument("file", default="-")
@KEY
def sign(file: str, key: Path) -> None:
    """Sign decision records with a private key: each becomes {"record": …, "signature": …}."""
    from maawin_adapters.signing.ed25519 import Signer, UnreadableKey
    from maawin_core.law.record import canonical

    try:
        signer = Signer.from_pem(key.read_bytes())
    except UnreadableKey as bad:
        raise click.BadParameter(str(bad), param_hint="--key") from None
    failed = False
    for number, kept in _records(file):
        if kept is None or "signature" in kept:
            click.echo(f"{number}: not an unsigned decision record", err=True)
            failed = True
            continue
        signature = signer.signature(canonical(kept))
        click.echo(canonical({"record": kept, "signature": signature}).decode())
    sys.exit(1 if failed else 0)


@click.command()
@click.argument("file", default="-")
@KEY
def verify(file: str, key: Path) -> None:
    """Check signed records with a public key. Exit 1 at any that was not signed so."""
    from maawin_adapters.signing.ed25519 import UnreadableKey, Verifier
    from maawin_core.law.record import canonical, digest

    try:
        verifier = Verifier.from_pem(key.read_bytes())
    except UnreadableKey as bad:
        raise click.BadParameter(str(bad), param_hint="--key") from None
    failed = False
    for number, kept in _records(file):
        signed: dict[str, Any] = kept or {}
        record = signed.get("record", {})
        good = verifier.accepts(canonical(record), signed.get("signature"))
        failed |= not good
        click.echo(f"{digest(record)}: signed" if good else f"{number}: not signed with this key")
    sys.exit(1 if failed else 0)


@click.command("new-key")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def new_key(file: Path) -> None:
    """Make a private key in FILE (nobody else may read it) and its public key in FILE.pub."""
    from maawin_adapters.signing.ed25519 import new_key_pair

    private, public = new_key_pair()
    try:
        with file.open("xb") as stream:
            file.chmod(0o600)
            stream.write(private)
    except FileExistsError:
        raise click.BadParameter(f"{file} exists; a key is never overwritten") from None
    file.with_name(f"{file.name}.pub").write_bytes(public)
    click.echo(f"{file}.pub")


def _records(file: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Each line, and the JSON object on it; None where there is none."""
    from maawin_core import rulebook
    from maawin_core.law.fact_kinds import BadFacts
    from maawin_core.law.record import canonical

    for number, line in enumerate(lines_of(file), 1):
        try:
            kept = rulebook.parsed(line)
            canonical(kept)
        except (BadFacts, UnicodeError, ValueError):
            kept = None
        yield number, kept if isinstance(kept, dict) else None
