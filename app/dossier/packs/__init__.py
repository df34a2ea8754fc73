"""Pictures and words cut to what a channel takes: planning (`cutting`, `sheets`), `drawing`, and `texts`."""
