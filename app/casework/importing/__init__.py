"""Taking in what people can export: statements, chats, mails, pages, recordings and pictures, each told by content."""
