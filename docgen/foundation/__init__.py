"""What every room uses: diagnostics, TOML with places, a hook for caching bytes."""
