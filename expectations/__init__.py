"""What is good enough: suites as code, their run, their report."""
