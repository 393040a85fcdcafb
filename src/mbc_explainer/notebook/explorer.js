/* The element in a notebook. It answers by itself; Python, where it is there, hears of each answer, and may choose too. */

function render({ model, el }) {
  const name = model.get("element");
  if (!customElements.get(name)) customElements.define(name, explainer(...JSON.parse(model.get("content"))));
  const live = made(name, { className: "mbc-live" });
  const problem = made("p", { role: "alert" });
  live.setAttribute("page", "no");
  /* JupyterLab takes arrow keys, Enter and letters for itself, unless what has the focus says that it needs them. */
  live.dataset.lmSuppressShortcuts = "true";

  const chosen = () => JSON.stringify(model.get("chosen"));
  const follow = {
    chosen: () => chosen() !== JSON.stringify(live.profile) && live.setAttribute("profile", chosen()),
    problem: () => (problem.textContent = model.get("problem")),
  };
  live.setAttribute("profile", chosen());
  live.addEventListener("mbc-answer", ({ detail: { profile } }) => {
    if (JSON.stringify(profile) === chosen()) return;
    model.set("chosen", profile);
    model.save_changes();
  });
  for (const [trait, update] of Object.entries(follow)) model.on(`change:${trait}`, update);
  follow.problem();
  el.append(live, problem);
  return () => Object.entries(follow).forEach(([trait, update]) => model.off(`change:${trait}`, update));
}

export default { render };
