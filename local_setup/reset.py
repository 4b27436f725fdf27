"""`make reset`: deletes the embedded databases and the sample's password, so that the next run starts afresh."""

import os
import sys

from local_setup.database import EMBEDDED, LOCAL
from local_setup.postgres import remove
from local_setup.serve import PASSWORD_FILE
from pcc_decisions.command_line import command_line


def main() -> None:
    if os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL is set, and `make reset` only deletes the embedded database: unset it first.")
    with command_line():
        remove(EMBEDDED)
        remove(LOCAL / "postgres-test")
    PASSWORD_FILE.unlink(missing_ok=True)
    print("The embedded database is deleted; `make run` makes a new one.")


if __name__ == "__main__":
    main()
