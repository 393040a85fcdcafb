"""Files of claims, such as a leaflet's, held against the document claim by claim."""

from .claim_files import GivenClaim
from .claim_report import CheckedClaim, ClaimReport, check_claims

__all__ = ["CheckedClaim", "ClaimReport", "GivenClaim", "check_claims"]
