"""The use cases for a terminal and for scripts; the contract is kept exact, because scripts outside call it."""
