"""Profiles for hypothesis."""

from hypothesis import strategies as st

from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Goal, Her2Status, ReceptorStatus, Site, Symptom

_SITES = st.sets(st.sampled_from(Site), min_size=1)


@st.composite
def profiles(draw: st.DrawFn) -> PatientProfile:
    """Any valid profile."""
    sites = draw(st.none() | _SITES)
    among = st.sets(st.sampled_from(sorted(sites or Site)))
    return PatientProfile(
        er=draw(st.sampled_from(ReceptorStatus)),
        pr=draw(st.sampled_from(ReceptorStatus)),
        her2=draw(st.sampled_from(Her2Status)),
        sites=sites,
        symptomatic_sites=draw(st.none() | among),
        symptoms=draw(st.sets(st.sampled_from(Symptom), max_size=4)),
        goals=draw(st.sets(st.sampled_from(Goal))),
    )
