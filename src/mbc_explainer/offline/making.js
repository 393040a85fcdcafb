/* What all elements here are made with. */

const filled = (text, gaps) => text.replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);

function made(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

const button = (text, click, properties) => {
  const element = made("button", { type: "button", className: "mbc-button", ...properties }, text);
  element.addEventListener("click", click);
  return element;
};

const toParent = (said) => parent !== window && parent.postMessage({ type: "mbc-explainer", ...said }, "*");
