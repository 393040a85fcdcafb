"""The text that is on every output, and that nothing takes off."""

from typing import Final

from mbc_explainer.phrases import phrase

__all__ = ["DISCLAIMER", "DISCLAIMER_SHORT"]

DISCLAIMER: Final = phrase("disclaimer.whole")
DISCLAIMER_SHORT: Final = phrase("disclaimer.short")
