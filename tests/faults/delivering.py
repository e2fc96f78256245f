"""A worker that only delivers: python -m tests.faults.delivering NAME DATABASE SYSTEMS, systems as JSON.

It goes on after every trouble with the database, as a worker does that is told again to look.
"""

import json
import sys
import time

import django


def main(name: str, database: str, systems: str) -> None:
    """Deliver until somebody ends it."""
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from integrations.connectors.connectors import Connectors
    from integrations.services.deliver import deliver_due

    settings.CONNECTED_SYSTEMS = json.loads(systems)
    connection.settings_dict["NAME"] = database
    with Connectors() as connector:
        while True:
            try:
                deliver_due(worker=name, connector=connector, clock=timezone.now)
            except Exception as trouble:
                print(name, trouble, flush=True)
                connection.close()
            time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
