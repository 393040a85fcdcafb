"""Small health records in FHIR, made up."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

LOINC: Final = "http://loinc.org"
SNOMED: Final = "http://snomed.info/sct"
ICD10: Final = "http://hl7.org/fhir/sid/icd-10-cm"
ICD10_GM: Final = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
UICC: Final = "https://www.uicc.org/resources/tnm"
OBDS: Final = "https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-fernmetastasen"
MII: Final = f"{OBDS.rpartition('-')[0]}-mamma-her2neu-status-leitlinie"
AJCC: Final = "http://cancerstaging.org"
INTERPRETATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"

Coding = tuple[str, str] | tuple[str, str, str]

POSITIVE: Final = (SNOMED, "10828004", "Positive (qualifier value)")
NEGATIVE: Final = (SNOMED, "260385009", "Negative (qualifier value)")
BREAST: Final = (SNOMED, "254837009", "Malignant neoplasm of breast (disorder)")
LUNG_CANCER: Final = (SNOMED, "254637007", "Non-small cell lung cancer (disorder)")
BONE: Final = (SNOMED, "94222008", "Secondary malignant neoplasm of bone (disorder)")
UNSPECIFIED: Final = (SNOMED, "128462008")
ER: Final = (LOINC, "85337-4")
PR: Final = (LOINC, "85339-0")
HER2: Final = (LOINC, "48676-1")
STAGE: Final = (LOINC, "21908-9")
M_CATEGORY: Final = (LOINC, "21907-1")
SITE_OF_SPREAD: Final = (SNOMED, "385421009", "Site of distant metastasis")
STAGE_4: Final = (AJCC, "4")
STAGE_3A: Final = (AJCC, "c3A")


def concept(*codings: Coding, text: str | None = None) -> dict[str, Any]:
    given = [dict(zip(("system", "code", "display"), coding, strict=False)) for coding in codings]
    return {"coding": given} | ({"text": text} if text else {})


def patient(own: str = "p", **more: Any) -> dict[str, Any]:
    """Somebody with an id of their own."""
    return {"resourceType": "Patient", "id": own, **more}


def sure(letter: str) -> dict[str, Any]:
    """What stands beside a diagnosis in Germany: sure, suspected, ruled out, or over."""
    return {"url": "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit", "valueCoding": {"code": letter}}


def about(name: str | None) -> dict[str, Any]:
    return {"subject": {"reference": name}} if name else {}


def condition(*codings: Coding, of: str | None = "Patient/p", **more: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "code": concept(*codings), **about(of), **more}


def observation(code: Coding, value: Coding | None = None, of: str | None = "Patient/p", **more: Any) -> dict[str, Any]:
    valued = {"valueCodeableConcept": concept(value)} if value else {}
    return {"resourceType": "Observation", "status": "final", "code": concept(code), **valued, **about(of), **more}


def bundle(*resources: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    entry: Iterable[Any] = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entry, **more}


def with_breast_cancer(*resources: Mapping[str, Any]) -> dict[str, Any]:
    """A bundle of one person with breast cancer, and more."""
    return bundle(patient(), condition(BREAST), *resources)
