"""What comes in: each reader turns bytes into domain objects, and touches no database."""
