"""The bill of materials names every package that is pinned, whoever can be asked."""

import json
import re

from local_setup.sbom import PROJECT, bill


def test_every_package_of_a_server_is_named():
    named = {each["purl"] for each in bill(PROJECT)["components"]}
    pinned = re.findall(r"^\S+==", (PROJECT / "requirements/run.txt").read_text(), re.MULTILINE)
    locked = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    assert len([each for each in named if each.startswith("pkg:pypi/")]) == len(pinned)
    assert len([each for each in named if each.startswith("pkg:npm/")]) == len(
        {(place.rpartition("node_modules/")[2], told["version"]) for place, told in locked.items() if place}
    )
    assert any(each.startswith("pkg:pypi/django@5.2") for each in named)
