"""What goes out: a dossier's outline, its plan of pages and its PDF.

This room takes a plain outline and readable bytes. It knows no vault, no widget and no clock.
"""
