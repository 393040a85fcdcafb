/* Practice in a notebook. It asks by itself; Python is told of nothing. */

function render({ model, el }) {
  const name = model.get("element");
  if (!customElements.get(name)) customElements.define(name, practice(...JSON.parse(model.get("content"))));
  const live = made(name, { className: "mbc-live" });
  live.setAttribute("page", "no");
  /* JupyterLab takes arrow keys, Enter and letters for itself, unless what has the focus says that it needs them. */
  live.dataset.lmSuppressShortcuts = "true";
  el.append(live);
}

export default { render };
