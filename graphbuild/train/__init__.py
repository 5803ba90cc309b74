"""The recipe that makes the shipped model (extra ``[train]``): see ``python -m graphbuild.train --help``."""
