"""Settings of issuing personal documents."""

from datetime import timedelta

from meguro_platform.settings import environment

ISSUANCE_ALARM_BEFORE = timedelta(hours=environment.number("MEGURO_ISSUANCE_ALARM_HOURS", 48))
"""How long before publication a batch that is not released yet is reported."""

ISSUANCE_MANY_LOOKS = 10
"""Documents of others that one person opens in a day before the office is told."""
