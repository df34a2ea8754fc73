"""What is true: orders, platforms, evidence, money and time. Standard library only; no files, SQL, Qt or clock."""
