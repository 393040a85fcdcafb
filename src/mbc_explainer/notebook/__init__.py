"""A profile to try out in a notebook, with the answer next to it, live; needs ``mbc-explainer[notebook]``."""

from .explorer import Explorer, explorer

__all__ = ["Explorer", "explorer"]
