"""Start Pingju, or its tests, from a checkout: all the set-up there is.

    python3 packaging/dev.py run [ARGS...]           what `pingju ARGS...` does
    python3 packaging/dev.py test [PYTEST ARGS...]   every test; paths are relative to the checkout

The first start makes `.venv` from the lock file, with every hash checked; later ones begin at once.
"""

# Old Pythons must be able to read this file, if only to say that they are too old: nothing newer than 2.7 here.
# ruff: noqa: PTH100, PTH118, PTH120, RUF005, S605, S606, UP031
import os
import sys

NEEDED = (3, 11)
NEWEST_LOOKED_FOR = 14


def newer_python():
    """Return the path of the newest suitable `python3.N` on PATH, or None."""
    for minor in range(NEWEST_LOOKED_FOR, NEEDED[1] - 1, -1):
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            candidate = os.path.join(folder, "python3.%d" % minor)
            if os.access(candidate, os.X_OK) and os.system('"%s" -c "" 2>/dev/null' % candidate) == 0:
                return candidate
    return None


def start():
    """Hand over to `firststart` on a Python that can run it; return the exit code."""
    if sys.version_info < NEEDED:
        found = newer_python() if os.name == "posix" else None
        if found:
            os.execv(found, [found] + sys.argv)
        sys.stderr.write(
            "Pingju needs Python 3.11 or newer and this is %s: install it from https://www.python.org/downloads/"
            " and start it again with that Python.\n" % sys.version.split()[0]
        )
        return 2
    # `python -P` and PYTHONSAFEPATH leave the script's own folder out.
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from firststart.launch import main

    return main(sys.argv[1:], __doc__)


if __name__ == "__main__":
    sys.exit(start())
