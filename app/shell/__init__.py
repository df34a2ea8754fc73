"""The only place that wires: paths, clock, language, and which face of the program to show."""
