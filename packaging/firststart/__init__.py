"""The first start on a bare machine: virtual environment, system libraries, hand-over. Standard library only."""
