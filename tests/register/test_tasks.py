"""The parts of the record as tasks, each with how far it has come."""

from grants.actions.decisions import draft, revise
from register.checks.checklist import checklist
from register.task_list import tasks
from tests.stories import fresh


def states(decision):
    decision = fresh(decision)
    return {task.title: task.state.label for task in tasks(decision, checklist(decision))}


def test_a_new_draft_is_hardly_begun(reference, olu):
    states_of_draft = states(draft(by=olu, values={"title": "Mentors"}))
    assert states_of_draft["About the decision"] == "Incomplete"  # a reference, a kind and a title, and no summary
    assert states_of_draft["What was decided, and why"] == "Blocking"
    assert states_of_draft["What was weighed"] == "Not started"
    assert states_of_draft["Published elsewhere"] == "Optional"
    assert states_of_draft["Awards"] == "Not started"


def test_a_section_is_complete_once_all_that_is_asked_is_there(reference, olu):
    decision = draft(by=olu, values={"title": "Mentors", "summary": "Mentors for children whom gangs recruit."})
    assert states(decision)["About the decision"] == "Complete"
    revise(decision, by=olu, values={"alternatives": "None were found."})
    assert states(decision)["What was weighed"] == "Incomplete"


def test_a_whole_decision_blocks_nowhere(draft):
    assert "Blocking" not in states(draft).values()
    assert states(draft)["What was decided, and why"] == "Complete"
    assert states(draft)["Awards"] == "Complete"
    assert states(draft)["Conditions"] == "Complete"


def test_a_part_blocks_where_the_checklist_leads_into_it(draft, olu):
    revise(draft, by=olu, values={"purpose": ""})
    (task,) = (task for task in tasks(fresh(draft), checklist(fresh(draft))) if task.blocks)
    assert (task.title, task.blocks) == ("What was decided, and why", ("Say what the money is for.",))


def test_an_award_without_a_recipient_blocks_the_awards(draft):
    draft.awards.update(recipient=None)
    assert states(draft)["Awards"] == "Blocking"
