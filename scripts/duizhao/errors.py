"""What stops a run. Bad data is a Finding (model.py); these are raised only where nothing can be done."""


class DuizhaoError(Exception):
    """Something that stops a run: the message names the file, the place, what was wrong and what to do.

    The command line prints it on standard error and exits with 2.
    """


class CopyError(DuizhaoError):
    """A copy cannot be read truly: empty, binary, unknown encoding, nothing recognisable in it."""


class StoreError(DuizhaoError):
    """A YAML file of the knowledge base is missing, malformed or does not fit its schema."""
