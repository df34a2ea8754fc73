"""The pages of chats: reading them, pasting them, and noting a call."""
