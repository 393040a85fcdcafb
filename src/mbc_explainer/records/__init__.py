"""Records as profiles: what a health record in FHIR, or a table of cBioPortal, says of each person, and where.

A record is read as plain dictionaries: strict parsers refuse most real ones. What is coded is read,
free text never; what is missing, doubtful or disagrees is not known. Which codes these are stands in
``fhir_codes.json``.
"""

from mbc_explainer.errors import RecordError

from .cbioportal import CbioportalTable, ColumnRead, read_cbioportal
from .fhir import FhirRecord, read_fhir
from .person import Contradiction, NoProfile, Origin, PassedOver, Person, Reading, Reason, Spread

__all__ = [
    "CbioportalTable",
    "ColumnRead",
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
    "read_cbioportal",
    "read_fhir",
]
