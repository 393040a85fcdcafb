# /// script
# [tool.marimo.display]
# theme = "system"
# ///
"""marimo: ``marimo run examples/hosts/marimo_app.py``, or ``marimo edit``; a cell shows an answer that it ends with."""

import marimo

app = marimo.App()

with app.setup:
    import marimo as mo

    from mbc_explainer import explain


@app.cell
def _():
    er = mo.ui.radio(["positive", "negative", "unknown"], value="positive", label="ER", inline=True)
    mo.vstack([mo.md("# A course of mine\n\nWhat the article says."), er])
    return (er,)


@app.cell
def _(er):
    explain({"er": er.value})


if __name__ == "__main__":
    app.run()
