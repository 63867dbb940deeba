"""A build server for ``docgen build --daemon``: one a project, started on demand, gone when idle."""
