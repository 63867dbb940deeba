"""A study of meaning: honest abstractive summaries, and mistakes planted in them."""
