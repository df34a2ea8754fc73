"""Looking at evidence closely: tiles, marks, recognised text, facts, and two pictures side by side."""
