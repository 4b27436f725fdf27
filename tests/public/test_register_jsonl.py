"""The whole register as one file, and docs/verify.md: what it tells people to run offline, run."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from register.actions.taking_down import take_down
from register.notices.verification import in_order
from tests.public.test_version_detail import redact

GUIDE = (Path(__file__).parents[2] / "docs" / "verify.md").read_text()
SCRIPT = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)[1]
WHY = "Somebody asked whether it names a resident."


def lines() -> list[dict]:
    answer = Client().get("/data/register.jsonl")
    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    return [json.loads(line) for line in answer.getvalue().decode().splitlines()]


@pytest.fixture
def check(tmp_path):
    """Do what the guide says; gives what it prints."""

    def run(notices: list[dict]) -> str:
        (tmp_path / "check_register.py").write_text(SCRIPT)
        (tmp_path / "register.jsonl").write_text("".join(json.dumps(each) + "\n" for each in notices))
        command = [sys.executable, "-I", "check_register.py", "register.jsonl"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    return run


def test_every_notice_has_a_line_in_the_order_of_the_chain(small, check):
    told = lines()
    digests = [each.chain_digest for each in in_order()]
    assert [each["chain_digest"] for each in told] == digests
    assert told[-1]["metadata"]["kind"] == "account"
    assert check(told) == f"All is as it was published; the newest digest is {digests[-1]}.\n"


def test_a_line_says_what_the_version_itself_says(small):
    version = Client().get(f"/decisions/{small.hotspot.reference}/versions/2.json").json()
    assert version in lines()


def changed_text(told):
    told[1]["document"]["title"] = "Another title"


def changed_note(told):
    told[1]["metadata"]["note"] = "Another note."


def left_out(told):
    del told[2]


def swapped(told):
    told[1], told[2] = told[2], told[1]


@pytest.mark.parametrize("forge", [changed_text, changed_note, left_out, swapped])
def test_what_was_changed_or_left_out_is_noticed(small, check, forge):
    told = lines()
    forge(told)
    assert "IS NOT WHAT WAS PUBLISHED" in check(told)


def test_a_redacted_notice_keeps_its_place(small, check):
    redact(small, 1)
    told = lines()
    assert [each["document"] is None for each in told].count(True) == 1
    assert check(told).startswith("All is as it was published")


def test_of_a_text_out_of_public_sight_only_the_digests_are_told(small, check):
    title = small.many.title
    take_down(small.many, by=small.office.ada, reason=WHY)
    told = lines()
    assert title not in str(told)
    [line] = [each for each in told if each["metadata"] is None]
    assert (line["document"], line["salt"]) == (None, None)
    assert "out of public sight at the moment, and were not worked out: 1." in check(told)


def test_a_filter_is_refused_with_a_sentence(small):
    answer = Client().get("/data/register.jsonl?partnership=salford")
    assert (answer.status_code, answer.text) == (400, "This file has no filter “partnership”.\n")
