"""Where `maawin` begins. The bare wheel is a library: what commands need is an extra of it."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command; where its libraries are not installed, say what installs them."""
    try:
        from .cli import main as command
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0].startswith("maawin"):
            raise
        sys.exit(_told(missing))
    command()


def _told(missing: ModuleNotFoundError) -> int:
    from maawin_core.words.catalogue import sentence

    for language in ("en", "ar"):
        told = sentence("fault.extra_missing", language, {"found": missing.name or ""})
        print(told, file=sys.stderr)
    return 1


if __name__ == "__main__":
    main()
