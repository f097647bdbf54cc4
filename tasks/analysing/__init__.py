"""Where stories are analysed: in worker processes of this machine, or of others by way of Dask."""
