"""What is kept: SQLite, content-addressed originals, the custody chain. The only room with SQL."""
