"""Which units look after the platform as a whole; rights on a procedure follow from the office that owns it."""

RIGHTS_OF_UNITS = {
    "workflow.audit_cases": ("14030000",),
    "workflow.settle_incidents": ("03010300",),
    "meguro_platform.see_coming_organisation": ("04020000", "03010300"),
    "integrations.operate_systems": ("03010300",),
    "integrations.administer_systems": ("03010300",),
}
"""Permission: units whose members have it, with those of the units below."""
