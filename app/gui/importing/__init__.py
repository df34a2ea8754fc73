"""The pages of importing: files, the mapping of any other table, and lists of orders."""
