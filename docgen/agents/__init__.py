"""docgen as a tool for agents: a server of the Model Context Protocol."""
