"""Start Pingju: `python -m app [ARGS…]`."""

import sys

from app.shell.main import main

if __name__ == "__main__":
    sys.exit(main())
