"""Streamlit: ``streamlit run examples/hosts/streamlit_app.py``.

``st.html`` takes an answer as it is. It lets no drawing through: the dots of a figure are not there, and its words
say the same; the marks of the answers are letters. The fragment follows the theme, light or dark.
"""

import streamlit as st

from mbc_explainer import explain

st.title("A course of mine")
st.write("What the article says.")
er = st.segmented_control("ER", ["positive", "negative", "unknown"], default="positive")
st.html(explain({"er": er}))
