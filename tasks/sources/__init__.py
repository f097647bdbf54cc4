"""Where stories come from: files, folders, globs, URLs, standard input."""
