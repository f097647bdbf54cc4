"""Commands of `sanctionwire`, a module each: options and printing here, the work in what they import when they run."""
