"""The one wording that is on every output, and that nothing takes off."""

from typing import Final

__all__ = ["DISCLAIMER", "DISCLAIMER_SHORT"]

DISCLAIMER: Final = (
    "This is education, not medical advice. It tells what one document says, and that document "
    "has a date of its own, so newer knowledge may be missing. Do not start, stop, or change a treatment "
    "because of it. Ask your care team: they know you, and they may know of more. If something is new, "
    "sudden, or worse, call your care team or emergency services now."
)
DISCLAIMER_SHORT: Final = "Education, not medical advice: what one document says. Your care team knows you."
