"""Start Pingju: `python -m app [ARGS…]`."""

import multiprocessing
import sys

from app.shell.main import start

if __name__ == "__main__":
    # PDFs are read in a process of their own, which in a built package begins here again.
    multiprocessing.freeze_support()
    sys.exit(start())
