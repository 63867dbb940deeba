"""A company's .pptx or .potx: read, understood, and used as the deck's base."""
