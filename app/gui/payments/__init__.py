"""The pages of payments and of reconciling them with orders."""
