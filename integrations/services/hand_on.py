"""After one system has taken another's place, calls that belong to the earlier one still go there.

A file under definitions/systems is one system: its id never means another. The name (連携先) is the part it plays for
procedures. The system that takes a part over gets a file of its own with that name; the file of the earlier one gets
another name, and its connection stays in the settings under it.
"""

from collections.abc import Sequence

from integrations.errors import Trouble
from integrations.reply import NoReply
from integrations.selectors.carried_by import bound_to
from integrations.selectors.systems import described_systems
from workflow.services.claim_effects import ClaimedEffect
from workflow.services.forward_effects import forward_effects


def hand_on(effects: Sequence[ClaimedEffect]) -> list[ClaimedEffect]:
    """Forward the calls that belong to a system of another name; the ones that stay."""
    names = {system.id: name for name, system in described_systems().items()}
    homes = {effect.id: names.get(bound_to(effect), effect.target) for effect in effects}
    forward_effects([effect for effect in effects if homes[effect.id] != effect.target], to=homes)
    return [effect for effect in effects if homes[effect.id] == effect.target]


def stranded(effect: ClaimedEffect) -> NoReply | None:
    """Why a call cannot be made: the system it belongs to is described no more."""
    home = bound_to(effect)
    if not home or any(system.id == home for system in described_systems().values()):
        return None
    return NoReply(Trouble.NOT_CONNECTED, f"definitions/systems/{home}.yaml")
