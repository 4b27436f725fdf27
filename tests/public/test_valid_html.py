"""Every kind of public page is valid HTML to the Nu checker, which `make validate` brings."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.public.small_register import addresses

CHECKER = Path(settings.BASE_DIR, ".local", "validate", "node_modules", "vnu-jar", "build", "dist", "vnu.jar")
CHECKER = Path(os.environ.get("VNU_JAR", CHECKER))


@pytest.mark.skipif(
    not (shutil.which("java") and CHECKER.exists()), reason="make validate: needs Java and the Nu checker"
)
def test_the_nu_checker_finds_nothing(small, tmp_path):
    for number, address in enumerate(addresses(small)):
        (tmp_path / f"{number:02}.html").write_bytes(Client().get(address).content)
    command = ["java", "-jar", CHECKER, "--format", "json", "--exit-zero-always", *sorted(tmp_path.iterdir())]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert [(each["url"], each["message"]) for each in json.loads(said)["messages"]] == []
