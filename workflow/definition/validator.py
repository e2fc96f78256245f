"""Runs every rule over a procedure and collects what they find."""

from collections.abc import Callable, Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.rules import (
    answers_are_compared_with_answers,
    anytime_says_what_is_raised,
    assigned_items_exist,
    beginnings_take_over_what_comes,
    bounds_leave_room,
    branches_edit_different_items,
    branches_run_beside_each_other,
    buttons_exist,
    calendar_cases_need_nobody,
    calls_keep_their_contract,
    calls_say_what_if_they_fail,
    choices_choose_something,
    choices_have_an_otherwise,
    circulations_find_a_decider,
    columns_are_plain,
    conditions_are_never_empty,
    contracts_fit_the_systems,
    dates_are_still_to_come,
    decided_once,
    documents_are_complete,
    documents_are_decided,
    documents_are_sent_after_the_decision,
    earlier_cases_fit,
    edited_items_exist,
    endings_inside_branches_end_the_whole_case,
    enforcements_are_complete,
    every_step_can_be_reached,
    expressions_are_sound,
    external_calls_wait_for_the_decision,
    first_step_applies,
    groups_can_be_undone,
    handled_errors_happen,
    handlers_keep_to_themselves,
    headings_fit_the_type,
    internal_items_are_only_filled,
    interruptions_lead_on,
    issues_are_complete,
    items_are_named_once,
    items_are_read_when_they_are_filled,
    items_do_not_depend_on_themselves,
    jumped_over_calls_say_what_then,
    jumps_lead_forward,
    kept_calls_say_what_if_changed,
    later_views_follow_deputies,
    lines_of_command_are_followed,
    lookups_ask_what_they_may,
    lookups_find_something,
    loops_go_over_tables,
    messages_are_sent,
    named_steps_exist,
    names_are_short,
    nobody_is_left_when_all_are_heard,
    other_procedures_exist,
    others_can_act,
    outcomes_have_one_english_name,
    overdue_chains_fit,
    overdue_has_a_deadline,
    people_exist,
    people_have_steps,
    personal_data_goes_to_cleared_systems,
    published_documents_stay,
    references_are_chosen,
    reminders_come_in_time,
    replies_come_as_said,
    results_are_declared,
    results_are_reached,
    resumptions_lead_back,
    rows_keep_to_themselves,
    scenarios_name_what_exists,
    send_backs_go_back,
    shared_files_exist,
    slots_name_items,
    steps_are_named_once,
    steps_of_people_have_deadlines,
    tables_answer_everything,
    tables_are_filled,
    timeouts_are_short,
    times_of_documents_are_plain,
    undone_calls_can_be_undone,
    waits_for_messages_have_deadlines,
    waits_say_for_what,
)

Rule = Callable[[Checked], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    # names
    items_are_named_once.check,
    columns_are_plain.check,
    names_are_short.check,
    steps_are_named_once.check,
    people_exist.check,
    shared_files_exist.check,
    contracts_fit_the_systems.check,
    edited_items_exist.check,
    slots_name_items.check,
    named_steps_exist.check,
    results_are_declared.check,
    outcomes_have_one_english_name.check,
    handled_errors_happen.check,
    # the form
    headings_fit_the_type.check,
    references_are_chosen.check,
    internal_items_are_only_filled.check,
    tables_are_filled.check,
    items_do_not_depend_on_themselves.check,
    lookups_find_something.check,
    lookups_ask_what_they_may.check,
    documents_are_complete.check,
    # expressions
    expressions_are_sound.check,
    answers_are_compared_with_answers.check,
    conditions_are_never_empty.check,
    # steps
    first_step_applies.check,
    beginnings_take_over_what_comes.check,
    earlier_cases_fit.check,
    calendar_cases_need_nobody.check,
    choices_have_an_otherwise.check,
    branches_run_beside_each_other.check,
    branches_edit_different_items.check,
    endings_inside_branches_end_the_whole_case.check,
    people_have_steps.check,
    later_views_follow_deputies.check,
    lines_of_command_are_followed.check,
    buttons_exist.check,
    overdue_has_a_deadline.check,
    overdue_chains_fit.check,
    nobody_is_left_when_all_are_heard.check,
    waits_say_for_what.check,
    loops_go_over_tables.check,
    assigned_items_exist.check,
    tables_answer_everything.check,
    circulations_find_a_decider.check,
    issues_are_complete.check,
    enforcements_are_complete.check,
    times_of_documents_are_plain.check,
    anytime_says_what_is_raised.check,
    handlers_keep_to_themselves.check,
    interruptions_lead_on.check,
    jumps_lead_forward.check,
    send_backs_go_back.check,
    resumptions_lead_back.check,
    # connected systems
    calls_keep_their_contract.check,
    replies_come_as_said.check,
    undone_calls_can_be_undone.check,
    personal_data_goes_to_cleared_systems.check,
    other_procedures_exist.check,
    timeouts_are_short.check,
    # scenarios
    scenarios_name_what_exists.check,
    # warnings
    calls_say_what_if_they_fail.check,
    steps_of_people_have_deadlines.check,
    reminders_come_in_time.check,
    waits_for_messages_have_deadlines.check,
    messages_are_sent.check,
    choices_choose_something.check,
    others_can_act.check,
    dates_are_still_to_come.check,
    bounds_leave_room.check,
)
"""Rules about what is written, in the order of the specification of the language."""

RULES_OF_THE_WAY: tuple[Rule, ...] = (
    every_step_can_be_reached.check,
    documents_are_decided.check,
    decided_once.check,
    external_calls_wait_for_the_decision.check,
    documents_are_sent_after_the_decision.check,
    kept_calls_say_what_if_changed.check,
    jumped_over_calls_say_what_then.check,
    published_documents_stay.check,
    rows_keep_to_themselves.check,
    results_are_reached.check,
    items_are_read_when_they_are_filled.check,
    groups_can_be_undone.check,
)
"""Rules about the ways through a procedure; they would mislead where a step or destination could not be read."""

ALL_RULES = (*RULES, *RULES_OF_THE_WAY)


RULES_OF_THE_FORM: tuple[Rule, ...] = (
    items_are_named_once.check,
    columns_are_plain.check,
    names_are_short.check,
    headings_fit_the_type.check,
    references_are_chosen.check,
    tables_are_filled.check,
    items_do_not_depend_on_themselves.check,
    documents_are_complete.check,
    expressions_are_sound.check,
)
"""What can be said of a text whose heading of steps is missing: what misses the steps says nothing more."""

MAX_STEPS = 1_000
MAX_ITEMS = 1_000
"""More than any procedure has; rules compare steps with steps."""


def validate(checked: Checked) -> list[Problem]:
    """All problems that the rules find."""
    if len(checked.outline.all) > MAX_STEPS or len(checked.procedure.items) > MAX_ITEMS:
        return [
            problem(
                "E013",
                checked.procedure.heading("steps"),
                f"手順は{MAX_STEPS}まで、項目は{MAX_ITEMS}までです。手続を分けてください。",
                f"At most {MAX_STEPS} steps and {MAX_ITEMS} items; split the procedure.",
            )
        ]
    if not checked.procedure.has("steps"):
        return [found for rule in RULES_OF_THE_FORM for found in rule(checked)]
    rules = ALL_RULES if checked.procedure.complete else RULES
    return [found for rule in rules for found in rule(checked)]
