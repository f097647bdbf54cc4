"""One step each: thin Prefect tasks over pure sub-packages."""
