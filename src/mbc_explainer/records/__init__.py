"""Health records as profiles: what a record in FHIR says of each person in it, and where it says so.

A record is read as plain dictionaries: strict parsers refuse most real ones. What is coded is read,
free text never; what is missing, doubtful or disagrees is not known. Which codes these are stands in
``fhir_codes.json``.
"""

from mbc_explainer.errors import RecordError

from .fhir import FhirRecord, read_fhir
from .person import Contradiction, NoProfile, Origin, PassedOver, Person, Reading, Reason, Spread

__all__ = [
    "Contradiction",
    "FhirRecord",
    "NoProfile",
    "Origin",
    "PassedOver",
    "Person",
    "Reading",
    "Reason",
    "RecordError",
    "Spread",
    "read_fhir",
]
