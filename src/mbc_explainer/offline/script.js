"use strict";
(() => {
$definition
if (!customElements.get("mbc-explainer")) customElements.define("mbc-explainer", explainer(...JSON.parse(String.raw`$content`)));
})();
