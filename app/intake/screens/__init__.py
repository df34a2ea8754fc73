"""What a screenshot states: the kind of page by its words, and fields by where labels and values stand on it."""
