"""One plain line in place of a traceback, where what a script was asked for cannot be."""

import sys


def plainly(name, work):
    """The status of `work`; 2 and one line on standard error for values that cannot be."""
    try:
        return work()
    except ValueError as error:  # yanglao's faults of values and of scenarios
        print(f"{name}: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
