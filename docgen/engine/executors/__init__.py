"""Where jobs run: processes of this machine, a Dask cluster."""
