"""Settings of workflow."""

import os

MEGURO_PREPARE = os.environ.get("MEGURO_PREPARE", "on") != "off"
"""Whether the statements of the hot path are prepared; off for a pooler that can't keep prepared statements."""
