"""`make reset`: deletes the embedded databases and the sample's password, so that the next run starts afresh."""

import os
import sys

from pcc_decisions.local.database import EMBEDDED, LOCAL, at_the_keyboard
from pcc_decisions.local.postgres import remove
from pcc_decisions.local.serve import PASSWORD_FILE


def main() -> None:
    if os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL is set, and `make reset` only deletes the embedded database: unset it first.")
    with at_the_keyboard():
        remove(EMBEDDED)
        remove(LOCAL / "postgres-test")
    PASSWORD_FILE.unlink(missing_ok=True)
    print("The embedded database is deleted; `make run` makes a new one.")


if __name__ == "__main__":
    main()
