"""The build engine: what to build (plan), building it (run), and whole files only (atomic)."""
