"""`make cases`: holds the search and the readers of notices and of registers against a folder of cases, in a database
of its own, which is thrown away."""

import os
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

from local_setup.bench_import import OFFICER, prepare
from local_setup.postgres import remove, running
from pcc_decisions.command_line import command_line


def main(folder: str) -> None:
    with command_line(), tempfile.TemporaryDirectory() as place:
        database = Path(place) / "postgres"
        with running(database) as url:
            os.environ |= {"DATABASE_URL": url, "PCC_DEVELOPMENT": "1", "PCC_FILES_DIR": f"{place}/files"}
            django.setup()
            if (Path(folder) / "searches.json").exists():
                call_command("migrate", verbosity=0)
                call_command("cases", folder, "--searches")
            prepare()
            call_command("cases", folder, "--each", email=OFFICER)
        remove(database)


if __name__ == "__main__":
    main(sys.argv[1])
