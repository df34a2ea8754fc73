"""A plan's pages as PDF objects (ISO 32000-1), written straight to a file so that memory holds one picture at most."""
