"""What is seen: windows, models, delegates, background tasks. No SQL, no rules, no file formats."""
