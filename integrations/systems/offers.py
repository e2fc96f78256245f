"""What a system's file offers to the contracts that procedures write about it."""

from integrations.systems.system import ConnectedSystem
from workflow.definition.catalogue import Offered


def offers_of(system: ConnectedSystem) -> dict[str, Offered]:
    """Operations, messages and files by name."""
    operations = {
        operation.name: Offered(
            takes=tuple(value.name for value in operation.send if not value.is_filled_in),
            requires=tuple(value.name for value in operation.send if value.required and not value.is_filled_in),
            gives=tuple(value.name for value in operation.receive),
            errors=tuple(dict.fromkeys(operation.answers.codes.values())),
            kinds={value.name: value.item.type for value in operation.receive},
            only_reads=operation.only_reads,
            personal_data=system.personal_data,
            later=operation.later,
            takes_letter=operation.takes_letter,
            takes_record=operation.takes_record,
            every_decision=operation.every_decision,
        )
        for operation in system.operations.values()
    }
    messages = {
        message.name: Offered(takes=tuple(value.name for value in message.payload), is_message=True, key=message.key)
        for message in system.announcements.values()
        if not message.into
    }
    files = {
        delivery.name: Offered(takes=delivery.values, is_message=True, is_file=True)
        for delivery in system.deliveries.values()
        if not delivery.into
    }
    return operations | messages | files
