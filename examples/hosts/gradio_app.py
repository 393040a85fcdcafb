"""Gradio: ``python examples/hosts/gradio_app.py``.

Its theme marks a dark page with a class, and the fragment goes by that. It takes away, and insists on it, the space
below whatever stands last in something; so a list stands a little nearer to what follows it.
"""

import gradio as gr

from mbc_explainer import explain


def answer(er: str) -> str:
    """The fragment for what is chosen."""
    return explain({"er": er}).to_html()


with gr.Blocks(title="In Gradio") as app:
    gr.Markdown("# A course of mine\n\nWhat the article says.")
    er = gr.Radio(["positive", "negative", "unknown"], label="ER", value="positive")
    shown = gr.HTML(answer("positive"))
    er.change(answer, er, shown)

if __name__ == "__main__":
    app.launch()
