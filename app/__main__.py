"""Start Pingju: `python -m app [ARGS…]`."""

import sys

from app.shell.main import start

if __name__ == "__main__":
    sys.exit(start())
