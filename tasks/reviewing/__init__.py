"""Human decisions on their way in and out: what people write, the files they edit, and what is checked."""
