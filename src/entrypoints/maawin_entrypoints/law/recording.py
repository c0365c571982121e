"""`maawin law replay`, `sign`, `verify` and `new-key`: decision records that last."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from . import options
from .options import lines_of

KEY = click.option("--key", required=True, type=options.FILE, help="A PEM file.")


@click.command()
@options.LINES
@options.REFORM
@options.FORMAT
def replay(file: str, reform: Path | None, form: str) -> None:
    """Recompute kept decision records: the same bytes, or the first line that differs.

    Exit 1 at any that differs.
    """
    from maawin_core.law.record import canonical, digest

    what_if = None if reform is None else options.the_law(reform)
    differ = seen = 0
    for seen, kept in _records(file):
        again, where = _again(kept, what_if)
        differ += bool(where)
        if form == "text":
            click.echo(f"{seen}: differs at {where}" if where else canonical(again).decode())
        else:
            found = {"differs": where} if where else {"record": digest(again)}
            click.echo(json.dumps({"line": seen, "same": not where, **found}, ensure_ascii=False))
    click.echo(f"{seen} records, {differ} differ", err=True)
    sys.exit(1 if differ else 0)


def _again(kept: dict[str, Any] | None, what_if: Any) -> tuple[dict[str, Any], str]:
    """A record computed again, and where it differs from the one that was kept, if it does."""
    from maawin_core import rulebook
    from maawin_core.law.record import first_difference

    if kept is None:
        return {}, "not a decision record"
    record = kept["record"] if "signature" in kept and "record" in kept else kept
    if not isinstance(record, dict):
        return {}, "not a decision record"
    again = rulebook.replayed(record, what_if)
    return ({}, again) if isinstance(again, str) else (again, first_difference(record, again) or "")


@click.command()
@options.LINES
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
@options.LINES
@KEY
@options.FORMAT
def verify(file: str, key: Path, form: str) -> None:
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
        if form == "text":
            said = f"{digest(record)}: signed" if good else f"{number}: not signed with this key"
            click.echo(said)
        else:
            found = {"line": number, "record": digest(record), "signed": good}
            click.echo(json.dumps(found, ensure_ascii=False))
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
    from maawin_core.law.fact_kinds import BadFacts
    from maawin_core.law.record import canonical
    from maawin_core.law.strict_json import parsed

    for number, line in enumerate(lines_of(file), 1):
        try:
            kept = parsed(line)
            canonical(kept)
        except (BadFacts, UnicodeError, ValueError):
            kept = None
        yield number, kept if isinstance(kept, dict) else None
