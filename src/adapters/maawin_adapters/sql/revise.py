"""For developers: write the migration from the newest schema to today's tables.

python -m maawin_adapters.sql.revise "what changes"
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

from . import schema
from .database import Database


def main(message: str) -> None:
    """Compare an empty database of the newest schema with today's tables."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/newest.sqlite")
        schema.upgrade(database)
        schema.revise(database, message)
        database.close()
    for tidy in (("check", "--fix-only"), ("format",)):
        ruff = [sys.executable, "-m", "ruff", *tidy, "--quiet"]
        subprocess.run([*ruff, str(schema.VERSIONS)], check=True)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
