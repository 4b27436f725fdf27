"""The readers of notices and registers are held against a folder of cases kept beside the project, where there is
one."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from intake.cases import Score, judge
from intake.cases_of_registers import judge_registers

CASES = Path(os.environ.get("CASES") or Path(__file__).resolve().parents[2].parent / "shared" / "cases")


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    if not CASES.is_dir():
        pytest.skip("there are no cases here")
    return {score.name: score for score in judge(CASES)}


def test_notices_are_read_right_and_nothing_is_invented_or_lost(scores):
    score = scores["notices"]
    assert score.share_right >= 0.97, score.said
    assert (score.facts["invented"], score.lost) == (0, 0), score.said
    assert (score.refused, score.to_refuse) == (6, 6), score.said


@pytest.mark.parametrize(("name", "whole"), [("sentences", 0.90), ("conditions", 0.90), ("makers", 0.95)])
def test_single_passages_are_read_right(scores, name, whole):
    assert scores[name].share_whole >= whole, scores[name].said


def test_registers_are_drafted_after_the_stated_answers(reference, olu):
    if not (CASES / "registers").is_dir():
        pytest.skip("there are no registers here")
    score = judge_registers(CASES / "registers", by=olu)
    assert score.whole == score.cases, score.said


def test_no_sum_is_invented(scores):
    assert scores["sentences"].facts["invented"] == 0, scores["sentences"].said


def test_the_command_prints_a_row_for_each_folder(scores):
    printed = StringIO()
    call_command("cases", CASES, stdout=printed)
    assert [line.split()[0] for line in printed.getvalue().splitlines()[1:]] == list(scores)


def test_a_folder_without_cases_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no cases"):
        call_command("cases", tmp_path)
