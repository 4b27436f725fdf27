"""The table of guards fits the project as it is; `make guards` takes each of them out, which takes minutes."""

from pathlib import Path

from local_setup.guards import guards

ROOT = Path(__file__).resolve().parent.parent


def test_every_guard_can_be_taken_out_and_names_a_test():
    table = guards(ROOT)
    assert [f"{guard.what}: {fault}" for guard in table if (fault := guard.fault(ROOT))] == []
    assert len({(guard.file, guard.old, guard.new, guard.test) for guard in table}) == len(table)
