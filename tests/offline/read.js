/* Answers the profiles on standard input, a line for each, with the script's own reading of compiled data:
   node read.js READING.JS DATA.JSON. For each profile the hashes of its pages, in the order of their names, and its answers. */
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");

const [script, content] = process.argv.slice(2).map((name) => readFileSync(name, "utf-8"));
const [data, phrases] = JSON.parse(content);
const { read, values, page, answers, settles } = new Function("data", "phrases", `${script}\nreturn reading(data, phrases)`)(data, phrases);
const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);

createInterface({ input: process.stdin }).on("line", (line) => {
  const [names, profile] = JSON.parse(line);
  const found = values(read(profile));
  const open = Object.fromEntries(Object.keys(data.settles).map((name) => [name, settles(name, found)]));
  console.log(JSON.stringify([names.map((name) => hash(page(name, found))), answers(found), open]));
});
