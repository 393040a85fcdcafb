"use strict";
(() => {
$definition
if (!customElements.get("$element")) {
  customElements.define("$element", $maker(...JSON.parse(String.raw`$content`)));
}
})();
