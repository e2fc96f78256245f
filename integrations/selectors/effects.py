"""Whether there is something to deliver: what the sweep asks each second."""

from workflow.selectors.due_effects import is_effect_due

__all__ = ["is_effect_due"]
